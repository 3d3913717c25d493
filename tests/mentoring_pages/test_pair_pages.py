"""A pair's page, and recording its ending (R18, R87)."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.pairs import AlreadyClosed, close_pair
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import GoalStatus, PairStatus
from mentoring_pages.models import Closure
from tests.factories import mentoring


def url_of(name, pair):
    return reverse(f"members:pair-{name}", args=[pair.code])


def typed(**changes):
    """An ending of today as the form posts it."""
    return {
        "reason": str(mentoring.ClosureReasonFactory().pk),
        "method": "letter",
        "ended_on": timezone.localdate().isoformat(),
        "goals_reached": "Forty families came.",
        **changes,
    }


def test_both_sides_see_who_they_are_and_how_to_reach_each_other(client, mentee, mentor, paired):
    staff = mentoring.ProgramMembershipFactory(program=paired.pair.mentor, role="staff").user
    client.force_login(mentee)

    response = client.get(url_of("detail", paired.pair))

    page = response.content.decode()
    assert [[person["email"] for person in side["people"]] for side in response.context["sides"]] == [
        [mentor.email],
        [mentee.email],
    ]
    assert f"mailto:{mentor.email}" in page
    assert staff.email not in page


@pytest.mark.parametrize("who", ["mentor", "mentee", "coordinator"])
def test_the_ending_is_recorded(client, persona, paired, who):
    """R87: with reason, how, day and what was reached."""
    client.force_login(persona(who))

    client.post(url_of("close", paired.pair), typed())

    paired.pair.refresh_from_db()
    closure = Closure.objects.get()
    assert (paired.pair.status, closure.method, closure.ended_on) == (
        PairStatus.COMPLETE,
        "letter",
        timezone.localdate(),
    )
    assert (closure.goals_reached, closure.recorded_by) == ("Forty families came.", persona(who))


def test_everyone_gets_the_ending_by_mail_once_and_without_what_was_written(
    client, mentee, mentor, paired, django_capture_on_commit_callbacks
):
    """R87: confirmed by letter."""
    client.force_login(mentee)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url_of("close", paired.pair), typed())

    assert sorted(address for message in mail.outbox for address in message.to) == [mentee.email, mentor.email]
    assert all("Forty families" not in message.body for message in mail.outbox)
    assert {message.subject for message in mail.outbox} == {
        "The work of Goldfinch Bridge After School and Lantern Creek Learning Club has ended"
    }


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"reason": ""}, "reason", "This field is required."),
        ({"reason": "999"}, "reason", "Select a valid choice. That choice is not one of the available choices."),
        (
            {"method": "carrier pigeon"},
            "method",
            "Select a valid choice. carrier pigeon is not one of the available choices.",
        ),
        ({"ended_on": "2999-01-01"}, "ended_on", "This day is still to come. Record the ending on that day or later."),
        (
            {"goals_reached": "x" * 2001},
            "goals_reached",
            "Ensure this value has at most 2000 characters (it has 2001).",
        ),
    ],
)
def test_a_refused_ending_says_why_and_keeps_what_was_typed(client, mentee, paired, changes, field, sentence):
    client.force_login(mentee)
    posted = typed() | changes

    response = client.post(url_of("close", paired.pair), posted)

    form = response.context["form"]
    assert (response.status_code, form.errors) == (422, {field: [sentence]})
    assert {name: form[name].value() for name in posted} == posted
    assert not Closure.objects.exists()


def test_an_ending_before_the_beginning_is_refused(client, mentee, paired):
    client.force_login(mentee)

    response = client.post(url_of("close", paired.pair), typed(ended_on="2001-01-01"))

    assert "so it can't end before." in response.context["form"].errors["ended_on"][0]


def test_goals_that_were_reached_are_there_to_begin_with(client, mentee, paired):
    plan = mentoring.ActionPlanFactory(pair=paired.pair)
    mentoring.GoalFactory(plan=plan, text="Forty families", status=GoalStatus.REACHED)
    mentoring.GoalFactory(plan=plan, text="Not this one")
    client.force_login(mentee)

    assert client.get(url_of("close", paired.pair)).context["form"]["goals_reached"].value() == "Forty families"


def test_a_second_ending_is_refused(client, mentor, mentee, paired):
    reason = mentoring.ClosureReasonFactory()
    ending = {"reason": reason, "method": "letter", "ended_on": timezone.localdate()}
    close_pair(paired.pair, by=mentor, **ending)

    with pytest.raises(AlreadyClosed):
        close_pair(paired.pair, by=mentee, **ending)
    client.force_login(mentee)
    assert client.post(url_of("close", paired.pair), typed()).status_code == 403
    assert Closure.objects.count() == 1


def test_staff_of_a_program_and_strangers_record_none(paired, outsider):
    staff = mentoring.ProgramMembershipFactory(program=paired.pair.mentor, role="staff").user
    ending = {"reason": mentoring.ClosureReasonFactory(), "method": "letter", "ended_on": timezone.localdate()}

    for person in (staff, outsider):
        with pytest.raises(NotAllowed):
            close_pair(paired.pair, by=person, **ending)


def test_the_recorded_ending_is_shown(client, mentee, paired):
    close_pair(
        paired.pair,
        by=mentee,
        reason=mentoring.ClosureReasonFactory(name="Goals met"),
        method="meeting",
        ended_on=timezone.localdate(),
        goals_reached="Forty families came.",
    )
    client.force_login(mentee)

    response = client.get(url_of("detail", paired.pair))

    facts = {str(fact["label"]): str(fact["value"]) for fact in response.context["closure_facts"]}
    assert (facts["Reason"], facts["Confirmed"]) == ("Goals met", "In a meeting with the coordinator")
    assert facts["What was reached"] == "Forty families came."
    assert response.context["close_url"] == ""
