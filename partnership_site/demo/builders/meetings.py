"""Meetings of running pairs, one in each state, and a log that somebody corrected."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.enums import MeetingStatus, Side

from .. import dates

ZONE = ZoneInfo("America/Chicago")
JOIN_URL = "https://meet.example.org/pair"


def add_meetings(demo, data, pair, people):
    """What the pair agreed on, by the key of its mentee; a pair that is not named has none."""
    build = _BUILDERS.get(data.mentee)
    if build:
        build(demo, pair, people)


def add_corrections(demo, pair, people):
    """A contact that was corrected, one with topics of the plan, and one that was logged by mistake."""
    contacts = list(pair.contacts.order_by("happened_on", "pk"))
    if len(contacts) < 3:
        return
    corrected, with_topics = contacts[1], contacts[2]
    mentoring.ContactChange.objects.create(
        contact=corrected,
        changed_by=corrected.logged_by,
        happened_on=corrected.happened_on,
        mode=str(corrected.mode),
        kind=str(corrected.kind),
        minutes=(corrected.minutes or 30) + 15,
        was_made=corrected.was_made,
        note=corrected.note,
    )
    with_topics.topics.set(
        goal.topic for goal in mentoring.Goal.objects.filter(plan__pair=pair).select_related("topic") if goal.topic
    )
    mentoring.Contact.objects.create(
        pair=pair,
        happened_on=with_topics.happened_on,
        mode=with_topics.mode,
        kind=with_topics.kind,
        was_made=False,
        logged_by=people["mentee"],
        mistaken_at=timezone.now(),
        mistaken_by=people["mentee"],
        mistaken_reason="Logged twice, from the phone and at the desk.",
    )


def add_breaks(cycle):
    """Winter and spring break."""
    year = cycle.starts_on.year
    spring = dates.nth_weekday(year + 1, 3, 0, 4)
    for position, (name, first, days) in enumerate(
        (("Winter break", cycle.starts_on.replace(month=12, day=21), 14), ("Spring break", spring, 7))
    ):
        mentoring.CycleBreak.objects.create(
            cycle=cycle, name=name, starts_on=first, ends_on=first + timedelta(days=days - 1), sort_order=position
        )


def _at(demo, days, hour, minute=0):
    """So many days from today, on the next working day (before today: the one before)."""
    day = demo.today + timedelta(days=days)
    step = timedelta(days=1 if days > 0 else -1)
    while day.weekday() > 4:
        day += step
    return datetime.combine(day, time(hour, minute), ZONE)


def _meeting(demo, pair, slug, starts_at, *, status=MeetingStatus.AGREED, **more):
    mode = demo.terms.one(mentoring.ContactMode, slug)
    values = {"minutes": 45, "mode": mode, "status": status, "starts_at": starts_at}
    if starts_at:
        values["agreed_at"] = timezone.now() - timedelta(days=8)
    return mentoring.Meeting.objects.create(pair=pair, **values | more)


def _times(meeting, side, *moments, **how):
    values = {"minutes": meeting.minutes, "mode": meeting.mode, "place": meeting.place} | how
    for moment in moments:
        mentoring.MeetingTime.objects.create(meeting=meeting, side=side, starts_at=moment, **values)


def _coming_and_proposed(demo, pair, people):
    _meeting(demo, pair, "video", _at(demo, 6, 15, 30), join_url=JOIN_URL, changed_by=people["mentor"])
    visit = _meeting(demo, pair, "face-to-face", None, status=MeetingStatus.OPEN, changed_by=people["mentor"])
    place = {"place": f"At {pair.mentor.name}", "minutes": 120}
    _times(visit, Side.MENTOR, _at(demo, 15, 14), _at(demo, 22, 14), **place)
    add_corrections(demo, pair, people)


def _to_log(demo, pair, people):
    _meeting(demo, pair, "telephone", _at(demo, -1, 16), minutes=30, changed_by=people["mentee"])


def _cancelled(demo, pair, people):
    _meeting(
        demo, pair, "video", _at(demo, 4, 10), status=MeetingStatus.CANCELLED, sequence=1, changed_by=people["mentee"]
    )


def _to_be_moved(demo, pair, people):
    meeting = _meeting(demo, pair, "face-to-face", _at(demo, 9, 13), place=f"At {pair.mentee.name}")
    _times(meeting, Side.MENTEE, _at(demo, 10, 13), _at(demo, 16, 9, 30))


def _no_time_found(demo, pair, people):
    _meeting(demo, pair, "telephone", None, status=MeetingStatus.DECLINED, changed_by=people["mentee"])


_BUILDERS = {
    "pebble-path": _coming_and_proposed,
    "cobblestone-corner": _to_log,
    "clover-street": _cancelled,
    "marigold-steps": _to_be_moved,
    "kettle-pond": _no_time_found,
}
