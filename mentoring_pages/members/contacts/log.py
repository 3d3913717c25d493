"""Rows of the log of contacts, and the facts of one of them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.enums import OPEN_PAIR_STATUSES, Side
from mentoring_pages.members.contacts.season import contact_links, counts_in
from mentoring_pages.models import ProgramMembership, SiteVisit
from mentoring_pages.people import name_of
from mentoring_pages.permissions import directs
from resources.dates_in_words import short_date


def log_rows(pair, contacts, user, side):
    """A line of the log each, with the steps that the user may take. Three queries, whatever the number of contacts.

    The steps are those of `permissions.can_edit_contact` and `can_mark_contact`, asked once for the whole log.
    """
    is_open = side is not None and pair.status in OPEN_PAIR_STATUSES
    own_side = _people_of(pair, side) if is_open else set()
    own = pair.mentor_id if side == Side.MENTOR else pair.mentee_id
    is_director = is_open and directs(user, own)
    # A visit's contact is changed with the visit.
    of_visits = set(SiteVisit.objects.filter(pair=pair).values_list("contact", flat=True)) if is_open else set()
    rows = []
    for contact in contacts:
        is_free = is_open and contact.pk not in of_visits
        is_own = is_free and contact.logged_by_id == user.pk
        is_theirs = contact.logged_by_id not in own_side
        links = contact_links(
            pair,
            contact,
            can_edit=is_own and not contact.mistaken_at,
            can_mark=is_own or (is_free and is_theirs and is_director),
        )
        rows.append(
            {
                "contact": contact,
                "by": _writers(contact),
                "topics": ", ".join(str(topic) for topic in contact.topics.all()),
                "why_not": counts_in(pair.cycle, contact),
                "links": links,
            }
        )
    return rows


def detail_rows(contact):
    """All that was noted of one contact, as facts."""
    facts = [
        {"label": _("Date"), "value": short_date(contact.happened_on)},
        {"label": _("How"), "value": contact.mode},
        {"label": _("What it was"), "value": contact.kind},
    ]
    if contact.minutes:
        facts.append(
            {
                "label": _("How long"),
                "value": ngettext("%(count)d minute", "%(count)d minutes", contact.minutes)
                % {"count": contact.minutes},
            }
        )
    if topics := [str(topic) for topic in contact.topics.all()]:
        facts.append({"label": _("Topics of your plan"), "values": topics})
    facts.append({"label": _("Logged by"), "value": _writers(contact)})
    return facts


def _writers(contact):
    names = [name_of(contact.logged_by)]
    if contact.seconded_by_id:
        names.append(name_of(contact.seconded_by))
    return ", ".join(names)


def _people_of(pair, side):
    program = pair.mentor_id if side == Side.MENTOR else pair.mentee_id
    return set(ProgramMembership.objects.filter(program=program, is_active=True).values_list("user_id", flat=True))
