"""A resource's own page: what there is to take away, facts with links back into the library, related resources."""

from django.db.models import Count, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from resources.enums import AccessibilityStatus, ItemKind
from resources.library.metadata import dublin_core_tags, linked_data
from resources.models import ResourcePage
from resources.rows import resource_row, thumbnail_url
from resources.templatetags.partnership import hostname

from .usage import used_in, uses_in_words

RELATED = 4


def detail_context(resource, request):
    """What the template of a resource shows. Its cost does not grow with the library."""
    library = resource.get_parent()
    library_url = (library.get_url(request) or "") if library else ""
    page_url = resource.get_url(request) or "" if resource.pk else ""
    topics = list(resource.topics.all())
    prefetch_related_objects(resource.offered_items, "language", "document__partnership_reading__version")
    items = [item_row(item, resource, page_url) for item in resource.offered_items]
    return {
        "library_url": library_url,
        "page_url": page_url,
        "items": items,
        # Some resources are all in their text; where a file was promised and is gone, the page says so.
        "is_file_gone": not items and (resource.items.exists() or not resource.body),
        "topic_links": [link_to_filter(library_url, "topic", topic) for topic in topics],
        "facts": facts(resource, library_url),
        "licence": resource.licence,
        "changes": changes_in_words(resource),
        "used_in": used_in(resource, request) if resource.pk else {},
        "related": [resource_row(other, request) for other in related_resources(resource, topics)],
        "thumb_url": thumbnail_url(resource),
        "linked_data": linked_data(resource, request),
        "dublin_core": dublin_core_tags(resource, request),
    }


def item_row(item, resource, page_url):
    """One file, link or video: plain values for the template. `url` counts; `address` is where it leads."""
    language = item.language or resource.language
    # In the preview of a draft there is nothing below the page yet.
    has_routes = bool(page_url and resource.live and item.pk)
    return {
        "ask_url": f"{page_url}ask/{item.pk}/" if has_routes else "",
        "address": item.target_url,
        "title": item.title or resource.title,
        "url": f"{page_url}get/{item.pk}/" if has_routes else item.target_url,
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
    if uses := uses_in_words(resource):
        found.append({"label": _("Downloads"), "value": uses})
    return found


def changes_in_words(resource):
    """The notes on what changed, newest first: "Updated March 2026" and the note."""
    changes = sorted(resource.changes.all(), key=lambda change: change.changed_on, reverse=True)
    return [
        {
            "title": _("Updated %(month)s") % {"month": date_format(change.changed_on, "F Y")},
            "day": change.changed_on,
            "note": change.note,
        }
        for change in changes
    ]


def _as_link(link):
    return format_html('<a href="{}">{}</a>', link["url"], link["title"])


def related_resources(resource, topics):
    """Those that staff picked, in their order, then those that share most topics. All live and for everyone."""
    keys = [pick.related_id for pick in resource.related_picks.all()]
    shown = ResourcePage.objects.live().public()
    picked = {other.pk: other for other in shown.filter(pk__in=keys).with_row_data()} if keys else {}
    found = [picked[key] for key in keys if key in picked and key != resource.pk]
    left = RELATED - len(found)
    if topics and left > 0:
        alike = shown.filter(topics__in=[topic.pk for topic in topics]).exclude(pk__in=[resource.pk, *picked])
        shared = alike.annotate(shared=Count("topics")).order_by("-shared", "-published_on", "title")
        found += shared.with_row_data()[:left]
    return found
