"""What becomes of an agreed meeting: a reminder the day before, and afterwards one tap that logs it."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.enums import OPEN_PAIR_STATUSES, MeetingStatus, Side
from mentoring_pages.models import Contact, ContactKind, ContactMode, Meeting
from mentoring_pages.permissions import can_arrange_meeting

from .meeting_mails import tell
from .pair_lock import locked_pair

A_DAY = timedelta(days=1)
KIND_SLUG = "meeting"


def log_held(meeting, *, by):
    """ "We met": log the contact and return it. A second tap, of either side, returns the same one.

    If the meeting was logged by hand before, that contact is taken. Raises NotAllowed, WrongState (its time has not
    come, or it was cancelled or did not happen), Incomplete while the site has no mode or kind of contact.
    """
    return _settle(meeting, MeetingStatus.HELD, by)


def log_not_held(meeting, *, by):
    """ "It did not happen": log a try, which counts for nothing, and return it. Raises as `log_held` does."""
    return _settle(meeting, MeetingStatus.NOT_HELD, by)


def remind_of_meetings(now=None):
    """Remind both sides of meetings that begin within a day, once for each agreed time. Returns how many meetings.

    Who agreed on it less than a day before has the mail of that still on top.
    """
    now = now or timezone.now()
    due = Meeting.objects.coming(now).filter(
        starts_at__lte=now + A_DAY,
        reminded_at=None,
        agreed_at__lte=F("starts_at") - A_DAY,
        pair__status__in=OPEN_PAIR_STATUSES,
    )
    return sum(_remind(meeting, now) for meeting in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk, now):
    meeting = Meeting.objects.with_people().get(pk=pk)
    claimed = Meeting.objects.filter(
        pk=pk, reminded_at=None, status=MeetingStatus.AGREED, starts_at=meeting.starts_at
    ).update(reminded_at=now)
    if not claimed:
        return 0
    for side in Side:
        key = f"{meeting.pk} {meeting.starts_at.isoformat()} {meeting.sequence}"
        tell(meeting, side, "meeting_reminder", once_key=key, sends_now=False)
    return 1


@transaction.atomic
def _settle(meeting, status, by):
    pair = locked_pair(meeting.pair)
    if not can_arrange_meeting(by, pair):
        if pair.status not in OPEN_PAIR_STATUSES:
            raise NotAllowed(_("Your pair has ended, so its log stays as it is."))
        raise NotAllowed
    meeting = Meeting.objects.select_related("contact", "mode").get(pk=meeting.pk)
    if meeting.status == status and meeting.contact:
        return meeting.contact
    if meeting.status in (MeetingStatus.HELD, MeetingStatus.NOT_HELD):
        raise WrongState(_("It was logged already. Correct it in the log if it is wrong."))
    if meeting.status != MeetingStatus.AGREED:
        raise WrongState
    if not meeting.has_begun:
        raise WrongState(_("The time of this meeting is still to come."))
    meeting.contact = _contact_of(meeting, pair, status, by)
    meeting.status, meeting.changed_by = status, by
    meeting.save()
    meeting.times.all().delete()
    return meeting.contact


def _contact_of(meeting, pair, status, by):
    was_made = status == MeetingStatus.HELD
    day = timezone.localdate(meeting.starts_at, pair.cycle.zone)
    mode, kind = meeting.mode or _first_mode(), _kind()
    if mode is None or kind is None:
        raise Incomplete(_("The coordinators have to add ways of contact first. Please tell them."))
    known = Contact.objects.filter(pair=pair, meeting=None).like(happened_on=day, mode=mode, was_made=was_made).first()
    if known:
        return known
    return Contact.objects.create(
        pair=pair,
        code=uuid.uuid5(meeting.code, f"contact {meeting.sequence}"),
        happened_on=day,
        mode=mode,
        kind=kind,
        minutes=meeting.minutes if was_made else None,
        was_made=was_made,
        logged_by=by,
    )


def _first_mode():
    modes = ContactMode.objects.filter(is_active=True)
    return modes.filter(is_face_to_face=True).first() or modes.first()


def _kind():
    kinds = ContactKind.objects.filter(is_active=True)
    return kinds.filter(slug=KIND_SLUG).first() or kinds.first()
