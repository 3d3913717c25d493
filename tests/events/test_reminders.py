"""The reminder before a gathering, and what guests hear of published changes: once each, never lost. R21."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from events.actions.registrations import cancel_registration
from events.actions.reminders import TOLD_AT_ONCE, send_reminders, tell_changes
from events.enums import GatheringStatus
from events.models import Registration
from resources.mailing import send_due_mails
from resources.models import MailText
from tests.events.registering import sent, set_rules, sign_up, url_of
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


def guest(page, *, days_ago=5, **values):
    """Somebody who signed up some days ago."""
    registration = RegistrationFactory(gathering=page, **values)
    Registration.objects.filter(pk=registration.pk).update(created_at=timezone.now() - timedelta(days=days_ago))
    return registration


def remind(now=None):
    """Run the job and let the mails leave. Returns to whom they went."""
    before = len(mail.outbox)
    send_reminders(now)
    send_due_mails()
    return [message.to[0] for message in mail.outbox[before:]]


# Reminders


def test_guest_is_reminded_once_two_days_before(calendar):
    page = gathering(calendar, "Talk", days=2, hours=3)
    going = guest(page, name="Ada")

    first = remind(page.starts_at - timedelta(hours=47))
    again = remind(page.starts_at - timedelta(hours=1))

    assert (first, again) == ([going.email], [])
    assert mail.outbox[0].body.startswith("Ada, we look forward to seeing you at Talk, ")
    assert mail.outbox[0].subject.endswith(": Talk")
    assert mail.outbox[0].attachments[0][0] == f"{page.slug}.ics"


@pytest.mark.parametrize("hours", [49, 24 * 10, -1])
def test_nobody_is_reminded_too_early_or_after_the_start(calendar, hours):
    page = gathering(calendar, days=10)
    guest(page)

    assert remind(page.starts_at - timedelta(hours=hours)) == []


@pytest.mark.parametrize("days", [0, 7])
def test_staff_set_when_the_reminder_goes_out(calendar, days):
    page = gathering(calendar, days=6)
    set_rules(page, reminder_days=days)
    going = guest(page)

    assert remind() == ([going.email] if days else [])


def test_who_signed_up_after_that_moment_is_not_reminded(calendar):
    page = gathering(calendar, days=1)
    guest(page, days_ago=0)

    assert remind() == []


@pytest.mark.parametrize("status", ["waitlisted", "offered", "cancelled"])
def test_only_guests_with_a_place_are_reminded(calendar, status):
    guest(gathering(calendar, days=1), status=status)

    assert remind() == []


@pytest.mark.parametrize("status", [GatheringStatus.CANCELLED, GatheringStatus.POSTPONED])
def test_gathering_that_does_not_take_place_reminds_nobody(calendar, status):
    guest(gathering(calendar, days=1, status=status))

    assert remind() == []


def test_page_taken_off_the_site_reminds_nobody(calendar):
    page = gathering(calendar, days=1)
    guest(page)
    page.unpublish()

    assert remind() == []


def test_new_date_reminds_again(calendar):
    page = gathering(calendar, days=1)
    going = guest(page)
    first = remind()
    page.status, page.starts_at = GatheringStatus.MOVED, page.starts_at + timedelta(days=20)
    page.ends_at = None
    page.save_revision().publish()
    send_due_mails()

    at_once = remind()
    later = remind(page.starts_at - timedelta(days=1))

    assert (first, at_once, later) == ([going.email], [], [going.email])


def test_staff_open_the_reminder_in_their_own_words(calendar):
    page = gathering(calendar, "Talk", days=1)
    registration = guest(page)
    MailText.objects.create(key="reminder", subject="Do not forget us", text="Bring a mug.")

    remind()

    message = mail.outbox[0]
    assert (message.subject, message.body.splitlines()[0]) == ("Do not forget us", "Bring a mug.")
    assert "Town Hall" in message.body
    assert str(registration.code) in message.body
    assert "<p>Bring a mug.</p>" in message.alternatives[0][0]


# Published changes


def change(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.mark.parametrize(
    ("values", "subject"),
    [
        ({"status": GatheringStatus.CANCELLED}, "Cancelled: Talk"),
        ({"status": GatheringStatus.POSTPONED}, "Postponed: Talk"),
        ({"status": GatheringStatus.MOVED, "ends_at": None}, "New date: Talk"),
        ({"ends_at": None}, "Changed: Talk"),
    ],
)
def test_each_change_is_told_once_to_those_who_are_signed_up(
    calendar, values, subject, django_capture_on_commit_callbacks
):
    page = gathering(calendar, "Talk")
    one, two = (sign_up(page, f"{name}@x.org").registration for name in ("one", "two"))
    cancel_registration(sign_up(page, "gone@x.org").registration)
    set_rules(page, confirm_hours=0)

    with django_capture_on_commit_callbacks(execute=True):
        change(page, **values)
        tell_changes()

    assert sent(mail.outbox) == [(one.email, subject), (two.email, subject)]


def test_two_changes_are_two_mails(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")
    sign_up(page)

    with django_capture_on_commit_callbacks(execute=True):
        change(page, status=GatheringStatus.POSTPONED)
        change(page, status=GatheringStatus.MOVED, starts_at=page.starts_at + timedelta(days=7), ends_at=None)

    assert [subject for _to, subject in sent(mail.outbox)] == ["Postponed: Talk", "New date: Talk"]


def test_many_guests_are_told_by_the_worker_and_the_editor_does_not_wait(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")
    RegistrationFactory.create_batch(TOLD_AT_ONCE + 5, gathering=page)

    with django_capture_on_commit_callbacks(execute=True):
        change(page, status=GatheringStatus.POSTPONED)
        change(page, status=GatheringStatus.CANCELLED)
    while_publishing = len(mail.outbox)
    counts = [tell_changes(), tell_changes()]
    send_due_mails()

    assert (while_publishing, counts) == (0, [TOLD_AT_ONCE + 5, 0])
    assert {subject for _to, subject in sent(mail.outbox)} == {"Cancelled: Talk"}
    assert len({to for to, _subject in sent(mail.outbox)}) == TOLD_AT_ONCE + 5


def test_who_cancels_before_the_worker_comes_is_told_nothing_more(calendar):
    page = gathering(calendar, "Talk")
    guests = RegistrationFactory.create_batch(TOLD_AT_ONCE + 1, gathering=page)
    change(page, status=GatheringStatus.POSTPONED)

    cancel_registration(guests[0])
    tell_changes()
    send_due_mails()

    told = [to for to, subject in sent(mail.outbox) if subject == "Postponed: Talk"]
    assert guests[0].email not in told
    assert len(told) == TOLD_AT_ONCE


def test_links_of_mails_lead_to_pages(client, calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk")
    registration = sign_up(page).registration

    with django_capture_on_commit_callbacks(execute=True):
        change(page, ends_at=None)

    [path] = re.findall(rf"https?://[^/]+(/\S+/{registration.code}/)", mail.outbox[0].body)
    answer = client.get(path, follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([(url_of(registration), 302)], 200)
