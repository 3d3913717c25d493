"""Requests as tests need them: mentors with a page, drafts with a list, and what became of them."""

from django.core import mail
from django.urls import reverse

from mentoring_pages.enums import MembershipRole
from mentoring_pages.models import RequestNeed
from resources.models import Topic
from tests.factories import mentoring


def director_of(program):
    return program.memberships.get(role=MembershipRole.DIRECTOR).user


def mentor_program(name, *, capacity=1, **facts):
    program = mentoring.ProgramFactory(name=name)
    mentoring.ProgramMembershipFactory(program=program)
    mentoring.mentor_profile(program, capacity=capacity, **facts)
    return program


def draft(*mentors, cycle=None, program=None):
    """A draft with a need and a ranked list, ready to be sent."""
    program = program or mentoring.ProgramMembershipFactory(program__name="Lantern Creek").program
    match_request = mentoring.MatchRequestFactory(program=program, **({"cycle": cycle} if cycle else {}))
    topic = Topic.objects.first() or mentoring.term(Topic, name="Budget")
    RequestNeed.objects.create(request=match_request, topic=topic)
    for rank, mentor in enumerate(mentors, start=1):
        mentoring.MatchChoiceFactory(request=match_request, mentor=mentor, rank=rank)
    return match_request


def statuses(match_request):
    return list(match_request.choices.order_by("rank").values_list("status", flat=True))


def mails():
    return sorted((address, message.subject) for message in mail.outbox for address in message.to)


def url(name, *args):
    return reverse(f"members:{name}", args=args)


def addresses(match_request):
    """Every address about a request, by name."""
    code, choice = match_request.code, match_request.choices.order_by("rank").first()
    return {
        "request-detail": url("request-detail", code),
        "request-edit": url("request-edit", code),
        "wishes": url("request-edit", code, "wishes"),
        "mentors": url("request-edit", code, "mentors"),
        "request-send": url("request-send", code),
        "request-withdraw": url("request-withdraw", code),
        "choice-accept": url("choice-accept", code, choice.pk),
        "choice-decline": url("choice-decline", code, choice.pk),
    }
