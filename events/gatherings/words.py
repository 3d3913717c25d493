"""What is said about a gathering that is off, moved or over, and what changed since it was first published."""

from datetime import datetime
from itertools import groupby

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from events.enums import AttendanceMode, GatheringStatus
from events.times import local_days
from resources.dates_in_words import short_date, when_in_words

# How many publications the list of changes goes back.
CHANGES_SHOWN = 10
# What a change is told of, in this order.
FIELDS = ("status", "starts_at", "ends_at", "is_all_day", "time_zone", "place", "mode", "title")


def status_notice(page, was_starts=None):
    """What stands at the very top: {"text", "kind"} of a gathering that is off, moved or over; None otherwise.

    `was_starts` are the starts announced earlier, latest first, if the caller has read them (`earlier_starts`).
    """
    if page.status == GatheringStatus.CANCELLED:
        text = _("This gathering is cancelled.")
        return {"text": f"{text} {page.status_note}".strip(), "kind": "danger"}
    if page.status == GatheringStatus.POSTPONED:
        text = _("This gathering is postponed. It does not take place on the day below.")
        return {"text": f"{text} {page.status_note}".strip(), "kind": "warning"}
    if page.is_over:
        return {"text": _("This gathering is over."), "kind": "info"}
    if page.status == GatheringStatus.MOVED:
        was_starts = earlier_starts(page) if was_starts is None else was_starts
        return {"text": f"{moved_text(page, was_starts)} {page.status_note}".strip(), "kind": "warning"}
    return {"text": page.status_note, "kind": "info"} if page.status_note else None


def moved_text(page, was_starts):
    """ "Postponed: new date Thu 8 Oct 2026, 10 am to 2 pm Central. It was Thu 1 Oct 2026." """
    new = when_in_words(*shown_times(page, page.starts_at, page.ends_at), page.time_zone)
    if not was_starts:
        return _("Postponed: new date %(new)s.") % {"new": new}
    was = shown_times(page, was_starts[0], None)[0]
    is_other_day = was_starts[0].astimezone(page.zone).date() != page.days[0]
    old = short_date(was) if is_other_day else when_in_words(was, None, page.time_zone)
    return _("Postponed: new date %(new)s. It was %(old)s.") % {"new": new, "old": old}


def was_in_short(page, before):
    """ "was Thu 1 Oct 2026" for a list, from a start as the record of changes stores it; "" if there is none."""
    moment = stored_moment(before)
    return _("was %(day)s") % {"day": short_date(moment.astimezone(page.zone))} if moment else ""


def earlier_starts(page):
    """Starts announced before the one in force, as aware datetimes, latest first. One query."""
    changes = _changes_of(page).filter(field="starts_at").values_list("before", flat=True) if page.pk else ()
    moments = [stored_moment(before) for before in changes]
    return [moment for moment in dict.fromkeys(moments) if moment and moment != page.starts_at]


def changes_in_words(page):
    """What changed since the page was first published, latest first: [{"made_at", "lines"}]. One query."""
    if not page.pk:
        return []
    rows = list(_changes_of(page)[: CHANGES_SHOWN * len(FIELDS)])
    found = []
    for made_at, group in groupby(rows, key=lambda change: change.made_at):
        changes = {change.field: change for change in group}
        lines = [line for field in FIELDS if field in changes and (line := _line(page, field, changes))]
        if lines:
            found.append({"made_at": made_at.astimezone(page.zone), "lines": lines})
    return found[:CHANGES_SHOWN]


def shown_times(page, starts_at, ends_at):
    """Moments as they are shown: in the gathering's own zone, or as days for an all-day gathering."""
    zone = page.zone
    if page.is_all_day:
        first_on, last_on = local_days(starts_at, ends_at, zone)
        return first_on, last_on if ends_at else None
    return starts_at and starts_at.astimezone(zone), ends_at and ends_at.astimezone(zone)


def stored_moment(text):
    """The aware datetime of a stored ISO text; None for an empty or unreadable one."""
    try:
        moment = parse_datetime(text or "")
    except ValueError:
        return None
    return moment if isinstance(moment, datetime) and moment.tzinfo else None


def _changes_of(page):
    from events.models import CalendarChange

    return CalendarChange.objects.filter(entry__gathering=page.pk).order_by("-made_at", "-pk")


def _line(page, field, changes):
    """One change as a sentence; "" for one that says nothing to a reader. `changes` are all of that publication."""
    change = changes[field]
    words = {"before": change.before, "after": change.after}
    if field == "starts_at":
        return _start_line(page, change, changes.get("ends_at"))
    if field == "ends_at":
        return "" if "starts_at" in changes else _end_line(page, change)
    if field == "status":
        return _status_line(change.after)
    if field == "mode":
        labels = dict(AttendanceMode.choices)
        words = {name: labels.get(value, value) for name, value in words.items()}
        return _("The way of attending was “%(before)s”. It is now “%(after)s”.") % words
    if field == "place":
        return _place_line(words)
    if field == "title":
        return _("The title was “%(before)s”.") % words
    if field == "is_all_day":
        is_all_day = change.after in ("True", "yes")
        return _("It is now for the whole day.") if is_all_day else _("It is no longer for the whole day.")
    return ""


def _start_line(page, start, end):
    """Old and new time in one sentence, each with its end if that changed too."""
    old, new = (
        when_in_words(*shown_times(page, stored_moment(begins), stored_moment(ends)), page.time_zone)
        for begins, ends in ((start.before, end and end.before), (start.after, end and end.after))
    )
    return _("The time was %(before)s. It is now %(after)s.") % {"before": old, "after": new}


def _end_line(page, end):
    old, new = (
        when_in_words(shown_times(page, moment, None)[0], None, page.time_zone) if moment else ""
        for moment in (stored_moment(end.before), stored_moment(end.after))
    )
    words = {"before": old, "after": new}
    if old and new:
        return _("The end was %(before)s. It is now %(after)s.") % words
    return _("The end is now open.") if old else _("It now has an end: %(after)s.") % words


def _place_line(words):
    if not words["before"]:
        return _("The place is now known: %(after)s.") % words
    if not words["after"]:
        return _("The place was %(before)s. There is no place any more.") % words
    return _("The place was %(before)s. It is now %(after)s.") % words


def _status_line(status):
    return {
        GatheringStatus.SCHEDULED: _("It takes place as announced again."),
        GatheringStatus.MOVED: _("It was postponed to a new date."),
        GatheringStatus.POSTPONED: _("It was postponed. There was no new date yet."),
        GatheringStatus.CANCELLED: _("It was cancelled."),
    }.get(status, "")
