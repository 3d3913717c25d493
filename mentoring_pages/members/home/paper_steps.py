"""Next steps about the agreement and the plan. Values in, a step out or None; no queries."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mentoring_pages.members.home.step import NextStep
from resources.dates_in_words import short_date


def agreement_step(pair, today) -> NextStep | None:
    """Sign: it takes five minutes and says how the rest is meant, so it comes first."""
    if not pair.papers.must_sign:
        return None
    if pair.papers.signed_before:
        title = _("Sign the new version of your agreement")
        text = _("The coordinators changed the text. What you signed before stays in the record.")
    else:
        title = _("Sign your agreement with %(partner)s") % {"partner": pair.partner}
        text = _("What stays between you, what each can and cannot offer. A director of each program signs.")
    return NextStep("sign-agreement", title, text, _("Read and sign"), "members:agreement-detail", (pair.code,))


def approval_step(pair, today) -> NextStep | None:
    """Look at what changed in the plan since one's own side approved it."""
    if not pair.papers.must_approve or not pair.papers.approved_before:
        return None
    return _approve(
        pair, _("Your plan has changed. Approve it again"), _("You see what is different since your side approved it.")
    )


def first_approval_step(pair, today) -> NextStep | None:
    """Approve a plan that this side never approved: worth doing, but never before the work itself."""
    if not pair.papers.must_approve:
        return None
    text = _("Read it through together. Both of you approve it; either may still change it later.")
    return _approve(pair, _("Approve your plan"), text)


def _approve(pair, title, text):
    return NextStep("approve-plan", title, text, _("Open the plan"), "members:plan-detail", (pair.code,))


def own_step(pair, today) -> NextStep | None:
    """A step of the person's own side whose day is near or over."""
    step = pair.papers.step
    if step is None:
        return None
    day = {"day": short_date(step.due_on)}
    due = _("Was due on %(day)s") % day if step.due_on < today else _("By %(day)s") % day
    return NextStep(
        "do-step",
        step.text if len(step.text) <= 120 else f"{step.text[:119]}…",
        _("A step of your plan. Tick it when it is done, or move its day if it takes longer."),
        _("Open the plan"),
        "members:plan-detail",
        (pair.code,),
        due,
    )
