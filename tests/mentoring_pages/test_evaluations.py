"""Evaluations in the members area: once a person and moment, read by their author and coordinators (R19, R34)."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from mentoring_pages.actions.evaluations import (
    AlreadyAnswered,
    Answer,
    NotOpen,
    ask_for_evaluations,
    reminders_token,
    set_reminders,
    submit_evaluation,
)
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import EvaluationMoment, PairStatus, QuestionAudience, QuestionKind, Side
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
        "text": make(name="What was useful?", moment=FIRST, answer_kind=QuestionKind.TEXT),
        "mentors": make(name="I could pass on", moment=FIRST, asked_of=QuestionAudience.MENTOR),
        "retired": make(name="No longer asked", moment=FIRST, is_active=False),
    }


def url_of(name, pair, moment=None):
    """Of the list, of a moment's form, or of what was sent at a moment."""
    if moment is None:
        return reverse(f"members:evaluation-{name}", args=[pair.code])
    if name == "detail":
        return reverse("members:evaluation-detail", args=[pair.code, Evaluation.objects.get(moment=moment).code])
    return reverse("members:evaluation-create", args=[pair.code, f"{line_of(pair, moment).pk}-1"])


def line_of(pair, moment):
    return mentoring.scheduled_evaluation(pair.cycle, moment)


def test_each_side_is_asked_its_own_questions(client, paired, questions):
    asked = {}
    for side, person in (("mentor", paired.mentor), ("mentee", paired.mentee)):
        client.force_login(person)
        form = client.get(url_of("create", paired.pair, FIRST)).context["form"]
        asked[side] = [field.label for field in form.visible_fields()]

    assert asked["mentor"] == ["We fit together", "What was useful?", "I could pass on"]
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
        submit_evaluation(
            paired.pair,
            by=mentee,
            scheduled=line_of(paired.pair, FIRST),
            answers=[Answer(questions["scale"], score=1)],
        )


def test_the_list_says_what_waits_and_when_the_rest_opens(client, mentee, paired, questions):
    client.force_login(mentee)

    rows = client.get(url_of("list", paired.pair)).context["rows"]

    assert [(row["title"], row["label"], row["note"], bool(row["url"])) for row in rows] == [
        ("After the first meeting", "Waiting for you", "Takes a minute or two", True),
        ("Midpoint", "To come", "Opens on Sat 30 Jan 2027", False),
    ]


@pytest.mark.parametrize("moment", [MIDPOINT, CLOSING])
def test_an_evaluation_that_is_not_open_is_refused(client, mentee, paired, questions, moment):
    client.force_login(mentee)

    mentoring.EvaluationQuestionFactory(moment=moment)

    assert client.get(url_of("create", paired.pair, moment)).url == url_of("list", paired.pair)
    with pytest.raises(NotOpen):
        submit_evaluation(paired.pair, by=mentee, scheduled=line_of(paired.pair, moment), answers=[])


@pytest.mark.parametrize("key", ["never", "first-meeting", "x" * 300, "0-1", "1-99"])
def test_a_key_that_does_not_exist_is_not_found(client, mentee, paired, questions, key):
    client.force_login(mentee)
    unknown = "11111111-2222-4333-8444-555555555555"

    for name, value in (("create", key), ("detail", unknown)):
        url = reverse(f"members:evaluation-{name}", args=[paired.pair.code, value])
        assert client.get(url).status_code == 404


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
            submit_evaluation(paired.pair, by=person, scheduled=line_of(paired.pair, FIRST), answers=[])


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


def test_questions_of_every_kind_and_their_sections(client, mentee, paired):
    """R34: one of several, any of several, a scale, words; below the names of their sections."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True)
    make = mentoring.EvaluationQuestionFactory
    one = make(
        moment=FIRST, section="The visit", answer_kind=QuestionKind.ONE, options="Good\nBad\nGood\n", sort_order=1
    )
    many = make(
        moment=FIRST, section="The visit", answer_kind=QuestionKind.SEVERAL, options="Staff\nGrants", sort_order=2
    )
    words = make(moment=FIRST, section="Anything else", answer_kind=QuestionKind.TEXT, sort_order=3)
    client.force_login(mentee)
    url = url_of("create", paired.pair, FIRST)

    page = client.get(url)
    client.post(
        url, {f"question-{one.pk}": "Good", f"question-{many.pk}": ["Grants", "Staff"], f"question-{words.pk}": ""}
    )

    assert [one["legend"] for one in page.context["fieldsets"]] == ["The visit", "Anything else"]
    assert [choice for choice, _label in page.context["form"].fields[f"question-{one.pk}"].choices] == ["Good", "Bad"]
    assert [answer.chosen for answer in Evaluation.objects.get().answers.all()] == [["Good"], ["Grants", "Staff"]]


def test_what_was_typed_survives_the_end_of_a_session(client, mentee, paired, questions):
    url = url_of("create", paired.pair, FIRST)
    name = f"question-{questions['text'].pk}"
    client.force_login(mentee)
    typist = client.get(url).context["form"]["typist"].value()
    client.logout()
    client.post(url, {name: "Sentence of 20 words 🎈 شكرا", "typist": typist})
    client.force_login(mentee)

    assert client.get(url).context["form"][name].value() == "Sentence of 20 words 🎈 شكرا"


def test_answers_outlive_the_line_of_the_schedule(client, mentee, paired, questions):
    """What staff remove from the schedule is not asked any more, and what was answered is still there to read."""
    client.force_login(mentee)
    client.post(url_of("create", paired.pair, FIRST), {f"question-{questions['scale'].pk}": "4"})
    line_of(paired.pair, FIRST).delete()

    rows = client.get(url_of("list", paired.pair)).context["rows"]

    assert ("After the first meeting", "Sent", True) in [(row["title"], row["label"], bool(row["url"])) for row in rows]


def test_a_coordinator_of_the_pair_reads_nothing_of_the_other_side(coordinator, paired):
    """R34: nobody of the pair learns what the other side says, whatever else they are."""
    sent = mentoring.EvaluationFactory(pair=paired.pair, author=paired.mentee)
    before = list(Evaluation.objects.readable_by(coordinator))
    mentoring.ProgramMembershipFactory(program=paired.pair.mentor, user=coordinator)

    assert (before, list(Evaluation.objects.readable_by(coordinator))) == ([sent], [])


def at(text):
    return dt.datetime.fromisoformat(f"{text} 07:00:00-06:00")


@pytest.fixture
def open_now(paired):
    """Both sides met on 10 November and are asked for two weeks more than it takes to remind them."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True, happened_on=dt.date(2026, 11, 10))
    question = mentoring.EvaluationQuestionFactory(moment=FIRST)
    line = line_of(paired.pair, FIRST)
    line.open_days = 60
    line.save()
    return question


def mails_of(days):
    """{day: how many mails the job writes on it}, days without any left out."""
    found = {}
    for number in range(days):
        day = dt.date(2026, 11, 10) + dt.timedelta(days=number)
        count = ask_for_evaluations(at(day.isoformat())) + ask_for_evaluations(at(day.isoformat()))
        if count:
            found[day.isoformat()] = count
    return found


def test_both_sides_are_asked_once_and_reminded_twice_at_most(paired, open_now):
    """R69: reminders that stop."""
    assert mails_of(60) == {"2026-11-10": 2, "2026-11-17": 2, "2026-11-24": 2}


def test_reminders_stop_when_it_is_answered_or_not_wanted(paired, open_now):
    ask_for_evaluations(at("2026-11-10"))
    set_reminders(paired.mentor, wants=False)
    with time_machine.travel(at("2026-11-12"), tick=False):
        submit_evaluation(
            paired.pair,
            by=paired.mentee,
            scheduled=line_of(paired.pair, FIRST),
            answers=[Answer(open_now, score=5)],
        )

    assert mails_of(60) == {}


def test_reminders_stop_when_it_closes(paired, open_now):
    type(line_of(paired.pair, FIRST)).objects.update(open_days=10)

    assert mails_of(60) == {"2026-11-10": 2, "2026-11-17": 2}


def test_nobody_is_asked_about_what_opened_long_ago(paired, open_now):
    """A site that begins with this writes nobody about last month."""
    assert ask_for_evaluations(at("2026-12-01")) == 0


def test_the_address_in_a_reminder_ends_them_without_signing_in(client, paired, open_now):
    ask_for_evaluations(at("2026-11-10"))
    url = reverse("members:evaluation-quiet", args=[reminders_token(paired.mentee)])

    asked = client.get(url)
    client.post(url)

    assert "Do not remind me" in asked.text
    assert paired.mentee.email not in asked.text
    assert mails_of(60) == {"2026-11-17": 1, "2026-11-24": 1}
    assert client.get(reverse("members:evaluation-quiet", args=["1:forged"])).status_code == 404


def test_reminders_are_turned_off_and_on_in_the_members_area(client, mentee, paired, open_now):
    client.force_login(mentee)
    url, back = reverse("members:evaluation-reminders"), url_of("list", paired.pair)

    off = client.post(url, {"wants": "no", "back": back})
    quiet = client.get(back).context["is_quiet"]
    client.post(url, {"wants": "yes", "back": "https://elsewhere.example.org/"})

    assert (off.url, quiet, client.get(back).context["is_quiet"]) == (back, True, False)
