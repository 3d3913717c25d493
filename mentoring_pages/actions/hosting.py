"""Members offer in the name of their program to host a gathering of its region, and take an offer back (R26)."""

from django.utils.translation import gettext_lazy

from events.actions import hosting
from events.exceptions import PlanningRefused
from mentoring_pages.actions.errors import Incomplete, NotAllowed, TransitionError
from mentoring_pages.models import Program
from mentoring_pages.permissions import can_offer_to_host


class NoRegion(Incomplete):
    """The program has not said where it is."""

    message = gettext_lazy("Your program has not said yet in which region it is. Add it to the facts, then offer.")


def region_of(program):
    """The region in the program's facts; None if it has not said. One query or two."""
    facts = program.facts
    return facts.region if facts else None


def offer_to_host(program, *, by, gathering=None, **details):
    """An open offer of the program, for `gathering` or, without, for any of its region. Returns it.

    `details`: months, venue_name, city, zip_code, note. Raises NotAllowed, NoRegion, and TransitionError with the
    reason if the gathering needs no host any more or the program has offered the same before.
    """
    if not can_offer_to_host(by, program):
        raise NotAllowed
    region = region_of(program)
    if region is None:
        raise NoRegion
    page = getattr(program, "mentor_page", None)
    offering = hosting.OfferingProgram(program.code, program.name, page.pk if page and page.live else None)
    try:
        return hosting.offer_to_host(offering, region, by=by, gathering=gathering, **details)
    except PlanningRefused as why:
        raise TransitionError(why.message) from why


def withdraw_offer(offer, *, by):
    """Take an open offer of one's program back. Raises NotAllowed, and TransitionError if it was answered by now."""
    program = Program.objects.filter(code=offer.program_code).first()
    if program is None or not can_offer_to_host(by, program):
        raise NotAllowed
    try:
        return hosting.withdraw_offer(offer)
    except PlanningRefused as why:
        raise TransitionError(why.message) from why
