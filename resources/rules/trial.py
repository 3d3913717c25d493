"""The dry test: what a rule would do for a page, without doing it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .facts import facts_of, sentence_for
from .matching import failed_conditions
from .page_types import type_name
from .steps import plan_of


@dataclass(frozen=True)
class Trial:
    """`reasons` why the rule does not fit the page; `plans` of its steps in their order, if it does."""

    title: str
    reasons: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    headline: str = ""
    public_headline: str = ""


def try_rule(rule, page):
    """What the rule would do if its event happened to a page now."""
    page = page.specific
    failed = failed_conditions(rule, page)
    reasons = [_reason(rule, name) for name in failed]
    if not rule.is_enabled:
        reasons.insert(0, _("The rule is not in force."))
    if failed:
        return Trial(page.draft_title or page.title, reasons)
    facts = facts_of(page, rule.event)
    steps = rule.steps.select_related("group", "collection", "workflow").order_by("sort_order", "pk")
    return Trial(
        facts.title,
        reasons,
        [plan_of(step) for step in steps],
        sentence_for(facts, facts.title),
        sentence_for(facts, facts.public_title),
    )


def _reason(rule, name):
    if name == "type":
        return _("It is not of the type “%(type)s”.") % {"type": type_name(rule.page_type)}
    if name == "place":
        if rule.lost_its_place:
            return _("The part of the site that the rule was for is deleted. Choose another one.")
        return _("It does not lie in or below “%(place)s”.") % {"place": rule.below.title}
    return _("It does not meet: %(criterion)s") % {"criterion": name}
