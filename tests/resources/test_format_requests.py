"""Anyone may ask for a file in another format; staff see it until it is done. R23."""

import datetime as dt

import pytest
from django.utils import timezone

from resources.actions.format_requests import ask_for_format, finish_format_request
from resources.enums import ItemKind
from resources.library.forgetting import forget_askers
from resources.models import FormatRequest, OutgoingMail
from tests.factories import resources as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WISH = {"wanted": "large_print", "details": "18 point", "email": "reader@example.org", "homepage": ""}


@pytest.fixture
def page():
    library = make.library()
    library.contact_email = "library@example.org"
    library.save()
    return make.resource("Visit checklist", items=[{"kind": ItemKind.FILE, "document": make.document()}])


def form_url(page):
    return f"{page.url}ask/{page.items.first().pk}/"


def test_page_leads_to_a_form_for_each_item(client, page):
    assert f'href="{form_url(page)}"' in client.get(page.url).content.decode()
    assert "Tell us how you need “Visit checklist”." in text_of(client.get(form_url(page)))


def test_request_is_stored_and_goes_to_the_librarys_contact(
    client, page, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(form_url(page), WISH, follow=True)

    request = FormatRequest.objects.get()
    assert (request.resource, request.wanted, request.email) == (page, "large_print", "reader@example.org")
    assert "We have your request and will answer by e-mail." in text_of(response)
    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["library@example.org"], ["reader@example.org"])
    assert mail.subject == "Needed in another format: Visit checklist"
    assert "Large print" in mail.body
    assert "18 point" in mail.body
    assert page.full_url in mail.body


def test_without_a_contact_the_request_waits_in_the_cms(client, page):
    library = make.library()
    library.contact_email = ""
    library.save()

    client.post(form_url(page), WISH)

    assert (FormatRequest.objects.count(), OutgoingMail.objects.count()) == (1, 0)


def test_refused_form_keeps_what_was_typed(client, page):
    response = client.post(form_url(page), WISH | {"email": "reader@"})

    assert response.status_code == 422
    assert "18 point" in response.content.decode()
    assert 'value="reader@"' in response.content.decode()
    assert FormatRequest.objects.count() == 0


def test_empty_form_says_what_is_missing(client, page):
    text = text_of(client.post(form_url(page), {}))

    assert "Choose what you need." in text
    assert "Write your e-mail, so that we can answer." in text


def test_double_click_makes_one_request_and_one_mail(client, page):
    client.post(form_url(page), WISH)
    client.post(form_url(page), WISH)

    assert (FormatRequest.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_program_that_fills_in_everything_is_thanked_and_forgotten(client, page):
    response = client.post(form_url(page), WISH | {"homepage": "https://spam.example"})

    assert response.status_code == 302
    assert FormatRequest.objects.count() == 0


def test_requests_of_one_network_are_limited(client, page, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"FORMAT_REQUESTS_PER_HOUR": 1}
    client.post(form_url(page), WISH, REMOTE_ADDR="192.0.2.7")

    response = client.post(form_url(page), WISH | {"wanted": "braille"}, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 422
    assert "Please try again later." in text_of(response)
    assert FormatRequest.objects.count() == 1


@pytest.mark.parametrize("email", ["a@example.org\nBcc: b@example.org", "a@example.org,b@example.org"])
def test_address_that_would_add_a_recipient_is_refused(client, page, email):
    assert client.post(form_url(page), WISH | {"email": email}).status_code == 422


def test_item_that_is_not_offered_has_no_form(client, page):
    other = make.resource("Other")

    assert client.get(f"{page.url}ask/{other.items.first().pk}/").status_code == 404
    assert client.put(form_url(page)).status_code == 405


def test_address_and_words_are_removed_30_days_after_it_was_done(page):
    request = ask_for_format(
        page, page.items.first(), wanted="braille", details="My name is Kim", email="kim@example.org"
    )
    month = timezone.now() + dt.timedelta(days=31)
    assert forget_askers(month) == 0

    finish_format_request(request)
    assert (forget_askers(), forget_askers(month), forget_askers(month)) == (0, 1, 0)

    request.refresh_from_db()
    assert (request.email, request.details) == ("", "")


def test_request_outlives_its_item(page):
    request = ask_for_format(page, page.items.first(), wanted="braille", details="", email="kim@example.org")
    page.items.first().delete()

    request.refresh_from_db()

    assert (request.item, request.item_title) == (None, "Visit checklist")
