"""What other pages say of a pair's meetings: the pair's page, and the next useful step."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from mentoring_pages.enums import MeetingStatus
from mentoring_pages.models import Meeting
from mentoring_pages.permissions import can_arrange_meeting
from resources.dates_in_words import short_date

from .rows import meetings_with_times, row_of

# After so long nobody is reminded of an agreed meeting that was never logged.
ASKED_FOR = timedelta(days=30)
COMING_SHOWN = 3


@dataclass(frozen=True)
class MeetingsNow:
    """What the next useful step depends on. `to_log` is (code, day, mode) of the first meeting that nobody logged yet,
    `to_answer` (code, number of times) of times that wait for the user's side; None: there is none.
    """

    to_log: tuple | None = None
    to_answer: tuple | None = None
    has_coming: bool = False


def meetings_panel(user, pair, side):
    """The context of meetings/panel.html; None for who only reads along, and once the pair has ended. Two queries."""
    if side is None or not can_arrange_meeting(user, pair):
        return None
    rows = [row_of(meeting, side) for meeting in meetings_with_times(pair)]
    coming = sorted((row for row in rows if row["is_coming"]), key=lambda row: row["meeting"].starts_at)
    return {
        "to_settle": [row for row in rows if row["has_begun"]],
        "coming": coming[:COMING_SHOWN],
        "open": [row for row in rows if row["meeting"].status == MeetingStatus.OPEN],
        "list_url": reverse("members:meeting-list", args=[pair.code]),
        "propose_url": reverse("members:meeting-propose", args=[pair.code]),
        "has_any": bool(rows),
    }


def meetings_now(pair, side) -> MeetingsNow:
    """For the next useful step. Two queries."""
    now, zone = timezone.now(), pair.cycle.zone
    live = Meeting.objects.filter(pair=pair, status__in=(MeetingStatus.OPEN, MeetingStatus.AGREED))
    meetings = list(live.select_related("mode").prefetch_related("times").order_by("starts_at", "pk"))
    to_log = to_answer = None
    has_coming = False
    for meeting in meetings:
        if meeting.status == MeetingStatus.AGREED and meeting.starts_at > now:
            has_coming = True
        elif meeting.status == MeetingStatus.AGREED and meeting.starts_at > now - ASKED_FOR and to_log is None:
            day = short_date(timezone.localdate(meeting.starts_at, zone))
            to_log = (meeting.code, day, str(meeting.mode) if meeting.mode else "")
        theirs = [time for time in meeting.times.all() if time.side != side and time.starts_at > now]
        if theirs and to_answer is None:
            to_answer = (meeting.code, len(theirs))
    return MeetingsNow(to_log, to_answer, has_coming)
