"""Meetings as members' pages print them."""

from django.urls import reverse
from django.utils import timezone

from mentoring_pages.enums import MeetingStatus, Side
from mentoring_pages.models import Meeting
from resources.dates_in_words import when_in_words

BADGES = {
    MeetingStatus.OPEN: "wait",
    MeetingStatus.AGREED: "ok",
    MeetingStatus.DECLINED: "neutral",
    MeetingStatus.CANCELLED: "stop",
    MeetingStatus.HELD: "ok",
    MeetingStatus.NOT_HELD: "neutral",
}


def meetings_with_times(pair):
    """All meetings of a pair with their proposed times. Two queries."""
    meetings = Meeting.objects.filter(pair=pair).with_people().select_related("contact").prefetch_related("times__mode")
    return list(meetings.order_by("-starts_at", "-pk"))


def row_of(meeting, side):
    """One meeting for the components of meetings. `side` None: somebody who only reads along. No query."""
    pair, zone, now = meeting.pair, meeting.pair.cycle.zone, timezone.now()
    times = list(meeting.times.all())
    theirs = [time for time in times if time.side != side and time.starts_at > now] if side else []
    own = [time for time in times if time.side == side] if side else times
    has_begun = meeting.status == MeetingStatus.AGREED and meeting.starts_at <= now
    waits_for_us = bool(theirs)
    is_open = meeting.status in (MeetingStatus.OPEN, MeetingStatus.AGREED)
    urls = {name: reverse(f"members:meeting-{name}", args=[pair.code, meeting.code]) for name in _URLS}
    return {
        "meeting": meeting,
        "title": when_in_words(meeting.starts_at, meeting.ends_at, zone) if meeting.starts_at else "",
        "badge_label": meeting.get_status_display(),
        "badge_kind": "needs-you" if waits_for_us or (has_begun and side) else BADGES[meeting.status],
        "mode": str(meeting.mode) if meeting.mode else "",
        "place": meeting.place,
        "join_url": meeting.join_url if side else "",
        "theirs": [_time(time, zone) for time in theirs],
        "own": [_time(time, zone) for time in own],
        "by_mentor": any(time.side == Side.MENTOR for time in times),
        "has_begun": has_begun,
        "is_coming": meeting.status == MeetingStatus.AGREED and not has_begun,
        "is_open": is_open and not has_begun,
        "urls": urls,
        "contact": meeting.contact,
    }


_URLS = ("detail", "move", "agree", "refuse", "edit", "cancel", "settle")


def _time(time, zone):
    return {
        "code": time.code,
        "label": when_in_words(time.starts_at, zone=zone),
        "mode": str(time.mode) if time.mode else "",
        "place": time.place,
        "minutes": time.minutes,
        "has_passed": time.starts_at <= timezone.now(),
    }
