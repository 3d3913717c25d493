"""What staff say to plan a year, and the rows of the table that they may change before anything is made."""

import re
import uuid
from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import CalendarPage, GatheringKind, GatheringPage, Region, RegionGroup
from events.permissions import can_plan_below
from events.times import zone_of

from .proposal import FURTHEST_YEARS
from .quarters import Quarter, coming_year, quarters_from, read_breaks

# With four fields a row, so many rows stay below the number of fields that Django takes in one form.
MOST_ROWS = 200
QUARTERS_OFFERED = 9
PLACEHOLDERS = ("region", "kind", "month", "year", "quarter")
_BRACES = re.compile(r"\{([^{}]*)\}")


class PlanForm(forms.Form):
    """What is usual for the gatherings of a plan. The regions' tick boxes are printed by the template, by group."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    calendar = forms.ModelChoiceField(
        label=gettext_lazy("Calendar"),
        queryset=CalendarPage.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("The drafts are made below this page."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the series"),
        max_length=160,
        help_text=gettext_lazy("Only staff see it. You find the drafts by it, and take them back together."),
    )
    regions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Regions"),
        queryset=Region.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Groups of regions"),
        queryset=RegionGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quarters = forms.MultipleChoiceField(
        label=gettext_lazy("Quarters"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one quarter.")},
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Usual weekday"), choices=list(WEEKDAYS.items()), coerce=int, initial=3
    )
    starts = forms.TimeField(
        label=gettext_lazy("Usual start"),
        initial="10:00",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("By the clock in the region."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Usual length in minutes"),
        initial=180,
        validators=[MinValueValidator(15), MaxValueValidator(720)],
    )
    kind = forms.ModelChoiceField(label=gettext_lazy("Kind"), queryset=GatheringKind.objects.none(), empty_label=None)
    breaks = forms.CharField(
        label=gettext_lazy("School breaks"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line, such as 2027-03-22 to 2027-03-26. No gathering is proposed in such a week. "
            "Holidays of Illinois and of the United States are left out without being named here."
        ),
    )
    pattern = forms.CharField(
        label=gettext_lazy("Titles"),
        max_length=160,
        initial="{region}: {kind}, {month} {year}",
        help_text=gettext_lazy("Words in braces are filled in: {region}, {kind}, {month}, {year} and {quarter}."),
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["calendar"].queryset = calendars_for(user)
        self.fields["regions"].queryset = Region.objects.filter(is_active=True).select_related("group")
        self.fields["groups"].queryset = RegionGroup.objects.filter(is_active=True)
        self.fields["kind"].queryset = GatheringKind.objects.filter(is_active=True)
        self.fields["quarters"].choices = [
            (quarter.key, str(quarter)) for quarter in quarters_from(today, QUARTERS_OFFERED)
        ]
        if not self.is_bound:
            self.initial.setdefault("code", uuid.uuid4())
            self.initial.setdefault("quarters", [quarter.key for quarter in coming_year(today)])
            self.initial.setdefault("name", _("Gatherings %(year)s") % {"year": today.year + 1})

    def clean_quarters(self):
        return [Quarter.read(key) for key in self.cleaned_data["quarters"]]

    def clean_breaks(self):
        """The text stays as it was typed; `breaks_read` has the days."""
        text = self.cleaned_data["breaks"]
        try:
            self.breaks_read = read_breaks(text)
        except ValueError as problem:
            raise ValidationError(
                _("“%(line)s” cannot be read. Write a first and a last day, such as 2027-03-22 to 2027-03-26.")
                % {"line": problem}
            ) from None
        return text

    def clean_pattern(self):
        pattern = self.cleaned_data["pattern"]
        unknown = next((name for name in _BRACES.findall(pattern) if name not in PLACEHOLDERS), None)
        if unknown is not None:
            raise ValidationError(
                _("{%(word)s} cannot be filled in. You can write {region}, {kind}, {month}, {year} and {quarter}.")
                % {"word": unknown}
            )
        return pattern

    def clean(self):
        """`chosen_regions`: those ticked and those of the groups ticked, in their order."""
        data = super().clean()
        picked, groups = data.get("regions"), data.get("groups")
        if picked is None or groups is None:
            return data
        wanted = {region.pk for region in picked}, {group.pk for group in groups}
        data["chosen_regions"] = [
            region
            for region in self.fields["regions"].queryset
            if region.pk in wanted[0] or region.group_id in wanted[1]
        ]
        if not data["chosen_regions"]:
            self.add_error("regions", _("Tick at least one region."))
        count = len(data["chosen_regions"]) * len(data.get("quarters") or ())
        if count > MOST_ROWS:
            raise ValidationError(
                _("This would be %(count)s gatherings. Plan at most %(most)s in one go, then the others.")
                % {"count": count, "most": MOST_ROWS}
            )
        return data

    def region_groups(self):
        """The tick boxes by group, regions in their order: dicts group (None: in none), is_ticked, regions."""
        chosen, chosen_groups = self._ticked("regions"), self._ticked("groups")
        found: dict = {}
        for region in self.fields["regions"].queryset:
            found.setdefault(region.group_id, (region.group, []))[1].append(
                {"key": region.pk, "name": region.name, "is_ticked": str(region.pk) in chosen}
            )
        return [
            {"group": group, "is_ticked": bool(group) and str(group.pk) in chosen_groups, "regions": regions}
            for group, regions in found.values()
        ]

    def _ticked(self, name):
        return {str(getattr(value, "pk", value)) for value in self[name].value() or ()}

    def title_of(self, region, day):
        """The title of the gathering in `region` on `day`, at most 255 characters."""
        words = {
            "region": region.name,
            "kind": self.cleaned_data["kind"].name,
            "month": date_format(day, "F"),
            "year": str(day.year),
            "quarter": str(Quarter.of(day)),
        }
        return _BRACES.sub(lambda match: words[match[1]], self.cleaned_data["pattern"])[:255]


class RowForm(forms.Form):
    """One proposed gathering. A row that is not ticked is not looked at, and keeps what was typed."""

    is_taken = forms.BooleanField(label=gettext_lazy("Make this one"), required=False)
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    host = forms.ChoiceField(label=gettext_lazy("Host"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Or a community place"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("or a community place")}),
    )

    def __init__(self, data, *, proposal, starts, minutes, today):
        host = proposal.host.key if proposal.host else ""
        initial = {"is_taken": not proposal.existing and proposal.day is not None, "day": proposal.day, "host": host}
        super().__init__(data, prefix=f"row-{proposal.key}", initial=initial)
        self.proposal, self.starts, self.minutes, self.today = proposal, starts, minutes, today
        self.fields["host"].choices = [
            ("", _("No host yet")),
            *((candidate.key, candidate.name) for candidate in proposal.candidates),
        ]
        self.fields["host"].error_messages["invalid_choice"] = _("This program is not a host to choose from any more.")
        where = {"region": proposal.region, "quarter": proposal.quarter}
        for field in self.fields.values():
            label = _("%(label)s, %(region)s, %(quarter)s") % {"label": field.label, **where}
            field.widget.attrs["aria-label"] = label

    def full_clean(self):
        super().full_clean()
        # What is wrong in a row that is left out troubles nobody.
        if self.is_bound and hasattr(self, "cleaned_data") and not self.cleaned_data.get("is_taken"):
            self._errors.clear()

    def clean(self):
        data = super().clean()
        if not data.get("is_taken") or "day" in self.errors:
            return data
        day = data.get("day")
        if day is None:
            self.add_error("day", _("Choose a day, or leave the row out."))
        elif day < self.today:
            self.add_error("day", _("This day is over."))
        elif day.year > self.today.year + FURTHEST_YEARS:
            self.add_error("day", _("This day is more than three years away."))
        else:
            data["starts_at"], data["ends_at"] = self._times(day)
        if data.get("host") and data.get("place"):
            self.add_error("place", _("Choose a host or type a community place, not both."))
        return data

    def _times(self, day):
        zone = zone_of(GatheringPage._meta.get_field("time_zone").default)
        starts_at = datetime.combine(day, self.starts, zone)
        utc = starts_at.astimezone(UTC)
        if utc.astimezone(zone).replace(fold=starts_at.fold) != starts_at:
            self.add_error("day", _("The clocks change that day and leave this hour out. Choose another."))
        ends_at = (utc + timedelta(minutes=self.minutes)).astimezone(zone)
        return starts_at, ends_at

    @property
    def chosen_host(self):
        """The `Candidate` that is chosen in a valid row; None for nobody, or a community place."""
        key = self.cleaned_data.get("host")
        return next((candidate for candidate in self.proposal.candidates if key and candidate.key == key), None)

    def day_note(self):
        """ "A holiday: Memorial Day" for the day in the row; staff may choose it all the same."""
        day = self.cleaned_data.get("day") if self.is_bound and hasattr(self, "cleaned_data") else self.proposal.day
        name = self.proposal.holidays.get(day, "") if day else ""
        return _("A holiday: %(name)s") % {"name": name} if name else ""


def calendars_for(user):
    """Calendar pages below which the person may plan, in the order of the tree. Two queries at least."""
    found = [page.pk for page in CalendarPage.objects.order_by("path") if can_plan_below(user, page)]
    return CalendarPage.objects.filter(pk__in=found).order_by("path")
