"""What the directory page prints: filters with counts, chips, the region map and a page of rows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.geo.map import region_map
from events.geo.map_regions import map_regions
from mentoring_pages.models import MentorProfilePage
from mentoring_pages.models.directory import is_mentor
from resources.conf import get_setting
from resources.filter_panel import chip, panel_facet
from resources.paging import RowPaginator
from resources.public_pages import publicly_below

from .filters import facet_counts, narrowed, sorted_profiles
from .query import AVAILABILITIES, FACETS, SORTS, DirectoryQuery, Vocabularies
from .rows import mentor_row, with_rows


def directory_content(directory, request, viewer):
    """The context of the directory's template. The number of queries does not depend on the number of mentors."""
    path = directory.get_url(request) or request.path
    query = DirectoryQuery(request.GET, Vocabularies.load())
    shown = publicly_below(directory) & is_mentor()
    profiles = MentorProfilePage.objects.filter(shown)
    total, counts = facet_counts(profiles, query, viewer, left_out=MentorProfilePage.objects.exclude(shown))
    found = sorted_profiles(narrowed(profiles, query, viewer), query, viewer)
    page_obj = _page(found, total, request, query)
    clear_url = query.address(path, leave_out=("q", "availability", *FACETS))
    return {
        "page_obj": page_obj,
        "rows": [mentor_row(profile, viewer, request) for profile in page_obj],
        "result_text": _found_in_words(total, query),
        "result_note": " ".join(query.notes),
        "search": {"name": "q", "label": _("Search"), "value": query.text},
        "facets": _facets(query, counts),
        "hidden": [(name, getattr(query, name)) for name in ("sort", "view") if name in query.data()],
        "chips": _chips(query, path),
        "clear_url": clear_url,
        "sorts": _sorts(query, path),
        "tabs": _tabs(query, path),
        "region_map": _map(query, counts["region"], path) if query.view == "map" else None,
        "robots": "noindex, follow" if query.is_narrowed or page_obj.number > 1 else "",
        "empty_links": [{"title": _("Show all mentors"), "url": path}],
        "query": query,
    }


def _page(found, count, request, query):
    """The page asked for; the nearest one, with a note, for a number that does not exist."""
    paginator = RowPaginator(with_rows(found), get_setting("PAGE_SIZE"), count=count)
    sent = request.GET.get("page", "")
    page_obj = paginator.get_page(sent or 1)
    if sent and sent != str(page_obj.number):
        query.notes.append(
            _("There is no such page of the list, so you see page %(number)s.") % {"number": page_obj.number}
        )
    return page_obj


def _found_in_words(count, query):
    if query.is_narrowed:
        return ngettext("%(count)s mentor found", "%(count)s mentors found", count) % {"count": count}
    return ngettext("%(count)s mentor program", "%(count)s mentor programs", count) % {"count": count}


def _facets(query, counts):
    """Dicts for the shared filter panel. Values without mentors are left out unless chosen."""
    legends = {
        "topic": _("Can help with"),
        "region": _("Region"),
        "setting": _("Setting"),
        "level": _("Children's level"),
        "size": _("Size"),
        "community": _("Community"),
        "component": _("What they offer"),
    }
    takes_requests = {
        "value": "open",
        "label": AVAILABILITIES["open"],
        "count": counts["availability"].get("open", 0),
        "is_selected": query.availability == "open",
    }
    availability = {"name": "availability", "legend": _("Availability"), "options": [takes_requests], "is_open": True}
    return [
        availability,
        *(
            panel_facet(
                name,
                legends[name],
                query.vocabularies.choices(name),
                counts[name],
                query.values[name],
                is_open=name == "topic",
            )
            for name in FACETS
        ),
    ]


def _chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = []
    if query.text:
        found.append((_("“%(text)s”") % {"text": query.text}, ("q",)))
    if query.availability != "all":
        found.append((AVAILABILITIES[query.availability], ("availability",)))
    for name, values in query.values.items():
        labels = query.vocabularies.choices(name)
        found += [(labels[value], ((name, value),)) for value in values]
    return [chip(label, path, query.data(leave_out=leave_out)) for label, leave_out in found]


def _sorts(query, path):
    """The orders to choose from; "best match" only with words to match."""
    return [
        {
            "title": label,
            "url": query.address(path, leave_out=("sort",), **({} if name == query.default_sort else {"sort": name})),
            "is_current": query.sort == name,
        }
        for name, label in SORTS.items()
        if query.text or name != "best"
    ]


def _tabs(query, path):
    return [
        {"title": _("List"), "url": query.address(path, leave_out=("view",)), "is_current": query.view == "list"},
        {
            "title": _("Map of regions"),
            "url": query.address(path, leave_out=("view",), view="map"),
            "is_current": query.view == "map",
        },
    ]


def _map(query, counts, path):
    chosen = query.values["region"]
    return region_map(
        map_regions(),
        counts=counts,
        link_for=lambda region: query.address(path, leave_out=("region", "view"), region=region.slug),
        selected=chosen[0] if len(chosen) == 1 else None,
        title=_("Map of Illinois: mentors by region"),
        describe=lambda count: ngettext("%(count)s mentor", "%(count)s mentors", count) % {"count": count},
    )
