"""The only doors to members' records: each starts from what the user may see, so anything else is a 404."""

from django.shortcuts import get_object_or_404

from events.models import CalendarSubscription, HostOffer
from mentoring_pages.models import Contact, JournalEntry, MatchChoice, MatchRequest, MentoringPair, Program

# --- Pairs, and what hangs on them ---


def get_pair_or_404(user, code):
    """The pair with its programs and cycle."""
    return get_object_or_404(
        MentoringPair.objects.visible_to(user).select_related("mentor", "mentee", "cycle"), code=code
    )


def get_contact_or_404(user, pair_code, code):
    """A contact of that pair."""
    contacts = Contact.objects.visible_to(user).select_related(
        "pair__cycle", "pair__mentor", "pair__mentee", "mode", "kind"
    )
    return get_object_or_404(contacts, pair__code=pair_code, code=code)


def get_journal_entry_or_404(user, pair_code, code):
    """An entry of that pair that the user may read."""
    entries = JournalEntry.objects.readable_by(user).select_related(
        "pair__cycle", "pair__mentor", "pair__mentee", "author"
    )
    return get_object_or_404(entries, pair__code=pair_code, code=code)


# --- Programs, their offers to host, and match requests ---


def get_program_or_404(user, code):
    """A program to which the user belongs."""
    return get_object_or_404(Program.objects.of_user(user), code=code)


def get_offer_or_404(user, code):
    """An offer to host of a program to which the user belongs."""
    offers = HostOffer.objects.of_programs(Program.objects.of_user(user).values("code"))
    return get_object_or_404(offers.select_related("gathering", "region"), code=code)


def get_request_or_404(user, code):
    """A request with its program and cycle."""
    return get_object_or_404(MatchRequest.objects.visible_to(user).select_related("program", "cycle"), code=code)


def get_choice_or_404(user, code, choice_pk):
    """A choice of that request which reached a program of the user's; other mentors' choices are nobody's business."""
    match_request = get_request_or_404(user, code)
    choices = MatchChoice.objects.asked().filter(request=match_request, mentor__in=Program.objects.of_user(user))
    return get_object_or_404(choices.select_related("request__program", "request__cycle", "mentor"), pk=choice_pk)


# --- One's own calendars ---


def get_calendar_or_404(user, pk):
    """A personal calendar of the user's own that has not ended."""
    own = CalendarSubscription.objects.filter(user=user, revoked_at=None)
    return get_object_or_404(own, pk=min(pk, 2**62))
