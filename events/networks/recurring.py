"""An event that repeats, made safe and handed to recurring-ical-events. Knows neither Django nor models."""

from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event
from recurring_ical_events import of

from .event_dates import Left
from .lines import MAX_DATES, moment
from .rules import RuleRefused, checked_rule

# A rule that ends later than this ends never.
_NO_END_YEAR = 2200


class Series:
    """One event that repeats, with its dates that were changed. `dates` is the file's `EventDates`."""

    def __init__(self, uid, master, changed, *, dates, zone, start, end):
        self._uid, self._master, self._changed = uid, master, changed
        self._dates, self._zone, self._start, self._end = dates, zone, start, end

    def occurrences(self):
        """[(the event that says what is on that date, start, end, the date it stands for)] within the window.

        Left for a rule that is not expanded.
        """
        sources = [self._master, *self._changed]
        calendar = Calendar()
        calendar.add_component(self._with_rules(self._component(self._master, 0)))
        for number, event in enumerate(self._changed, start=1):
            calendar.add_component(self._component(event, number))
        found = []
        for one in of(calendar).between(self._start, self._end):
            starts = one["DTSTART"].dt
            key = one["RECURRENCE-ID"].dt if "RECURRENCE-ID" in one else starts
            found.append((sources[int(one["X-SOURCE"])], starts, one["DTEND"].dt, key))
        return found

    def _with_rules(self, component):
        """The event that repeats, as the library takes it: checked rules, dates of one type."""
        event, starts = self._master, component["DTSTART"].dt
        if "EXRULE" in event.values:
            raise Left("exrule")
        if len(event.values.get("RRULE", ())) > 1:
            raise Left("bad-rule")
        if "RRULE" in event.values:
            try:
                rule = checked_rule(event.first("RRULE").text)
            except RuleRefused as reason:
                raise Left(reason.code) from reason
            rule["UNTIL"] = self._until(rule, starts)
            self._move_on(component, rule, starts)
            component.add("rrule", {name: value for name, value in rule.items() if value is not None})
        for name in ("RDATE", "EXDATE"):
            dates = [day for value in event.values.get(name, ()) for day in self._dates.dates(value, starts)]
            if len(dates) > MAX_DATES:
                raise Left("too-many-values")
            if dates:
                component.add(name, dates)
        return component

    def _move_on(self, component, rule, starts):
        """Start a daily or weekly rule just before the window: what lies between was years ago and costs time."""
        if "COUNT" in rule or rule["FREQ"] not in ("DAILY", "WEEKLY"):
            return
        period = timedelta(days=rule.get("INTERVAL", 1) * (7 if rule["FREQ"] == "WEEKLY" else 1))
        length = component["DTEND"].dt - starts
        target = (self._start - length - period - timedelta(days=1)).replace(tzinfo=None)
        wall = starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, time(0))
        moved = max(0, (target - wall) // period) * period
        for name in ("DTSTART", "DTEND"):
            # By the clock on the wall, as the rule itself counts.
            component[name].dt = component[name].dt + moved

    def _component(self, event, number):
        component = Event()
        starts, is_all_day = self._dates.start(event)
        ends = self._dates.end(event, starts, is_all_day)
        component.add("uid", self._uid)
        component.add("x-source", str(number))
        component.add("dtstart", starts)
        component.add("dtend", ends if ends is not None else starts)
        component.add("sequence", sequence_of(event))
        if number:
            changed = event.first("RECURRENCE-ID")
            parameters = {"RANGE": "THISANDFUTURE"} if changed.range == "THISANDFUTURE" else None
            component.add("recurrence-id", self._dates.value(changed)[0], parameters=parameters)
        return component

    def _until(self, rule, starts):
        """The end of the rule: its own, or that of the window, so that no rule runs on to the year 9999."""
        last = self._end
        if "UNTIL" in rule:
            try:
                day, is_date, is_utc = moment(rule["UNTIL"])
            except ValueError:
                # "99991231" and the like mean no end.
                if not rule["UNTIL"][:4].isdigit() or int(rule["UNTIL"][:4]) < _NO_END_YEAR:
                    raise Left("bad-rule") from None
                day, is_date, is_utc = self._end.replace(tzinfo=None), False, True
            zone = starts.tzinfo if isinstance(starts, datetime) else self._zone
            if is_date:
                day = datetime.combine(day, time(23, 59, 59))
            last = min(last, day.replace(tzinfo=UTC if is_utc else zone).astimezone(UTC))
        elif "COUNT" in rule:
            return None
        return last if isinstance(starts, datetime) else last.astimezone(self._zone).date()


def sequence_of(event):
    """The number of an event's version; 0 where none can be read."""
    text = event.first("SEQUENCE").text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
