"""After a gathering: one mail of thanks, and an evaluation that names nobody."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from events.actions.followup import send_feedback, send_follow_ups
from events.enums import GatheringStatus, RegistrationStatus
from events.exceptions import FeedbackClosed
from events.guests.feedback import rating_of
from events.models import GatheringFeedback, GatheringPage, GatheringSettings, Registration
from resources.mailing import send_due_mails
from tests.factories.events import RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


def told(now=None):
    """Who was mailed by the job, in order."""
    send_follow_ups(now)
    send_due_mails()
    return sorted(message.to[0] for message in mail.outbox)


def test_everybody_who_came_is_thanked_once(past_talk):
    first = told()

    assert first == ["ada@example.org", "ben@example.org"]
    assert told() == first
    assert send_follow_ups() == 0


def test_where_nobody_was_ticked_off_all_with_a_place_are_thanked(past_talk):
    Registration.objects.filter(gathering=past_talk).update(status=RegistrationStatus.GOING)
    RegistrationFactory(gathering=past_talk, waiting=True)
    RegistrationFactory(gathering=past_talk, cancelled=True)

    assert told() == ["ada@example.org", "ben@example.org", "cem@example.org"]
    assert "certificate" not in mail.outbox[0].body


def test_the_mail_tells_everything_in_its_first_line_and_has_the_links(past_talk):
    told()

    ada = past_talk.registrations.get(name="Ada Ash")
    message = next(one for one in mail.outbox if one.to == ["ada@example.org"])
    html = message.alternatives[0][0]
    assert message.subject == "Thank you for coming: Past talk"
    assert message.body.splitlines()[0] == (
        "Ada Ash, thank you for coming to Past talk. "
        "Here are your certificate, what was shown, and three short questions."
    )
    for page in ("certificate", "feedback"):
        assert f"/registration/{ada.code}/{page}/" in message.body
        assert f"/registration/{ada.code}/{page}/" in html
    assert message.attachments == []


@pytest.mark.parametrize(
    ("hours_ago", "is_told"), [(-5, False), (1, False), (11, False), (13, True), (13 * 24, True), (15 * 24, False)]
)
def test_thanks_go_out_between_half_a_day_and_two_weeks_after_the_end(hours_ago, is_told, calendar):
    ends_at = timezone.now() - timedelta(hours=hours_ago)
    page = gathering(calendar, starts_at=ends_at - timedelta(hours=3), ends_at=ends_at)
    RegistrationFactory(gathering=page, status=RegistrationStatus.ATTENDED, email="a@x.org")

    assert told() == (["a@x.org"] if is_told else [])


@pytest.mark.parametrize(
    "values", [{"status": GatheringStatus.CANCELLED}, {"status": GatheringStatus.POSTPONED}, {"live": False}]
)
def test_nobody_is_thanked_for_what_did_not_take_place(values, past_talk):
    GatheringPage.objects.filter(pk=past_talk.pk).update(**values)

    assert told() == []


def test_a_site_may_turn_thanks_off(past_talk):
    settings = GatheringSettings.of(past_talk)
    settings.sends_follow_ups = False
    settings.save()

    assert told() == []


def test_a_walk_in_without_an_address_is_no_trouble(past_talk):
    RegistrationFactory(gathering=past_talk, email="", status=RegistrationStatus.ATTENDED)

    assert told() == ["ada@example.org", "ben@example.org"]


# The evaluation


def url_of(registration):
    return f"{registration.gathering.url}registration/{registration.code}/feedback/"


@pytest.fixture
def ada(past_talk):
    return past_talk.registrations.get(name="Ada Ash")


def test_a_guest_answers_once_and_nothing_tells_who_it_was(ada, client):
    before = Registration.objects.values_list("updated_at").get(pk=ada.pk)

    shown = client.get(url_of(ada))
    first = client.post(url_of(ada), {"usefulness": "5", "took_home": "A new idea"})
    second = client.post(url_of(ada), {"usefulness": "1"})

    assert "Nobody can see who answered what" in shown.text
    assert (first.status_code, first.url) == (302, ada.gathering.url)
    assert "You have answered already." in second.text
    assert list(GatheringFeedback.objects.values_list("usefulness", "took_home", "wishes")) == [(5, "A new idea", "")]
    assert Registration.objects.values_list("updated_at").get(pk=ada.pk) == before
    columns = {field.name for field in GatheringFeedback._meta.get_fields()}
    assert columns == {"id", "gathering", "usefulness", "took_home", "wishes", "sent_on"}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choose a number from 1 to 5."),
        ({"usefulness": "6"}, "not one of the available choices"),
        ({"usefulness": "x"}, "not one of the available choices"),
        ({"usefulness": "3", "wishes": "x" * 2_001}, "at most 2000 characters"),
        ({"usefulness": "3", "wishes": "a\x00"}, "Null characters"),
    ],
)
def test_an_answer_that_is_refused_keeps_what_was_typed(values, said, ada, client):
    answer = client.post(url_of(ada), {"took_home": "Kept as typed"} | values)

    assert said in answer.text
    assert "Kept as typed" in answer.text
    assert GatheringFeedback.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "status", "may"),
    [
        (-1, RegistrationStatus.ATTENDED, True),
        (-1, RegistrationStatus.GOING, True),
        (-1, RegistrationStatus.WAITLISTED, False),
        (-1, RegistrationStatus.CANCELLED, False),
        (0, RegistrationStatus.ATTENDED, False),
    ],
)
def test_only_guests_of_a_gathering_that_is_over_answer(days, status, may, calendar, client):
    registration = RegistrationFactory(gathering=gathering(calendar, days=days), status=status)

    answer = client.post(url_of(registration), {"usefulness": "4"})

    assert (answer.status_code == 302, GatheringFeedback.objects.exists()) == (may, may)


def test_who_was_not_ticked_off_does_not_answer_where_others_were(past_talk, client):
    cem = past_talk.registrations.get(name="Cem Cedar")

    client.post(url_of(cem), {"usefulness": "4"})

    assert GatheringFeedback.objects.count() == 0
    with pytest.raises(FeedbackClosed):
        send_feedback(cem, usefulness=4)


def test_the_page_is_private_and_takes_only_its_methods(ada, client):
    answer = client.get(url_of(ada))

    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")
    assert client.put(url_of(ada)).status_code == 405


@pytest.mark.parametrize("count", [0, 1, 2])
def test_staff_read_nothing_of_fewer_than_three_answers(count, past_talk, runner, client):
    for number in range(count):
        GatheringFeedback.objects.create(gathering=past_talk, usefulness=1, took_home=f"Secret {number}")
    client.force_login(runner)

    page = client.get(f"/cms/gathering-desk/{past_talk.pk}/evaluations/").text

    assert f"{count} answer" in page
    assert "Secret" not in page
    assert "how useful, of 5" not in page
    assert rating_of(past_talk).average is None


def test_staff_read_averages_and_texts_of_three(past_talk, talk, runner, client):
    for score, text in ((5, "Zebra"), (4, "<b>apple</b>"), (3, "")):
        GatheringFeedback.objects.create(gathering=past_talk, usefulness=score, took_home=text)
    GatheringFeedback.objects.create(gathering=talk, usefulness=1, took_home="Elsewhere")
    client.force_login(runner)

    page = client.get(f"/cms/gathering-desk/{past_talk.pk}/evaluations/").text

    assert "4.0" in page
    assert page.index("&lt;b&gt;apple") < page.index("Zebra")
    assert "Elsewhere" not in page


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time.")
@pytest.mark.django_db(transaction=True)
def test_one_guest_who_answers_twice_at_once_counts_once(ada):
    import threading

    barrier = threading.Barrier(4)

    def answer():
        try:
            barrier.wait(timeout=10)
            send_feedback(ada, usefulness=5)
        except FeedbackClosed:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert GatheringFeedback.objects.count() == 1
