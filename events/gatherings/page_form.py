"""The editor's form of a gathering: its times are those of its own zone, whatever zone the site or the editor is in."""

from datetime import UTC, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from events.enums import AttendanceWay, GatheringStatus
from events.times import OPEN_END, YEARS, end_of_day, local_days, zone_of

PLACES = {"capacity_in_person": AttendanceWay.IN_PERSON, "capacity_online": AttendanceWay.ONLINE}
TIME_FIELDS = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")


class WallTimeField(forms.DateTimeField):
    """A time by a clock that is named elsewhere in the form. It comes out as if that clock were UTC's, which leaves
    out no hour and has none twice, unlike the site's."""

    def to_python(self, value):
        """ValidationError for a year that calendars do not have."""
        with timezone.override(UTC):
            moment = super().to_python(value)
        if moment and moment.year not in YEARS:
            raise ValidationError(
                _("Write a year from %(first)s to %(last)s.") % {"first": YEARS[0], "last": YEARS[-1]}
            )
        return moment


class GatheringPageForm(WagtailAdminPageForm):
    """Shows and reads wall time at the place of the gathering; refuses an hour that a clock change leaves out.

    What one field alone cannot tell is said here as well: registration that ends too late, a session on a day that the
    gathering does not have, a new date that is the old one, fewer places than guests.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TIME_FIELDS:
            field, moment = self.fields[name], getattr(self.instance, name)
            self.fields[name] = WallTimeField(
                required=field.required, label=field.label, help_text=field.help_text, widget=field.widget
            )
            if moment and not self.is_bound:
                self.initial[name] = moment.astimezone(self.instance.zone).replace(tzinfo=None)
        if self.instance.is_all_day and self.instance.ends_at and not self.is_bound:
            self.initial["ends_at"] = datetime.combine(self.instance.days[1], time())

    def clean(self):
        cleaned = super().clean()
        try:
            zone = zone_of(cleaned.get("time_zone", ""))
        except ValueError:
            # The model says what is wrong with it.
            return cleaned
        for name in TIME_FIELDS:
            moment = cleaned.get(name)
            if moment:
                wall = moment.replace(tzinfo=zone)
                if wall.astimezone(UTC).astimezone(zone).replace(fold=wall.fold) != wall:
                    self.add_error(name, _("The clocks change that day and leave this hour out. Choose another."))
                cleaned[name] = wall
        self._take_last_day(cleaned, zone)
        self._check_registration_times(cleaned)
        self._check_sessions(cleaned, zone)
        self._check_new_date(cleaned)
        self._check_places(cleaned)
        return cleaned

    def _take_last_day(self, cleaned, zone):
        """What is typed as the end of an all-day gathering is its last day, whatever the hour."""
        starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
        if cleaned.get("is_all_day") and starts_at and ends_at and ends_at.date() >= starts_at.date():
            cleaned["ends_at"] = end_of_day(ends_at.date(), zone)

    def _check_registration_times(self, cleaned):
        opens_at, closes_at = cleaned.get("registration_opens_at"), cleaned.get("registration_closes_at")
        over_at = _over_at(cleaned)
        if closes_at and over_at and closes_at > over_at:
            self.add_error("registration_closes_at", _("Registration must close before the gathering is over."))
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error("registration_closes_at", _("Registration must close after it opens."))
        elif opens_at and over_at and opens_at >= over_at:
            self.add_error("registration_opens_at", _("Registration must open before the gathering is over."))

    def _check_sessions(self, cleaned, zone):
        """A session stands on one of the gathering's days."""
        sessions, starts_at = self.formsets.get("sessions"), cleaned.get("starts_at")
        if sessions is None or not starts_at:
            return
        first_on, last_on = local_days(starts_at, cleaned.get("ends_at"), zone)
        days = max(1, (last_on - first_on).days + 1)
        for form in sessions.forms:
            if not form.is_valid() or sessions._should_delete_form(form):
                continue
            day = form.cleaned_data.get("day")
            if day is not None and not 1 <= day <= days:
                text = ngettext(
                    "The gathering has %(count)s day. Write 1 here, or change its end.",
                    "The gathering has %(count)s days. Write a number from 1 to %(count)s, or change its end.",
                    days,
                )
                form.add_error("day", text % {"count": days})

    def _check_new_date(self, cleaned):
        """Whoever says that a published gathering has a new date must give one."""
        entry = getattr(self.instance, "calendar_entry", None) if self.instance.pk else None
        if entry is None or cleaned.get("status") != GatheringStatus.MOVED or entry.status == GatheringStatus.MOVED:
            return
        moves = entry.changes.filter(field="starts_at")
        if entry.status == GatheringStatus.POSTPONED:
            # An earlier new date is the one that does not stand any more.
            postponed = entry.changes.filter(field="status").values("made_at")[:1]
            moves = moves.filter(made_at__gte=postponed)
        if cleaned.get("starts_at") == entry.starts_at and not moves.exists():
            text = _("This is still the old date. Write the new one, or choose “Postponed” until there is one.")
            self.add_error("starts_at", text)

    def _check_places(self, cleaned):
        """No guest who has a place loses it by a smaller number."""
        if not self.instance.pk:
            return
        for name, way in PLACES.items():
            places = cleaned.get(name)
            if name in self.changed_data and places is not None:
                taken = self.instance.registrations.taking_seats(way).count()
                if places < taken:
                    text = ngettext(
                        "%(count)s guest has a place already. Write at least %(count)s.",
                        "%(count)s guests have a place already. Write at least %(count)s.",
                        taken,
                    )
                    self.add_error(name, text % {"count": taken})


def _over_at(cleaned):
    """When the gathering that was typed in is over: the end of its last day if only days count. None if unknown."""
    starts_at, ends_at = cleaned.get("starts_at"), cleaned.get("ends_at")
    if not starts_at:
        return None
    if cleaned.get("is_all_day"):
        _first_on, last_on = local_days(starts_at, ends_at, starts_at.tzinfo)
        return end_of_day(last_on, starts_at.tzinfo)
    return ends_at or starts_at + OPEN_END
