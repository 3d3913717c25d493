"""What the directory's facets count: a profile counts in a facet only if the viewer may see the fact (T6)."""

from dataclasses import replace
from functools import cache

from django.db.models import F, Q, Value

from mentoring_pages.enums import Visibility
from mentoring_pages.facts import SEEN_BY, seen
from mentoring_pages.models import MentorProfilePage
from resources.facet_counts import Facet, count_facets, slugs_by_key

from . import bands
from .filters import narrowed
from .words import FACETS

# The field of `MentorProfilePage` that a facet counts.
_FIELDS = {
    "topic": "topics",
    "region": "region",
    "setting": "setting",
    "level": "levels",
    "community": "community_type",
    "size": "size_band",
    "sites": "site_count",
    "years": "founded_year",
    "component": "components",
}
_NAMES = {"sites": bands.sites_band, "years": bands.years_band}


def facet_counts(profiles, query, viewer, left_out):
    """(number of profiles found, {facet: {value: number}}). One query, and one for each facet with a choice.

    `left_out` are all profiles not among `profiles`.
    """
    slugs = query.vocabularies.slugs
    total, counts = count_facets(
        lambda leave_out: narrowed(profiles, query, viewer, leave_out),
        _facets(viewer, {name: slugs_by_key(terms) for name, terms in slugs.items()} | _NAMES),
        [name for name in FACETS if query.values[name]],
        left_out=None if query.is_narrowed else left_out,
        may_hide=Q(hides_facts=True),
    )
    return total, {name: {value: number for value, number in found.items() if value} for name, found in counts.items()}


def _facets(viewer, names):
    return {name: replace(facet, name=names[name]) if name in names else facet for name, facet in _plan(viewer)}


@cache
def _plan(viewer):
    """(name, facet) of each facet. The same at each visit, and making the querysets takes as long as a statement."""
    found = {}
    for name, field in _FIELDS.items():
        hidden = {"hidden": ~seen(viewer, FACETS[name])} if FACETS[name] else {}
        found[name] = Facet.of(MentorProfilePage, field, **hidden)
    licensed = MentorProfilePage.objects.filter(is_licensed=True).order_by().values(page=F("pk"), value=Value("yes"))
    found["licensed"] = Facet(licensed, hidden=~seen(viewer, "accreditation"))
    found["funding"] = Facet(_told_funding(viewer))
    found["availability"] = Facet(_states())
    return tuple(found.items())


def _told_funding(viewer):
    """Rows (page, source). Most programs keep these from the public, so they are left out here, not taken away."""
    field = MentorProfilePage._meta.get_field("funding_sources")
    page = field.m2m_field_name()
    rows = field.remote_field.through.objects.values(
        page=F(f"{page}_id"), value=F(f"{field.m2m_reverse_field_name()}_id")
    )
    not_seen = [visibility for visibility in Visibility if visibility not in SEEN_BY[viewer]]
    profiles = MentorProfilePage.objects.order_by()
    if Visibility.MEMBERS in not_seen:
        return rows.filter(**{f"{page}__in": profiles.filter(seen(viewer, "funding")).values("pk")})
    if not_seen:
        return rows.exclude(**{f"{page}__in": profiles.filter(funding_visibility__in=not_seen).values("pk")})
    return rows


def _states():
    """Rows (page, state). Nothing is hidden in them: each row of the list says it."""
    return MentorProfilePage.objects.order_by().with_state().values(page=F("pk"), value=F("state"))
