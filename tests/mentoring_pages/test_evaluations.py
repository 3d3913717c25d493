"""Evaluations in the members area: once a person and moment, read by their author and coordinators (R19, R34)."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from mentoring_pages.actions.evaluations import AlreadyAnswered, Answer, submit_evaluation
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import AnswerKind, EvaluationMoment, PairStatus, QuestionAudience, Side
from mentoring_pages.models import Closure, Evaluation
from tests.factories import mentoring
from tests.queries import count_queries

FIRST, MIDPOINT, CLOSING = EvaluationMoment.FIRST_MEETING, EvaluationMoment.MIDPOINT, EvaluationMoment.CLOSING


@pytest.fixture(autouse=True)
def _november():
    """All of these happen on one day, before any factory asks for the season."""
    with time_machine.travel(dt.datetime.fromisoformat("2026-11-18 12:00:00-06:00"), tick=False):
        yield


@pytest.fixture
def questions(paired):
    """A scale for both, a text for both, one for mentors alone, all after the first meeting; and one to come."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True)
    make = mentoring.EvaluationQuestionFactory
    make(name="For the midpoint", moment=MIDPOINT)
    return {
        "scale": make(name="We fit together", moment=FIRST),
        "text": make(name="What was useful?", moment=FIRST, answer_kind=AnswerKind.TEXT),
        "mentors": make(name="I could pass on", moment=FIRST, asked_of=QuestionAudience.MENTOR),
        "retired": make(name="No longer asked", moment=FIRST, is_active=False),
    }


def url_of(name, pair, *moment):
    return reverse(f"members:evaluation-{name}", args=[pair.code, *moment])


def test_each_side_is_asked_its_own_questions(client, paired, questions):
    asked = {}
    for side, person in (("mentor", paired.mentor), ("mentee", paired.mentee)):
        client.force_login(person)
        form = client.get(url_of("create", paired.pair, FIRST)).context["form"]
        asked[side] = [field.label for field in form]

    assert asked["mentor"] == ["I could pass on", "We fit together", "What was useful?"]
    assert asked["mentee"] == ["We fit together", "What was useful?"]


def test_answers_are_kept_with_the_questions_as_asked(client, mentee, paired, questions):
    client.force_login(mentee)

    response = client.post(
        url_of("create", paired.pair, FIRST),
        {f"question-{questions['scale'].pk}": "4", f"question-{questions['text'].pk}": "The tour", "side": "mentor"},
        follow=True,
    )
    questions["scale"].name = "Asked differently"
    questions["scale"].save()

    evaluation = Evaluation.objects.get()
    assert (evaluation.author, evaluation.side, evaluation.moment) == (mentee, Side.MENTEE, FIRST)
    assert list(evaluation.answers.values_list("question_text", "score", "text")) == [
        ("We fit together", 4, ""),
        ("What was useful?", None, "The tour"),
    ]
    page = response.content.decode()
    assert "Thank you" in page
    assert "4 of 5" in page
    assert "The tour" in page


def test_an_answer_may_be_left_out(client, mentee, paired, questions):
    client.force_login(mentee)

    client.post(url_of("create", paired.pair, FIRST), {f"question-{questions['scale'].pk}": "1"})

    assert list(Evaluation.objects.get().answers.values_list("score", flat=True)) == [1]


@pytest.mark.parametrize(
    ("scale", "text", "sentence"),
    [
        ("", "", "Answer at least one question, then send."),
        ("6", "Kept", "Select a valid choice. 6 is not one of the available choices."),
        ("0", "Kept", "Select a valid choice. 0 is not one of the available choices."),
        ("five", "Kept", "Select a valid choice. five is not one of the available choices."),
        ("3", "x" * 4001, "Ensure this value has at most 4000 characters (it has 4001)."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, mentee, paired, questions, scale, text, sentence):
    client.force_login(mentee)
    names = [f"question-{questions[key].pk}" for key in ("scale", "text")]

    response = client.post(url_of("create", paired.pair, FIRST), dict(zip(names, (scale, text), strict=True)))

    form = response.context["form"]
    assert response.status_code == 422
    assert [sentence] in list(form.errors.values())
    assert form[names[1]].value() == text
    assert not Evaluation.objects.exists()


def test_it_is_sent_once(client, mentee, paired, questions):
    client.force_login(mentee)
    url = url_of("create", paired.pair, FIRST)
    client.post(url, {f"question-{questions['scale'].pk}": "4"})

    again = client.post(url, {f"question-{questions['scale'].pk}": "1"})
    shown = client.get(url)

    assert (again.url, shown.url) == (url_of("detail", paired.pair, FIRST),) * 2
    assert list(Evaluation.objects.get().answers.values_list("score", flat=True)) == [4]
    with pytest.raises(AlreadyAnswered):
        submit_evaluation(paired.pair, by=mentee, moment=FIRST, answers=[Answer(questions["scale"], score=1)])


def test_the_list_says_what_waits_and_when_the_rest_opens(client, mentee, paired, questions):
    client.force_login(mentee)

    rows = client.get(url_of("list", paired.pair)).context["rows"]

    assert [(row["title"], row["label"], row["note"], bool(row["url"])) for row in rows] == [
        ("After the first meeting", "Waiting for you", "Takes about five minutes", True),
        ("Midpoint", "To come", "Opens on Sat 30 Jan 2027", False),
    ]


@pytest.mark.parametrize("moment", [MIDPOINT, CLOSING])
def test_an_evaluation_that_is_not_open_is_refused(client, mentee, paired, questions, moment):
    client.force_login(mentee)

    assert client.get(url_of("create", paired.pair, moment)).status_code == 403


@pytest.mark.parametrize("name", ["create", "detail"])
@pytest.mark.parametrize("moment", ["never", "first-meeting", "x" * 300])
def test_a_moment_that_does_not_exist_is_not_found(client, mentee, paired, questions, name, moment):
    client.force_login(mentee)

    assert client.get(url_of(name, paired.pair, moment)).status_code == 404


def test_the_other_side_does_not_read_it(client, mentor, mentee, paired):
    mentoring.EvaluationFactory(pair=paired.pair, author=mentee, moment=FIRST)
    client.force_login(mentor)

    assert client.get(url_of("detail", paired.pair, FIRST)).status_code == 404


def test_the_last_one_is_open_after_the_end(client, mentee, paired, questions):
    mentoring.EvaluationQuestionFactory(name="Looking back", moment=CLOSING)
    reason = mentoring.ClosureReasonFactory()
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    Closure.objects.create(pair=paired.pair, reason=reason, method="letter", ended_on=dt.date(2026, 11, 1))
    client.force_login(mentee)

    labels = {row["title"]: row["label"] for row in client.get(url_of("list", paired.pair)).context["rows"]}

    assert labels == {
        "After the first meeting": "Waiting for you",
        "Midpoint": "Not needed",
        "Closing": "Waiting for you",
    }


def test_outsiders_are_refused_by_the_action(outsider, coordinator, paired, questions):
    for person in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            submit_evaluation(paired.pair, by=person, moment=FIRST, answers=[])


def test_pages_cost_the_same_for_1_and_3_and_30_questions(client, mentee, paired):
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True)
    client.force_login(mentee)
    costs = []
    for more in (1, 2, 27):
        for _turn in range(more):
            mentoring.EvaluationQuestionFactory(moment=FIRST)
        costs.append(
            [
                count_queries(lambda url=url: client.get(url))
                for url in (url_of("list", paired.pair), url_of("create", paired.pair, FIRST))
            ]
        )

    assert costs == [costs[0]] * 3
