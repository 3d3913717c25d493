"""What guests are mailed, and when. R21."""

import pytest
from django.core import mail

from events.actions.registrations import cancel_registration
from events.enums import AttendanceWay, GatheringStatus
from tests.events.registering import sign_up
from tests.factories.events import gathering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("way", "has_link", "place"),
    [(AttendanceWay.ONLINE, True, "Online"), (AttendanceWay.IN_PERSON, False, "Town Hall")],
)
def test_mail_and_its_calendar_entry_fit_the_guest(own, way, has_link, place, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sign_up(own.gathering, "new@x.org", way=way)

    message = mail.outbox[0]
    name, entry, kind = message.attachments[0]
    html = message.alternatives[0][0]
    entry = entry.replace("\r\n ", "")
    assert (name, kind) == (f"{own.gathering.slug}.ics", "text/calendar")
    assert [("meet.example.org" in text) for text in (message.body, html, entry)] == [has_link] * 3
    assert f"LOCATION:{place}" in entry
    assert f"UID:{own.gathering.uid}" in entry
    assert "ATTENDEE" not in entry


def test_mail_says_everything_in_its_first_line_and_is_plain_text(own, django_capture_on_commit_callbacks):
    own.gathering.title = "Q & A <talk>"
    own.gathering.save_revision().publish()

    with django_capture_on_commit_callbacks(execute=True):
        sign_up(own.gathering, "new@x.org", way=AttendanceWay.ONLINE, name="O'Neil")

    first_line = mail.outbox[0].body.splitlines()[0]
    assert first_line == "O'Neil, you have a place at Q & A <talk>."
    assert "Q &amp; A &lt;talk&gt;" in mail.outbox[0].alternatives[0][0]


def test_line_breaks_in_names_and_titles_add_no_header(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk\r\nBcc: evil@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        sign_up(page, name="Ada\r\nBcc: evil@example.org")

    assert mail.outbox[0].recipients() == ["ada@example.org"]
    assert "\n" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("values", "subject"),
    [
        ({"status": GatheringStatus.CANCELLED}, "Cancelled: Talk"),
        ({"status": GatheringStatus.POSTPONED}, "Postponed: Talk"),
        ({"ends_at": None}, "Changed: Talk"),
    ],
)
def test_guests_are_mailed_once_when_their_plans_change(own, values, subject, django_capture_on_commit_callbacks):
    waiting = sign_up(own.gathering, "next@x.org").registration
    cancelled = sign_up(own.gathering, "gone@x.org").registration
    cancel_registration(cancelled)
    for name, value in values.items():
        setattr(own.gathering, name, value)

    with django_capture_on_commit_callbacks(execute=True):
        own.gathering.save_revision().publish()

    assert [(message.to[0], message.subject) for message in mail.outbox] == [
        (own.email, subject),
        (waiting.email, subject),
    ]


def test_corrected_word_mails_no_one(own, django_capture_on_commit_callbacks):
    own.gathering.summary = "Better words."

    with django_capture_on_commit_callbacks(execute=True):
        own.gathering.save_revision().publish()

    assert mail.outbox == []
