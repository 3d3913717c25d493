"""A pair's contacts as members' pages show them: the drawn season, the rules, and where the pair stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.contacts import Progress, progress
from mentoring_pages.enums import ContactWindow, RuleKind, Side
from mentoring_pages.meter.reading import PlanFacts, journal_days, plan_facts
from mentoring_pages.meter.words import STATE_BADGES, state_words
from mentoring_pages.models import Contact


@dataclass(frozen=True)
class Season:
    """`contacts` newest first; `meter` and `facts` hold the variables of the components of these names, `rules` those
    of contacts/rules.html.
    """

    contacts: list
    progress: Progress
    meter: dict
    facts: list
    rules: list


def season_of(pair, *, today, side=None) -> Season:
    """Where the pair stands today. Eight queries at most, whatever the number of contacts.

    `side`: of whom journal entries are asked, for a page of that side: nobody learns from the meter whether the other
    side writes. None: of both, for coordinators.
    """
    contacts = list(Contact.objects.for_pair(pair))
    rules = list(pair.cycle.contact_rules.all())
    plan = plan_facts([pair.pk]).get(pair.pk, PlanFacts())
    journals = None
    if any(rule.kind == RuleKind.JOURNAL for rule in rules):
        found = journal_days([pair.pk]).get(pair.pk, {})
        journals = {each: found.get(each, ()) for each in ([side] if side else Side)}
    state = progress(
        rules,
        contacts,
        pair.cycle,
        pair.started_on,
        today,
        planned=plan.planned,
        planned_meetings=plan.meetings,
        breaks=pair.cycle.breaks.all(),
        plan_agreed_on=plan.agreed_on,
        journal_days=journals,
    )
    return Season(contacts, state, _meter(pair, contacts, state, today), _facts(state), _rules(state))


def counts_in(cycle, contact):
    """Why a contact does not count, in a sentence; "" if it counts."""
    if contact.mistaken_at:
        return _("Logged by mistake, so it does not count.")
    if not cycle.starts_on <= contact.happened_on <= cycle.ends_on:
        return _("Outside the season, so it does not count. It stays in the log.")
    return ""


def _meter(pair, contacts, state, today):
    return {
        "starts_on": pair.cycle.starts_on,
        "ends_on": pair.cycle.ends_on,
        "today": today,
        "made_count": state.counted,
        "needed_count": state.needed,
        "summary": state.sentence,
        "contacts": [
            {
                "held_on": contact.happened_on,
                "mode": str(contact.mode),
                "kind": str(contact.kind),
                "is_in_person": contact.mode.is_face_to_face,
                "is_made": contact.was_made,
                "url": "",
            }
            for contact in contacts
            if not contact.mistaken_at
        ],
        "windows": [
            {
                "label": _("First month") if rule.part == ContactWindow.FIRST_MONTH else _("Last month"),
                "starts_on": rule.window.starts_on,
                "ends_on": rule.window.ends_on,
                "is_met": rule.is_met,
            }
            for rule in sorted(state.windows, key=lambda rule: rule.window.starts_on)
            if rule.is_face_to_face
        ],
    }


def _rules(state):
    """Each rule with its state; what the plan asks for beyond them has none of its own."""
    return [
        {
            "label": rule.label,
            "value": _("%(counted)d of %(minimum)d") % {"counted": rule.counted, "minimum": rule.minimum},
            "note": rule.sentence,
            "badge_label": state_words(rule),
            "badge_kind": STATE_BADGES[rule.state],
        }
        for rule in state.rules
        if rule.parts
    ]


def _facts(state):
    lines = [{"label": rule["label"], "value": rule["value"], "note": rule["note"]} for rule in _rules(state)]
    if state.needed > state.minimum:
        lines.append(
            {
                "label": _("More, as your plan says"),
                "value": _("%(more)d more") % {"more": state.needed - state.minimum},
                "note": "",
            }
        )
    return lines


def contact_links(pair, contact, *, can_edit, can_mark):
    """Addresses to see, to change and to mark a contact as mistaken."""
    codes = [pair.code, contact.code]
    links = {"detail_url": reverse("members:contact-detail", args=codes)}
    if can_edit:
        links["edit_url"] = reverse("members:contact-edit", args=codes)
    if can_mark:
        links["mistake_url"] = reverse("members:contact-mistake", args=codes)
    return links
