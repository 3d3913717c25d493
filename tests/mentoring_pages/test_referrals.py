"""Anyone refers a program; the referrer is thanked once and never learns what comes of it (R82, R98, T5)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions import referrals as acts
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import ReferralStatus
from mentoring_pages.models import MentoringSettings, Referral
from resources.signed_time import SALT
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.pages import text_of

pytestmark = pytest.mark.django_db

REFER = "/mentors/refer/"


@pytest.fixture(autouse=True)
def directory(db):
    """The public directory; the coordinators have an address."""
    cache.clear()
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "desk@example.org"
    settings.save()
    return mentoring.mentor_directory()


@pytest.fixture
def typed():
    """A form that was opened a minute ago."""
    import time_machine
    from django.core import signing

    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        opened = signing.TimestampSigner(salt=SALT).sign("opened")
    return {
        "whose": "other",
        "program_name": "Wren Hollow",
        "place": "Galena",
        "contact_email": "office@wren-hollow.example.org",
        "why": "They lost two of three staff.",
        "name": "Pat Neighbor",
        "email": "pat@example.org",
        "homepage": "",
        "opened": opened,
    }


def letters():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def test_anyone_refers_a_program_without_an_account(client, typed, committed):
    answer = committed(client.post, REFER, typed, follow=True)

    referral = Referral.objects.get()
    assert (referral.program_name, referral.is_own, referral.status) == ("Wren Hollow", False, "waiting")
    assert "we do not tell you what comes of it" in text_of(answer)
    assert letters() == [
        ("desk@example.org", "Somebody refers a program: Wren Hollow"),
        ("pat@example.org", "Thank you for telling us about a program"),
    ]


def test_the_thanks_carry_nothing_that_was_typed(client, typed, committed):
    """Nobody can use them to send words to others."""
    committed(client.post, REFER, {**typed, "program_name": "BUY NOW", "name": "BUY NOW", "why": "BUY NOW"})

    thanks = next(message for message in mail.outbox if message.to == ["pat@example.org"])
    assert "BUY NOW" not in thanks.subject + thanks.body


def test_of_ones_own_program_oneself_is_whom_to_write_to(client, typed):
    client.post(REFER, {**typed, "whose": "own", "contact_email": ""})

    referral = Referral.objects.get()
    assert (referral.is_own, referral.contact_name, referral.contact_email) == (True, "Pat Neighbor", "pat@example.org")


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(client, typed):
    answer = client.post(REFER, {**typed, "homepage": "https://spam.example.org"})

    assert answer["Location"] == f"{REFER}?sent=1"
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"opened": ""}, "This page was open for very long."),
        ({"place": "99999"}, "There is no ZIP code 99999."),
        ({"program_name": ""}, "Write the name of the program."),
        ({"whose": ""}, "Say whether it is your own program."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, typed, change, words):
    answer = client.post(REFER, {**typed, **change})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "They lost two of three staff." in answer.content.decode()
    assert not Referral.objects.exists()


def test_one_address_sends_only_so_many_in_an_hour(client, typed, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"REFERRALS_PER_HOUR": 2}

    answers = [client.post(REFER, typed).status_code for _time in range(3)]

    assert answers == [302, 302, 422]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(REFER).status_code == 405


def test_the_directory_leads_to_it(client):
    assert f'href="{REFER}"' in client.get("/mentors/").content.decode()


def test_a_coordinator_invites_the_program_and_nobody_is_named(client, coordinator, committed):
    """R98: the letter tells neither who referred it nor why."""
    referral = mentoring.ReferralFactory(why="They lost two of three staff.")
    client.force_login(coordinator)

    committed(
        client.post,
        reverse("mentoring_pages_referral_modeladmin_invite", args=[referral.pk]),
        {"email": "office@wren-hollow.example.org", "message": "We would be glad."},
    )

    letter = mail.outbox[0]
    referral.refresh_from_db()
    assert [message.to for message in mail.outbox] == [["office@wren-hollow.example.org"]]
    assert reverse("members:program-enrol", args=[referral.code]) in letter.body
    assert "We would be glad." in letter.body
    assert [words for words in ("Pat", "lost two") if words in letter.body + letter.subject] == []
    assert (referral.status, referral.handled_by) == (ReferralStatus.INVITED, coordinator)


def test_setting_aside_and_taking_up_again_sends_no_mail(coordinator, committed):
    referral = mentoring.ReferralFactory()

    committed(acts.set_aside_referral, referral, by=coordinator, note="Closed in May.")
    with pytest.raises(WrongState):
        acts.invite_referred(referral, by=coordinator, email="office@example.org")
    committed(acts.take_up_referral, referral, by=coordinator)

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.WAITING
    assert mail.outbox == []


@pytest.mark.parametrize("name", ["mentor", "editor", "outsider"])
def test_nobody_else_works_referrals(persona, name):
    referral = mentoring.ReferralFactory()

    with pytest.raises(NotAllowed):
        acts.set_aside_referral(referral, by=persona(name))


def test_names_and_words_are_removed_in_time(coordinator):
    waiting, fresh, old = mentoring.ReferralFactory.create_batch(3)
    for referral in (fresh, old):
        acts.set_aside_referral(referral, by=coordinator)
    Referral.objects.filter(pk=old.pk).update(handled_at=timezone.now() - timedelta(days=181))

    counts = [acts.forget_referrals(), acts.forget_referrals()]

    rows = {row.pk: row for row in Referral.objects.all()}
    assert counts == [1, 0]
    assert (rows[old.pk].name, rows[old.pk].email, rows[old.pk].contact_email) == ("", "", "")
    assert [rows[row.pk].name for row in (waiting, fresh)] == ["Pat Neighbor"] * 2
    assert rows[old.pk].program_name == old.program_name
