"""The pages behind the links of an invitation: nothing counts before a button, forwarded links tell no address. R35."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.utils import timezone

from events.enums import AttendanceMode, GatheringStatus, InvitationAnswer
from events.invitations.words import masked_name
from events.models import GatheringQuestion, Invitation, Registration
from tests.factories.events import InvitationFactory, RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(calendar):
    return gathering(calendar, "Talk")


@pytest.fixture
def invitation(page):
    return InvitationFactory(gathering=page, name="Dana Reyes", email="dana@secret.example.org")


def url(invitation, path=""):
    return f"/gathering/invitations/{invitation.code}/{path}"


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("answer", ["yes", "no", "maybe"])
def test_opening_a_link_changes_nothing_and_one_button_does(client, invitation, answer):
    """Programs that look through mail open every link."""
    shown = client.get(url(invitation, f"{answer}/"))
    invitation.refresh_from_db()

    assert (shown.status_code, invitation.answer) == (200, InvitationAnswer.NONE)
    soup = BeautifulSoup(shown.content, "html.parser")
    assert len(soup.select(".p-page form[method=post] button")) == 1
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["Referrer-Policy"] == "same-origin"

    posted = client.post(url(invitation, f"{answer}/"))
    invitation.refresh_from_db()

    assert (posted.status_code, invitation.answer) == (302, answer)
    assert invitation.answered_at is not None


def test_yes_registers_at_once_when_the_gathering_asks_nothing_more(
    client, invitation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(invitation, "yes/"), follow=True)

    registration = Registration.objects.get()
    assert (registration.name, registration.email) == ("Dana Reyes", "dana@secret.example.org")
    assert "You are registered" in text(response)
    assert [message.to for message in mail.outbox] == [["dana@secret.example.org"]]


def test_yes_leads_to_the_form_filled_in_when_the_gathering_asks_more(client, calendar):
    page = gathering(calendar, "Talk", mode=AttendanceMode.HYBRID)
    invitation = InvitationFactory(gathering=page, name="Dana Reyes", program_name="Willow Bend")

    response = client.post(url(invitation, "yes/"))

    assert response.url == url(invitation, "register/")
    form = BeautifulSoup(client.get(response.url).content, "html.parser").select_one("form.p-form")
    assert form.select_one("[name=name]")["value"] == "Dana Reyes"
    assert form.select_one("[name=program_name]")["value"] == "Willow Bend"
    assert form.select_one("[name=email]") is None

    done = client.post(response.url, {"name": "Dana Reyes", "way": "online", "ride": "none"})

    assert done.url == url(invitation)
    assert Registration.objects.values_list("email", "way").get() == (invitation.email, "online")


def test_required_question_leads_to_the_form_too(client, page, invitation):
    GatheringQuestion.objects.create(gathering=page, label="Lunch?", is_required=True)

    assert client.post(url(invitation, "yes/")).url == url(invitation, "register/")
    refused = client.post(url(invitation, "register/"), {"name": "Dana Reyes", "ride": "none"})

    assert refused.status_code == 200
    assert "Lunch?" in text(refused)
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("path", ["", "yes/", "no/", "maybe/", "register/"])
def test_forwarded_link_says_for_whom_it_is_and_no_address(client, calendar, path):
    page = gathering(calendar, mode=AttendanceMode.HYBRID)
    invitation = InvitationFactory(gathering=page, name="Dana Reyes", email="dana@secret.example.org")

    response = client.get(url(invitation, path))

    assert "You answer for Dana R. , whom we invited" in text(response)
    assert "secret.example.org" not in response.content.decode()
    assert f"{page.url}register/" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "program", "shown"),
    [
        ("Dana Reyes", "", "Dana R."),
        ("Dana van der Reyes", "", "Dana R."),
        ("Dana", "Willow Bend", "Dana"),
        ("", "Willow Bend", "Willow Bend"),
        ("dana@example.org", "", ""),
        ("", "", ""),
    ],
)
def test_name_is_masked(name, program, shown):
    assert masked_name(Invitation(name=name, program_name=program)) == shown


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": -3}, "This gathering is over"),
        ({"status": GatheringStatus.CANCELLED}, "This gathering is cancelled"),
        ({"status": GatheringStatus.POSTPONED}, "This gathering is postponed"),
        ({"live": False}, "is not on the site at the moment"),
    ],
)
def test_link_used_too_late_gets_a_sentence(client, calendar, values, words):
    invitation = InvitationFactory(gathering=gathering(calendar, **values))

    shown = client.get(url(invitation, "yes/"))
    posted = client.post(url(invitation, "yes/"))

    assert (shown.status_code, posted.status_code) == (200, 409)
    assert words in text(shown)
    assert words in text(posted)
    assert Invitation.objects.get().answer == InvitationAnswer.NONE


def test_yes_without_a_place_left_is_on_the_waiting_list(client, calendar):
    page = gathering(calendar, capacity_in_person=1)
    RegistrationFactory(gathering=page)
    invitation = InvitationFactory(gathering=page, name="Dana Reyes")

    client.post(url(invitation, "yes/"))

    assert Registration.objects.get(email=invitation.email).status == "waitlisted"


def test_yes_after_registration_closed_is_an_answer_without_a_place(client, calendar):
    page = gathering(calendar, registration_closes_at=timezone.now() - timedelta(hours=1))
    invitation = InvitationFactory(gathering=page, name="Dana Reyes")

    response = client.post(url(invitation, "yes/"), follow=True)

    assert response.status_code == 200
    assert Registration.objects.count() == 0
    assert Invitation.objects.get().answer == InvitationAnswer.YES


@pytest.mark.parametrize("path", ["", "yes/", "register/"])
def test_unknown_code_is_404_and_wrong_method_405(client, invitation, path):
    assert client.get(f"/gathering/invitations/{uuid4()}/{path}").status_code == 404
    assert client.post(f"/gathering/invitations/{uuid4()}/yes/").status_code == 404
    assert client.get("/gathering/invitations/17/").status_code == 404
    assert client.put(url(invitation, path)).status_code == 405
    assert client.delete(url(invitation, path)).status_code == 405


def test_unknown_answer_is_404_and_no_answer_cannot_be_sent(client, invitation):
    assert client.get(url(invitation, "perhaps/")).status_code == 404
    assert client.post(url(invitation, "none/")).status_code == 404


def test_post_without_a_token_is_refused(invitation):
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(url(invitation, "yes/")).status_code == 403


def test_many_answers_from_one_network_are_slowed_down(client, calendar, settings):
    settings.PARTNERSHIP = {"ANSWERS_PER_HOUR": 2}
    page = gathering(calendar)
    found = [client.post(url(InvitationFactory(gathering=page), "no/")).status_code for _ in range(4)]

    assert found == [302, 302, 429, 429]
    assert Invitation.objects.filter(answer="no").count() == 2
