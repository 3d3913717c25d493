"""The staff's screen of registrations: every address, every persona, every act."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.cms.registrations import ACTS, RegistrationAdmin
from events.enums import RegistrationStatus
from events.models import Registration
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db

HELPER = RegistrationAdmin().url_helper
NAMES = [act.name for act in ACTS]


def url(action, *args):
    return HELPER.get_action_url(action, *args)


def status_of(name):
    return Registration.objects.get(name=name).status


@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor", "coordinator"])
def test_nobody_without_the_permission_opens_any_address(name, guest, persona, client):
    """R35: only those who run gatherings see who comes."""
    user = persona(name)
    if user:
        client.force_login(user)
    addresses = [url("index")] + [url(action, guest.pk) for action in ("inspect", *NAMES)]

    found = {client.get(address).status_code for address in addresses}
    posted = {client.post(url(action, guest.pk)).status_code for action in NAMES}

    # Wagtail sends people without access to the CMS to the sign-in; staff without the permission are refused.
    expected = {403} if name in ("editor", "coordinator") else {302}
    assert (found, posted) == (expected, expected)
    assert status_of("Ada Ash") == RegistrationStatus.GOING


@pytest.mark.parametrize("name", ["runner", "superuser"])
def test_those_who_run_gatherings_list_and_inspect(name, guest, persona, client):
    client.force_login(persona(name))

    listing, inspecting = client.get(url("index")), client.get(url("inspect", guest.pk))

    assert (listing.status_code, inspecting.status_code) == (200, 200)
    assert listing.context["result_count"] == 4


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_rows_are_neither_made_nor_edited_nor_deleted_by_hand(action, guest, runner, client):
    client.force_login(runner)

    address = url(action) if action == "create" else url(action, guest.pk)

    assert client.get(address).status_code == 403


@pytest.mark.parametrize("bad", ["0", "999999", "abc", "9" * 40, "-1"])
def test_an_unknown_row_is_not_found(bad, talk, runner, client):
    client.force_login(runner)

    addresses = [url(action, "1").replace("/1/", f"/{bad}/") for action in ("inspect", *NAMES)]

    assert [address for address in addresses if client.get(address).status_code != 404] == []


@pytest.mark.parametrize("action", NAMES)
def test_a_get_asks_and_changes_nothing(action, talk, runner, client):
    client.force_login(runner)
    before = list(Registration.objects.order_by("pk").values())

    for registration in talk.registrations.all():
        answer = client.get(url(action, registration.pk))
        assert answer.status_code in (200, 302)
        assert client.put(url(action, registration.pk)).status_code == 405

    assert list(Registration.objects.order_by("pk").values()) == before
    assert mail.outbox == []


def test_what_a_guest_confided_is_on_their_own_page_only(guest, question, runner, client):
    Registration.objects.filter(pk=guest.pk).update(
        access_needs="Wheelchair ramp", ride="offered", ride_zip_code="61602", answers={str(question.pk): "A cake"}
    )
    client.force_login(runner)

    listing, inspecting = client.get(url("index")).text, client.get(url("inspect", guest.pk)).text

    private = ["Wheelchair ramp", "61602", "A cake", "ada@example.org"]
    assert [text in listing for text in private] == [False] * 4
    assert [text in inspecting for text in private] == [True] * 4
    assert "What do you bring?" in inspecting


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"status__exact": "waitlisted"}, ["Cem Cedar"]),
        ({"q": "ben@example"}, ["Ben Birch"]),
        ({"email__startswith": "a"}, ["Ada Ash", "Ben Birch", "Cem Cedar", "Dee Dogwood", "Other Guest"]),
        ({"gathering": "abc'"}, ["Ada Ash", "Ben Birch", "Cem Cedar", "Dee Dogwood", "Other Guest"]),
        ({"gathering": "999999"}, []),
        ({"gathering": "talk"}, []),
    ],
)
def test_list_is_narrowed_by_what_the_screen_offers_and_by_nothing_else(query, names, talk, calendar, runner, client):
    RegistrationFactory(gathering=gathering(calendar, "Other"), name="Other Guest", email="o@x.org")
    client.force_login(runner)

    answer = client.get(url("index"), query)

    assert answer.status_code == 200
    assert sorted(row.name for row in answer.context["object_list"]) == names


def test_one_gathering_can_be_chosen_and_leads_to_its_lists(talk, calendar, runner, client):
    RegistrationFactory(gathering=gathering(calendar, "Other"), name="Other Guest", email="o@x.org")
    client.force_login(runner)

    answer = client.get(url("index"), {"gathering": str(talk.pk)})

    assert answer.context["result_count"] == 4
    assert f"/gathering-desk/{talk.pk}/" in answer.text


def test_a_list_costs_the_same_for_four_guests_and_for_forty(talk, calendar, runner, client):
    client.force_login(runner)
    client.get(url("index"))
    with CaptureQueriesContext(connection) as few:
        client.get(url("index"))
    for number in range(36):
        page = talk if number % 2 else gathering(calendar, f"Other {number}")
        RegistrationFactory(gathering=page, name=f"More {number}")

    with CaptureQueriesContext(connection) as many:
        client.get(url("index"))

    assert len(many) == len(few)


# Acts


def do(client, action, registration, **values):
    return client.post(url(action, registration.pk), values, follow=True)


def test_staff_cancel_for_a_guest_and_the_next_moves_up(
    guest, talk, runner, client, django_capture_on_commit_callbacks
):
    client.force_login(runner)

    with django_capture_on_commit_callbacks(execute=True):
        do(client, "cancel", guest)

    assert status_of("Ada Ash") == RegistrationStatus.CANCELLED
    assert status_of("Cem Cedar") == RegistrationStatus.OFFERED
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@example.org", "cem@example.org"]


def test_a_place_is_not_given_when_all_are_taken(talk, runner, client):
    client.force_login(runner)
    waiting = talk.registrations.get(name="Cem Cedar")

    answer = do(client, "give-place", waiting)

    assert "All places are taken." in answer.text
    assert status_of("Cem Cedar") == RegistrationStatus.WAITLISTED


def test_a_place_on_offer_is_confirmed_by_staff(talk, runner, client, django_capture_on_commit_callbacks):
    Registration.objects.filter(name="Ada Ash").update(status=RegistrationStatus.OFFERED)
    client.force_login(runner)

    with django_capture_on_commit_callbacks(execute=True):
        do(client, "give-place", talk.registrations.get(name="Ada Ash"))
        do(client, "give-place", talk.registrations.get(name="Ada Ash"))

    assert status_of("Ada Ash") == RegistrationStatus.GOING
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_staff_choose_who_is_next(talk, runner, client):
    later = RegistrationFactory(gathering=talk, name="Eve Elm", email="eve@example.org", waiting=True)
    Registration.objects.filter(name="Ada Ash").update(status=RegistrationStatus.CANCELLED)
    client.force_login(runner)

    do(client, "offer-place", later)

    assert (status_of("Eve Elm"), status_of("Cem Cedar")) == (RegistrationStatus.OFFERED, RegistrationStatus.WAITLISTED)


def test_a_place_is_taken_back_for_the_one_who_waits(guest, talk, runner, client):
    client.force_login(runner)

    do(client, "to-waiting-list", guest)

    assert (status_of("Ada Ash"), status_of("Cem Cedar")) == (RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED)


def test_nobody_is_moved_to_a_waiting_list_on_which_nobody_waits(guest, talk, runner, client):
    talk.registrations.filter(name="Cem Cedar").delete()
    client.force_login(runner)

    answer = do(client, "to-waiting-list", guest)

    assert "Nobody else waits" in answer.text
    assert status_of("Ada Ash") == RegistrationStatus.GOING


def test_a_corrected_address_gets_a_new_link_and_the_old_one_ends(
    guest, talk, runner, client, django_capture_on_commit_callbacks
):
    old = guest.code
    client.force_login(runner)

    with django_capture_on_commit_callbacks(execute=True):
        do(client, "correct", guest, name="Ada Ash", email="ada.ash@example.org", program_name="Sparrow Hill")

    guest.refresh_from_db()
    assert (guest.email, guest.program_name) == ("ada.ash@example.org", "Sparrow Hill")
    assert client.get(f"{talk.url}registration/{old}/").status_code == 404
    assert [message.to for message in mail.outbox] == [["ada.ash@example.org"]]
    assert str(guest.code) in mail.outbox[0].body


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "", "email": "ada@example.org"}, "This field is required."),
        ({"name": "Ada", "email": "no address"}, "valid email"),
        ({"name": "Ada", "email": "BEN@example.org"}, "has this address already"),
        ({"name": "A\x00da", "email": "ada@example.org"}, "Null characters"),
    ],
)
def test_a_correction_that_is_refused_keeps_what_was_typed(guest, runner, client, values, said):
    client.force_login(runner)

    answer = client.post(url("correct", guest.pk), values | {"program_name": "Kept as typed"})

    assert answer.status_code == 200
    assert said in answer.text
    assert "Kept as typed" in answer.text
    guest.refresh_from_db()
    assert (guest.name, guest.email) == ("Ada Ash", "ada@example.org")


def test_the_mail_is_sent_again_but_not_without_end(guest, runner, client, django_capture_on_commit_callbacks):
    client.force_login(runner)

    with django_capture_on_commit_callbacks(execute=True):
        answers = [do(client, "send-again", guest).text for _ in range(7)]

    assert len(mail.outbox) == 5
    assert "sent several times within the last hour" in answers[-1]


def test_an_act_that_the_row_does_not_offer_does_nothing(talk, runner, client):
    cancelled = talk.registrations.get(name="Dee Dogwood")
    client.force_login(runner)

    for action in set(NAMES) - {"correct"}:
        answer = do(client, action, cancelled)
        assert "not possible any more" in answer.text

    assert status_of("Dee Dogwood") == RegistrationStatus.CANCELLED


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_an_act_never_leads_off_the_site(target, guest, runner, client):
    client.force_login(runner)

    answer = client.post(url("send-again", guest.pk), {"next": target})

    assert answer.url == url("index")


def test_an_act_leads_back_to_the_list_as_it_was(guest, runner, client):
    client.force_login(runner)
    back = f"{url('index')}?status__exact=going"

    assert client.post(url("send-again", guest.pk), {"next": back}).url == back
