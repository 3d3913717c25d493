"""Next steps about meetings and contacts. Values in, a step out or None; no queries."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.contacts import Pace
from mentoring_pages.enums import RuleKind
from mentoring_pages.members.home.step import NextStep
from resources.dates_in_words import short_date

DUE_WITHIN = datetime.timedelta(days=14)


def planned_meeting_step(pair, today) -> NextStep | None:
    """What both had agreed on and nobody logged yet: one tap does it."""
    if pair.meetings.to_log is None:
        return None
    code, day, mode = pair.meetings.to_log
    values = {"mode": mode, "partner": pair.partner, "day": day}
    title = _("How was it with %(partner)s on %(day)s?") % values
    if mode:
        title = _("How was it with %(partner)s on %(day)s (%(mode)s)?") % values
    return NextStep(
        "log-planned-meeting",
        title,
        _("You had agreed to meet. One tap logs it, also if it did not happen."),
        _("Log it"),
        "members:meeting-detail",
        (pair.code, code),
    )


def proposed_times_step(pair, today) -> NextStep | None:
    """The other side proposed times."""
    if pair.meetings.to_answer is None:
        return None
    code, count = pair.meetings.to_answer
    return NextStep(
        "answer-times",
        ngettext("%(partner)s proposes a time to meet", "%(partner)s proposes %(count)d times to meet", count)
        % {"partner": pair.partner, "count": count},
        _("Take one, or say that none fits. It goes into both your calendars."),
        _("See the times"),
        "members:meeting-detail",
        (pair.code, code),
    )


def first_contact_step(pair, today) -> NextStep | None:
    """Meet in person at the beginning, and log it."""
    opening = next((rule for rule in pair.progress.windows if rule.is_face_to_face), None)
    begun = pair.progress.made > 0
    if begun and (opening is None or opening.is_met or not opening.window.holds(today)):
        return None
    due = ""
    if opening and not opening.is_met and today <= opening.window.ends_on:
        due = _("By %(day)s") % {"day": short_date(opening.window.ends_on)}
    title = _("Meet %(partner)s face to face") if begun else _("Log your first meeting with %(partner)s")
    return NextStep(
        "log-first-meeting",
        title % {"partner": pair.partner},
        _("The season starts with a meeting in person. Log it here when you have met; a minute is enough."),
        _("Log the meeting"),
        "members:contact-create",
        (pair.code,),
        due,
    )


def window_step(pair, today) -> NextStep | None:
    """The rule that is due first: meet in person, call, approve the plan, write."""
    pressing = (rule for rule in pair.progress.rules if rule.due_on and _is_pressing(rule, today))
    for rule in sorted(pressing, key=lambda rule: rule.due_on):
        day = _("By %(day)s") % {"day": short_date(rule.due_on)}
        if rule.kind == RuleKind.PLAN:
            return NextStep(
                "approve-plan",
                _("Agree on your plan with %(partner)s") % {"partner": pair.partner},
                rule.label,
                _("Open the plan"),
                "members:plan-detail",
                (pair.code,),
                day,
            )
        if rule.kind == RuleKind.JOURNAL:
            return NextStep(
                "write-journal",
                _("Write in your journal"),
                rule.label,
                _("Write"),
                "members:journal-create",
                (pair.code,),
                day,
            )
        if rule.is_face_to_face:
            return NextStep(
                "meet-in-window",
                _("Meet %(partner)s face to face") % {"partner": pair.partner},
                rule.label,
                *_log_or_propose(pair),
                day,
            )
        return NextStep("rule-due", rule.label, rule.sentence, *_log_or_propose(pair), day)
    return None


def _is_pressing(rule, today):
    """Something that is due in each part of the cycle is the next step only in the last days of the part."""
    return rule.is_windowed or rule.due_on - today <= DUE_WITHIN


def _log_or_propose(pair):
    """Label, address and arguments: agree on a time if none is planned, else log what comes about."""
    if pair.meetings.has_coming:
        return _("Log a contact"), "members:contact-create", (pair.code,)
    return _("Propose a time"), "members:meeting-propose", (pair.code,)


def pace_step(pair, today) -> NextStep | None:
    """Get in touch: the pair is behind."""
    if pair.progress.pace != Pace.BEHIND:
        return None
    behind = pair.progress.behind_by
    return NextStep(
        "catch-up",
        _("Get in touch with %(partner)s") % {"partner": pair.partner},
        ngettext(
            "You are %(count)d contact behind a steady pace. A short call or an e-mail counts too.",
            "You are %(count)d contacts behind a steady pace. A short call or an e-mail counts too.",
            behind,
        )
        % {"count": behind},
        *_log_or_propose(pair),
    )
