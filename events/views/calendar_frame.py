"""What the views of a calendar have in common: tabs, addresses that keep the filters, what it is narrowed to."""

from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.gatherings.rows import gathering_row
from events.networks.merging import is_network, network_row
from resources.absolute_addresses import absolute_url
from resources.filter_panel import address

FIRST_YEAR, LAST_YEAR = 2000, 2100
# Of the page's own, not of the feed.
NOT_OF_FEEDS = ("when", "zip", "miles")


def frame(page, request, query, narrowing, *, view, day=None):
    """Context of every view of a calendar. `view` is "list", "month" or "near".

    The tab of the grid leads to the month of `day`, by default today's.
    """
    path = page.get_url(request)
    data = query.query(leave_out=NOT_OF_FEEDS)
    dateless = query.query(leave_out=(*NOT_OF_FEEDS, "from_date", "to_date"))
    day = day or timezone.localdate()
    views = (
        ("list", _("List"), address(path, data), "list"),
        ("month", _("Month"), month_link(path, dateless, day)["url"], "grid"),
        ("near", _("Near me"), address(f"{path}near/", query.query(leave_out=("when",))), "pin"),
    )
    return {
        "query": query,
        "note": " ".join(query.notes),
        "narrowing_lines": narrowing.in_words(),
        "view_tabs": [
            {"title": title, "url": url, "icon": icon, "is_current": key == view} for key, title, url, icon in views
        ],
        "share_url": address(f"{path}share/", data),
        "print_url": address(f"{path}print/", data),
        **subscription(page, request, query),
    }


def subscription(page, request, query):
    """Addresses of the feed with the filters in force."""
    https_url = address(f"{absolute_url(page, request)}calendar.ics", query.query(leave_out=NOT_OF_FEEDS))
    return {
        "feed_url": https_url,
        "subscribe_url": address(f"{page.get_url(request)}subscribe/", query.query(leave_out=NOT_OF_FEEDS)),
        "webcal_url": https_url.replace("https://", "webcal://").replace("http://", "webcal://"),
    }


def search_box(query):
    """The search field of the filter panel."""
    return {"name": "q", "label": _("Search gatherings"), "value": query.text}


def crumbs_to(page, request, title):
    """The way from the home page to a page `title` below `page`."""
    crumbs = [{"title": one.title, "url": one.get_url(request)} for one in page.get_ancestors(inclusive=True)[1:]]
    if crumbs:
        crumbs[0]["title"] = _("Home")
    return [*crumbs, {"title": title, "url": ""}]


def month_link(path, data, day):
    """Where the grid of the month of `day` stands; None beyond the years that a calendar knows."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return {"url": address(f"{path}month/{day.year}/{day.month}/", data), "day": day.replace(day=1)}


def by_month(gatherings, request, make_row=gathering_row):
    """[(first day of the month, rows)] in the order of `gatherings`, which are those of one page of a list."""
    now = timezone.now()
    rows = [make_row(gathering, request, now) for gathering in gatherings]
    grouped = groupby(rows, key=lambda row: (row["starts_at"].year, row["starts_at"].month))
    return [(date(*key, 1), list(group)) for key, group in grouped]


def list_row(row, request, now=None):
    """A gathering or a network's event as a row of a list."""
    return network_row(row, request, now) if is_network(row) else gathering_row(row, request, now)


def first_of(gatherings, network_events, count):
    """The first `count` of both together, which are ordered by start. Two queries."""
    events = network_events.select_related("calendar__region")[:count]
    return sorted([*gatherings[:count], *events], key=lambda row: row.starts_at)[:count]


def upcoming_in_words(count):
    """A number of gatherings that lie ahead, as a sentence above the list."""
    return ngettext("%(count)s upcoming gathering", "%(count)s upcoming gatherings", count) % {"count": count}
