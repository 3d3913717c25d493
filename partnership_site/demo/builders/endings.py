"""Endings of the demo in each of their states: proposed, going on, agreed; thanks and recognition."""

from datetime import timedelta

from django.utils import timezone

from mentoring_pages import models as mentoring
from mentoring_pages.enums import ClosedBy, MembershipRole, PairStatus, ProposalKind, Side

THANKS = (
    "You asked what I had tried before you said a word. I ask my own staff like that now, and they answer.",
    "Thank you for the Fridays. You never made me feel behind, and now I am not.",
    "You opened your doors and your drawers. The sign-in sheet alone saved us an hour a day.",
)


def build_endings(finished_cycle, running_cycle):
    """Two proposals that wait among the running pairs, and what came after the endings of the finished ones."""
    active = list(mentoring.MentoringPair.objects.filter(cycle=running_cycle, status=PairStatus.ACTIVE).order_by("-pk"))
    for pair, kind in zip(active, ProposalKind, strict=False):
        _propose(pair, kind)
    fitting = mentoring.MentoringPair.objects.filter(
        cycle=finished_cycle, status=PairStatus.COMPLETE, was_unsuited=False
    ).order_by("pk")
    for number, (pair, thanks) in enumerate(zip(fitting, THANKS, strict=False)):
        _recognise(pair, thanks, names_mentee=number != 1, mentee_agrees=number != 2)


def _propose(pair, kind):
    director = _director(pair.mentor)
    is_ending = kind == ProposalKind.END
    mentoring.EndingProposal.objects.create(
        pair=pair,
        kind=kind,
        side=Side.MENTOR,
        proposed_by=director,
        last_day=timezone.localdate() if is_ending else pair.cycle.ends_on + timedelta(days=45),
        reason=mentoring.ClosureReason.objects.filter(slug="goals-met").first() if is_ending else None,
        method="meeting" if is_ending else "",
        goals_reached="The new schedule holds, and the staff chose it themselves." if is_ending else "",
        note="" if is_ending else "We would like to see their summer program once.",
    )


def _recognise(pair, thanks, *, names_mentee, mentee_agrees):
    now = timezone.now()
    mentoring.Closure.objects.filter(pair=pair).update(
        closed_by=ClosedBy.AGREED, recorded_by=_director(pair.mentee), confirmed_by=_director(pair.mentor)
    )
    mentoring.Recognition.objects.create(
        pair=pair,
        thanks=thanks,
        thanked_by=_director(pair.mentee),
        thanked_at=now,
        mentor_agreed_at=now,
        mentee_agreed_at=now if mentee_agrees else None,
        shows_mentee=mentee_agrees and names_mentee,
        shows_thanks=mentee_agrees,
    )


def _director(program):
    membership = program.memberships.filter(is_active=True, role=MembershipRole.DIRECTOR).select_related("user").first()
    return membership.user if membership else None
