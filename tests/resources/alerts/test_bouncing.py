"""An alert to an address that the mail server refuses again and again ends by itself. R23."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.utils import timezone

from resources.alerts.bouncing import end_bouncing_alerts
from resources.mailing import note_bounce, queue_mail, send_due_mails
from resources.models import AlertSubscription, OutgoingMail
from tests.factories import resources as make
from tests.resources.test_mailing import Server

from .asking import ADDRESS, subscribed

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.resources.test_mailing.Server"
    Server.problems, Server.opening, Server.received, Server.opened = {}, None, [], 0
    return Server


@pytest.fixture
def alerts():
    library = make.library()
    make.kind("Guide")
    now = timezone.now()
    return [
        subscribed(library, told_until=now),
        subscribed(library, "kind=guide", told_until=now),
        subscribed(library, told_until=now, email="ada@example.org"),
    ]


def mailed(server, code=None, to=ADDRESS, kind="alert_digest"):
    """One more mail to an address; the server refuses it with a code, or takes it."""
    server.problems = {to: SMTPRecipientsRefused({to: (code, b"no")})} if code else {}
    queue_mail(kind, to, subject="New", text="Text", sends_now=False)
    send_due_mails()


def addresses():
    return sorted(AlertSubscription.objects.values_list("email", flat=True))


def test_after_three_refusals_all_alerts_to_the_address_end_and_others_stay(server, alerts):
    for _time in range(2):
        mailed(server, 550)
    assert end_bouncing_alerts() == 0
    mailed(server, 550)

    assert end_bouncing_alerts() == 2
    assert addresses() == ["ada@example.org"]
    assert end_bouncing_alerts() == 0


def test_a_mail_that_arrives_in_between_begins_the_count_anew(server, alerts):
    for code in (550, 550, None, 550):
        mailed(server, code)

    assert end_bouncing_alerts() == 0
    assert len(addresses()) == 3


@pytest.mark.parametrize("code", [450, 421])
def test_a_server_that_asks_to_come_again_ends_nothing(server, alerts, code):
    for _time in range(3):
        mailed(server, code)

    assert end_bouncing_alerts() == 0


def test_mails_of_other_kinds_count_for_nothing(server, alerts):
    for _time in range(3):
        mailed(server, 550, kind="guest_reminder")

    assert end_bouncing_alerts() == 0


def test_bounces_that_a_mail_service_tells_later_count_too(server, alerts):
    """Such a service takes each mail at first; its webhook calls `note_bounce`."""
    for day in range(3):
        mailed(server)
        OutgoingMail.objects.filter(sent_at__gt=timezone.now() - timedelta(hours=1)).update(
            sent_at=timezone.now() - timedelta(days=3 - day)
        )
        assert note_bounce(ADDRESS.upper())

    assert end_bouncing_alerts() == 2
    assert not note_bounce("nobody@example.org")
