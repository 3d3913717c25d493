"""The only doors to members' records: each starts from what the user may see, so anything else is a 404."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_list_or_404, get_object_or_404

from events.models import CalendarSubscription, HostOffer
from mentoring_pages.models import (
    AgreementSignature,
    ChecklistItem,
    Contact,
    Evaluation,
    JoinRequest,
    JournalDraft,
    JournalEntry,
    JournalPassage,
    MatchChoice,
    MatchRequest,
    Meeting,
    MentorApplication,
    MentorBookmark,
    MentoringPair,
    MentorProfilePage,
    Program,
    ReadingItem,
    ReadingList,
)
from mentoring_pages.permissions import can_edit_journal_entry, can_edit_reading_list
from resources.models import ResourcePage

# --- Pairs, and what hangs on them ---


def get_pair_or_404(user, code):
    """The pair with its programs and cycle."""
    return get_object_or_404(
        MentoringPair.objects.visible_to(user).select_related("mentor", "mentee", "cycle"), code=code
    )


def get_signatures_or_404(user, pair, number):
    """What that pair, which the caller has loaded through this module, signed of the agreement's version `number`."""
    signed = AgreementSignature.objects.visible_to(user).filter(pair=pair, version__number=min(number, 2**31 - 1))
    return get_list_or_404(signed.order_by("side"))


def get_checklist_item_or_404(pair, pk):
    """An item of the staff's checklist that this pair, loaded through this module, can tick or has ticked."""
    items = ChecklistItem.objects.filter(Q(is_active=True) | Q(ticks__pair=pair)).distinct()
    return get_object_or_404(items, pk=min(pk, 2**62))


def get_meeting_or_404(user, pair_code, code):
    """A meeting of that pair, with its mode and the pair's programs and cycle."""
    return get_object_or_404(Meeting.objects.visible_to(user).with_people(), pair__code=pair_code, code=code)


def get_contact_or_404(user, pair_code, code):
    """A contact of that pair."""
    contacts = Contact.objects.visible_to(user).select_related(
        "pair__cycle", "pair__mentor", "pair__mentee", "mode", "kind", "logged_by", "seconded_by", "mistaken_by"
    )
    return get_object_or_404(contacts, pair__code=pair_code, code=code)


def get_journal_entry_or_404(user, pair_code, code):
    """An entry of that pair that the user may read."""
    entries = JournalEntry.objects.readable_by(user).select_related(
        "pair__cycle", "pair__mentor", "pair__mentee", "author"
    )
    return get_object_or_404(entries, pair__code=pair_code, code=code)


def get_journal_passage_or_404(user, pair_code, code):
    """A passage of an entry of that pair that the user may read; the entry itself may stay closed."""
    passages = JournalPassage.objects.readable_by(user).select_related(
        "entry__pair__cycle", "entry__pair__mentor", "entry__pair__mentee", "entry__author"
    )
    return get_object_or_404(passages.defer("entry__title", "entry__text"), entry__pair__code=pair_code, code=code)


def get_own_journal_entry_or_404(user, pair_code, code):
    """An entry of the user's own; a shared one of somebody else is visible, so it is a 403 for other things."""
    entry = get_journal_entry_or_404(user, pair_code, code)
    if not can_edit_journal_entry(user, entry):
        raise PermissionDenied
    return entry


def get_journal_draft(user, pair, code):
    """The user's own draft of that code in a pair that the caller has loaded through this module; None for none."""
    return JournalDraft.objects.filter(author=user, pair=pair, code=code).first()


def get_own_evaluation_or_404(user, pair, code):
    """What the user sent for that pair; nobody reads anybody else's in the members' area."""
    own = Evaluation.objects.readable_by(user).filter(author=user, pair=pair)
    return get_object_or_404(own.prefetch_related("answers"), code=code)


# --- Programs, their offers to host, and match requests ---


def get_program_or_404(user, code):
    """A program to which the user belongs."""
    return get_object_or_404(Program.objects.of_user(user), code=code)


def get_application_or_404(user, code):
    """An application to become a mentor of a program to which the user belongs."""
    return get_object_or_404(MentorApplication.objects.visible_to(user).select_related("program"), code=code)


def get_join_request_or_404(user, pk):
    """A wish of the user's own to join a program."""
    return get_object_or_404(JoinRequest.objects.filter(user=user).select_related("program"), pk=min(pk, 2**62))


def get_membership_or_404(program, pk):
    """Somebody of a program that the caller has loaded through this module."""
    return get_object_or_404(
        program.memberships.filter(is_active=True).select_related("user", "program"), pk=min(pk, 2**62)
    )


def get_open_invitation_or_404(program, pk):
    """An unanswered invitation into that program."""
    return get_object_or_404(program.invitations.open().select_related("program"), pk=min(pk, 2**62))


def get_waiting_join_or_404(program, pk):
    """A wish to join that program that waits for an answer."""
    return get_object_or_404(program.join_requests.waiting().select_related("user", "program"), pk=min(pk, 2**62))


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


# --- Reading lists ---


def get_reading_list_or_404(user, code):
    """A list of the user's own, or one that is shared with a pair of the user's."""
    lists = ReadingList.objects.visible_to(user).select_related("owner", "shared_with__mentor", "shared_with__mentee")
    return get_object_or_404(lists, code=code)


def get_own_reading_list_or_404(user, code):
    """A list of the user's own; one that others shared is visible, so it is a 403 for whoever wants to change it."""
    reading_list = get_reading_list_or_404(user, code)
    if not can_edit_reading_list(user, reading_list):
        raise PermissionDenied
    return reading_list


def get_reading_item_or_404(user, code, pk):
    """A line of a list of the user's own."""
    reading_list = get_own_reading_list_or_404(user, code)
    return get_object_or_404(ReadingItem.objects.filter(reading_list=reading_list), pk=min(pk, 2**62))


def get_public_resource_or_404(pk):
    """A resource that everyone may see: what else is there is nobody's business."""
    return get_object_or_404(ResourcePage.objects.live().public(), pk=min(pk, 2**62))


# --- Bookmarks of mentors ---


def get_public_mentor_or_404(pk):
    """A mentor's page that everyone may see: what else is there is nobody's business."""
    return get_object_or_404(MentorProfilePage.objects.listed(), pk=min(pk, 2**62))


def get_bookmark_or_404(user, pk):
    """A bookmark of the user's own."""
    return get_object_or_404(MentorBookmark.objects.of_owner(user), pk=min(pk, 2**62))
