"""The 14 facts in steps, one page each, and how far a program has come in telling them (R11)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring_pages.facts import fact_in_words
from mentoring_pages.models import FACTS, FACTS_BY_KEY

OFFER_FIELDS = ("tagline", "topics", "offer", "availability", "capacity", "reopens_on")


@dataclass(frozen=True)
class Step:
    """One page of the form: its facts, or with `offer` what a mentor says of itself."""

    key: str
    title: str
    facts: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()

    @property
    def fields(self):
        """Names of all fields of the page, visibilities included."""
        return [*self.offer, *(name for key in self.facts for name in _fields_of(FACTS_BY_KEY[key]))]


STEPS = (
    Step("place", _("Place and community"), ("location", "community")),
    Step("children", _("Children and size"), ("population", "size")),
    Step("program", _("Setting, sites and years"), ("setting", "sites", "experience")),
    Step("work", _("Mission and what you do"), ("mission", "focus", "components")),
    Step("standing", _("Recognition and licensing"), ("achievements", "accreditation")),
    Step("money", _("Budget and funding"), ("budget", "funding")),
)
MENTOR_STEP = Step("mentoring", _("As a mentor"), offer=OFFER_FIELDS)


def steps_of(is_mentor):
    """The pages in their order; a mentor first says what it offers."""
    return (MENTOR_STEP, *STEPS) if is_mentor else STEPS


def step_after(step, is_mentor):
    """The next page; None after the last."""
    steps = steps_of(is_mentor)
    position = steps.index(step) + 1
    return steps[position] if position < len(steps) else None


def told_of(facts):
    """Keys of the facts that are filled in; none without a profile."""
    return {fact.key for fact in FACTS if facts is not None and fact_in_words(facts, fact)}


def missing_of(program, facts):
    """What is not told yet, as dicts label and url of the page where it is asked."""
    told = told_of(facts)
    step_of = {key: step for step in STEPS for key in step.facts}
    return [
        {"label": fact.label, "url": reverse("members:program-step", args=[program.code, step_of[fact.key].key])}
        for fact in FACTS
        if fact.key not in told
    ]


def step_rows(program, facts, is_mentor):
    """Each page with how much of it is told, for the overview."""
    told = told_of(facts)
    return [
        {
            "title": step.title,
            "url": reverse("members:program-step", args=[program.code, step.key]),
            "facts": ", ".join(str(FACTS_BY_KEY[key].label) for key in step.facts),
            "told": len(told.intersection(step.facts)),
            "of": len(step.facts),
        }
        for step in steps_of(is_mentor)
    ]


def _fields_of(fact):
    return (*fact.fields, fact.visibility_field)
