"""Finding a mentor by its words while writing the list, however many there are (R8, R9)."""

import pytest

from mentoring_pages.enums import Visibility
from mentoring_pages.members.requests import candidates
from tests.factories import mentoring
from tests.mentoring_pages.requesting import director_of, draft, mentor_program, url
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(monkeypatch, first, second):
    """More mentors than anybody reads through: more than two."""
    monkeypatch.setattr(candidates, "MOST_NAMED", 2)
    return [mentor_program("Cedar Hollow", city="Galena", county="Jo Daviess"), mentor_program("Willow Path")]


@pytest.fixture
def writing(client, first):
    """The draft of a signed-in program with one mentor on its list."""
    match_request = draft(first)
    client.force_login(director_of(match_request.program))
    return match_request


def address(match_request):
    return url("request-edit", match_request.code, "mentors")


def choosable(response):
    return [str(label) for _code, label in response.context["form"].fields["mentor_1"].choices]


def found(response):
    return [str(one["program"]) for one in response.context["found"]]


def test_few_mentors_all_stand_in_the_boxes(client, writing, second):
    page = client.get(address(writing))

    assert choosable(page) == ["No mentor", "First Choice", "Second Choice"]
    assert page.context["found"] is None


def test_search_among_few_takes_nobody_out_of_the_boxes(client, writing, second):
    page = client.post(address(writing), {"find": "second", "suggest": "find"})

    assert found(page) == ["Second Choice"]
    assert choosable(page) == ["No mentor", "First Choice", "Second Choice"]


def test_of_many_mentors_only_those_on_the_list_stand_in_the_boxes(client, writing, many):
    """R8: a box of ten thousand names helps nobody."""
    page = client.get(address(writing))

    assert choosable(page) == ["No mentor", "First Choice"]
    assert "There are many mentors. Search here" in text_of(page)


@pytest.mark.parametrize("words", ["cedar", "galena hollow", "JO DAVIESS"])
def test_mentor_is_found_by_words_of_its_name_and_place_and_what_was_typed_stays(client, writing, first, many, words):
    typed = {"mentor_1": str(first.code), "reason_1": "Calm rooms", "find": words, "suggest": "find"}

    page = client.post(address(writing), typed)

    assert found(page) == ["Cedar Hollow"]
    assert page.context["form"]["reason_1"].value() == "Calm rooms"
    assert writing.choices.get().reason == ""
    assert (
        text_of(page).count("Put on my list : Cedar Hollow") + text_of(page).count("Put on my list: Cedar Hollow") == 1
    )


def test_mentor_that_was_found_is_put_on_the_list_with_what_was_typed(client, writing, first, many):
    cedar, _willow = many

    answer = client.post(
        address(writing),
        {"mentor_1": str(first.code), "reason_1": "Calm rooms", "find": "cedar", "add": str(cedar.code)},
    )

    assert answer["Location"] == address(writing)
    assert list(writing.choices.values_list("mentor__name", "reason")) == [
        ("First Choice", "Calm rooms"),
        ("Cedar Hollow", ""),
    ]


def test_place_that_a_mentor_keeps_to_staff_finds_nobody(client, writing, many):
    """T6."""
    cedar = many[0].mentor_page
    cedar.location_visibility = Visibility.STAFF
    cedar.save()

    page = client.post(address(writing), {"find": "galena", "suggest": "find"})

    assert found(page) == []
    assert "No mentor who takes requests now has these words." in text_of(page)
    assert "Galena" not in text_of(client.post(address(writing), {"find": "cedar", "suggest": "find"}))


def test_mentor_that_takes_no_requests_is_neither_found_nor_added(client, writing, first, many):
    cedar, _willow = many
    mentoring.MentoringPairFactory(mentor=cedar)

    page = client.post(address(writing), {"find": "cedar", "suggest": "find"})
    client.post(address(writing), {"mentor_1": str(first.code), "add": str(cedar.code)})

    assert found(page) == []
    assert [choice.mentor for choice in writing.choices.all()] == [first]


def test_many_that_are_found_are_cut_and_that_is_said(client, writing, many):
    mentor_program("Willow Bend")
    mentor_program("Willow Creek")

    page = client.post(address(writing), {"find": "willow", "suggest": "find"})

    assert found(page) == ["Willow Bend", "Willow Creek"]
    assert "There are more. Add a word to find fewer." in text_of(page)


@pytest.mark.parametrize("words", ["\x00", "%", "'\"", "x" * 5_000, "😀", "{{ 7 }}"])
def test_strange_words_break_nothing(client, writing, many, words):
    assert client.post(address(writing), {"find": words, "suggest": "find"}).status_code == 200


def test_enter_key_searches_and_puts_nobody_on_the_list(client, writing, second):
    """Browsers press the first button of a form: it must be the one that saves nothing."""
    second.mentor_page.topics.add(writing.needs.get().topic)
    second.mentor_page.save()

    page = client.get(address(writing)).text

    assert 'name="add"' in page
    assert page.index('name="suggest" value="find"') < page.index('name="add"')


def test_number_of_queries_does_not_grow_with_the_mentors(client, writing, first, many):
    typed = {"mentor_1": str(first.code), "find": "o", "suggest": "find"}
    few = count_queries(lambda: client.post(address(writing), typed))
    for number in range(6):
        mentor_program(f"Oak {number}")

    assert count_queries(lambda: client.post(address(writing), typed)) == few
