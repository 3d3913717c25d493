"""What the home page shows of the rest of the site, at a fixed number of queries."""

from django.db.models import Count

from events.calendars.scopes import gatherings_of, in_period, with_seats
from events.gatherings.rows import gathering_row
from events.geo.map import region_map
from events.geo.map_regions import map_regions
from events.models import CalendarPage
from resources.library.listing import resources_of
from resources.models import ResourceLibraryPage
from resources.pages import BasePage
from resources.rows import resource_row

GATHERINGS = 3
RESOURCES = 4


def front_page_context(home, request):
    """Everything beside the home page's own fields. What is not chosen, not live or restricted is left out."""
    chosen = _public_pages(home)
    calendar = _of_type(chosen.get(home.calendar_id), CalendarPage)
    library = _of_type(chosen.get(home.library_id), ResourceLibraryPage)
    directory = chosen.get(home.directory_id)
    return {
        "doors": doors(home, chosen),
        "calendar_url": calendar.get_url(request) if calendar else "",
        "library_url": library.get_url(request) if library else "",
        "directory_url": directory.get_url(request) if directory else "",
        "near_url": f"{home.get_url(request) or '/'}near/" if calendar else "",
        "gatherings": next_gatherings(calendar, request) if calendar else [],
        "map": calendar_map(calendar, request) if calendar else None,
        "resources": newest_resources(library, request) if library else [],
        "story": story_of(chosen.get(home.story_id), request),
    }


def _public_pages(home):
    """The pages that the home page points to, by id, as their own types."""
    doors = [block.value.get("page") for block in home.doors]
    keys = {home.calendar_id, home.library_id, home.directory_id, home.story_id, *(page.pk for page in doors if page)}
    pages = BasePage.objects.live().public().filter(pk__in=keys - {None}).specific()
    return {page.pk: page for page in pages}


def _of_type(page, page_type):
    return page if isinstance(page, page_type) else None


def doors(home, public_pages):
    """The doors whose page everyone may open: blocks of the home page."""
    return [block for block in home.doors if block.value.get("page") and block.value["page"].pk in public_pages]


def next_gatherings(calendar, request):
    """Rows of the next gatherings of a calendar."""
    upcoming = in_period(gatherings_of(calendar), "upcoming")
    return [gathering_row(gathering, request) for gathering in with_seats(upcoming).with_row_data()[:GATHERINGS]]


def calendar_map(calendar, request):
    """The map of all regions, and a list of those where something takes place; None if nothing does anywhere."""
    upcoming = in_period(gatherings_of(calendar), "upcoming").order_by()
    counts = dict(upcoming.exclude(region=None).values_list("region__slug").annotate(count=Count("pk")))
    url = calendar.get_url(request)
    drawn = region_map(map_regions(), counts=counts, link_for=lambda region: f"{url}?region={region.slug}")
    groups = [(group, [row for row in rows if row.count]) for group, rows in drawn.groups]
    busy = [(group, rows) for group, rows in groups if rows]
    return drawn._replace(groups=busy) if busy else None


def newest_resources(library, request):
    """Rows of what came into the library last."""
    newest = resources_of(library).order_by("-first_published_at", "-pk").with_row_data()[:RESOURCES]
    return [resource_row(resource, request) for resource in newest]


def story_of(page, request):
    """A mentor in their own words, as {text, name, url}: the first quote of the page's body, else what they offer."""
    if page is None:
        return None
    quote = next((block.value for block in getattr(page, "body", []) if block.block_type == "quote"), None)
    if quote:
        return {
            "text": quote["text"],
            "name": quote["name"] or page.title,
            "role": quote["role"] or "",
            "url": page.get_url(request),
        }
    text = getattr(page, "offer", "") or getattr(page, "tagline", "")
    return {"text": text, "name": page.title, "role": "", "url": page.get_url(request)} if text else None
