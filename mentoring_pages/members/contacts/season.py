"""A pair's contacts as members' pages show them: the drawn season, the rules, and where the pair stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.contacts import Progress, progress
from mentoring_pages.enums import ContactWindow
from mentoring_pages.models import ActionPlan, Contact


@dataclass(frozen=True)
class Season:
    """`contacts` newest first; `meter` and `facts` hold the variables of the components of these names."""

    contacts: list
    progress: Progress
    meter: dict
    facts: list


def season_of(pair, *, today) -> Season:
    """Where the pair stands today. Three queries, whatever the number of contacts."""
    contacts = list(Contact.objects.for_pair(pair))
    planned = ActionPlan.objects.filter(pair=pair).values_list("planned_contacts", flat=True).first()
    state = progress(pair.cycle.contact_rules.all(), contacts, pair.cycle, pair.started_on, today, planned=planned)
    return Season(contacts, state, _meter(pair, contacts, state, today), _facts(state))


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
        ],
        "windows": [
            {
                "label": _("First month") if rule.part == ContactWindow.FIRST_MONTH else _("Last month"),
                "starts_on": rule.window.starts_on,
                "ends_on": rule.window.ends_on,
                "is_met": rule.is_met,
            }
            for rule in sorted(state.windows, key=lambda rule: rule.window.starts_on)
        ],
    }


def _facts(state):
    lines = [
        {
            "label": rule.label,
            "value": _("%(counted)d of %(minimum)d") % {"counted": rule.counted, "minimum": rule.minimum},
            "note": rule.sentence,
        }
        for rule in state.rules
    ]
    if state.needed > state.minimum:
        lines.append(
            {
                "label": _("More, as your plan says"),
                "value": _("%(more)d more") % {"more": state.needed - state.minimum},
                "note": "",
            }
        )
    return lines


def contact_links(pair, contact):
    """Addresses to change and to delete a contact."""
    codes = [pair.code, contact.code]
    return {
        "edit_url": reverse("members:contact-edit", args=codes),
        "delete_url": reverse("members:contact-delete", args=codes),
    }
