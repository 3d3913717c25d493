"""Date polls: proposed, marked, decided, withdrawn (R29). Every step holds the poll's row, so one decision wins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import DateAnswer, GatheringStatus, PollStatus
from events.exceptions import PollRefused
from events.invitations.words import option_words, queue_poll_mail, why_not_markable
from events.limits import is_over_limit
from events.models import DateMark, DateOption, DatePoll, GatheringPage, PollParticipant
from events.permissions import can_mark_dates, can_run_gatherings, can_set_date

from .seats import lock_gathering

# Mails to one address about one poll within an hour that a stranger can set off.
MAILS_PER_HOUR = 3
# Up to so many mails go out with the decision itself; more wait for the worker.
SENT_AT_ONCE = 20
MOST_DATES = 20


@dataclass(frozen=True)
class Proposed:
    """A date as staff propose it: aware start and end; None for an open end."""

    starts_at: datetime
    ends_at: datetime | None


def propose_dates(
    gathering: GatheringPage,
    *,
    by: Any,
    question: str,
    dates: Iterable[Proposed],
    text: str = "",
    closes_on: date | None = None,
) -> DatePoll:
    """Open a poll. Raises PollRefused without two dates, or while another poll of the gathering is open. R29."""
    dates = list(dates)
    with transaction.atomic():
        _check_staff(by)
        gathering = lock_gathering(gathering.pk)
        if gathering.status == GatheringStatus.CANCELLED:
            raise PollRefused(_("This gathering is cancelled. Set it back to scheduled or postponed first."))
        if len(dates) < 2:
            raise PollRefused(_("Propose at least two dates."))
        _check_future(dates)
        try:
            with transaction.atomic():
                poll = DatePoll.objects.create(
                    gathering=gathering, question=question, text=text, closes_on=closes_on, made_by=by
                )
        except IntegrityError:
            raise PollRefused(_("This gathering has an open date poll already. Decide or withdraw it first.")) from None
        _add_options(poll, dates)
    return poll


def change_poll(
    poll: DatePoll, *, by: Any, question: str, text: str, closes_on: date | None, dates: Iterable[Proposed] = ()
) -> DatePoll:
    """Change what an open poll says and until when, and propose more dates; those proposed stay. Raises PollRefused."""
    dates = list(dates)
    with transaction.atomic():
        _check_staff(by)
        poll = _locked_poll(poll.pk)
        _check_open(poll)
        _check_future(dates)
        known = set(poll.options.values_list("starts_at", flat=True))
        if len(known) + len([one for one in dates if one.starts_at not in known]) > MOST_DATES:
            raise PollRefused(_("A poll has at most %(count)s dates.") % {"count": MOST_DATES})
        poll.question, poll.text, poll.closes_on = question, text, closes_on
        poll.save(update_fields=["question", "text", "closes_on"])
        _add_options(poll, [one for one in dates if one.starts_at not in known])
    return poll


def mark_dates(
    poll: DatePoll, *, name: str, email: str, program_name: str, marks: Mapping[int, str]
) -> PollParticipant | None:
    """Store the marks of somebody who comes by the poll's public address, and mail them a link of their own. R29.

    None: the address marked before. Nothing is changed then, for anyone could type it; the mail carries what was
    typed in its link. `marks` is {number of the date: answer}. Raises PollRefused once the poll is closed.
    """
    with transaction.atomic():
        poll = _locked_poll(poll.pk)
        _check_markable(poll)
        known = poll.participants.filter(email__iexact=email).first()
        if known is not None:
            known.poll = poll
            if not is_over_limit("poll-mail", f"{poll.pk} {email.lower()}", MAILS_PER_HOUR):
                queue_poll_mail(known, "poll_known", marks=marks_text(marks))
            return None
        participant = PollParticipant.objects.create(poll=poll, name=name, email=email, program_name=program_name)
        _store_marks(poll, participant, marks)
        queue_poll_mail(participant, "poll_marked")
    return participant


def change_marks(
    participant: PollParticipant, *, name: str, program_name: str, marks: Mapping[int, str]
) -> PollParticipant:
    """Change one's own marks by one's own link. No mail. Raises PollRefused once the poll is closed."""
    with transaction.atomic():
        poll = _locked_poll(participant.poll_id)
        _check_markable(poll)
        participant = poll.participants.get(pk=participant.pk)
        participant.name, participant.program_name = name, program_name
        participant.save()
        _store_marks(poll, participant, marks)
    return participant


def decide_poll(poll: DatePoll, option: DateOption, *, by: Any, note: str | None = None) -> DatePoll:
    """Give the gathering the chosen date, close the poll and mail everyone who marked, with a calendar entry. R29.

    A published gathering is published with the new date, and what is still being edited keeps its changes; a draft
    stays a draft. A date that people had been told becomes "postponed to a new date". `note` is the new note on the
    status, None leaves it. Raises PollRefused for all but the first who decides.
    """
    with transaction.atomic():
        _check_staff(by)
        poll = _locked_poll(poll.pk)
        if poll.status == PollStatus.DECIDED:
            raise PollRefused(
                _("Somebody has just decided this poll: %(when)s. Nothing was changed.")
                % {"when": option_words(poll, poll.chosen)}
            )
        _check_open(poll)
        chosen = poll.options.filter(pk=option.pk).first()
        if chosen is None:
            raise PollRefused(_("This date is not among those proposed."))
        if chosen.starts_at <= timezone.now():
            raise PollRefused(_("This date has passed. Choose another, or propose more dates."))
        if poll.gathering.status == GatheringStatus.CANCELLED:
            raise PollRefused(_("This gathering is cancelled, so it gets no date."))
        if not can_set_date(by, poll.gathering):
            raise PollRefused(
                _("You may not publish this gathering, or somebody has locked it. Ask who may to choose the date.")
            )
        poll.status, poll.chosen = PollStatus.DECIDED, chosen
        poll.save(update_fields=["status", "chosen"])
        gathering = _set_dates(poll.gathering, chosen, by=by, note=note)
        _mail_everyone(poll, "poll_decided", gathering=gathering)
    return poll


def withdraw_poll(poll: DatePoll, *, by: Any) -> DatePoll:
    """Close an open poll without a date and tell everyone who marked. Raises PollRefused if it is not open."""
    with transaction.atomic():
        _check_staff(by)
        poll = _locked_poll(poll.pk)
        _check_open(poll)
        poll.status = PollStatus.WITHDRAWN
        poll.save(update_fields=["status"])
        _mail_everyone(poll, "poll_withdrawn")
    return poll


def marks_text(marks: Mapping[int, str]) -> str:
    """Marks for the query string of an own link: "12.yes-13.no"."""
    return "-".join(f"{number}.{answer}" for number, answer in sorted(marks.items()))


def marks_of_text(text: str) -> dict[int, str]:
    """What `marks_text` wrote; anything else in it is left out."""
    found = {}
    for piece in text[:1_000].split("-"):
        number, _dot, answer = piece.partition(".")
        if number.isascii() and number.isdecimal() and len(number) < 19 and answer in DateAnswer.values:
            found[int(number)] = answer
    return found


def _check_staff(by: Any) -> None:
    if not can_run_gatherings(by):
        raise PollRefused(_("Only staff who run gatherings can do this."))


def _check_open(poll: DatePoll) -> None:
    if poll.status != PollStatus.OPEN:
        raise PollRefused(why_not_markable(poll))


def _check_markable(poll: DatePoll) -> None:
    if not can_mark_dates(poll):
        raise PollRefused(why_not_markable(poll))


def _check_future(dates: list[Proposed]) -> None:
    if any(one.starts_at <= timezone.now() for one in dates):
        raise PollRefused(_("A date that has passed can't be proposed."))
    if len(dates) > MOST_DATES:
        raise PollRefused(_("A poll has at most %(count)s dates.") % {"count": MOST_DATES})


def _locked_poll(pk: int) -> DatePoll:
    """The poll as it is now. Writing the row locks it on every database; SQLite knows no SELECT ... FOR UPDATE."""
    DatePoll.objects.filter(pk=pk).update(status=F("status"))
    return DatePoll.objects.select_related("gathering__locale", "chosen").get(pk=pk)


def _add_options(poll: DatePoll, dates: Iterable[Proposed]) -> None:
    unique = {one.starts_at: one for one in dates}
    DateOption.objects.bulk_create(
        DateOption(poll=poll, starts_at=one.starts_at, ends_at=one.ends_at) for one in unique.values()
    )


def _store_marks(poll: DatePoll, participant: PollParticipant, marks: Mapping[int, str]) -> None:
    """Marks on the poll's own dates, each once; a date without a mark keeps the one that it has."""
    own = set(poll.options.values_list("pk", flat=True))
    kept = {number: answer for number, answer in marks.items() if number in own and answer in DateAnswer.values}
    DateMark.objects.filter(participant=participant, option_id__in=kept).delete()
    DateMark.objects.bulk_create(
        DateMark(option_id=number, participant=participant, answer=answer) for number, answer in kept.items()
    )


def _set_dates(gathering: GatheringPage, option: DateOption, *, by: Any, note: str | None) -> GatheringPage:
    """The gathering with its new date, published if it was, as a draft if not. Unpublished changes stay unpublished."""
    page = lock_gathering(gathering.pk)
    latest = page.latest_revision
    if not page.live:
        draft = latest.as_object() if latest else page
        _put_date(draft, option, note, was_told=False)
        draft.save_revision(user=by, log_action=True)
        # Lists of drafts, such as the plan of a year, read the row itself.
        GatheringPage.objects.filter(pk=page.pk).update(
            starts_at=draft.starts_at,
            ends_at=draft.ends_at,
            status=draft.status,
            registration_closes_at=draft.registration_closes_at,
        )
        draft.live = False
        return draft
    has_draft = page.has_unpublished_changes and latest is not None
    _put_date(page, option, note, was_told=page.starts_at is not None)
    page.save_revision(user=by, log_action=True).publish(user=by)
    if has_draft:
        draft = latest.as_object()
        _put_date(draft, option, note, was_told=True)
        draft.status = page.status
        draft.save_revision(user=by)
    return GatheringPage.objects.select_related("locale").get(pk=page.pk)


def _put_date(page: GatheringPage, option: DateOption, note: str | None, *, was_told: bool) -> None:
    """Dates, status and the end of registration, which keeps its distance from the start."""
    before = page.starts_at
    if page.registration_closes_at:
        page.registration_closes_at = page.registration_closes_at + (option.starts_at - before) if before else None
    if before != option.starts_at or page.status == GatheringStatus.POSTPONED:
        page.status = GatheringStatus.MOVED if was_told else GatheringStatus.SCHEDULED
    page.starts_at, page.ends_at = option.starts_at, option.ends_at
    if note is not None:
        page.status_note = note


def _mail_everyone(poll: DatePoll, name: str, *, gathering: GatheringPage | None = None) -> None:
    participants = list(poll.participants.all())
    for participant in participants:
        participant.poll = poll
        queue_poll_mail(
            participant,
            name,
            gathering=gathering,
            once_key=f"{name}-{poll.pk}-{participant.pk}",
            sends_now=len(participants) <= SENT_AT_ONCE,
        )
