"""Who sees which of a program's 14 facts (R11, T6), and the facts in words.

Everything that shows, filters, counts, sorts or indexes a fact asks here first. A fact that a viewer may not see is
treated as if it were not known.
"""

from dataclasses import dataclass
from enum import IntEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import Visibility
from mentoring_pages.models.facts import FACTS, FACTS_BY_KEY
from mentoring_pages.roles import is_coordinator


class Viewer(IntEnum):
    """How much somebody may see; each level includes the ones before it."""

    PUBLIC = 0
    MEMBER = 1
    STAFF = 2


SEEN_BY = {
    Viewer.PUBLIC: (Visibility.PUBLIC,),
    Viewer.MEMBER: (Visibility.PUBLIC, Visibility.MEMBERS),
    Viewer.STAFF: (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.STAFF),
}


@dataclass(frozen=True)
class VisibleFact:
    """A fact in words. `value` is one text; facts that are lists have `values` too."""

    number: int
    key: str
    label: str
    value: str
    values: tuple[str, ...] = ()
    visibility: str = Visibility.PUBLIC

    @property
    def is_for_members(self):
        return self.visibility != Visibility.PUBLIC


def viewer_level(user, page=None) -> Viewer:
    """What `user` may see of programs' facts.

    Staff are coordinators and editors who may change `page`; members belong to an enrolled program today. Costs no
    query for anonymous visitors, else up to three.
    """
    from mentoring_pages.models import Program

    if user is None or not user.is_authenticated or not user.is_active:
        return Viewer.PUBLIC
    if is_coordinator(user):
        return Viewer.STAFF
    if page is not None and page.pk and user.has_perm("wagtailadmin.access_admin"):
        permissions = page.permissions_for_user(user)
        if permissions.can_edit():
            return Viewer.STAFF
    return Viewer.MEMBER if Program.objects.enrolled().of_user(user).exists() else Viewer.PUBLIC


def can_see_fact(program_facts, key, viewer) -> bool:
    """Whether a viewer of this level may see the fact `key`."""
    return getattr(program_facts, FACTS_BY_KEY[key].visibility_field) in SEEN_BY[viewer]


def seen(viewer, key) -> Q:
    """Condition: profiles that let a viewer of this level see the fact `key`. To be joined to every filter on it."""
    return Q(**{f"{FACTS_BY_KEY[key].visibility_field}__in": SEEN_BY[viewer]})


def visible_facts(program_facts, viewer) -> list[VisibleFact]:
    """The facts that are filled in and that the viewer may see, in R11's order.

    Reads region, community type, setting and three lists of the row: select and prefetch them for many rows.
    """
    found = (fact_in_words(program_facts, fact) for fact in FACTS if can_see_fact(program_facts, fact.key, viewer))
    return [fact for fact in found if fact]


def all_facts(program_facts) -> list[VisibleFact]:
    """Every fact, empty ones too, for the program itself and for staff."""
    return [fact_in_words(program_facts, fact) or _empty(program_facts, fact) for fact in FACTS]


def has_facts_for_members(program_facts, viewer) -> bool:
    """Whether members would see a fact that this viewer does not. Facts for staff are never hinted at."""
    if viewer != Viewer.PUBLIC:
        return False
    return any(
        getattr(program_facts, fact.visibility_field) == Visibility.MEMBERS and fact_in_words(program_facts, fact)
        for fact in FACTS
    )


def fact_in_words(program_facts, fact) -> VisibleFact | None:
    """The fact as text, whoever may see it; None if nothing is filled in."""
    content = _IN_WORDS[fact.key](program_facts)
    values = tuple(content) if isinstance(content, list) else ()
    value = ", ".join(values) if values else content
    if not value:
        return None
    visibility = getattr(program_facts, fact.visibility_field)
    return VisibleFact(fact.number, fact.key, str(fact.label), str(value), values, visibility)


def ages_in_words(program_facts) -> str:
    """ "Ages 6 to 14", "From age 6", "Up to age 14" or ""."""
    youngest, oldest = program_facts.age_from, program_facts.age_to
    if youngest is not None and oldest is not None:
        return _("Ages %(youngest)s to %(oldest)s") % {"youngest": youngest, "oldest": oldest}
    if youngest is not None:
        return _("From age %(youngest)s") % {"youngest": youngest}
    return _("Up to age %(oldest)s") % {"oldest": oldest} if oldest is not None else ""


def place_in_words(program_facts) -> str:
    """ "Galena, Jo Daviess County", or the region if neither is known."""
    parts = [program_facts.city, county_in_words(program_facts.county)]
    return ", ".join(part for part in parts if part) or (program_facts.region.name if program_facts.region_id else "")


def county_in_words(county) -> str:
    """ "Kane County" for "Kane"."""
    if not county or county.lower().endswith("county"):
        return county
    return _("%(county)s County") % {"county": county}


def _empty(program_facts, fact):
    return VisibleFact(
        fact.number, fact.key, str(fact.label), "", visibility=getattr(program_facts, fact.visibility_field)
    )


def _sentences(*parts):
    """Parts that are filled in, each as a text of its own."""
    return "\n".join(str(part).strip() for part in parts if part)


def _location(program_facts):
    town = " ".join(part for part in (program_facts.city, program_facts.zip_code) if part)
    parts = [town, county_in_words(program_facts.county)]
    place = ", ".join(part for part in parts if part)
    region = program_facts.region.name if program_facts.region_id else ""
    return _sentences(place, _("Region: %(region)s") % {"region": region} if region else "")


def _community(program_facts):
    kind = program_facts.community_type.name if program_facts.community_type_id else ""
    return _sentences(kind, program_facts.community_note)


def _population(program_facts):
    levels = ", ".join(level.name for level in program_facts.levels.all())
    return _sentences(levels, ages_in_words(program_facts), program_facts.population_note)


def _sites(program_facts):
    count = program_facts.site_count
    return ngettext("%(count)s site", "%(count)s sites", count) % {"count": count} if count else ""


def _experience(program_facts):
    years, since = program_facts.experience_years, program_facts.founded_year
    running = ""
    if since:
        text = ngettext("%(count)s year, running since %(since)s", "%(count)s years, running since %(since)s", years)
        running = text % {"count": years, "since": since}
    grant = program_facts.grantee_since
    return _sentences(running, _("21st CCLC grantee since %(year)s") % {"year": grant} if grant else "")


_IN_WORDS = {
    "location": _location,
    "community": _community,
    "population": _population,
    "size": lambda facts: facts.get_size_band_display() if facts.size_band else "",
    "setting": lambda facts: facts.setting.name if facts.setting_id else "",
    "sites": _sites,
    "experience": _experience,
    "mission": lambda facts: facts.mission,
    "focus": lambda facts: facts.focus,
    "components": lambda facts: [component.name for component in facts.components.all()],
    "achievements": lambda facts: facts.achievements,
    "budget": lambda facts: facts.get_budget_band_display() if facts.budget_band else "",
    "accreditation": lambda facts: facts.accreditation,
    "funding": lambda facts: [source.name for source in facts.funding_sources.all()],
}
