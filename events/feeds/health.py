"""Whether each calendar's feed is sound: it is built as for a program that asks, and held against the checklist."""

from urllib.parse import urlsplit

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from wagtail.models import Site

from events.ical.lint import lint
from events.models import CalendarPage, FeedReport

from .answers import calendar_feed_response
from .version import feed_state

# Problems that are kept and shown; the rest would say the same again.
MOST_PROBLEMS = 20


class _OwnRequest(HttpRequest):
    """A request that nobody sent. Its host is that of the site's record, which ALLOWED_HOSTS need not name."""

    def get_host(self):
        return self.META["HTTP_HOST"]


def check_feed(calendar, now=None) -> FeedReport:
    """Build the calendar's feed, look at it, and keep what was found. R21, R35."""
    now = now or timezone.now()
    response = calendar_feed_response(calendar, _request_for(calendar))
    content = response.content
    problems = lint(content, timezone.now(), is_feed=True)
    report, _is_new = FeedReport.objects.update_or_create(
        calendar_id=calendar.pk,
        defaults={
            "checked_at": now,
            "events_count": content.count(b"\r\nBEGIN:VEVENT\r\n"),
            "size_bytes": len(content),
            "problems": problems[:MOST_PROBLEMS],
        },
    )
    return report


def check_changed_feeds(now=None) -> int:
    """Check each live calendar whose feed may say something else than when it was last checked. Returns how many.

    One query when nothing has changed, apart from that for the state of the feeds.
    """
    now = now or timezone.now()
    changed_at = feed_state().changed_at
    checked = FeedReport.objects.filter(Q(checked_at__gte=changed_at) if changed_at else Q())
    due = CalendarPage.objects.live().exclude(pk__in=checked.values("calendar")).select_related("locale")
    return len([check_feed(calendar, now) for calendar in due])


def _request_for(calendar):
    parts = urlsplit(f"{calendar.full_url or 'http://localhost/'}calendar.ics")
    request = _OwnRequest()
    request.method = "GET"
    request.GET = QueryDict()
    request.path = request.path_info = parts.path
    request.META = {
        "HTTP_HOST": parts.netloc,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        "QUERY_STRING": "",
    }
    # What Wagtail would find by the host.
    request._wagtail_site = calendar.get_site() or Site.objects.filter(is_default_site=True).first()
    return request
