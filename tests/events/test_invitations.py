"""Rounds of invitations: drafts, sending in batches, no mail twice, second rounds. R35."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from events.actions.invitation_answers import answer_invitation
from events.actions.invitation_mails import progress_of, queue_due_invitations
from events.actions.invitations import delete_round, save_round, send_round
from events.enums import GatheringStatus, InvitationAnswer, RoundStatus
from events.exceptions import InvitationRefused
from events.models import Invitation, InvitationRound
from resources.enums import MailStatus
from resources.mailing import send_due_mails
from resources.models import OutgoingMail
from tests.factories.events import (
    DatePollFactory,
    InvitationFactory,
    InvitationRoundFactory,
    RegistrationFactory,
    gathering,
)
from tests.factories.mentoring import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    """Somebody who runs gatherings."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_registration"))
    return user


def pasted(*names):
    return {"sources": [], "regions": [], "pasted": "\n".join(f"{name}@example.org" for name in names)}


def sent(page, staff, *names, **values):
    """A round to these people that is with the worker."""
    return send_round(InvitationRoundFactory(gathering=page, choice=pasted(*names), **values), by=staff)


def recipients_of_mails():
    return sorted(OutgoingMail.objects.values_list("to", flat=True))


# Sending


def test_round_is_stored_at_once_and_its_mails_leave_by_the_worker(calendar, staff):
    page = gathering(calendar, "Talk")

    row = sent(page, staff, "ada", "bo")

    assert (row.status, row.recipient_count, mail.outbox) == (RoundStatus.SENDING, 2, [])
    assert progress_of(row).waiting == 2

    assert queue_due_invitations() == 2
    assert OutgoingMail.objects.filter(status=MailStatus.WAITING).count() == 2
    assert send_due_mails() == 2
    queue_due_invitations()
    row.refresh_from_db()

    assert (row.status, row.sent_count, row.failed_count) == (RoundStatus.SENT, 2, 0)
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@example.org", "bo@example.org"]
    assert [progress_of(row).sent, progress_of(row).waiting] == [2, 0]


def test_mail_says_all_in_its_first_line_and_has_a_link_for_each_answer(calendar, staff):
    page = gathering(calendar, "Talk", contact_email="host@example.org")
    row = InvitationRoundFactory(
        gathering=page, subject="{name}: {gathering}", text="Dear {name},\n\nsee you at {place} & more."
    )

    send_round(row, by=staff)
    queue_due_invitations()
    send_due_mails()

    message = mail.outbox[0]
    invitation = Invitation.objects.get()
    html = message.alternatives[0][0]
    assert message.subject == "Dana Reyes: Talk"
    assert message.reply_to == ["host@example.org"]
    first = message.body.splitlines()[0]
    assert first.startswith("Dana Reyes, you are invited to Talk: ")
    assert first.endswith("Town Hall, 1 Main Street, Peoria 61602.")
    assert "see you at Town Hall, 1 Main Street, Peoria 61602 & more." in message.body
    for answer in ("yes", "no", "maybe"):
        address = f"/gathering/invitations/{invitation.code}/{answer}/"
        assert re.search(rf"https?://[^/\s]+{address}", message.body)
        assert address in html


def test_what_staff_and_recipients_typed_is_no_markup_in_the_mail(calendar, staff):
    page = gathering(calendar, "A <b>bold</b> talk")
    choice = {"sources": [], "regions": [], "pasted": '"<i>Ada</i>" <ada@example.org>'}
    row = InvitationRoundFactory(
        gathering=page, subject="Hi\r\nBcc: x@example.org", text="<script>x</script>", choice=choice
    )

    send_round(row, by=staff)
    queue_due_invitations()
    send_due_mails()

    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "<b>bold</b>" not in html
    assert "<script>x</script>" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Hi Bcc: x@example.org"


def test_nobody_gets_two_mails_of_one_round(calendar, staff):
    row = sent(gathering(calendar), staff, "ada", "Ada", "bo")

    for _ in range(3):
        queue_due_invitations()

    assert recipients_of_mails() == ["ada@example.org", "bo@example.org"]
    with pytest.raises(InvitationRefused):
        send_round(row, by=row.made_by or staff)


def test_second_first_round_reaches_only_people_who_were_not_invited(calendar, staff):
    page = gathering(calendar)
    sent(page, staff, "ada")
    queue_due_invitations()
    send_due_mails()
    queue_due_invitations()

    sent(page, staff, "ada", "bo")
    queue_due_invitations()

    assert recipients_of_mails() == ["ada@example.org", "bo@example.org"]


def test_round_that_reaches_nobody_is_refused_and_stays_a_draft(calendar, staff):
    page = gathering(calendar)
    InvitationFactory(gathering=page, email="ada@example.org")
    row = InvitationRoundFactory(gathering=page, choice=pasted("ada"))

    with pytest.raises(InvitationRefused, match="Nobody is left"):
        send_round(row, by=staff)

    row.refresh_from_db()
    assert row.status == RoundStatus.DRAFT


def test_second_round_goes_to_those_without_an_answer_who_are_not_registered(calendar, staff):
    page = gathering(calendar)
    for name in ("silent", "said-no", "registered", "said-maybe"):
        InvitationFactory(gathering=page, email=f"{name}@example.org")
    Invitation.objects.filter(email__startswith="said-no").update(answer=InvitationAnswer.NO)
    Invitation.objects.filter(email__startswith="said-maybe").update(answer=InvitationAnswer.MAYBE)
    RegistrationFactory(gathering=page, email="Registered@example.org")
    row = InvitationRoundFactory(gathering=page, is_reminder=True, choice={})

    send_round(row, by=staff)
    queue_due_invitations()
    queue_due_invitations()

    assert recipients_of_mails() == ["silent@example.org"]
    assert OutgoingMail.objects.get().text.startswith("Dana Reyes")
    assert "will you come to" in OutgoingMail.objects.get().text.splitlines()[0]


def test_who_answers_or_registers_before_their_mail_is_in_line_gets_none(calendar, staff):
    page = gathering(calendar)
    sent(page, staff, "ada", "bo", "cy")
    Invitation.objects.filter(email="ada@example.org").update(answer=InvitationAnswer.NO)
    RegistrationFactory(gathering=page, email="bo@example.org")

    queue_due_invitations()

    assert recipients_of_mails() == ["cy@example.org"]


def test_round_of_a_gathering_that_is_called_off_meanwhile_stops(calendar, staff):
    page = gathering(calendar)
    row = sent(page, staff, "ada")
    page.status = GatheringStatus.CANCELLED
    page.save_revision().publish()

    queue_due_invitations()

    row.refresh_from_db()
    assert (row.status, recipients_of_mails()) == (RoundStatus.SENT, [])


def test_one_round_at_a_time_is_sent_to_a_gathering(calendar, staff):
    page = gathering(calendar)
    sent(page, staff, "ada")

    with pytest.raises(InvitationRefused, match="still being sent"):
        sent(page, staff, "bo")

    assert Invitation.objects.count() == 1


def test_failed_mails_are_counted(calendar, staff):
    row = sent(gathering(calendar), staff, "ada", "bo")
    queue_due_invitations()
    OutgoingMail.objects.filter(to="bo@example.org").update(status=MailStatus.FAILED)
    send_due_mails()

    queue_due_invitations()

    row.refresh_from_db()
    assert (row.status, row.sent_count, row.failed_count) == (RoundStatus.SENT, 1, 1)


def test_pasted_addresses_are_kept_with_the_invitations_only(calendar, staff):
    row = sent(gathering(calendar), staff, "ada", "bo")

    row.refresh_from_db()
    assert row.choice == {"sources": [], "regions": [], "pasted_count": 2}


# 10,000 people


def test_storing_a_thousand_people_costs_hardly_more_queries_than_storing_three(
    calendar, staff, django_assert_max_num_queries
):
    few = InvitationRoundFactory(gathering=gathering(calendar), choice=pasted("a", "b", "c"))
    many = InvitationRoundFactory(
        gathering=gathering(calendar, "Other"), choice=pasted(*(f"guest{number}" for number in range(1_000)))
    )

    for row in (few, many):
        with django_assert_max_num_queries(24):
            send_round(row, by=staff)

    assert Invitation.objects.count() == 1_003


def test_more_than_ten_thousand_people_are_refused_with_a_sentence(calendar, staff, monkeypatch):
    monkeypatch.setattr("events.invitations.recipients.MOST", 2)

    with pytest.raises(InvitationRefused, match="At most 2 people can be invited in one round; 3 are chosen"):
        sent(gathering(calendar), staff, "a", "b", "c")

    assert Invitation.objects.count() == 0


# What a round needs


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": GatheringStatus.CANCELLED}, "cancelled"),
        ({"days": -3}, "is over"),
        ({"status": GatheringStatus.POSTPONED}, "postponed"),
        ({"live": False}, "Publish the gathering first"),
    ],
)
def test_gathering_that_nobody_can_come_to_is_not_invited_to(calendar, staff, values, words):
    page = gathering(calendar, **values)

    with pytest.raises(InvitationRefused, match=words):
        sent(page, staff, "ada")

    assert Invitation.objects.count() == 0


def test_round_with_a_date_poll_goes_out_for_a_draft_and_asks_for_dates(calendar, staff):
    """R29: programs are asked before the gathering is announced."""
    page = gathering(calendar, "Talk", live=False)
    poll = DatePollFactory(gathering=page, closes_on=timezone.localdate() + timedelta(days=7))

    sent(page, staff, "ada", poll=poll)
    queue_due_invitations()
    send_due_mails()

    message = mail.outbox[0]
    assert message.body.splitlines()[0].startswith("Which dates suit you for Talk? Mark them by ")
    assert f"/gathering/polls/{poll.code}/" in message.body
    assert "/gathering/invitations/" not in message.body
    assert "/gathering/invitations/" not in message.alternatives[0][0]


def test_only_staff_who_run_gatherings_save_send_and_delete(calendar, editor):
    page = gathering(calendar)
    row = InvitationRoundFactory(gathering=page)
    values = {"subject": "x", "text": "y", "choice": pasted("ada")}

    for act in (
        lambda: save_round(page, by=editor, **values),
        lambda: send_round(row, by=editor),
        lambda: delete_round(row, by=editor),
    ):
        with pytest.raises(InvitationRefused, match="Only staff"):
            act()

    assert InvitationRound.objects.get().status == RoundStatus.DRAFT


def test_round_that_went_out_is_neither_changed_nor_deleted(calendar, staff):
    row = sent(gathering(calendar), staff, "ada")

    with pytest.raises(InvitationRefused):
        save_round(row.gathering, by=staff, subject="x", text="y", choice={}, draft=row)
    with pytest.raises(InvitationRefused):
        delete_round(row, by=staff)

    assert InvitationRound.objects.get().subject == "Come to {gathering}"


# Answers


def test_same_answer_twice_registers_once_and_mails_once(calendar, django_capture_on_commit_callbacks):
    page = gathering(calendar)
    invitation = InvitationFactory(gathering=page, name="Ada Guest", email="ada@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        first = answer_invitation(invitation, InvitationAnswer.YES)
        second = answer_invitation(invitation, InvitationAnswer.YES)

    assert (first.is_registered, second.is_registered) == (True, True)
    assert [message.subject for message in mail.outbox] == ["You have a place: Regional gathering"]


def test_no_after_yes_changes_the_answer_and_keeps_the_place(calendar):
    page = gathering(calendar)
    invitation = InvitationFactory(gathering=page, name="Ada Guest")
    answer_invitation(invitation, InvitationAnswer.YES)

    outcome = answer_invitation(invitation, InvitationAnswer.NO)

    assert (outcome.invitation.answer, outcome.is_registered) == (InvitationAnswer.NO, True)


def test_gathering_without_registration_takes_a_yes_as_it_is(calendar):
    page = gathering(calendar, takes_registrations=False)
    invitation = InvitationFactory(gathering=page, name="Ada Guest")

    outcome = answer_invitation(invitation, InvitationAnswer.YES)

    assert (outcome.is_registered, outcome.asks_more) == (False, False)
    assert page.registrations.count() == 0
