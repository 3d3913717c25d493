"""The words that the directory's facets can take."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from events.models import Region
from mentoring_pages.enums import SizeBand
from mentoring_pages.models import CommunityType, Component, FundingSource, Level
from resources.models import Setting, Topic

from . import bands

# The facets, in the order in which the panel shows them, each with the fact (R11) it reads; None: always public.
FACETS = {
    "availability": None,
    "topic": None,
    "region": "location",
    "setting": "setting",
    "level": "population",
    "community": "community",
    "size": "size",
    "sites": "sites",
    "years": "experience",
    "component": "components",
    "funding": "funding",
    "licensed": "accreditation",
}
AVAILABILITIES = {
    "open": gettext_lazy("Takes requests now"),
    "full": gettext_lazy("Full for now"),
    "paused": gettext_lazy("Takes no requests now"),
}
_VOCABULARIES = {
    "topic": Topic,
    "region": Region,
    "setting": Setting,
    "level": Level,
    "community": CommunityType,
    "component": Component,
    "funding": FundingSource,
}


@dataclass
class Vocabularies:
    """Words of the facets by slug, retired ones too: old addresses keep working. Seven queries to load.

    `terms` is {facet: {slug: name}}, `slugs` {facet: {key: slug}} of the facets with a model.
    """

    terms: dict[str, dict[str, str]] = field(default_factory=dict)
    slugs: dict[str, dict[int, str]] = field(default_factory=dict)

    @classmethod
    def load(cls):
        found = {name: list(model.objects.values_list("pk", "slug", "name")) for name, model in _VOCABULARIES.items()}
        terms = {facet: {slug: name for _key, slug, name in rows} for facet, rows in found.items()}
        terms["availability"] = {value: str(label) for value, label in AVAILABILITIES.items()}
        terms["size"] = {value: str(label) for value, label in SizeBand.choices}
        terms["sites"] = bands.choices(bands.SITES)
        terms["years"] = bands.choices(bands.YEARS)
        terms["licensed"] = {"yes": str(gettext_lazy("Licensed or accredited"))}
        return cls(terms, {facet: {key: slug for key, slug, _name in rows} for facet, rows in found.items()})

    def choices(self, name):
        """{value: label} of a facet."""
        return self.terms.get(name, {})
