"""Small things that must not happen: acts of staff twice, roles that people give themselves, words read by insiders."""

import datetime as dt
import threading
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.enrolment import (
    Enrolment,
    NameTaken,
    TooManyWishes,
    ask_to_join,
    enrol_program,
    withdraw_join,
)
from mentoring_pages.actions.people import InvitationEnded, accept_invitation
from mentoring_pages.actions.references import remind_due_referees
from mentoring_pages.enums import ChoiceStatus, EnrolmentStatus, MembershipRole, Side
from mentoring_pages.models import FitCheck, MatchChoice, Program
from mentoring_pages.permissions import can_read_decline_reason, can_view_fit_check
from resources.enums import MailStatus
from resources.mailing import forget_given_up_mails, try_again
from resources.models import OutgoingMail, UsedForm
from resources.sent_forms import forget_used_forms
from tests.factories import applications, mentoring
from tests.mentoring_pages.requesting import draft, mentor_program, statuses
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WORD = "Quillfeather"


def screen(model, act, pk):
    """The address of an act on a row of a screen."""
    inspect = reverse(f"mentoring_pages_{model}_modeladmin_inspect", args=[pk])
    return inspect.replace("/inspect/", f"/{act}/")


def twice(client, url, **form):
    """Press the button of one page twice."""
    page = client.get(url)
    answers = [client.post(url, {**form, "mark": page.context["mark"]}, follow=True) for _time in range(2)]
    return text_of(answers[1])


def test_asking_the_next_mentor_twice_asks_one(client, sent, second, coordinator):
    mentoring.MatchChoiceFactory(request=sent, mentor=mentor_program("Third Choice"), rank=3)
    client.force_login(coordinator)

    said = twice(client, screen("matchrequest", "ask-next", sent.pk))

    assert statuses(sent) == [ChoiceStatus.ASKED, ChoiceStatus.ASKED, ChoiceStatus.WAITING]
    assert "This was done already" in said


def test_giving_more_time_twice_gives_it_once(client, sent, coordinator):
    before = sent.choices.get(rank=1).answer_by
    client.force_login(coordinator)

    twice(client, screen("matchrequest", "extend", sent.pk), days="7")

    assert sent.choices.get(rank=1).answer_by == before + dt.timedelta(days=7)


def test_reminding_and_inviting_twice_write_once(client, coordinator, django_capture_on_commit_callbacks):
    referee = applications.RefereeFactory(asked=True)
    referral = mentoring.ReferralFactory()
    client.force_login(coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        twice(client, screen("referee", "remind", referee.pk))
        twice(client, screen("referral", "invite", referral.pk), email="office@example.org", message="")

    assert sorted(message.to[0] for message in mail.outbox) == sorted([referee.email, "office@example.org"])


def test_a_refused_act_leaves_its_page_usable_and_marks_are_forgotten(client, coordinator):
    """The mark is stored together with what was done; a refusal takes both back."""
    match_request = draft(mentor_program("Only Choice"))
    client.force_login(coordinator)
    url = screen("matchrequest", "withdraw", match_request.pk)
    page = client.get(url)

    client.post(url, {"mark": page.context["mark"]})
    kept = UsedForm.objects.count()
    forgotten = forget_used_forms(timezone.now() + dt.timedelta(days=2))

    assert (kept, forgotten) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_races_of_a_double_click_act_once(coordinator, client):
    """Two copies at the same moment: the second waits for the first and does nothing. Needs PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    referral = mentoring.ReferralFactory()
    url = screen("referral", "invite", referral.pk)
    form = {"email": "office@example.org", "message": "", "mark": "one-page"}
    barrier = threading.Barrier(2)

    def press():
        from django.test import Client

        own = Client()
        own.force_login(coordinator)
        barrier.wait()
        own.post(url, form)
        connection.close()

    threads = [threading.Thread(target=press) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert OutgoingMail.objects.filter(kind="referral_invitation").count() == 1


def test_a_person_asks_to_join_a_few_programs_a_day(settings):
    settings.PARTNERSHIP = {**getattr(settings, "PARTNERSHIP", {}), "JOIN_REQUESTS_PER_DAY": 2}
    user = mentoring.UserFactory()
    names = [mentoring.ProgramFactory().name for _number in range(3)]
    for name in names[:2]:
        # Taking it back makes no room for another one.
        withdraw_join(ask_to_join(name, by=user, role="staff"), by=user)

    with pytest.raises(TooManyWishes):
        ask_to_join(names[2], by=user, role="staff")


def test_staff_of_a_declined_program_do_not_make_themselves_director():
    program = mentoring.ProgramFactory(name="Wren Hollow", status=EnrolmentStatus.DECLINED)
    staff = mentoring.ProgramMembershipFactory(program=program, role="staff").user
    director = mentoring.ProgramMembershipFactory(program=program).user

    enrol_program(Enrolment(name="Wren Hollow", role=MembershipRole.DIRECTOR), by=staff)
    roles = dict(program.memberships.values_list("user", "role"))

    assert roles == {staff.pk: "staff", director.pk: "director"}


def test_an_insider_reads_neither_fit_checks_nor_reasons_of_own_pairs(client, paired, coordinator):
    """A coordinator who belongs to one of the two programs; another coordinator does."""
    check = mentoring.FitCheckFactory(pair=paired.pair, side=Side.MENTOR, answer="not", note=WORD)
    choice = mentoring.MatchChoiceFactory(
        request__program=paired.pair.mentee, status=ChoiceStatus.DECLINED, decline_reason=WORD, asked_at=timezone.now()
    )
    other = mentoring.UserFactory(username="outside")
    other.groups.set(coordinator.groups.all())
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator, role="staff")
    pages = [
        reverse("mentoring_pages_fitcheck_modeladmin_inspect", args=[check.pk]),
        reverse("mentoring_pages_mentoringpair_modeladmin_inspect", args=[paired.pair.pk]),
        reverse("mentoring_pages_matchchoice_modeladmin_inspect", args=[choice.pk]),
        reverse("mentoring_pages_matchrequest_modeladmin_inspect", args=[choice.request.pk]),
        reverse("members:request-detail", args=[choice.request.code]),
    ]

    seen = {}
    for who, user in (("insider", coordinator), ("outside", other)):
        client.force_login(user)
        seen[who] = [WORD in client.get(url).content.decode() for url in pages]
        assert can_view_fit_check(user, check) == FitCheck.objects.visible_to_staff(user).exists()
        assert (
            can_read_decline_reason(user, choice) == MatchChoice.objects.with_shows_reason(user.pk).get().shows_reason
        )

    assert seen == {"insider": [False] * 5, "outside": [True] * 5}


def test_two_workers_remind_a_referee_once(monkeypatch, django_capture_on_commit_callbacks):
    """The second worker read its list before the first one wrote."""
    from mentoring_pages.actions import references

    referee = applications.RefereeFactory(asked=True)
    now = timezone.now() + dt.timedelta(days=8)
    first, stale = type(referee).objects.get(), type(referee).objects.select_related("application").get()
    references.remind_referee(first, by=None)

    with pytest.raises(references.WrongState):
        references.remind_referee(stale, by=None)

    assert remind_due_referees(now) == 0
    assert OutgoingMail.objects.filter(kind="reference_reminder").count() == 1


def test_an_invitation_into_a_program_that_left_meanwhile_is_refused():
    """What counts is how the program stands under the lock, not when the page was opened."""
    letter = mentoring.ProgramInvitationFactory(email="pat@example.org")
    user = mentoring.UserFactory(email="pat@example.org")
    assert letter.program.status == EnrolmentStatus.ENROLLED
    Program.objects.update(status=EnrolmentStatus.LEFT)

    with pytest.raises(InvitationEnded):
        accept_invitation(letter, by=user)


def test_two_programs_do_not_have_one_name_in_other_letters():
    mentoring.ProgramFactory(name="Wren Hollow")

    with pytest.raises(NameTaken):
        enrol_program(Enrolment(name="WREN hollow"), by=mentoring.UserFactory())
    with pytest.raises(IntegrityError):
        mentoring.ProgramFactory(name="wren hollow")


def test_an_upgrade_gives_doubles_a_name_of_their_own(capsys):
    """A database from before may hold two; the migration renames the younger one and says so."""
    migration = import_module("mentoring_pages.migrations.0012_visits_concerns_and_history")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX mentoring_program_name_once")
    old = mentoring.ProgramFactory(name="Wren Hollow")
    young = mentoring.ProgramFactory(name="wren hollow")

    migration.give_each_its_own_name(apps, None)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.name, young.name) == ("Wren Hollow", "wren hollow (2)")
    assert "wren hollow (2)" in capsys.readouterr().out


def test_a_mail_that_was_given_up_loses_its_words_and_links_after_some_days():
    failed = OutgoingMail.objects.create(
        kind="program_invitation",
        to="pat@example.org",
        subject="Join",
        text="https://example.org/members/program/invitation/secret/",
        html="<a>secret</a>",
        status=MailStatus.FAILED,
        try_at=timezone.now(),
    )

    early = forget_given_up_mails(timezone.now() + dt.timedelta(days=13))
    late = forget_given_up_mails(timezone.now() + dt.timedelta(days=15))
    try_again(failed)

    failed.refresh_from_db()
    assert (early, late) == (0, 1)
    assert (failed.text, failed.html, failed.status) == ("", "", MailStatus.FAILED)
