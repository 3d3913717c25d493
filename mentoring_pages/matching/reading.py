"""The compared values of programs, read from the database as far as a reader may see them (T6)."""

from collections import defaultdict
from typing import NamedTuple

from django.utils import timezone

from mentoring_pages.enums import BudgetBand, SizeBand
from mentoring_pages.facts import SEEN_BY, can_see_fact
from mentoring_pages.models.facts import FACTS_BY_KEY

from .comparing import COMPARABLE, Traits


class Candidate(NamedTuple):
    """A mentor as it is compared: keys of its page and program, its traits, the ids of its topics, its capacity."""

    page: int
    program: int
    title: str
    traits: Traits
    topics: frozenset[int]
    capacity: int


class _Told(NamedTuple):
    """What a program tells, in words of the vocabularies, whoever may see it."""

    region: str | None
    county: str
    community: str | None
    size_band: str
    setting: str | None
    site_count: int | None
    founded_year: int | None
    budget_band: str
    is_licensed: bool
    levels: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()
    funding: frozenset[str] = frozenset()


# Where each of `_Told`'s single values stands in the database.
_COLUMNS = (
    "region__name",
    "county",
    "community_type__name",
    "size_band",
    "setting__name",
    "site_count",
    "founded_year",
    "budget_band",
    "is_licensed",
)
_VISIBILITIES = {key: FACTS_BY_KEY[key].visibility_field for key in COMPARABLE}


def traits_of(program_facts, viewer) -> Traits:
    """The traits of a profile that a viewer of this level may see; `Traits()` for None.

    Reads region, community type, setting and three lists of the row: select and prefetch them for many rows, or use
    `candidates` for very many.
    """
    if program_facts is None:
        return Traits()
    told = _Told(
        region=program_facts.region.name if program_facts.region_id else None,
        county=program_facts.county,
        community=program_facts.community_type.name if program_facts.community_type_id else None,
        size_band=program_facts.size_band,
        setting=program_facts.setting.name if program_facts.setting_id else None,
        site_count=program_facts.site_count,
        founded_year=program_facts.founded_year,
        budget_band=program_facts.budget_band,
        is_licensed=bool(program_facts.accreditation.strip()),
        levels=frozenset(level.name for level in program_facts.levels.all()),
        components=frozenset(component.name for component in program_facts.components.all()),
        funding=frozenset(source.name for source in program_facts.funding_sources.all()),
    )
    return _traits(told, [key for key in COMPARABLE if can_see_fact(program_facts, key, viewer)])


def candidates(profiles, viewer, *, places="capacity") -> list[Candidate]:
    """The mentors of a queryset of profiles, in its order, for comparing very many at once.

    `places` is the column that their capacity is read from. Eight queries whatever their number: the lists are read
    whole, so this is for most of the directory, not for a few.
    """
    lists = {name: _words_by_page(profiles.model, name) for name in ("levels", "components", "funding_sources")}
    topics = _ids_by_page(profiles.model, "topics")
    none: frozenset = frozenset()
    found = []
    columns = ("pk", "program_id", "title", places, *_COLUMNS, *_VISIBILITIES.values())
    for page, program, title, capacity, *values in profiles.values_list(*columns):
        told = _Told(
            *values[: len(_COLUMNS)],
            lists["levels"].get(page, none),
            lists["components"].get(page, none),
            lists["funding_sources"].get(page, none),
        )
        seen = [
            key
            for key, visibility in zip(_VISIBILITIES, values[len(_COLUMNS) :], strict=True)
            if visibility in SEEN_BY[viewer]
        ]
        found.append(Candidate(page, program, title, _traits(told, seen), topics.get(page, none), capacity))
    return found


def _traits(told, seen):
    # Who hides a license looks like who has none to tell of; "not known" would be a third answer, and tell of it.
    return Traits(**{"accreditation": False} | {key: _READ[key](told) for key in seen})


def _ids_by_page(model, name):
    """{page: ids} of a list of words."""
    field = model._meta.get_field(name)
    through = field.remote_field.through.objects
    found = defaultdict(set)
    for page, word in through.values_list(field.m2m_column_name(), f"{field.m2m_reverse_field_name()}_id"):
        found[page].add(word)
    return {page: frozenset(words) for page, words in found.items()}


def _words_by_page(model, name):
    names = dict(model._meta.get_field(name).related_model.objects.order_by().values_list("pk", "name"))
    return {page: frozenset(names[word] for word in words) for page, words in _ids_by_page(model, name).items()}


def _years_since(year):
    return max(timezone.localdate().year - year, 0) if year else None


def _lower(names):
    return frozenset(name.lower() for name in names)


_PLACES = {bands: {value: place for place, value in enumerate(bands.values)} for bands in (SizeBand, BudgetBand)}
_READ = {
    "location": lambda told: (told.region or "", told.county) if told.region or told.county else None,
    "community": lambda told: told.community.lower() if told.community else None,
    "population": lambda told: _lower(told.levels),
    "size": lambda told: _PLACES[SizeBand].get(told.size_band),
    "setting": lambda told: told.setting,
    "sites": lambda told: told.site_count,
    "experience": lambda told: _years_since(told.founded_year),
    "components": lambda told: _lower(told.components),
    "budget": lambda told: _PLACES[BudgetBand].get(told.budget_band),
    "accreditation": lambda told: told.is_licensed,
    "funding": lambda told: told.funding,
}
