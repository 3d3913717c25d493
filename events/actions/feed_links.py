"""Short addresses of feeds are made once for each choice and never change."""

from typing import Any

from events.feeds.links import code_of
from events.models import CalendarPage, FeedLink


def make_feed_link(calendar: CalendarPage, choice: dict[str, Any]) -> FeedLink:
    """The short address of this choice, new or the one that it has. Anyone may make one; views limit how many."""
    link, _is_new = FeedLink.objects.get_or_create(
        code=code_of(calendar, choice), defaults={"calendar": calendar, "choice": choice, "title": calendar.title}
    )
    return link
