"""Words find pages whatever their endings, on every database (R6, R23)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.inflections import forms_of
from resources.key_lists import among, keys_of
from resources.models import ResourcePage
from resources.searching import beginning_like, containing
from tests.factories import resources as make
from tests.queries import count_queries


@pytest.mark.parametrize(
    ("searched", "found"),
    [
        ("kite", "kites kite"),
        ("kites", "kite"),
        ("family", "families"),
        ("families", "family"),
        ("cookies", "cookie"),
        ("planning", "plan plans planned"),
        ("plan", "planning"),
        ("hiking", "hike hiked"),
        ("training", "train trainings trained"),
        ("boxes", "box"),
        ("called", "call calling"),
        ("arranged", "arranging arrange"),
        ("agreed", "agree"),
    ],
)
def test_forms_of_a_word_hold_those_that_people_mean(searched, found):
    assert set(found.split()) <= {*forms_of(searched)}


@pytest.mark.parametrize(
    ("searched", "other"),
    [("kites", "kit"), ("string", "str"), ("thing", "th"), ("rating", "rat"), ("class", "clas"), ("bus", "bu")],
)
def test_forms_of_a_word_leave_out_other_words(searched, other):
    assert other not in forms_of(searched)


@pytest.mark.parametrize("word", ["2026", "k12", "is", "ab"])
def test_numbers_and_short_words_have_one_form(word):
    assert forms_of(word) == [word]


@pytest.fixture
def titles(db):
    make.library()
    make.resource("Kites in the yard", summary="Families plan a day.")
    make.resource("One kite", summary="A family is planning.")
    make.resource("A kit of tools", summary="For a plane.")

    def find(condition):
        return sorted(ResourcePage.objects.filter(condition).values_list("title", flat=True))

    return find


@pytest.mark.parametrize(
    "words", [["kite"], ["kites"], ["KITES"], ["family"], ["families"], ["plan", "kite"], ["planning", "kites"]]
)
def test_a_word_finds_its_other_forms_and_no_other_word(titles, words):
    assert titles(containing(ResourcePage, words)) == ["Kites in the yard", "One kite"]


def test_the_beginning_of_a_title_is_found_while_it_is_typed(titles):
    assert titles(beginning_like(ResourcePage, ["kit"])) == ["A kit of tools", "Kites in the yard", "One kite"]
    assert titles(beginning_like(ResourcePage, ["one", "ki"])) == ["One kite"]


def test_words_that_nothing_has_find_nothing(titles):
    assert titles(containing(ResourcePage, ["zeppelin"])) == []


def test_asking_costs_two_queries_and_using_the_answer_none(titles):
    found = []
    assert count_queries(lambda: found.append(containing(ResourcePage, ["kite"]))) == 2
    assert count_queries(lambda: ResourcePage.objects.filter(found[0]).count()) == 1


def test_thirty_thousand_keys_are_one_parameter(titles):
    page = ResourcePage.objects.first()
    sql, params = ResourcePage.objects.filter(among({page.pk, *range(10**6, 10**6 + 30_000)})).query.sql_with_params()
    assert len(params) == 1
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert len(cursor.fetchall()) == 1


def test_the_keys_of_a_list_come_together_in_one_query(titles):
    pages = ResourcePage.objects.order_by("sort_title")
    assert keys_of(pages) == set(pages.values_list("pk", flat=True))
    assert keys_of(pages.filter(title="No such title")) == set()
    assert count_queries(lambda: keys_of(pages)) == 1


def test_words_that_an_index_does_not_keep_hinder_no_others(titles):
    """PostgreSQL keeps no "the" of a text, so "the kites" looks for kites."""
    assert "Kites in the yard" in titles(containing(ResourcePage, ["the", "kites"]))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="The index of PostgreSQL.")
def test_postgresql_answers_from_its_indexes_alone(titles):
    """Title and body are never put together, for which there is no index, and no text is unpacked for each entry."""
    with CaptureQueriesContext(connection) as captured:
        containing(ResourcePage, ["kites", "families"])
    asked = captured[-1]["sql"]
    assert "||" not in asked
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan
    assert plan.count("Bitmap Index Scan") >= 5
