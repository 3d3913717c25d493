"""Was this useful? Two links, one form, nothing on the reader."""

import pytest

from resources.models import ResourceUse, UsefulAnswer
from tests.factories import resources as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make.resource("Visit checklist")


def test_pressing_an_answer_opens_the_form_with_it_and_stores_nothing(client, page):
    assert f'href="{page.url}useful/?answer=no"' in client.get(page.url).content.decode()

    response = client.get(f"{page.url}useful/?answer=no")

    assert response.context["form"]["answer"].value() == "no"
    assert UsefulAnswer.objects.count() == 0


def test_answer_with_a_comment_waits_for_staff_and_one_without_does_not(client, page):
    client.post(f"{page.url}useful/", {"answer": "no", "comment": "The link is dead."})
    response = client.post(f"{page.url}useful/", {"answer": "yes", "comment": ""}, follow=True)

    answers = UsefulAnswer.objects.order_by("pk").values_list("is_useful", "comment", "is_done")
    assert list(answers) == [(False, "The link is dead.", False), (True, "", True)]
    assert "Your answer helps us" in text_of(response)
    assert ResourceUse.objects.filter(resource=page).exists()


def test_form_without_an_answer_is_refused_and_keeps_the_comment(client, page):
    response = client.post(f"{page.url}useful/", {"comment": "A comment"})

    assert response.status_code == 422
    assert "A comment" in response.content.decode()


@pytest.mark.parametrize("pressed", ["maybe", "\x00", "<script>"])
def test_other_words_in_the_address_press_nothing(client, page, pressed):
    response = client.get(f"{page.url}useful/", {"answer": pressed})

    assert response.status_code == 200
    assert response.context["form"]["answer"].value() is None


def test_comment_with_nul_is_refused_and_markup_is_kept_as_typed(client, page):
    assert client.post(f"{page.url}useful/", {"answer": "yes", "comment": "a\x00b"}).status_code == 422

    client.post(f"{page.url}useful/", {"answer": "yes", "comment": "<b>bold</b>"})
    assert UsefulAnswer.objects.get().comment == "<b>bold</b>"


def test_programs_and_floods_are_kept_out(client, page, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"USEFUL_ANSWERS_PER_HOUR": 1}
    form = {"answer": "yes", "homepage": ""}
    client.post(f"{page.url}useful/", form | {"homepage": "x"}, REMOTE_ADDR="192.0.2.8")
    assert UsefulAnswer.objects.count() == 0

    statuses = [client.post(f"{page.url}useful/", form, REMOTE_ADDR="192.0.2.8").status_code for _ in range(2)]

    assert statuses == [302, 422]
    assert UsefulAnswer.objects.count() == 1
