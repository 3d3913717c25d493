"""Results of evaluations: counts that tell nobody's answer, and the review of a cycle (R19, R34, R72, R110)."""

import csv
import datetime as dt
import io
import random

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from mentoring_pages.enums import EvaluationMoment, QuestionKind, Side
from mentoring_pages.evaluation_results import comparison, repeated_questions, results_of
from mentoring_pages.models import CycleReview, Evaluation, EvaluationAnswer, Questionnaire
from mentoring_pages.wagtail_hooks import new_cycles_begin_with_a_schedule
from tests.factories import mentoring
from tests.queries import count_queries

CLOSING, MIDPOINT = EvaluationMoment.CLOSING, EvaluationMoment.MIDPOINT


@pytest.fixture
def cycle(db):
    return mentoring.MentoringCycleFactory()


@pytest.fixture
def question(cycle):
    return mentoring.EvaluationQuestionFactory(name="I learned", moment=CLOSING)


def send(cycle, question, side, *, moment=CLOSING, number=1, **answer):
    """One more person answers; each of a pair of its own."""
    pair = mentoring.MentoringPairFactory(cycle=cycle)
    evaluation = mentoring.EvaluationFactory(
        pair=pair, side=side, moment=moment, scheduled=mentoring.scheduled_evaluation(cycle, moment), number=number
    )
    return EvaluationAnswer.objects.create(
        evaluation=evaluation, question=question, question_text=question.name, **answer
    )


def send_many(cycle, question, side, scores, **where):
    for score in scores:
        send(cycle, question, side, score=score, **where)


def test_a_group_is_counted_once_five_answers_stand_together(cycle, question):
    """R34: small groups are not shown, and "both" adds up only what is shown."""
    send_many(cycle, question, Side.MENTOR, [5, 5, 4, 4, 1])
    send_many(cycle, question, Side.MENTEE, [2, 2, 2, 2])

    (moment,) = results_of(cycle, 5)

    (one,) = moment.questions
    assert (moment.title, moment.sent, one.is_shown, one.counted, one.mean) == ("Closing", 9, True, 5, 3.8)
    assert one.rows == [
        ("5 of 5", 2, None, 2),
        ("4 of 5", 2, None, 2),
        ("3 of 5", 0, None, 0),
        ("2 of 5", 0, None, 0),
        ("1 of 5", 1, None, 1),
    ]


def test_the_sixth_answer_is_not_found_by_looking_again(cycle, question):
    """R34: results grow in steps of five, so no difference of two looks is one answer."""
    send_many(cycle, question, Side.MENTOR, [5] * 5)
    before = results_of(cycle, 5)[0].questions
    send_many(cycle, question, Side.MENTOR, [1])
    after_one = results_of(cycle, 5)[0].questions
    send_many(cycle, question, Side.MENTOR, [1, 1, 1, 1])
    after_five = results_of(cycle, 5)[0].questions

    assert before == after_one
    assert after_five[0].counted == 10


@pytest.mark.parametrize("seed", range(3))
def test_no_two_looks_differ_by_fewer_answers_than_the_setting(cycle, question, seed):
    """R34, by chance: whoever answers when, what changes for a side changes by whole groups."""
    chance, seen = random.Random(seed), {Side.MENTOR: 0, Side.MENTEE: 0}
    for _answer in range(25):
        send(cycle, question, chance.choice(list(Side)), score=chance.randint(1, 5))
        (moment,) = results_of(cycle, 5)
        for side in Side:
            grown = moment.questions[0].sides[side].count - seen[side]
            assert grown in (0, 5)
            seen[side] += grown


def test_a_question_that_few_answered_is_hidden_beside_one_that_many_did(cycle, question):
    other = mentoring.EvaluationQuestionFactory(name="Our grant", moment=CLOSING)
    send_many(cycle, question, Side.MENTEE, [4] * 5)
    evaluations = list(Evaluation.objects.all())
    for evaluation in evaluations[:4]:
        EvaluationAnswer.objects.create(evaluation=evaluation, question=other, question_text=other.name, score=1)

    shown = {one.text: one.is_shown for one in results_of(cycle, 5)[0].questions}

    assert shown == {"I learned": True, "Our grant": False}


def test_choices_are_counted_and_words_stand_in_the_order_of_the_alphabet(cycle):
    many = mentoring.EvaluationQuestionFactory(
        name="Worked on", moment=CLOSING, answer_kind=QuestionKind.SEVERAL, options="Staff\nGrants", sort_order=1
    )
    words = mentoring.EvaluationQuestionFactory(
        name="Differently", moment=CLOSING, answer_kind=QuestionKind.TEXT, sort_order=2
    )
    for number, text in enumerate(["delta", "Alpha", "charlie", "Bravo", "echo", "zulu"]):
        answer = send(cycle, many, Side.MENTOR, chosen=["Grants"] if number % 2 else ["Staff", "Grants"])
        EvaluationAnswer.objects.create(
            evaluation=answer.evaluation, question=words, question_text=words.name, text=text
        )

    first, second = results_of(cycle, 5)[0].questions

    assert first.rows == [("Staff", 3, None, 3), ("Grants", 5, None, 5)]
    assert second.texts == ["Alpha", "Bravo", "charlie", "delta", "echo"]


def test_times_are_compared_by_side(cycle, question):
    """R110: the same question at two times, and all scores of a time."""
    send_many(cycle, question, Side.MENTEE, [2] * 5, moment=MIDPOINT)
    send_many(cycle, question, Side.MENTEE, [4] * 5)
    send_many(cycle, question, Side.MENTOR, [5] * 3)

    found = results_of(cycle, 5)

    assert comparison(found) == [
        ("Midpoint", {Side.MENTOR: (None, 0), Side.MENTEE: (2.0, 5)}),
        ("Closing", {Side.MENTOR: (None, 0), Side.MENTEE: (4.0, 5)}),
    ]
    assert repeated_questions(found) == [("I learned", [("Midpoint", 2.0), ("Closing", 4.0)])]


def test_the_results_page_draws_what_stands_in_the_table(client, coordinator, cycle, question):
    send_many(cycle, question, Side.MENTOR, [5, 5, 4, 4, 1])
    client.force_login(coordinator)

    page = client.get(reverse("mentoring_results:results", args=[cycle.pk]))

    assert page.status_code == 200
    assert 'role="img" aria-label="Bars of the numbers in the table: I learned"' in page.text
    assert "too few" in page.text
    assert 'style="' not in page.text.split('class="p-results-moment"')[1].split("</section>")[0]


def test_the_export_holds_counts_and_no_live_formula(client, coordinator, cycle):
    evil = mentoring.EvaluationQuestionFactory(
        name="=1+1", moment=CLOSING, answer_kind=QuestionKind.ONE, options="@SUM(A1)\n-2"
    )
    for _number in range(5):
        send(cycle, evil, Side.MENTEE, chosen=["@SUM(A1)"])
    client.force_login(coordinator)

    answer = client.get(reverse("mentoring_results:export", args=[cycle.pk]))

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1:] == [
        ["Closing", "'=1+1", "'@SUM(A1)", "too few", "5", "5"],
        ["Closing", "'=1+1", "'-2", "too few", "0", "0"],
    ]


def test_a_cycle_is_reviewed_on_one_page(client, coordinator, cycle):
    """R72: outcomes, and what staff learned."""
    mentoring.ContactFactory(pair=mentoring.MentoringPairFactory(cycle=cycle), minutes=60)
    mentoring.ClosureFactory(pair__cycle=cycle, reason__name="Goals met")
    client.force_login(coordinator)
    url = reverse("mentoring_results:review", args=[cycle.pk])

    client.post(url, {"lessons": "Ask for the real need first.", "changes": "One call more."})

    page = client.get(url)
    outcomes = {str(title): {str(label): number for label, number in rows} for title, rows in page.context["outcomes"]}
    kept = CycleReview.objects.get()
    assert (kept.lessons, kept.changes, kept.updated_by) == (
        "Ask for the real need first.",
        "One call more.",
        coordinator,
    )
    assert outcomes["Pairs"] == {"in all": 2, "Active": 1, "On hold": 0, "Complete": 1, "go on after the season": 0}
    assert outcomes["How they ended"] == {"Goals met": 1, "Recorded by one person": 1}
    assert outcomes["Contacts"] == {"made": 1, "in person": 0, "a pair, on average": 0.5, "hours": 1}
    assert "Ask for the real need first." in page.text


def test_results_and_reviews_are_the_coordinators(client, persona, cycle):
    urls = [reverse("mentoring_results:cycles")] + [
        reverse(f"mentoring_results:{name}", args=[cycle.pk]) for name in ("results", "export", "review")
    ]
    found = {}
    for who in ("mentor", "outsider", "editor", "coordinator", "superuser"):
        client.force_login(persona(who))
        found[who] = {client.get(url).status_code for url in urls}

    assert found == {"mentor": {302}, "outsider": {302}, "editor": {403}, "coordinator": {200}, "superuser": {200}}
    assert client.get(reverse("mentoring_results:results", args=[999_999])).status_code == 404


def test_results_cost_the_same_for_few_and_for_many(client, coordinator, cycle, question):
    client.force_login(coordinator)
    url = reverse("mentoring_results:results", args=[cycle.pk])
    send_many(cycle, question, Side.MENTOR, [5] * 3)
    few = count_queries(lambda: client.get(url))
    send_many(cycle, question, Side.MENTOR, [5] * 30)

    assert count_queries(lambda: client.get(url)) == few


def test_staff_write_a_questionnaire_and_a_new_cycle_begins_with_the_schedule_before(client, superuser, cycle):
    """R34, R69: questions of each kind in the CMS; the schedule as rows of the cycle."""
    client.force_login(superuser)
    mentoring.scheduled_evaluation(cycle, MIDPOINT)
    blank = {"description": "", "section": "", "asked_of": "both", "options": "", "is_active": "on"}
    question = {**blank, "name": "How are you in touch?", "answer_kind": "one", "options": "Often\nSeldom"}
    typed = {"name": "How it goes", "intro": "", "is_active": "on", "questions": inline_formset([question])}

    made = client.post(reverse(Questionnaire.snippet_viewset.get_url_name("add")), nested_form_data(typed))
    typed["questions"] = inline_formset([{**question, "options": "Often"}])
    refused = client.post(reverse(Questionnaire.snippet_viewset.get_url_name("add")), nested_form_data(typed))
    later = mentoring.MentoringCycleFactory(name="Next season", starts_on=dt.date(2030, 9, 1))
    new_cycles_begin_with_a_schedule(None, later)

    assert (made.status_code, refused.status_code) == (302, 200)
    assert Questionnaire.objects.get(name="How it goes").questions.get().option_list == ["Often", "Seldom"]
    assert [row.moment for row in later.scheduled_evaluations.all()] == [MIDPOINT]
