"""References by a secret link, without an account: once, for one person, read by coordinators alone (R63)."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.application_decisions import decline_application
from mentoring_pages.actions.application_drafts import withdraw_application
from mentoring_pages.actions.errors import Incomplete, WrongState
from mentoring_pages.actions.references import (
    LinkOver,
    answer_reference,
    ask_references,
    decline_reference,
    remind_due_referees,
    remind_referee,
    replace_referee,
)
from mentoring_pages.application_stages import ApplicationStatus, RefereeStatus
from mentoring_pages.models import MentoringSettings, Referee, RefereeAnswer
from mentoring_pages.quiet_logs import WithoutTokens
from mentoring_pages.reference_links import find_referee, token_of
from tests.factories import applications as factory
from tests.factories.tree import site_root

pytestmark = pytest.mark.django_db

SAID = "Quetzal-purple words about them"


@pytest.fixture
def question(db):
    return factory.referee_question("How do you know them?")


@pytest.fixture
def referee(question):
    return factory.RefereeFactory(asked=True, application__program__name="Goldfinch Bridge")


def _address(referee):
    return reverse("members:reference-answer", args=[token_of(referee)])


def _post(client, referee, question, text=SAID):
    return client.post(_address(referee), {f"question_{question.pk}": text}, follow=True)


# --- Asking ---


def test_each_referee_gets_one_mail_with_a_link_of_their_own(coordinator, committed):
    application = factory.application_in(ApplicationStatus.SUBMITTED)

    committed(ask_references, application, by=coordinator)

    application.refresh_from_db()
    links = [re.search(r"/members/references/\S+/", message.body)[0] for message in mail.outbox]
    assert application.status == ApplicationStatus.REFERENCES
    assert [message.to for message in mail.outbox] == [[one.email] for one in application.referees.all()]
    assert links == [_address(one) for one in application.referees.all()]
    with pytest.raises(WrongState):
        committed(ask_references, application, by=coordinator)
    assert len(mail.outbox) == 2


def test_nothing_of_the_address_stands_in_the_database_but_its_code(referee):
    """A copy of the database opens no form: the signature is made with the site's secret key."""
    token = token_of(referee)

    assert token.startswith(f"{referee.code}:")
    assert find_referee(str(referee.code)) is None
    assert find_referee(f"{referee.code}:{'A' * 43}") is None
    assert find_referee(token) == referee


# --- Answering ---


def test_the_form_says_who_asks_who_reads_and_until_when(client, referee):
    page = client.get(_address(referee)).content.decode()

    assert "Goldfinch Bridge would like to be a mentor" in page
    assert "coordinators read your answer. Goldfinch Bridge does not" in page
    assert "Please answer by" in page


def test_an_answer_is_kept_and_the_same_link_then_says_thanks(client, referee, question):
    answer = _post(client, referee, question)
    again = client.get(_address(referee)).content.decode()
    twice = _post(client, referee, question, "Other words")

    assert answer.context["closed_title"] == f"Thank you, {referee.name}"
    assert "There is nothing more to do." in again
    assert SAID not in again
    assert twice.status_code == 409
    assert list(RefereeAnswer.objects.values_list("question_text", "text")) == [("How do you know them?", SAID)]


def test_scores_and_words_are_kept_by_their_question(client, referee, question):
    score = factory.referee_question("They listen", kind="scale")

    client.post(_address(referee), {f"question_{question.pk}": "For years", f"question_{score.pk}": "4"})

    assert list(referee.answers.values_list("question_text", "score", "text")) == [
        ("How do you know them?", None, "For years"),
        ("They listen", 4, ""),
    ]


@pytest.mark.parametrize("value", ["0", "6", "four", "4.5"])
def test_a_score_outside_one_to_five_is_refused_and_the_words_stay(client, referee, question, value):
    score = factory.referee_question("They listen", kind="scale")

    answer = client.post(_address(referee), {f"question_{question.pk}": SAID, f"question_{score.pk}": value})

    assert (answer.status_code, SAID in answer.content.decode()) == (422, True)
    assert RefereeAnswer.objects.count() == 0


def test_who_would_rather_not_is_asked_nothing_more(client, referee, committed):
    MentoringSettings.objects.create(site=site_root().sites_rooted_here.get(), contact_email="desk@example.org")

    committed(client.post, _address(referee), {"decline": "1"})
    page = client.get(_address(referee)).content.decode()

    referee.refresh_from_db()
    assert referee.status == RefereeStatus.DECLINED
    assert "Thank you for telling us" in page
    # The coordinators alone are told.
    assert [message.to for message in mail.outbox] == [["desk@example.org"]]


def test_a_forwarded_link_stays_the_one_referees(client, referee, question, outsider):
    """Whoever opens it, signed in or not, answers as that referee and for that application."""
    other = factory.RefereeFactory(asked=True, application=referee.application)
    client.force_login(outsider)

    _post(client, referee, question)

    assert list(RefereeAnswer.objects.values_list("referee", flat=True)) == [referee.pk]
    assert Referee.objects.get(pk=other.pk).status == RefereeStatus.ASKED


# --- When it is over ---


@pytest.mark.parametrize(
    ("change", "title"),
    [
        ({"status": RefereeStatus.REPLACED}, "Your answer is not needed any more"),
        ({"status": RefereeStatus.DECLINED}, "Thank you for telling us"),
        ({"expires_at": timezone.now() - dt.timedelta(seconds=1)}, "This link has run out"),
    ],
)
def test_a_link_that_is_over_says_so_and_takes_nothing(client, referee, question, change, title):
    Referee.objects.filter(pk=referee.pk).update(**change)

    shown = client.get(_address(referee))
    posted = _post(client, referee, question)

    assert (shown.status_code, shown.context["closed_title"]) == (200, title)
    assert (posted.status_code, posted.context["closed_title"]) == (409, title)
    # What was typed is there to be copied.
    assert SAID in posted.content.decode()
    assert RefereeAnswer.objects.count() == 0


def test_after_a_decision_and_after_a_withdrawal_a_sentence_says_it(client, referee, question, coordinator, committed):
    decided, taken_back = referee.application, factory.application_in(ApplicationStatus.REFERENCES)
    late = taken_back.referees.first()
    committed(decline_application, decided, by=coordinator, reason="Too early")
    committed(withdraw_application, taken_back, by=taken_back.created_by)

    titles = {client.get(_address(one)).context["closed_title"] for one in (referee, late)}

    assert titles == {"Your answer is not needed any more"}
    for one in (referee, late):
        with pytest.raises(LinkOver):
            answer_reference(one, answers=[(question, None, SAID)])
        with pytest.raises(LinkOver):
            decline_reference(one)
    # And they had a mail that there is nothing to do.
    told = [message.to[0] for message in mail.outbox if "not needed any more" in message.subject]
    assert sorted(told) == sorted([referee.email, *taken_back.referees.values_list("email", flat=True)])


@pytest.mark.parametrize("token", ["x", "..", "11111111-2222-4333-8444-555555555555", "not-a-uuid:sig", "é:é"])
def test_an_address_that_was_sent_to_nobody_is_not_found(client, referee, token):
    assert client.get(f"/members/references/{token}/").status_code == 404


def test_a_referee_who_is_not_asked_yet_has_no_form(client, question):
    """The draft's referees are not bothered, whatever the program knows."""
    referee = factory.RefereeFactory()

    assert client.get(_address(referee)).status_code == 404


def test_no_cache_and_no_other_site_learns_the_address(client, referee):
    answer = client.get(_address(referee))

    headers = (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"])
    assert headers == ("private, no-store", "same-origin", "noindex")


def test_the_secret_is_in_no_log(referee):
    record = type("Record", (), {"msg": "Not Found: %s", "args": (_address(referee),)})()

    WithoutTokens().filter(record)

    assert record.args == ("/members/references/.../",)


# --- Reminding and replacing ---


def test_a_reminder_sends_the_same_link_for_the_full_time_again(referee, coordinator, committed):
    Referee.objects.filter(pk=referee.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))

    committed(remind_referee, referee, by=coordinator)

    referee.refresh_from_db()
    assert not referee.is_expired
    assert [(message.to, _address(referee) in message.body) for message in mail.outbox] == [([referee.email], True)]


def test_the_clock_reminds_once_after_the_days_that_staff_set(referee, committed):
    factory.numbers(reference_reminder_days=7)
    now = timezone.now()

    counts = [committed(remind_due_referees, now + dt.timedelta(days=days)) for days in (6, 7, 8)]

    assert counts == [0, 1, 0]
    assert len(mail.outbox) == 1


def test_nobody_who_has_answered_is_reminded(referee, question, committed):
    answer_reference(referee, answers=[(question, None, SAID)])

    assert committed(remind_due_referees, timezone.now() + dt.timedelta(days=8)) == 0


def test_a_replaced_referees_link_ends_and_somebody_else_gets_one(client, referee, coordinator, committed):
    new = committed(replace_referee, referee, by=coordinator, name="Ida Finch", email="ida@example.com")

    assert client.get(_address(referee)).context["closed_title"] == "Your answer is not needed any more"
    assert client.get(_address(new)).status_code == 200
    assert [message.to for message in mail.outbox] == [["ida@example.com"]]
    with pytest.raises(WrongState):
        replace_referee(referee, by=coordinator, name="Third", email="third@example.com")


def test_an_answer_cannot_be_replaced_away_and_nobody_is_named_twice(referee, question, coordinator):
    other = factory.RefereeFactory(asked=True, application=referee.application)
    with pytest.raises(Incomplete):
        replace_referee(other, by=coordinator, name="Again", email=referee.email.upper())
    answer_reference(referee, answers=[(question, None, SAID)])

    with pytest.raises(WrongState):
        replace_referee(referee, by=coordinator, name="New", email="new@example.com")


# --- Who reads it ---


def test_the_applicant_learns_that_an_answer_came_and_nothing_of_it(client, referee, question, committed):
    """Page and mail: neither words nor from whom."""
    application = referee.application
    director = get_user_model().objects.create_user("director", "director@example.org")
    application.program.memberships.create(user=director, role="director")
    committed(_post, client, referee, question)
    client.force_login(director)

    page = client.get(reverse("members:application-detail", args=[application.code])).content.decode()
    start = client.get(reverse("members:application-start")).content.decode()

    assert "An answer came" in page
    assert SAID not in page + start + "".join(message.body + message.subject for message in mail.outbox)
    (told,) = mail.outbox
    assert (told.to, told.subject) == (["director@example.org"], "A reference for Goldfinch Bridge has come in")
    assert referee.name not in told.body


def test_a_refusal_is_not_told_to_the_applicant(client, referee, mentor):
    decline_reference(referee)
    referee.application.program.memberships.create(user=mentor, role="director")
    client.force_login(mentor)

    page = client.get(reverse("members:application-detail", args=[referee.application.code])).content.decode()

    assert "Asked, no answer yet" in page
    assert "rather not" not in page


def test_what_a_referee_wrote_is_in_no_export_api_or_log(client, referee, question, coordinator, editor):
    """Planted words: seen by the coordinator on the two screens, nowhere else."""
    _post(client, referee, question)
    client.force_login(coordinator)
    screen = "mentoring_pages_mentorapplication_modeladmin"
    read = client.get(reverse(f"{screen}_inspect", args=[referee.application_id])).content.decode()
    exports = [
        b"".join(client.get(reverse(name), {"export": kind}).streaming_content)
        for name in (f"{screen}_index", "mentor-bench_modeladmin_index")
        for kind in ("csv",)
    ]
    refused = client.get(reverse("mentoring_pages_referee_modeladmin_index"), {"export": "csv"})
    client.force_login(editor)
    public = [
        client.get("/api/v2/pages/", {"type": "mentoring_pages.MentorProfilePage", "fields": "*"}).content,
        client.get("/search/", {"q": "Quetzal"}).content,
        client.get(reverse("mentoring_pages_referee_modeladmin_inspect", args=[referee.pk])).content,
    ]

    assert SAID in read
    assert all(SAID.encode() not in content for content in [*exports, *public, getattr(refused, "content", b"")])


def test_time_runs_out_at_its_moment(client, referee):
    with time_machine.travel(referee.expires_at - dt.timedelta(seconds=1), tick=False):
        before = client.get(_address(referee)).context.get("closed_title")
    with time_machine.travel(referee.expires_at, tick=False):
        after = client.get(_address(referee)).context.get("closed_title")

    assert (before, after) == (None, "This link has run out")
