"""After the end: the mentee's thanks, and what both allow on the mentor's public page (R30, R71)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from mentoring_pages.enums import EndingStep, PairStatus
from mentoring_pages.mail import addresses_of, send_after_commit
from mentoring_pages.models import Recognition
from mentoring_pages.permissions import may_take_ending_step

from .errors import NotAllowed, WrongState
from .pair_lock import locked_pair


@transaction.atomic
def thank_mentor(pair, *, by, thanks, is_public=False) -> Recognition:
    """Write the mentor a few words, change them, or take them away with an empty text. Nobody reads them first.

    The mentor's directors get a mail the first time, without the words. Raises NotAllowed, WrongState.
    """
    pair, recognition = _held(pair, EndingStep.THANK, by)
    thanks = thanks.strip()
    is_first = bool(thanks) and not recognition.thanks and recognition.thanked_at is None
    recognition.thanks, recognition.shows_thanks = thanks, bool(thanks) and is_public
    recognition.thanked_by = by
    if thanks and recognition.thanked_at is None:
        recognition.thanked_at = timezone.now()
    recognition.save()
    if is_first:
        context = {"mentee": pair.mentee.name, "mentor": pair.mentor.name}
        send_after_commit("mentor_thanked", addresses_of(pair.mentor), context, link=("members:farewell", [pair.code]))
    return recognition


@transaction.atomic
def agree_as_mentor(pair, *, by, agrees) -> Recognition:
    """Say for the mentor whether its public page counts this pair. Can be taken back. Raises NotAllowed, WrongState."""
    _pair, recognition = _held(pair, EndingStep.AGREE_AS_MENTOR, by)
    recognition.mentor_agreed_at = _since(recognition.mentor_agreed_at, agrees)
    recognition.save()
    return recognition


@transaction.atomic
def agree_as_mentee(pair, *, by, agrees, shows_mentee=False) -> Recognition:
    """Say for the mentee whether the mentor's page counts this pair, and whether with the mentee's name.

    Can be taken back. Raises NotAllowed, WrongState.
    """
    _pair, recognition = _held(pair, EndingStep.AGREE_AS_MENTEE, by)
    recognition.mentee_agreed_at = _since(recognition.mentee_agreed_at, agrees)
    recognition.shows_mentee = agrees and shows_mentee
    recognition.save()
    return recognition


@transaction.atomic
def hide_recognition(pair, *, by, is_hidden) -> Recognition:
    """Take a recognition off the public page as a coordinator, or put it back. Raises NotAllowed, WrongState."""
    _pair, recognition = _held(pair, EndingStep.HIDE, by)
    recognition.is_hidden = is_hidden
    recognition.save()
    return recognition


def _held(pair, step, by):
    pair = locked_pair(pair)
    if pair.status != PairStatus.COMPLETE:
        raise WrongState
    if not may_take_ending_step(by, step, pair):
        raise NotAllowed
    recognition, _is_new = Recognition.objects.get_or_create(pair=pair)
    return pair, recognition


def _since(moment, agrees):
    if not agrees:
        return None
    return moment or timezone.now()
