"""A resource's own page: what there is to take away, facts with links back into the library, related resources."""

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from resources.enums import AccessibilityStatus, ItemKind
from resources.models import ResourcePage
from resources.registry import related_lists
from resources.rows import resource_row, thumbnail_url
from resources.templatetags.partnership import hostname

RELATED = 4


def detail_context(resource, request):
    """What the template of a resource shows. Its cost does not grow with the library."""
    library = resource.get_parent()
    library_url = (library.get_url(request) or "") if library else ""
    topics = list(resource.topics.all())
    items = [item_row(item, resource) for item in resource.offered_items]
    return {
        "library_url": library_url,
        "items": items,
        # Some resources are all in their text; where a file was promised and is gone, the page says so.
        "is_file_gone": not items and (resource.items.exists() or not resource.body),
        "topic_links": [link_to_filter(library_url, "topic", topic) for topic in topics],
        "facts": facts(resource, library_url),
        "related": [resource_row(other, request) for other in related_resources(resource, topics)],
        "related_lists": related_lists(resource, request),
        "thumb_url": thumbnail_url(resource),
        "linked_data": linked_data(resource, request),
        "dublin_core": dublin_core(resource),
    }


def item_row(item, resource):
    """One file, link or video: plain values for the template."""
    language = item.language or resource.language
    return {
        "title": item.title or resource.title,
        "url": item.target_url,
        "kind": item.kind,
        "action": action_words(item),
        "format": item.format,
        "size": item.size_bytes,
        "host": hostname(item.url) if item.kind != ItemKind.FILE else "",
        "language": language.name if language else "",
        "language_tag": language.slug if language else "",
        "accessibility": item.get_accessibility_status_display(),
        "accessibility_note": item.accessibility_note,
        "is_accessible": item.accessibility_status == AccessibilityStatus.ACCESSIBLE,
        "is_checked": item.accessibility_status != AccessibilityStatus.NOT_CHECKED,
    }


def action_words(item):
    """What the button says."""
    if item.kind == ItemKind.FILE:
        return _("Download")
    return _("Watch") if item.kind == ItemKind.VIDEO else _("Open")


def link_to_filter(library_url, name, term):
    """A word of a vocabulary with the address of the library narrowed to it."""
    return {"title": term.name, "url": f"{library_url}?{urlencode({name: term.slug})}"}


def facts(resource, library_url):
    """Whom it is for and where it comes from, for the shared table of facts."""
    linked = (
        (_("Kind"), "kind", [resource.kind] if resource.kind else []),
        (_("For whom"), "audience", resource.audiences.all()),
        (_("Ages"), "grade", resource.grade_bands.all()),
        (_("Program setting"), "setting", resource.settings.all()),
        (_("Language"), "language", [resource.language] if resource.language else []),
    )
    found = [
        {"label": label, "values": [_as_link(link_to_filter(library_url, name, term)) for term in terms]}
        for label, name, terms in linked
        if terms
    ]
    plain = ((_("Author"), resource.author), (_("Publisher"), resource.publisher))
    found += [{"label": label, "value": value} for label, value in plain if value]
    if resource.published_on:
        found.append({"label": _("Published"), "value": date_format(resource.published_on, "F Y")})
    if resource.licence:
        found.append(licence_fact(resource.licence))
    return found


def licence_fact(licence):
    """What readers may do with it (R60)."""
    name = format_html('<a href="{}" rel="license">{}</a>', licence.url, licence.name) if licence.url else licence.name
    return {"label": _("You may use it under"), "html": format_html("{}", name), "note": licence.description}


def _as_link(link):
    return format_html('<a href="{}">{}</a>', link["url"], link["title"])


def related_resources(resource, topics):
    """The live, public resources that share most topics with this one. None without topics."""
    if not topics:
        return ResourcePage.objects.none()
    return (
        ResourcePage.objects.live()
        .public()
        .filter(topics__in=[topic.pk for topic in topics])
        .exclude(pk=resource.pk)
        .annotate(shared=Count("topics"))
        .order_by("-shared", "-published_on", "title")
        .with_row_data()[:RELATED]
    )


def linked_data(resource, request):
    """schema.org LearningResource."""
    files = [
        {
            "@type": "VideoObject" if item.kind == ItemKind.VIDEO else "MediaObject",
            "name": item.title or resource.title,
            "contentUrl": request.build_absolute_uri(item.target_url),
            "contentSize": str(item.size_bytes) if item.size_bytes else "",
            "encodingFormat": item.document.content_type if item.document else "",
        }
        for item in resource.offered_items
    ]
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": resource.title,
        "description": resource.summary,
        "url": resource.get_full_url(request),
        "learningResourceType": resource.kind.name if resource.kind else "",
        "about": [topic.name for topic in resource.topics.all()],
        "audience": [{"@type": "Audience", "audienceType": audience.name} for audience in resource.audiences.all()],
        "educationalLevel": [band.name for band in resource.grade_bands.all()],
        "inLanguage": resource.language.slug if resource.language else "",
        "author": {"@type": "Person", "name": resource.author} if resource.author else "",
        "publisher": {"@type": "Organization", "name": resource.publisher} if resource.publisher else "",
        "datePublished": resource.published_on,
        "license": resource.licence.url if resource.licence else "",
        "isAccessibleForFree": True,
        "encoding": files,
    }


def dublin_core(resource):
    """(name, content) of the Dublin Core meta elements that have something to say; read by citation managers."""
    found = [
        ("DC.title", resource.title),
        ("DC.creator", resource.author),
        ("DC.publisher", resource.publisher),
        ("DC.date", resource.published_on.isoformat() if resource.published_on else ""),
        ("DC.description", resource.summary),
        ("DC.language", resource.language.slug if resource.language else ""),
        ("DC.type", resource.kind.name if resource.kind else ""),
        ("DC.rights", (resource.licence.url or resource.licence.name) if resource.licence else ""),
        *(("DC.subject", topic.name) for topic in resource.topics.all()),
    ]
    return [(name, content) for name, content in found if content]
