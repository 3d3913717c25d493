"""The way out of every mail: nothing is lost, nothing leaves twice, nothing is kept longer than needed."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from resources.enums import MailStatus
from resources.mailing import PAUSES_MINUTES, is_mail_server_down, queue_mail, send_due_mails, send_mail, try_again
from resources.models import OutgoingMail

pytestmark = pytest.mark.django_db


class Server(BaseEmailBackend):
    """A mail server that fails as the test says: `problems` by address, or on opening."""

    problems: dict = {}
    opening: Exception | None = None
    received: list = []
    opened = 0

    def open(self):
        type(self).opened += 1
        if self.opening:
            raise self.opening
        return True

    def send_messages(self, messages):
        for message in messages:
            if problem := self.problems.get(message.to[0]):
                raise problem
            self.received.append(message.to[0])
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = "tests.resources.test_mailing.Server"
    Server.problems, Server.opening, Server.received, Server.opened = {}, None, [], 0
    return Server


def queue(to="ada@example.org", **values):
    return queue_mail("test", to, **({"subject": "Hello", "text": "Text", "sends_now": False} | values))


def states():
    return dict(OutgoingMail.objects.order_by("pk").values_list("to", "status"))


def make_due():
    OutgoingMail.objects.update(try_at=timezone.now())


# Queueing


def test_mail_leaves_after_commit_with_both_parts_and_its_file(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue(
            html="<p>Text</p>",
            reply_to="staff@example.org",
            headers={"X-Kind": "test"},
            attachment=("talk.ics", b"BEGIN:VCALENDAR", "text/calendar"),
            sends_now=True,
        )
        before = len(mail.outbox)

    message = mail.outbox[0]
    assert before == 0
    assert (message.to, message.subject, message.body) == (["ada@example.org"], "Hello", "Text")
    assert (message.alternatives[0][0], message.reply_to) == ("<p>Text</p>", ["staff@example.org"])
    assert message.extra_headers["X-Kind"] == "test"
    assert tuple(message.attachments[0]) == ("talk.ics", "BEGIN:VCALENDAR", "text/calendar")


def test_file_that_is_not_text_arrives_octet_by_octet():
    octets = bytes(range(256))
    queue(attachment=("certificate.pdf", octets, "application/pdf"))

    send_due_mails()

    assert mail.outbox[0].attachments[0][1] == octets


def test_mail_about_something_undone_never_exists():
    def fail():
        with transaction.atomic():
            queue(sends_now=True)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert (OutgoingMail.objects.count(), mail.outbox) == (0, [])


def test_same_key_is_queued_once():
    first, second = queue(once_key="reminder-1"), queue(once_key="reminder-1")
    send_due_mails()
    third = queue(once_key="reminder-1")

    assert (first is not None, second, third) == (True, None, None)
    assert len(mail.outbox) == 1


def test_without_an_address_nothing_is_queued():
    assert queue("") is None
    assert OutgoingMail.objects.count() == 0


def test_line_breaks_in_a_subject_add_no_header():
    queue(subject="Hello\r\nBcc: evil@example.org")

    send_due_mails()

    assert mail.outbox[0].subject == "Hello Bcc: evil@example.org"
    assert mail.outbox[0].recipients() == ["ada@example.org"]


def test_what_a_mail_said_is_forgotten_once_it_is_out():
    queue(html="<p>Text</p>", headers={"X-Kind": "1"}, attachment=("a.ics", b"x", "text/calendar"))

    send_due_mails()

    kept = OutgoingMail.objects.get()
    assert (kept.text, kept.html, kept.headers, bytes(kept.attachment)) == ("", "", {}, b"")
    assert (kept.status, kept.sent_at is not None, kept.subject) == (MailStatus.SENT, True, "Hello")


# Trouble


def test_server_that_is_down_loses_nothing_and_is_tried_again(server, caplog):
    server.opening = ConnectionRefusedError(111, "refused")
    for name in ("one", "two", "three"):
        queue(f"{name}@x.org")

    while_down = send_due_mails()
    was_down = is_mail_server_down()
    server.opening = None
    make_due()
    once_up = send_due_mails()

    assert (while_down, was_down, once_up, is_mail_server_down()) == (0, True, 3, False)
    assert server.received == ["one@x.org", "two@x.org", "three@x.org"]
    assert "x.org" not in caplog.text


def test_server_that_is_down_is_asked_once_a_round(server):
    server.opening = TimeoutError()
    for number in range(5):
        queue(f"{number}@x.org")

    send_due_mails()

    assert server.opened == 1
    assert OutgoingMail.objects.filter(tries_count=0).count() == 4


def test_pauses_grow_and_then_it_is_given_up_until_staff_try_again(server):
    waiting = queue()
    server.problems = {"ada@example.org": SMTPDataError(451, b"busy")}
    pauses = []

    for _round in range(len(PAUSES_MINUTES) + 3):
        make_due()
        before = timezone.now()
        send_due_mails()
        waiting.refresh_from_db()
        if waiting.status == MailStatus.WAITING:
            pauses.append(round((waiting.try_at - before).total_seconds() / 60))
    given_up = (waiting.status, waiting.problem, waiting.text)
    server.problems = {}
    try_again(waiting)
    sent_count = send_due_mails()

    assert pauses == list(PAUSES_MINUTES)
    assert given_up == (MailStatus.FAILED, "SMTPDataError", "Text")
    assert sent_count == 1


@pytest.mark.parametrize(
    ("code", "status"),
    [(550, MailStatus.FAILED), (450, MailStatus.WAITING)],
)
def test_address_refused_for_good_is_given_up_and_a_greylisted_one_is_not(server, code, status):
    server.problems = {"ada@example.org": SMTPRecipientsRefused({"ada@example.org": (code, b"no")})}
    queue()

    send_due_mails()

    assert states() == {"ada@example.org": status}


@pytest.mark.parametrize("problem", [KeyError("a service's own"), ValueError("header"), SMTPDataError(451, b"busy")])
def test_one_mail_in_trouble_does_not_keep_the_others(server, problem):
    server.problems = {"bad@x.org": problem}
    for name in ("bad", "good"):
        queue(f"{name}@x.org")

    count = send_due_mails()

    assert (count, server.received) == (1, ["good@x.org"])
    assert states() == {"bad@x.org": MailStatus.WAITING, "good@x.org": MailStatus.SENT}


def test_connection_that_breaks_off_leaves_the_rest_for_the_next_round(server):
    server.problems = {"bad@x.org": SMTPServerDisconnected("gone")}
    for name in ("bad", "good"):
        queue(f"{name}@x.org")

    first, second = send_due_mails(), send_due_mails()

    assert (first, second, server.received) == (0, 1, ["good@x.org"])


def test_failure_while_a_visitor_waits_is_not_raised(server, django_capture_on_commit_callbacks):
    server.problems = {"ada@example.org": RuntimeError("broken backend")}

    with django_capture_on_commit_callbacks(execute=True):
        queue(sends_now=True)

    assert states() == {"ada@example.org": MailStatus.WAITING}


def test_mail_that_somebody_else_is_sending_is_left_to_them():
    waiting = queue()
    OutgoingMail.objects.filter(pk=waiting.pk).update(try_at=timezone.now() + timedelta(minutes=10))

    assert (send_mail(waiting.pk), send_due_mails()) == (False, 0)


def test_mail_of_a_worker_that_died_is_sent_ten_minutes_later(server):
    waiting = queue()
    OutgoingMail.objects.filter(pk=waiting.pk).update(try_at=timezone.now() - timedelta(seconds=1), tries_count=1)

    assert send_due_mails() == 1


def test_sending_a_mail_twice_sends_it_once():
    waiting = queue()

    assert [send_mail(waiting.pk), send_mail(waiting.pk), send_mail(0)] == [True, False, False]
    assert len(mail.outbox) == 1
