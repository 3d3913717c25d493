"""A round of invitations with mixed answers, a date poll that programs are marking, and one that is decided."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from events import models as events
from events.enums import DateAnswer, GatheringStatus, InvitationAnswer, PollStatus, RoundStatus

from ..people import COORDINATOR
from ..programs import MENTEES, MENTORS

# Every answer comes back, and about a third has not answered.
ANSWERS = (
    InvitationAnswer.YES,
    InvitationAnswer.NONE,
    InvitationAnswer.MAYBE,
    InvitationAnswer.NO,
    InvitationAnswer.YES,
    InvitationAnswer.NONE,
)
INVITED = 14
TEXT = (
    "Dear {name},\n\nwe meet programs of the region to compare notes and to find people to work with. {host} shows us "
    "around, and there is time to talk.\n\nPlease tell us whether you come, so that there are chairs and lunch for all."
)
MARKS = (
    (DateAnswer.YES, DateAnswer.IF_NEEDED, DateAnswer.NO),
    (DateAnswer.YES, DateAnswer.NO, DateAnswer.YES),
    (DateAnswer.IF_NEEDED, DateAnswer.YES, DateAnswer.YES),
    (DateAnswer.YES, DateAnswer.YES, DateAnswer.NO),
    (DateAnswer.NO, DateAnswer.IF_NEEDED, DateAnswer.YES),
)


def build_invitations(demo):
    """Needs the gatherings and their guests. Nothing is mailed."""
    coming = [page for page in demo.gatherings if page.live and page.starts_at and not page.is_over]
    announced = sorted(
        (page for page in coming if page.status == GatheringStatus.SCHEDULED), key=lambda page: page.starts_at
    )
    undecided = next((page for page in coming if page.status == GatheringStatus.POSTPONED), None)
    staff = demo.users.get(COORDINATOR.email)
    if announced:
        _sent_round(announced[0], staff)
    if undecided or len(announced) > 1:
        _open_poll(undecided or announced[-1], staff)
    if len(announced) > 2:
        _decided_poll(announced[1], staff)


def _sent_round(gathering, staff):
    sent_at = timezone.now() - timedelta(days=4)
    guests = set(gathering.registrations.values_list("email", flat=True))
    people = [(data, data.director) for data in (*MENTORS, *MENTEES) if data.director.email not in guests][:INVITED]
    round_ = events.InvitationRound.objects.create(
        gathering=gathering,
        subject="You are invited: {gathering}",
        text=TEXT,
        choice={"sources": ["directors"], "regions": []},
        status=RoundStatus.SENT,
        made_by=staff,
        sent_at=sent_at,
        recipient_count=len(people),
        sent_count=len(people),
    )
    events.Invitation.objects.bulk_create(
        events.Invitation(
            gathering=gathering,
            first_round=round_,
            last_round=round_,
            name=person.name,
            email=person.email,
            program_name=data.name,
            answer=(answer := ANSWERS[number % len(ANSWERS)]),
            answered_at=None if answer == InvitationAnswer.NONE else sent_at + timedelta(hours=5 * number + 2),
            sent_at=sent_at,
        )
        for number, (data, person) in enumerate(people)
    )


def _open_poll(gathering, staff):
    first = max(gathering.starts_at, timezone.now()).astimezone(gathering.zone).date() + timedelta(days=21)
    moments = [
        datetime.combine(first + timedelta(days=7 * week), time(10), gathering.zone) for week in range(len(MARKS[0]))
    ]
    poll = events.DatePoll.objects.create(
        gathering=gathering,
        question="Which Thursday suits your program?" if first.weekday() == 3 else "Which day suits your program?",
        text="The room is free on all of them. We take the day on which most programs can come.",
        closes_on=timezone.localdate() + timedelta(days=10),
        made_by=staff,
    )
    _mark(poll, [(moment, moment + timedelta(hours=3)) for moment in moments])


def _decided_poll(gathering, staff):
    length = (gathering.ends_at - gathering.starts_at) if gathering.ends_at else timedelta(hours=2)
    starts = [gathering.starts_at + timedelta(days=days) for days in (0, 1, 7)]
    poll = events.DatePoll.objects.create(
        gathering=gathering, question="When shall we meet?", status=PollStatus.DECIDED, made_by=staff
    )
    options = _mark(poll, [(start, start + length) for start in starts])
    poll.chosen = options[0]
    poll.save(update_fields=["chosen"])


def _mark(poll, dates):
    options = [
        events.DateOption.objects.create(poll=poll, starts_at=starts_at, ends_at=ends_at)
        for starts_at, ends_at in dates
    ]
    for data, marks in zip((*MENTEES, *MENTORS), MARKS, strict=False):
        person = data.director
        participant = events.PollParticipant.objects.create(
            poll=poll, name=person.name, email=person.email, program_name=data.name
        )
        events.DateMark.objects.bulk_create(
            events.DateMark(option=option, participant=participant, answer=answer)
            for option, answer in zip(options, marks, strict=True)
        )
    return options
