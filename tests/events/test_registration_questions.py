"""What the form asks besides: questions of one gathering, the program, and an address that looks mistyped. R21."""

import pytest
from bs4 import BeautifulSoup

from events.enums import AttendanceWay, QuestionKind
from events.guests.mistyped import better_address
from events.guests.questions import answers_in_words
from events.models import GatheringQuestion, Registration
from tests.events.registering import VALUES, errors, set_rules, url_of
from tests.factories.events import gathering
from tests.factories.mentoring import mentor_profile
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def ask(page, label="What would you like to see?", kind=QuestionKind.SHORT_TEXT, **values):
    """A question of the gathering's own; returns the name of its field."""
    question = GatheringQuestion.objects.create(gathering=page, label=label, kind=kind, **values)
    return f"question_{question.pk}"


def answers():
    return list(Registration.objects.get().answers.values())


# Questions


@pytest.mark.parametrize(
    ("kind", "choices", "typed", "stored", "in_words"),
    [
        (QuestionKind.SHORT_TEXT, "", "The garden", "The garden", "The garden"),
        (QuestionKind.LONG_TEXT, "", "One\nTwo", "One\nTwo", "One\nTwo"),
        (QuestionKind.ONE_OF, "Red\nBlue", "Blue", "Blue", "Blue"),
        (QuestionKind.SOME_OF, "Red\nBlue\nGreen", ["Red", "Green"], ["Red", "Green"], "Red, Green"),
        (QuestionKind.YES_NO, "", "yes", "yes", "Yes"),
        # Nobody wrote any choices: a line to write on, rather than a question that nobody can answer.
        (QuestionKind.ONE_OF, " \n", "Blue", "Blue", "Blue"),
    ],
)
def test_each_kind_of_question_is_asked_and_stored(client, calendar, kind, choices, typed, stored, in_words):
    page = gathering(calendar)
    name = ask(page, "Which?", kind, choices=choices, is_required=True)

    refused = client.post(f"{page.url}register/", VALUES)
    client.post(f"{page.url}register/", VALUES | {name: typed})

    registration = Registration.objects.get()
    assert "Which?" in errors(refused)
    assert registration.answers == {name.removeprefix("question_"): stored}
    assert answers_in_words(registration, page.questions.all()) == [("Which?", in_words)]


def test_question_that_need_not_be_answered_is_left_out(client, calendar):
    page = gathering(calendar)
    ask(page, "Which?", QuestionKind.SOME_OF, choices="Red\nBlue")

    client.post(f"{page.url}register/", VALUES)

    registration = Registration.objects.get()
    assert registration.answers == {}
    assert answers_in_words(registration, page.questions.all()) == [("Which?", "")]


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (QuestionKind.ONE_OF, "Purple", "not one of the available choices"),
        (QuestionKind.SOME_OF, ["Red", "Purple"], "not one of the available choices"),
        (QuestionKind.YES_NO, "perhaps", "not one of the available choices"),
        (QuestionKind.SHORT_TEXT, "x" * 201, "at most 200 characters"),
        (QuestionKind.LONG_TEXT, "x" * 2_001, "at most 2000 characters"),
    ],
)
def test_answer_that_is_none_is_refused_and_nothing_is_lost(client, calendar, kind, typed, words):
    page = gathering(calendar)
    name = ask(page, "Which?", kind, choices="Red\nBlue")

    answer = client.post(f"{page.url}register/", VALUES | {name: typed})

    assert words in errors(answer)
    assert "Sparrow Hill" in answer.content.decode()
    assert Registration.objects.count() == 0


def test_guest_changes_an_answer_and_keeps_those_to_deleted_questions(client, calendar):
    page = gathering(calendar)
    kept, gone = ask(page, "Kept?"), ask(page, "Gone?", is_required=True)
    client.post(f"{page.url}register/", VALUES | {kept: "Before", gone: "Stays"})
    registration = Registration.objects.get()
    GatheringQuestion.objects.filter(label="Gone?").delete()

    form = BeautifulSoup(client.get(url_of(registration)).content, "html.parser")
    changed = client.post(url_of(registration), {"name": "Ada Guest", kept: "After"})

    registration.refresh_from_db()
    assert form.select_one(f"[name={kept}]")["value"] == "Before"
    assert changed.status_code == 302
    assert sorted(registration.answers.values()) == ["After", "Stays"]
    assert answers_in_words(registration, page.questions.all()) == [("Kept?", "After")]


def test_question_of_another_gathering_is_not_taken(client, calendar):
    page, other = gathering(calendar), gathering(calendar, "Other")
    foreign = ask(other)

    client.post(f"{page.url}register/", VALUES | {foreign: "Sneaked in", "answers": "all", "question_x": "1"})

    assert Registration.objects.get().answers == {}


def test_question_is_shown_as_it_was_typed(client, calendar):
    page = gathering(calendar)
    ask(page, "<script>alert(1)</script>", QuestionKind.ONE_OF, choices="<b>Red</b>")

    html = client.get(f"{page.url}register/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "<b>Red" not in html


# Mistyped addresses


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ada@gmial.com", "ada@gmail.com"),
        ("ada@gmal.com", "ada@gmail.com"),
        ("ada@gmaill.com", "ada@gmail.com"),
        ("ada@gnail.com", "ada@gmail.com"),
        ("ada@GMIAL.com", "ada@gmail.com"),
        ("ada@yaho.com", "ada@yahoo.com"),
        ("ada@hotmial.com", "ada@hotmail.com"),
        ("ada@gmail.con", "ada@gmail.com"),
        ("ada@school.ogr", "ada@school.org"),
        ("ada@district.k12.edy", "ada@district.k12.edu"),
    ],
)
def test_slip_of_the_finger_is_seen(typed, meant):
    assert better_address(typed) == meant


@pytest.mark.parametrize(
    "address",
    [
        "ada@gmail.com",
        "ada@school.org",
        "ada@mail.com",
        "ada@email.com",
        "ada@district.k12.il.us",
        "ada@gmx.com",
        "ada@me.com",
        "ada@illinois.edu",
        "ada@aon.com",
    ],
)
def test_address_that_looks_right_is_not_asked_about(address):
    assert better_address(address) is None


def test_mistyped_address_is_asked_about_once_and_taken_the_second_time(client, calendar):
    page = gathering(calendar)
    typed = VALUES | {"email": "ada@gmial.com"}

    asked = client.post(f"{page.url}register/", typed)
    form = BeautifulSoup(asked.content, "html.parser")
    again = client.post(f"{page.url}register/", typed | {"email_asked": form.select_one("[name=email_asked]")["value"]})

    assert "Did you mean ada@gmail.com? If ada@gmial.com is right, send the form again as it is." in errors(asked)
    assert form.select_one("[name=email]")["value"] == "ada@gmial.com"
    assert again.status_code == 302
    assert Registration.objects.get().email == "ada@gmial.com"


def test_another_slip_is_asked_about_anew(client, calendar):
    page = gathering(calendar)

    answer = client.post(f"{page.url}register/", VALUES | {"email": "ada@yaho.com", "email_asked": "ada@gmial.com"})

    assert "Did you mean ada@yahoo.com?" in errors(answer)
    assert Registration.objects.count() == 0


# The program


def test_programs_with_a_public_page_are_suggested(client, calendar):
    shown = mentor_profile(title="Goldfinch Bridge")
    mentor_profile(title="Not yet public").unpublish()
    page = gathering(calendar)

    html = BeautifulSoup(client.get(f"{page.url}register/").content, "html.parser")
    client.post(f"{page.url}register/", VALUES | {"program_name": " goldfinch  bridge "})

    names = [option["value"] for option in html.select(f"#{html.select_one('[name=program_name]')['list']} option")]
    assert names == ["Goldfinch Bridge"]
    assert Registration.objects.get().program_page_id == shown.pk


@pytest.mark.parametrize("name", ["Somewhere Else", "Not yet public", "Twice", ""])
def test_program_that_is_not_known_for_sure_is_kept_as_typed(client, calendar, name):
    mentor_profile(title="Not yet public").unpublish()
    mentor_profile(title="Twice")
    mentor_profile(title="Twice")
    page = gathering(calendar)

    client.post(f"{page.url}register/", VALUES | {"program_name": name})

    assert Registration.objects.values_list("program_name", "program_page").get() == (name, None)


# Who reads it


def test_form_says_who_reads_what_is_typed(client, calendar):
    page = gathering(calendar)
    set_rules(page, keep_days=90)
    built_in = client.get(f"{page.url}register/").content.decode()
    set_rules(page, privacy_text="<p>Only Kim reads this.</p>")
    own = client.get(f"{page.url}register/").content.decode()

    assert "Only the partnership&#x27;s staff read this." in built_in
    assert "90 days after the gathering" in built_in
    assert "Only Kim reads this." in own
    assert "staff read this" not in own


def test_seats_are_kept_for_drivers_only(client, calendar):
    page = gathering(calendar)
    riding = {"ride_zip_code": "61602", "ride_seats": "3"}

    for ride in ("offered", "needed", "none"):
        client.post(f"{page.url}register/", VALUES | riding | {"ride": ride, "email": f"{ride}@x.org"})

    kept = dict(Registration.objects.values_list("ride", "ride_seats"))
    assert kept == {"offered": 3, "needed": None, "none": None}
    assert Registration.objects.filter(way=AttendanceWay.IN_PERSON).count() == 3


def test_form_costs_the_same_for_one_question_and_for_ten(client, calendar):
    page, asked = gathering(calendar), gathering(calendar, "Asked")
    ask(page)
    for number in range(10):
        ask(asked, f"Question {number}?")

    few, many = (count_queries(lambda url=one.url: client.get(f"{url}register/")) for one in (page, asked))

    assert few == many
