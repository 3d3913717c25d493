"""What a calendar is narrowed by: one set of names for the page, the month grid and the feed, so their addresses agree.

Whatever an address says that is unknown or broken is left out and named in `notes`; it never breaks the page.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import reduce
from operator import or_

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import AttendanceMode
from events.models import CalendarEntry, GatheringKind, GatheringPage, Region, RegionGroup
from events.times import end_of_day
from resources.models import Topic

from .scopes import over_from

STATEWIDE = "statewide"
PERIODS = (("upcoming", gettext_lazy("Upcoming")), ("past", gettext_lazy("Past")), ("all", gettext_lazy("All")))
MAX_TEXT = 200
MAX_VALUES = 60
_NOT_TEXT = re.compile("[\x00-\x1f\x7f]")


@dataclass
class Vocabularies:
    """The words that filters can take, by slug, with retired ones: old addresses keep working."""

    regions: dict[str, Region] = field(default_factory=dict)
    groups: dict[str, RegionGroup] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    kinds: dict[str, GatheringKind] = field(default_factory=dict)

    @classmethod
    def load(cls):
        """All of them from the database, in four queries."""
        return cls(
            regions={region.slug: region for region in Region.objects.all()},
            groups={group.slug: group for group in RegionGroup.objects.all()},
            topics={topic.slug: topic for topic in Topic.objects.all()},
            kinds={kind.slug: kind for kind in GatheringKind.objects.all()},
        )

    def choices(self, name):
        """{value: label} of the filter `name`."""
        if name == "mode":
            return dict(AttendanceMode.choices)
        terms = {"region": self.regions, "group": self.groups, "topic": self.topics, "kind": self.kinds}[name]
        found = {slug: term.name for slug, term in terms.items()}
        return {STATEWIDE: _("Whole state"), **found} if name == "region" else found


MULTIPLE = ("region", "group", "topic", "kind", "mode")


class CalendarQuery:
    """The readable part of a query string: known values in a fixed order, and a note on each that was left out."""

    def __init__(self, data, vocabularies):
        self.vocabularies = vocabularies
        self.notes = []
        self.values = {name: self._known(name, data.getlist(name)) for name in MULTIPLE}
        self.text = self._text(data.get("q", ""))
        self.from_date = self._date(data.get("from_date", ""))
        self.to_date = self._date(data.get("to_date", ""))
        if self.from_date and self.to_date and self.to_date < self.from_date:
            self.notes.append(_("The last day came before the first, so the two were swapped."))
            self.from_date, self.to_date = self.to_date, self.from_date
        self.period = data.get("when", "") or "upcoming"
        if self.period not in dict(PERIODS):
            text = _("“%(value)s” is not a period we know, so upcoming gatherings are shown.")
            self.notes.append(text % {"value": self.period[:60]})
            self.period = "upcoming"

    def _known(self, name, sent):
        choices = self.vocabularies.choices(name)
        wanted = [value for value in sent[:MAX_VALUES] if value]
        for value in wanted:
            if value not in choices:
                self.notes.append(_("We do not know “%(value)s”, so this filter was left out.") % {"value": value[:60]})
        return [value for value in choices if value in wanted]

    def _text(self, sent):
        text = " ".join(_NOT_TEXT.sub(" ", sent).split())
        if len(text) > MAX_TEXT:
            self.notes.append(_("Your search was long. We used its first %(count)s characters.") % {"count": MAX_TEXT})
        return text[:MAX_TEXT].strip()

    def _date(self, sent):
        if not sent.strip():
            return None
        try:
            day = parse_date(sent.strip())
        except ValueError:
            day = None
        if day is None or not 1990 <= day.year <= 2100:
            self.notes.append(_("“%(value)s” is not a date we can use, so it was left out.") % {"value": sent[:60]})
            return None
        return day

    @property
    def is_narrowed(self):
        """Whether anything but the period is chosen."""
        return bool(any(self.values.values()) or self.text or self.from_date or self.to_date)

    def query(self, *, leave_out=(), **changes):
        """A `QueryDict` in the fixed order. `leave_out` names filters, or (filter, value) pairs, to drop."""
        data = QueryDict(mutable=True)
        if self.text and "q" not in leave_out:
            data["q"] = self.text
        for name in MULTIPLE:
            if name not in leave_out:
                kept = [value for value in self.values[name] if (name, value) not in leave_out]
                if kept:
                    data.setlist(name, kept)
        for name in ("from_date", "to_date"):
            if getattr(self, name) and name not in leave_out:
                data[name] = getattr(self, name).isoformat()
        if self.period != "upcoming" and "when" not in leave_out:
            data["when"] = self.period
        for name, value in changes.items():
            data[name] = value
        return data

    def labels(self):
        """Names of the chosen values, for the name of a feed: ["Kane County", "Health"]."""
        return [str(self.vocabularies.choices(name)[value]) for name in MULTIPLE for value in self.values[name]]


class _CalendarFilter(django_filters.FilterSet):
    """Filters that gatherings and their published records share. Region and group add up; all others narrow."""

    q = django_filters.CharFilter(method="with_words")
    region = django_filters.MultipleChoiceFilter(method="in_area")
    group = django_filters.MultipleChoiceFilter(method="unchanged")
    topic = django_filters.MultipleChoiceFilter(method="about_topics")
    kind = django_filters.MultipleChoiceFilter(field_name="kind__slug", distinct=False)
    mode = django_filters.MultipleChoiceFilter(field_name="mode", distinct=False)
    from_date = django_filters.DateFilter(method="not_over_before")
    to_date = django_filters.DateFilter(method="started_by")

    text_fields = ()

    def __init__(self, query, queryset, leave_out=()):
        self.query = query
        super().__init__(query.query(leave_out=(*leave_out, "when")), queryset)
        for name in MULTIPLE:
            self.filters[name].extra["choices"] = tuple(query.vocabularies.choices(name).items())

    def filter_queryset(self, queryset):
        """Region and group are one question, so either of them starts `in_area`."""
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        if chosen.get("group") and not chosen.get("region"):
            queryset = self.in_area(queryset, "region", [])
        return queryset

    def in_area(self, queryset, name, value):
        """Gatherings of any of the regions or groups."""
        where = Q(region__slug__in=value) | Q(region__group__slug__in=self.form.cleaned_data.get("group") or [])
        return queryset.filter(where | Q(region=None) if STATEWIDE in value else where)

    def unchanged(self, queryset, name, value):
        """The group's part is done with the region's."""
        return queryset

    def about_topics(self, queryset, name, value):
        """Gatherings with any of the topics, each once."""
        topics = self._meta.model.topics
        chosen = topics.through.objects.filter(topic__slug__in=value)
        return queryset.filter(pk__in=chosen.values(topics.field.m2m_field_name()))

    def with_words(self, queryset, name, value):
        """Every word somewhere in the text, whatever its case."""
        for word in value.split()[:10]:
            queryset = queryset.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in self.text_fields)))
        return queryset

    def not_over_before(self, queryset, name, value):
        """Those that end on that day or later, by the site's clock."""
        start = timezone.make_aware(datetime.combine(value, time()))
        return queryset.filter(over_from(start))

    def started_by(self, queryset, name, value):
        """Those that begin on that day or before."""
        return queryset.filter(starts_at__lt=end_of_day(value, timezone.get_current_timezone()))


class GatheringFilter(_CalendarFilter):
    """Narrows live gatherings; used by the list and the month grid."""

    text_fields = ("title", "summary", "venue_name", "city", "host_name", "region__name", "kind__name")

    class Meta:
        model = GatheringPage
        fields = []
        form = forms.Form


class EntryFilter(_CalendarFilter):
    """Narrows published records; used by the feed."""

    text_fields = ("title", "place", "gathering__summary", "gathering__host_name", "region__name", "kind__name")

    class Meta:
        model = CalendarEntry
        fields = []
        form = forms.Form


def narrowed(gatherings, query, leave_out=()):
    """The gatherings that `query` asks for, of whatever time; `leave_out` names filters that are not applied."""
    # Making a filter set costs as much as a query, and most visitors have not filtered yet.
    is_asked = query.query(leave_out=(*leave_out, "when"))
    return GatheringFilter(query, gatherings, leave_out).qs if is_asked else gatherings
