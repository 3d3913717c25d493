"""A resource for machines: schema.org LearningResource, and Dublin Core for pages and for harvesters."""

from resources.enums import ItemKind
from resources.rows import thumbnail_url


def linked_data(resource, request):
    """schema.org LearningResource: what search engines and catalogues of learning resources read from the page."""
    picture = thumbnail_url(resource)
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": resource.translation_key.urn,
        "name": resource.title,
        "description": resource.summary,
        "url": resource.get_full_url(request),
        "learningResourceType": resource.kind.name if resource.kind else "",
        "about": [topic.name for topic in resource.topics.all()],
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": audience.name, "audienceType": audience.name}
            for audience in resource.audiences.all()
        ],
        "educationalLevel": [band.name for band in resource.grade_bands.all()],
        "inLanguage": resource.language.slug if resource.language else "",
        "author": {"@type": "Person", "name": resource.author} if resource.author else "",
        "publisher": {"@type": "Organization", "name": resource.publisher} if resource.publisher else "",
        "datePublished": resource.published_on,
        "dateModified": resource.last_published_at.date() if resource.last_published_at else "",
        "license": _rights(resource),
        "isAccessibleForFree": True,
        "thumbnailUrl": request.build_absolute_uri(picture) if picture else "",
        "encoding": [_encoding(item, resource, request) for item in resource.offered_items],
    }


def _encoding(item, resource, request):
    language = item.language or resource.language
    return {
        "@type": "VideoObject" if item.kind == ItemKind.VIDEO else "MediaObject",
        "name": item.title or resource.title,
        "contentUrl": request.build_absolute_uri(item.target_url),
        "contentSize": str(item.size_bytes) if item.size_bytes else "",
        "encodingFormat": _media_type(item),
        "inLanguage": language.slug if language else "",
        "accessibilitySummary": item.accessibility_note,
    }


def dublin_core(resource, request):
    """(name of one of the 15 elements, text) of all that is known, names repeated where there are several.

    Asks the database only for what was not fetched with the resource.
    """
    formats = dict.fromkeys(_media_type(item) for item in resource.offered_items)
    found = [
        ("title", resource.title),
        ("creator", resource.author),
        *(("subject", topic.name) for topic in resource.topics.all()),
        ("description", resource.summary),
        ("publisher", resource.publisher),
        ("date", resource.published_on.isoformat() if resource.published_on else ""),
        ("type", resource.kind.name if resource.kind else ""),
        *(("format", media_type) for media_type in formats),
        ("identifier", resource.get_full_url(request) or ""),
        ("language", resource.language.slug if resource.language else ""),
        ("rights", _rights(resource)),
    ]
    return [(name, text) for name, text in found if text]


def dublin_core_tags(resource, request):
    """(name, content) of the meta elements of the resource's page; read by citation managers.

    Whom it is for has no place among the 15 elements; DCMI's later terms have one.
    """
    return [
        *((f"DC.{name}", text) for name, text in dublin_core(resource, request)),
        *(("DCTERMS.audience", audience.name) for audience in resource.audiences.all()),
        *(("DCTERMS.educationLevel", band.name) for band in resource.grade_bands.all()),
    ]


def _rights(resource):
    return (resource.licence.url or resource.licence.name) if resource.licence else ""


def _media_type(item):
    return item.document.content_type if item.kind == ItemKind.FILE and item.document else ""
