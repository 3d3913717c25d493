"""What the directory page prints: filters with counts, chips, the region map and a page of rows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.geo.map import region_map
from events.geo.map_regions import map_regions
from mentoring_pages.models import MentorBookmark, MentorProfilePage
from mentoring_pages.models.directory import is_mentor
from resources.conf import get_setting
from resources.filter_panel import chip, panel_facet
from resources.paging import RowPaginator
from resources.public_pages import publicly_below

from .counting import facet_counts
from .filters import narrowed
from .query import SORTS, DirectoryQuery
from .rows import mentor_row, with_rows
from .sorting import sorted_profiles
from .tray import Tray, row_foot
from .words import FACETS, Vocabularies

# The filters that stand open when nothing is chosen in them.
OPEN_FACETS = ("availability", "topic")


def directory_content(directory, request, viewer):
    """The context of the directory's template. The number of queries does not depend on the number of mentors."""
    path = directory.get_url(request) or request.path
    query = DirectoryQuery(request.GET, Vocabularies.load())
    shown = publicly_below(directory) & is_mentor()
    profiles = MentorProfilePage.objects.filter(shown)
    tray = Tray(query, profiles, path)
    total, counts = facet_counts(profiles, query, viewer, left_out=MentorProfilePage.objects.exclude(shown))
    found = sorted_profiles(narrowed(profiles, query, viewer), query, viewer)
    page_obj = _page(found, total, request, query)
    kept = ("sort", "view", "m")
    return {
        "page_obj": page_obj,
        "rows": _rows(page_obj, request, viewer, query, tray, path),
        "result_text": _found_in_words(total, query),
        "result_note": " ".join(map(str, query.notes)),
        "search": {"name": "q", "label": _("Search"), "value": query.text},
        "around": [query.form[name] for name in ("zip", "miles", "age")],
        "facets": _facets(query, counts),
        "hidden": [(name, value) for name, values in query.data().lists() if name in kept for value in values],
        "chips": _chips(query, path),
        "clear_url": query.address(path, leave_out=[name for name in query.everything if name not in kept]),
        "sorts": _sorts(query, path),
        "tabs": _tabs(query, path),
        "region_map": _map(query, counts["region"], path) if query.view == "map" else None,
        "robots": "noindex, follow" if query.data() or page_obj.number > 1 else "",
        "empty_links": [{"title": _("Show all mentors"), "url": path}],
        "tray": tray.content(),
        "query": query,
    }


def _rows(page_obj, request, viewer, query, tray, path):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    bookmarks = MentorBookmark.objects.of_owner(user) if signed_in else None
    kept = bookmarks.by_profile([profile.pk for profile in page_obj]) if signed_in else None
    return [
        mentor_row(profile, viewer, request, near=query.place)
        | {"id": f"mentor-{profile.pk}", "foot": row_foot(profile, tray, kept, path)}
        for profile in page_obj
    ]


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
    if query.miles:
        text = ngettext(
            "%(count)s mentor found within %(miles)s miles of %(zip)s",
            "%(count)s mentors found within %(miles)s miles of %(zip)s",
            count,
        )
        return text % {"count": count, "miles": query.miles, "zip": query.zip_code}
    if query.is_narrowed:
        return ngettext("%(count)s mentor found", "%(count)s mentors found", count) % {"count": count}
    return ngettext("%(count)s mentor program", "%(count)s mentor programs", count) % {"count": count}


def _facets(query, counts):
    """Dicts for the shared filter panel. Values without mentors are left out unless chosen."""
    legends = {
        "availability": _("Availability"),
        "topic": _("Can help with"),
        "region": _("Region"),
        "setting": _("Setting"),
        "level": _("Children's level"),
        "community": _("Community"),
        "size": _("Size"),
        "sites": _("Number of sites"),
        "years": _("Years of experience"),
        "component": _("What they offer"),
        "funding": _("Funding"),
        "licensed": _("Licensing and accreditation"),
    }
    return [
        panel_facet(
            name,
            legends[name],
            query.vocabularies.choices(name),
            counts[name],
            query.values[name],
            is_open=name in OPEN_FACETS,
        )
        for name in FACETS
    ]


def _chips(query, path):
    """What is chosen, each with the address of the same list without it."""
    found = []
    if query.text:
        found.append((_("“%(text)s”") % {"text": query.text}, ("q",)))
    if query.miles:
        words = _("Within %(miles)s miles of %(zip)s") % {"miles": query.miles, "zip": query.zip_code}
        found.append((words, ("miles",)))
    elif query.place:
        found.append((_("Distance from %(zip)s") % {"zip": query.zip_code}, ("zip",)))
    if query.age is not None:
        found.append((_("Serves age %(age)s") % {"age": query.age}, ("age",)))
    for name, values in query.values.items():
        labels = query.vocabularies.choices(name)
        found += [(labels[value], ((name, value),)) for value in values]
    return [chip(label, path, query.data(leave_out=leave_out)) for label, leave_out in found]


def _sorts(query, path):
    """The orders to choose from; "best match" only with words to match, "nearest" only with a place."""
    return [
        {
            "title": label,
            "url": query.address(path, leave_out=("sort",), **({} if name == query.default_sort else {"sort": name})),
            "is_current": query.sort == name,
        }
        for name, label in SORTS.items()
        if {"best": query.text, "distance": query.place}.get(name, True)
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
