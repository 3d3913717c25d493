"""What a calendar is narrowed to, with all calendars above it in the tree; as a condition and in words."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import CalendarPage


@dataclass(frozen=True)
class Narrowing:
    """What holds for a calendar: its own choice and that of each calendar above it, all at once.

    `regions` and `kinds` are terms by number; None: all. A gathering has one region and one kind, so of several choices
    their common part counts; {} means that they have none. It has many topics, so `topics` holds one group a calendar.
    """

    regions: dict | None
    kinds: dict | None
    topics: tuple[dict, ...]

    @property
    def is_narrowed(self):
        """Whether anything is chosen at all."""
        return self.regions is not None or self.kinds is not None or bool(self.topics)

    @property
    def is_contradictory(self):
        """Whether no gathering can ever match."""
        return self.regions == {} or self.kinds == {}

    def condition(self, model):
        """As a condition on `model` (gatherings or their published records); None if the calendar is not narrowed."""
        if not self.is_narrowed:
            return None
        where = Q()
        if self.regions is not None:
            where &= Q(region__in=list(self.regions))
        if self.kinds is not None:
            where &= Q(kind__in=list(self.kinds))
        for topics in self.topics:
            chosen = model.topics.through.objects.filter(topic__in=list(topics))
            where &= Q(pk__in=chosen.values(model.topics.field.m2m_field_name()))
        return where

    def in_words(self):
        """One sentence for each thing that is narrowed; [] if nothing is."""
        lines = []
        if self.regions is not None:
            lines.append(_("Regions: %(names)s.") % {"names": _names(self.regions)})
        if self.kinds is not None:
            lines.append(_("Kinds of gathering: %(names)s.") % {"names": _names(self.kinds)})
        lines += [_("Topics: %(names)s.") % {"names": _names(topics)} for topics in self.topics]
        if self.is_contradictory:
            lines.append(_("The calendars above are narrowed to others, so nothing can be shown here."))
        return lines


def narrowing_of(calendar):
    """The `Narrowing` of a calendar page, also of an unsaved draft. Seven queries below another calendar, else four."""
    above = list(CalendarPage.objects.ancestor_of(calendar).order_by("depth").values_list("pk", flat=True))
    chosen = {name: _chosen_above(name, above) for name in ("regions", "kinds", "topics")}
    for name, choices in chosen.items():
        own = {term.pk: term.name for term in getattr(calendar, name).all()}
        if own:
            choices.append(own)
    return Narrowing(
        regions=_common(chosen["regions"]),
        kinds=_common(chosen["kinds"]),
        topics=tuple(chosen["topics"]),
    )


def _chosen_above(name, above):
    """[{number: name of a term}], one for each calendar above that chose something, the topmost first."""
    if not above:
        return []
    field = CalendarPage._meta.get_field(name)
    term = field.m2m_reverse_field_name()
    rows = field.remote_field.through.objects.filter(calendarpage__in=above).order_by("pk")
    found = {}
    for page, key, label in rows.values_list("calendarpage", term, f"{term}__name"):
        found.setdefault(page, {})[key] = label
    return [found[page] for page in above if page in found]


def _common(choices):
    if not choices:
        return None
    return {key: label for key, label in choices[-1].items() if all(key in choice for choice in choices)}


def _names(terms):
    return _(" or ").join(sorted(terms.values())) if terms else _("none")
