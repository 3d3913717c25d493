"""A pair's page, and the ending by both sides or by a coordinator (R18, R87, T3)."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.endings import (
    AlreadyProposed,
    confirm_proposal,
    propose_ending,
    propose_extension,
    say_not_yet,
    take_back,
)
from mentoring_pages.actions.errors import Incomplete, WrongState
from mentoring_pages.actions.pairs import AlreadyClosed, close_pair
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import (
    ENDING_STEPS,
    ClosedBy,
    EndingParty,
    EndingState,
    EndingStep,
    GoalStatus,
    PairStatus,
    ProposalKind,
    ProposalStatus,
)
from mentoring_pages.members.kept_forms import TYPIST
from mentoring_pages.models import Closure, EndingProposal
from mentoring_pages.permissions import may_take_ending_step
from tests.factories import mentoring


def url_of(name, pair):
    return reverse(f"members:{name}", args=[pair.code])


def typed(**changes):
    """An ending of today as the form posts it."""
    return {
        "reason": str(mentoring.ClosureReasonFactory().pk),
        "method": "letter",
        "ended_on": timezone.localdate().isoformat(),
        "goals_reached": "Forty families came.",
        **changes,
    }


def proposed(paired, by=None, **changes):
    """The mentor proposes to end today."""
    values = {
        "reason": mentoring.ClosureReasonFactory(),
        "method": "meeting",
        "last_day": timezone.localdate(),
        "goals_reached": "Forty families came.",
        **changes,
    }
    return propose_ending(paired.pair, by=by or paired.mentor, **values)


def going_on(paired, days=30, by=None):
    """The mentor proposes to go on after the season."""
    day = paired.pair.cycle.ends_on + dt.timedelta(days=days)
    return propose_extension(paired.pair, by=by or paired.mentor, last_day=day)


def outbox():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def test_both_sides_see_who_they_are_and_how_to_reach_each_other(client, mentee, mentor, paired):
    staff = mentoring.ProgramMembershipFactory(program=paired.pair.mentor, role="staff").user
    client.force_login(mentee)

    response = client.get(url_of("pair-detail", paired.pair))

    page = response.content.decode()
    assert [[person["email"] for person in side["people"]] for side in response.context["sides"]] == [
        [mentor.email],
        [mentee.email],
    ]
    assert f"mailto:{mentor.email}" in page
    assert staff.email not in page


def test_one_side_proposes_and_the_other_confirms(client, mentor, mentee, paired, committed):
    """R18, R87, T3: with reason, how, day and what was reached; both get it by letter."""
    client.force_login(mentor)
    answer = committed(client.post, url_of("pair-close", paired.pair), typed(), follow=True)
    paired.pair.refresh_from_db()
    assert (paired.pair.status, outbox()) == (
        PairStatus.ACTIVE,
        [(mentee.email, "Goldfinch Bridge After School proposes to end your work together")],
    )
    assert "your pair ends when they confirm it" in answer.text
    mail.outbox.clear()
    client.force_login(mentee)
    page = client.get(url_of("ending-answer", paired.pair))
    committed(client.post, url_of("ending-answer", paired.pair), {"confirm": "1"})

    closure = Closure.objects.get()
    paired.pair.refresh_from_db()
    assert "Forty families came." in page.text
    assert (paired.pair.status, closure.method, closure.ended_on, closure.closed_by) == (
        PairStatus.COMPLETE,
        "letter",
        timezone.localdate(),
        ClosedBy.AGREED,
    )
    assert (closure.goals_reached, closure.recorded_by, closure.confirmed_by) == (
        "Forty families came.",
        mentor,
        mentee,
    )
    title = "The work of Goldfinch Bridge After School and Lantern Creek Learning Club has ended"
    assert outbox() == [(mentee.email, title), (mentor.email, title)]
    assert all("Forty families" not in message.body for message in mail.outbox)


def test_a_coordinator_records_the_ending_over_an_open_proposal(client, coordinator, paired):
    """R87: or a coordinator records it."""
    proposal = proposed(paired)
    client.force_login(coordinator)

    client.post(url_of("pair-close", paired.pair), typed())

    paired.pair.refresh_from_db()
    proposal.refresh_from_db()
    closure = Closure.objects.get()
    assert (paired.pair.status, closure.closed_by, closure.recorded_by, proposal.status) == (
        PairStatus.COMPLETE,
        ClosedBy.RECORDED,
        coordinator,
        ProposalStatus.OVERTAKEN,
    )


def test_not_yet_needs_a_sentence_which_the_other_side_reads(client, mentor, mentee, paired, committed):
    proposal = proposed(paired)
    client.force_login(mentee)
    empty = client.post(url_of("ending-answer", paired.pair), {"proposal": proposal.code, "answer": ""})
    mail.outbox.clear()

    committed(
        client.post, url_of("ending-answer", paired.pair), {"proposal": proposal.code, "answer": "Two goals are open."}
    )

    client.force_login(mentor)
    page = client.get(url_of("pair-detail", paired.pair)).text
    assert (empty.status_code, empty.context["form"].errors) == (
        422,
        {"answer": ["Write a sentence, so that they know why."]},
    )
    assert outbox() == [(mentor.email, "Lantern Creek Learning Club says: not yet")]
    assert "Two goals are open." not in mail.outbox[0].body
    assert "Two goals are open." in page
    assert (EndingProposal.objects.get().status, Closure.objects.count()) == (ProposalStatus.NOT_YET, 0)


def test_a_proposal_is_taken_back_and_cant_be_confirmed_then(client, mentor, mentee, paired, committed):
    proposal = proposed(paired)
    client.force_login(mentor)
    mail.outbox.clear()
    committed(client.post, url_of("ending-take-back", paired.pair))
    client.force_login(mentee)

    answer = client.post(url_of("ending-answer", paired.pair), {"confirm": "1", "proposal": proposal.code}, follow=True)

    assert outbox() == [(mentee.email, "Goldfinch Bridge After School took its proposal back")]
    assert "it was taken back or answered. Nothing has changed." in answer.text
    with pytest.raises(WrongState):
        confirm_proposal(proposal, by=mentee)
    paired.pair.refresh_from_db()
    assert paired.pair.status == PairStatus.ACTIVE


def test_another_proposal_than_the_one_that_was_read_is_not_confirmed(client, mentor, mentee, paired):
    read = proposed(paired)
    take_back(read, by=mentor)
    proposed(paired, goals_reached="Something else.")
    client.force_login(mentee)

    answer = client.post(url_of("ending-answer", paired.pair), {"confirm": "1", "proposal": read.code}, follow=True)

    assert "This proposal has changed meanwhile" in answer.text
    assert not Closure.objects.exists()


def test_both_agree_to_go_on_after_the_season(client, mentor, mentee, paired, committed):
    day = paired.pair.cycle.ends_on + dt.timedelta(days=40)
    client.force_login(mentor)
    committed(client.post, url_of("extension-propose", paired.pair), {"last_day": day.isoformat(), "note": "One visit"})
    asked = outbox()
    mail.outbox.clear()
    client.force_login(mentee)
    page = client.get(url_of("ending-answer", paired.pair)).text
    committed(client.post, url_of("ending-answer", paired.pair), {"confirm": "1"})

    paired.pair.refresh_from_db()
    assert "One visit" in page
    assert (paired.pair.last_day, paired.pair.status) == (day, PairStatus.ACTIVE)
    assert [to for to, _subject in asked] == [mentee.email]
    assert [to for to, _subject in outbox()] == [mentee.email, mentor.email]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "You have until"), (-400, "You have until"), (93, "In this season a pair can go on until")],
)
def test_an_extension_that_is_none_or_too_long_is_refused(client, mentor, paired, days, sentence):
    day = paired.pair.cycle.ends_on + dt.timedelta(days=days)
    client.force_login(mentor)

    response = client.post(url_of("extension-propose", paired.pair), {"last_day": day.isoformat()})

    assert sentence in response.context["form"].errors["last_day"][0]
    assert not EndingProposal.objects.exists()


def test_a_cycle_without_extensions_offers_none(client, mentor, paired):
    paired.pair.cycle.extension_days = 0
    paired.pair.cycle.save()
    client.force_login(mentor)

    page = client.get(url_of("pair-detail", paired.pair))

    assert page.context["ending"]["extend_url"] == ""
    with pytest.raises(Incomplete):
        going_on(paired)


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

    response = client.post(url_of("pair-close", paired.pair), posted)

    form = response.context["form"]
    assert (response.status_code, form.errors) == (422, {field: [sentence]})
    assert {name: form[name].value() for name in posted} == posted
    assert not EndingProposal.objects.exists()


def test_an_ending_before_the_beginning_is_refused(client, mentee, paired):
    client.force_login(mentee)

    response = client.post(url_of("pair-close", paired.pair), typed(ended_on="2001-01-01"))

    assert "so it can't end before." in response.context["form"].errors["ended_on"][0]
    with pytest.raises(Incomplete):
        proposed(paired, last_day=dt.date(2001, 1, 1))


def test_goals_that_were_reached_are_there_to_begin_with(client, mentee, paired):
    plan = mentoring.ActionPlanFactory(pair=paired.pair)
    mentoring.GoalFactory(plan=plan, text="Forty families", status=GoalStatus.REACHED)
    mentoring.GoalFactory(plan=plan, text="Not this one")
    client.force_login(mentee)

    form = client.get(url_of("pair-close", paired.pair)).context["form"]

    assert form["goals_reached"].value() == "Forty families"


def test_what_was_typed_survives_the_end_of_a_session(client, mentee, paired):
    client.force_login(mentee)
    typist = client.get(url_of("pair-close", paired.pair)).context["form"][TYPIST].value()
    client.logout()
    client.post(url_of("pair-close", paired.pair), {"goals_reached": "Ünïcode 🎈 words", TYPIST: typist})
    client.force_login(mentee)

    form = client.get(url_of("pair-close", paired.pair)).context["form"]

    assert form["goals_reached"].value() == "Ünïcode 🎈 words"


def test_a_double_post_makes_one_proposal_and_one_mail(mentor, mentee, paired, committed):
    reason = mentoring.ClosureReasonFactory()

    first = committed(proposed, paired, reason=reason)
    again = committed(proposed, paired, reason=reason)

    assert (again.pk, EndingProposal.objects.count(), len(mail.outbox)) == (first.pk, 1, 1)
    with pytest.raises(AlreadyProposed):
        proposed(paired, by=mentee, reason=reason)


def test_a_second_ending_is_refused(client, mentee, paired, coordinator):
    ending = {"reason": mentoring.ClosureReasonFactory(), "method": "letter", "ended_on": timezone.localdate()}
    proposal = proposed(paired)
    close_pair(paired.pair, by=coordinator, **ending)

    with pytest.raises(AlreadyClosed):
        close_pair(paired.pair, by=coordinator, **ending)
    for step in (lambda: confirm_proposal(proposal, by=mentee), lambda: going_on(paired, by=mentee)):
        with pytest.raises(AlreadyClosed):
            step()
    client.force_login(mentee)
    assert client.post(url_of("pair-close", paired.pair), typed()).status_code == 403
    assert client.get(url_of("pair-close", paired.pair)).url == url_of("farewell", paired.pair)
    assert Closure.objects.count() == 1


STATES = {
    EndingState.RUNNING: None,
    EndingState.END_PROPOSED: ProposalKind.END,
    EndingState.EXTENSION_PROPOSED: ProposalKind.EXTEND,
}


@pytest.mark.parametrize("state", EndingState)
def test_each_step_is_taken_by_whom_the_table_says(persona, paired, state):
    """T3: one table of state, step and person, walked in full. The mentor proposed."""
    people = {name: persona(name) for name in ("mentor", "mentee", "coordinator", "outsider", "former_member")}
    people["staff"] = mentoring.ProgramMembershipFactory(program=paired.pair.mentor, role="staff").user
    proposal = None
    if state in STATES and STATES[state]:
        proposal = proposed(paired) if STATES[state] == ProposalKind.END else going_on(paired)
    elif state not in STATES:
        paired.pair.status, paired.pair.was_unsuited = PairStatus.COMPLETE, state == EndingState.ENDED_UNSUITED
    parties = {
        "mentor": {EndingParty.DIRECTOR, EndingParty.MENTOR} | ({EndingParty.PROPOSER} if proposal else set()),
        "mentee": {EndingParty.DIRECTOR, EndingParty.MENTEE} | ({EndingParty.ANSWERER} if proposal else set()),
        "coordinator": {EndingParty.COORDINATOR},
    }

    for name, user in people.items():
        allowed = {step for step in EndingStep if may_take_ending_step(user, step, paired.pair, proposal)}
        assert allowed == {
            step
            for step, rule in ENDING_STEPS.items()
            if state in rule.states and parties.get(name, set()) & set(rule.parties)
        }, name


def test_who_directs_both_programs_and_coordinators_of_the_pair_end_nothing_alone(mentor, paired, coordinator):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=mentor)
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator)
    proposal = proposed(paired)

    with pytest.raises(NotAllowed):
        confirm_proposal(proposal, by=mentor)
    with pytest.raises(NotAllowed):
        close_pair(
            paired.pair,
            by=coordinator,
            reason=mentoring.ClosureReasonFactory(),
            method="letter",
            ended_on=timezone.localdate(),
        )


def test_staff_of_a_program_and_strangers_propose_and_answer_nothing(paired, outsider):
    staff = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user
    for person in (staff, outsider):
        with pytest.raises(NotAllowed):
            proposed(paired, by=person)
    proposal = proposed(paired)
    for person in (staff, outsider):
        for step in (
            lambda person=person: confirm_proposal(proposal, by=person),
            lambda person=person: say_not_yet(proposal, by=person, answer="No"),
            lambda person=person: take_back(proposal, by=person),
        ):
            with pytest.raises(NotAllowed):
                step()


def test_the_recorded_ending_is_shown(client, mentee, mentor, paired):
    proposal = proposed(paired, reason=mentoring.ClosureReasonFactory(name="Goals met"))
    confirm_proposal(proposal, by=mentee)
    client.force_login(mentee)

    response = client.get(url_of("pair-detail", paired.pair))

    facts = {str(fact["label"]): str(fact["value"]) for fact in response.context["closure_facts"]}
    assert (facts["Reason"], facts["Confirmed"]) == ("Goals met", "In a meeting with the coordinator")
    assert facts["What was reached"] == "Forty families came."
    assert response.context["ending"]["is_over"]


@pytest.mark.parametrize("way", ["agreed", "recorded"])
def test_not_a_fit_is_remembered_by_whichever_way_the_pair_ends(paired, mentee, coordinator, way):
    """One notion of "did not fit": board and suggestions read the flag, which every way to the ending sets."""
    reason = mentoring.ClosureReasonFactory(name="We differ", slug="we-differ", is_not_a_fit=True)
    if way == "agreed":
        confirm_proposal(proposed(paired, reason=reason), by=mentee)
    else:
        close_pair(paired.pair, by=coordinator, reason=reason, method="letter", ended_on=timezone.localdate())

    paired.pair.refresh_from_db()
    assert paired.pair.was_unsuited


def test_the_place_of_the_mentor_is_free_after_the_end(paired, mentee):
    """R33: a mentor that was full takes requests again."""
    page = mentoring.mentor_profile(paired.pair.mentor)
    was_full = not page.takes_requests
    confirm_proposal(proposed(paired), by=mentee)

    page = type(page).objects.get(pk=page.pk)
    assert (was_full, page.takes_requests) == (True, True)
    assert type(page).objects.available().filter(pk=page.pk).exists()
