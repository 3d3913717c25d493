"""Meetings of a pair: times proposed and one agreed on, moved and called off (R16, R40, R43).

Every step holds the pair's row, so of two sides that agree to different times at once one is first and the other is
told. Mails carry the meeting as a calendar entry (RFC 5546), which updates or cancels the one that is there.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.history import note_pair
from mentoring_pages.enums import OPEN_PAIR_STATUSES, MeetingStatus, PairAct, other_side
from mentoring_pages.models import Meeting, MeetingTime
from mentoring_pages.permissions import can_arrange_meeting, pair_side
from resources.dates_in_words import when_in_words

from .meeting_mails import tell, tell_both
from .pair_lock import locked_pair

MOST_TIMES = 3
HOW = ("minutes", "mode", "place", "join_url")


@transaction.atomic
def propose_times(pair, *, by, moments, meeting=None, **how):
    """Propose up to three moments, which replace what this side proposed before. Returns the `Meeting`.

    `meeting` None: the pair's open one, or a new one. `how`: minutes, mode, place, join_url. An agreed time stays until
    the other side takes a new one. The same proposal twice changes nothing and mails nobody. Raises NotAllowed,
    WrongState (the meeting has begun or is off), Incomplete (none, too many, or one that has passed).
    """
    pair = _arranged(pair, by)
    side = pair_side(by, pair)
    moments = sorted(set(moments))
    if not moments:
        raise Incomplete(_("Propose at least one day and time."))
    if len(moments) > MOST_TIMES or moments[0] <= timezone.now():
        raise Incomplete(_("Propose up to three moments that are still to come."))
    if meeting is None:
        meeting = Meeting.objects.filter(pair=pair, status=MeetingStatus.OPEN).first()
        meeting = meeting or Meeting.objects.create(pair=pair, changed_by=by, **how)
    else:
        meeting = _movable(meeting)
    if meeting.starts_at in moments:
        raise Incomplete(_("You have agreed on this moment already."))
    own = MeetingTime.objects.filter(meeting=meeting, side=side)
    wanted = [(moment, *(getattr(how.get(name), "pk", how.get(name)) for name in how)) for moment in moments]
    names = [f"{name}_id" if name == "mode" else name for name in how]
    if list(own.values_list("starts_at", *names)) == wanted:
        return meeting
    own.delete()
    times = [MeetingTime.objects.create(meeting=meeting, side=side, starts_at=moment, **how) for moment in moments]
    tell(meeting, other_side(side), "meeting_proposed", times=times)
    return meeting


@transaction.atomic
def agree_time(meeting, code, *, by):
    """Agree to the time with this code, which the other side proposed; all others go. Returns the `Meeting`.

    Both sides get a mail with the calendar entry. Raises NotAllowed (also for one's own proposal), WrongState with a
    sentence on where it stands if the time was replaced or another one agreed meanwhile, Incomplete if it has passed.
    """
    pair = _arranged(meeting.pair, by)
    meeting = Meeting.objects.with_people().get(pk=meeting.pk)
    time = MeetingTime.objects.filter(meeting=meeting, code=code).first()
    if time is None or meeting.status not in (MeetingStatus.OPEN, MeetingStatus.AGREED):
        raise WrongState(_where_it_stands(meeting))
    if pair_side(by, pair) == time.side:
        raise NotAllowed(_("You proposed this time yourself. The other side agrees to it, or proposes others."))
    if time.starts_at <= timezone.now():
        raise Incomplete(_("This moment has passed. Propose another one."))
    was = meeting.starts_at if meeting.status == MeetingStatus.AGREED else None
    for name in HOW:
        setattr(meeting, name, getattr(time, name))
    meeting.starts_at, meeting.agreed_at, meeting.reminded_at = time.starts_at, timezone.now(), None
    meeting.status, meeting.changed_by = MeetingStatus.AGREED, by
    meeting.sequence += was is not None
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise Incomplete(_("You meet at this time already. Choose another one.")) from error
    meeting.times.all().delete()
    if was is None and not Meeting.objects.filter(pair=pair, agreed_at__isnull=False).exclude(pk=meeting.pk).exists():
        note_pair(pair, PairAct.FIRST_MEETING, by=by)
    tell_both(meeting, "meeting_agreed", was=was)
    return meeting


@transaction.atomic
def refuse_times(meeting, *, by):
    """Say that none of the other side's times fits. They go, and the other side is told. Returns the `Meeting`.

    An agreed time stays as it was. Without one, and without times of one's own, the meeting is closed. Raises
    NotAllowed, WrongState if there is nothing to refuse any more.
    """
    pair = _arranged(meeting.pair, by)
    meeting = Meeting.objects.with_people().get(pk=meeting.pk)
    side = pair_side(by, pair)
    gone, _detail = meeting.times.filter(side=other_side(side)).delete()
    if not gone:
        raise WrongState(_where_it_stands(meeting))
    if meeting.status == MeetingStatus.OPEN and not meeting.times.exists():
        meeting.status, meeting.changed_by = MeetingStatus.DECLINED, by
        meeting.save()
    tell(meeting, other_side(side), "meeting_none_fits")
    return meeting


@transaction.atomic
def change_how(meeting, *, by, **how):
    """Change how, where or how long an agreed meeting is, before it begins. Returns it; the same again mails nobody.

    Raises NotAllowed, WrongState.
    """
    _arranged(meeting.pair, by)
    meeting = _movable(meeting)
    if meeting.status != MeetingStatus.AGREED:
        raise WrongState(_where_it_stands(meeting))
    changed = [name for name in how if getattr(meeting, name) != how[name]]
    if not changed:
        return meeting
    for name in changed:
        setattr(meeting, name, how[name])
    meeting.sequence += 1
    meeting.changed_by = by
    meeting.save()
    tell_both(meeting, "meeting_changed")
    return meeting


@transaction.atomic
def cancel_meeting(meeting, *, by):
    """Call a meeting off before it begins, or take a proposal back. Returns it.

    Both sides get a mail that cancels an agreed entry; of a proposal only the other side hears. Raises NotAllowed,
    WrongState.
    """
    pair = _arranged(meeting.pair, by)
    meeting = _movable(meeting)
    was_agreed = meeting.status == MeetingStatus.AGREED
    _take_off(meeting, by)
    if was_agreed:
        tell_both(meeting, "meeting_cancelled", by_side=pair_side(by, pair))
    else:
        tell(meeting, other_side(pair_side(by, pair)), "meeting_withdrawn")
    return meeting


def cancel_meetings_of_ended_pairs(now=None):
    """Call off what pairs had agreed on for after their end. Returns how many meetings; run again it finds none."""
    now = now or timezone.now()
    ended = Meeting.objects.exclude(pair__status__in=OPEN_PAIR_STATUSES)
    late = ended.filter(status=MeetingStatus.OPEN) | ended.filter(status=MeetingStatus.AGREED, starts_at__gt=now)
    return sum(_cancel_ended(meeting, now) for meeting in list(late))


@transaction.atomic
def _cancel_ended(meeting, now):
    pair = locked_pair(meeting.pair)
    meeting = Meeting.objects.with_people().get(pk=meeting.pk)
    was_agreed = meeting.status == MeetingStatus.AGREED and meeting.starts_at > now
    if pair.status in OPEN_PAIR_STATUSES or not (was_agreed or meeting.status == MeetingStatus.OPEN):
        return False
    _take_off(meeting, None)
    if was_agreed:
        tell_both(meeting, "meeting_cancelled", by_side=None)
    return True


def _take_off(meeting, by):
    meeting.status, meeting.changed_by = MeetingStatus.CANCELLED, by
    meeting.sequence += 1
    meeting.save()
    meeting.times.all().delete()


def _arranged(pair, by):
    """The pair under its lock, if `by` may arrange meetings in it."""
    pair = locked_pair(pair)
    if not can_arrange_meeting(by, pair):
        if pair.status not in OPEN_PAIR_STATUSES and pair_side(by, pair):
            raise NotAllowed(_("Your pair has ended, so no meetings can be arranged any more."))
        raise NotAllowed
    return pair


def _movable(meeting):
    """The meeting as it is now, if it is open, or agreed and still to come."""
    meeting = Meeting.objects.with_people().get(pk=meeting.pk)
    if meeting.status not in (MeetingStatus.OPEN, MeetingStatus.AGREED) or meeting.has_begun:
        raise WrongState(_where_it_stands(meeting))
    return meeting


def _where_it_stands(meeting):
    """For somebody whose step came too late."""
    when = when_in_words(meeting.starts_at, zone=meeting.pair.cycle.zone) if meeting.starts_at else ""
    if meeting.status == MeetingStatus.AGREED and meeting.has_begun:
        return _("The time of this meeting, %(when)s, has come. Say whether it took place.") % {"when": when}
    if meeting.status == MeetingStatus.AGREED:
        return _("The meeting was agreed on meanwhile: %(when)s. To move it, propose other times.") % {"when": when}
    if meeting.status == MeetingStatus.CANCELLED:
        return _("This meeting was cancelled meanwhile. Propose a new one if you like.")
    if meeting.status == MeetingStatus.OPEN:
        return _("The other side has changed its proposal meanwhile. Please look at the times that stand there now.")
    return _("This meeting is over or was closed meanwhile, so nothing was changed.")
