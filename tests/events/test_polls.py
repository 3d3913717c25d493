"""Date polls: marking, deciding, withdrawing, and what the gathering becomes. R29."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from events.actions.polls import (
    Proposed,
    change_poll,
    decide_poll,
    mark_dates,
    marks_of_text,
    propose_dates,
    withdraw_poll,
)
from events.enums import GatheringStatus, PollStatus
from events.exceptions import PollRefused
from events.invitations.poll_table import best_options, poll_table
from events.models import DateMark, DatePoll, GatheringPage, PollParticipant
from tests.factories.events import DatePollFactory, PollParticipantFactory, gathering
from tests.factories.mentoring import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    """Somebody who runs gatherings and may publish every page."""
    return UserFactory(is_superuser=True, is_staff=True)


def in_days(days):
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def dates(*days):
    return [(in_days(one), in_days(one) + timedelta(hours=2)) for one in days]


@pytest.fixture
def page(calendar):
    return gathering(calendar, "Talk")


@pytest.fixture
def poll(page):
    """An open poll with two dates."""
    return DatePollFactory(gathering=page, dates=dates(30, 40))


@pytest.fixture
def options(poll):
    return list(poll.options.all())


def url(poll):
    return f"/gathering/polls/{poll.code}/"


def values(options, *answers, **more):
    typed = {"name": "Ada Guest", "email": "ada@secret.example.org", "program_name": "Willow Bend"}
    return typed | {f"date_{one.pk}": answer for one, answer in zip(options, answers, strict=False)} | more


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


# Marking


def test_program_marks_dates_and_gets_a_link_of_its_own(client, poll, options, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(poll), values(options, "yes", "if_needed"))

    participant = PollParticipant.objects.get()
    assert response.url == f"{url(poll)}marked/"
    assert dict(participant.marks.values_list("option_id", "answer")) == {
        options[0].pk: "yes",
        options[1].pk: "if_needed",
    }
    assert [message.to for message in mail.outbox] == [["ada@secret.example.org"]]
    assert mail.outbox[0].body.splitlines()[0] == "Ada Guest, we have your dates for Talk."
    assert f"/gathering/polls/marks/{participant.code}/" in mail.outbox[0].body
    assert f"/gathering/polls/marks/{participant.code}/" in mail.outbox[0].alternatives[0][0]
    assert "Within a few minutes you get a mail" in text(client.get(response.url))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Your name"),
        ({"email": "no address"}, "Your e-mail"),
        ({"program_name": ""}, "Your program or organization"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "a\0b"}, "Null characters"),
    ],
)
def test_form_that_is_refused_keeps_what_was_typed(client, poll, options, changes, words):
    response = client.post(url(poll), values(options, "yes", "no", program_name="Kept as typed") | changes)

    assert words in text(response)
    assert PollParticipant.objects.count() == 0
    checked = BeautifulSoup(response.content, "html.parser").select("input[type=radio][checked]")
    assert [one["value"] for one in checked] == ["yes", "no"]


def test_date_without_an_answer_and_an_answer_that_is_none_are_refused(client, poll, options):
    missing = client.post(url(poll), values(options, "yes"))
    odd = client.post(url(poll), values(options, "yes", "perhaps"))

    assert "Choose an answer for this date." in text(missing)
    assert "perhaps is not one of the available choices" in text(odd)
    assert DateMark.objects.count() == 0


def test_page_shows_programs_and_totals_and_no_person(client, poll, options):
    PollParticipantFactory(
        poll=poll,
        name="Dana Reyes",
        email="dana@secret.example.org",
        program_name="Willow Bend",
        marks={options[0].pk: "yes", options[1].pk: "no"},
    )

    response = client.get(url(poll))
    soup = BeautifulSoup(response.content, "html.parser")

    assert [cell.get_text(strip=True) for cell in soup.select("table tbody th[scope=row]")] == ["Willow Bend"]
    assert [cell.get_text(strip=True) for cell in soup.select("table tbody td")] == ["Yes", "No"]
    assert len(soup.select("table thead th[scope=col]")) == 3
    assert [one.get_text(" ", strip=True) for one in soup.select(".p-poll-totals")] == [
        "suits 1, 0 if need be, 0 cannot",
        "suits 0, 0 if need be, 1 cannot",
    ]
    assert "Suits most" in text(response)
    assert "Dana" not in text(response)
    assert "secret.example.org" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_each_date_is_a_group_of_radios_with_a_legend(client, poll, options):
    soup = BeautifulSoup(client.get(url(poll)).content, "html.parser")

    groups = [one for one in soup.select("fieldset fieldset") if one.select("input[type=radio]")]
    assert [len(one.select("input[type=radio]")) for one in groups] == [3, 3]
    assert all(one.legend.get_text(strip=True) for one in groups)


def test_own_link_changes_own_marks(client, poll, options):
    participant = PollParticipantFactory(poll=poll, marks={options[0].pk: "yes", options[1].pk: "no"})
    own = f"/gathering/polls/marks/{participant.code}/"

    assert client.get(own).status_code == 200
    response = client.post(own, values(options, "no", "yes"), follow=True)

    assert dict(participant.marks.values_list("option_id", "answer")) == {options[0].pk: "no", options[1].pk: "yes"}
    assert "Your marks are saved" in text(response)
    participant.refresh_from_db()
    assert participant.program_name == "Willow Bend"
    assert mail.outbox == []


def test_address_that_marked_before_changes_nothing_by_the_public_page_and_loses_nothing(
    client, poll, options, django_capture_on_commit_callbacks
):
    participant = PollParticipantFactory(
        poll=poll, name="Dana Reyes", email="Ada@secret.example.org", marks={options[0].pk: "yes", options[1].pk: "no"}
    )

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url(poll), values(options, "no", "yes", name="Somebody Else"))

    assert response.url == f"{url(poll)}marked/"
    assert participant.marks.get(option=options[0]).answer == "yes"
    link = next(word for word in mail.outbox[0].body.split() if "/polls/marks/" in word)
    soup = BeautifulSoup(client.get(link).content, "html.parser")
    assert [one["value"] for one in soup.select("input[type=radio][checked]")] == ["no", "yes"]
    assert participant.marks.get(option=options[0]).answer == "yes"


def test_marks_in_a_link_that_make_no_sense_are_left_out():
    assert marks_of_text("1.yes-2.if_needed-x.no-3.perhaps-4-.yes-9" + "9" * 30 + ".no") == {1: "yes", 2: "if_needed"}


def test_marks_on_dates_of_another_poll_are_not_stored(calendar, poll, options):
    other = DatePollFactory(gathering=gathering(calendar, "Other"), dates=dates(50))

    mark_dates(
        poll,
        name="Ada",
        email="ada@example.org",
        program_name="",
        marks={options[0].pk: "yes", other.options.get().pk: "yes"},
    )

    assert list(DateMark.objects.values_list("option_id", flat=True)) == [options[0].pk]


def test_closed_poll_says_why_and_takes_no_marks(client, poll, options):
    poll.closes_on = timezone.localdate() - timedelta(days=2)
    poll.save()

    shown, posted = client.get(url(poll)), client.post(url(poll), values(options, "yes", "no"))

    assert (shown.status_code, posted.status_code) == (200, 409)
    assert "The poll closed on" in text(shown)
    assert "The poll closed on" in text(posted)
    assert PollParticipant.objects.count() == 0


def test_last_day_is_included_at_the_place_of_the_gathering(calendar):
    from events.permissions import can_mark_dates

    page = gathering(calendar, time_zone="America/Chicago")
    poll = DatePollFactory(gathering=page, closes_on=datetime(2027, 3, 1).date())
    late = datetime(2027, 3, 1, 23, 59, tzinfo=ZoneInfo("America/Chicago"))

    assert can_mark_dates(poll, late)
    assert not can_mark_dates(poll, late + timedelta(minutes=1))


def test_unknown_codes_are_404_and_wrong_methods_405(client, poll):
    participant = PollParticipantFactory(poll=poll)

    for path in (
        f"/gathering/polls/{uuid4()}/",
        f"/gathering/polls/{uuid4()}/marked/",
        f"/gathering/polls/marks/{uuid4()}/",
    ):
        assert client.get(path).status_code == 404
    assert client.put(url(poll)).status_code == 405
    assert client.post(f"{url(poll)}marked/").status_code == 405
    assert client.delete(f"/gathering/polls/marks/{participant.code}/").status_code == 405


def test_many_marks_from_one_network_are_slowed_down(client, poll, options, settings):
    settings.PARTNERSHIP = {"ANSWERS_PER_HOUR": 1}

    found = [
        client.post(url(poll), values(options, "yes", "no", email=f"ada{number}@example.org")).status_code
        for number in range(3)
    ]

    assert found == [302, 429, 429]
    assert PollParticipant.objects.count() == 1


def test_page_costs_the_same_queries_for_three_programs_and_for_thirty(
    client, poll, options, django_assert_max_num_queries
):
    for number in range(30):
        if number in (3, 29):
            with django_assert_max_num_queries(6):
                poll_table(poll)
        PollParticipantFactory(poll=poll, marks={options[0].pk: "yes"})


# The best date


@pytest.mark.parametrize(
    ("counts", "best"),
    [
        ({}, set()),
        ({1: (0, 0, 3), 2: (0, 0, 1)}, set()),
        ({1: (2, 0, 0), 2: (1, 5, 0)}, {1}),
        ({1: (2, 1, 0), 2: (2, 3, 9)}, {2}),
        ({1: (2, 1, 0), 2: (2, 1, 4)}, {1, 2}),
    ],
)
def test_best_date_suits_most_then_suits_if_need_be(counts, best):
    named = {pk: dict(zip(("yes", "if_needed", "no"), one, strict=True)) for pk, one in counts.items()}

    assert best_options(named) == best


# Proposing


def test_gathering_has_one_open_poll(page, poll, staff):
    proposed = [Proposed(in_days(5), None), Proposed(in_days(6), None)]

    with pytest.raises(PollRefused, match="has an open date poll already"):
        propose_dates(page, by=staff, question="?", dates=proposed)

    withdraw_poll(poll, by=staff)
    assert propose_dates(page, by=staff, question="?", dates=proposed).options.count() == 2


def test_one_date_is_no_poll_and_a_past_one_is_refused(page, staff):
    with pytest.raises(PollRefused, match="at least two"):
        propose_dates(page, by=staff, question="?", dates=[Proposed(in_days(5), None)])
    with pytest.raises(PollRefused, match="has passed"):
        propose_dates(page, by=staff, question="?", dates=[Proposed(in_days(5), None), Proposed(in_days(-1), None)])

    assert DatePoll.objects.count() == 0


def test_dates_are_added_to_an_open_poll_and_those_there_stay(poll, options, staff):
    change_poll(
        poll,
        by=staff,
        question="When?",
        text="",
        closes_on=None,
        dates=[Proposed(in_days(50), None), Proposed(options[0].starts_at, None)],
    )

    poll.refresh_from_db()
    assert (poll.question, poll.options.count()) == ("When?", 3)


# Deciding


def test_decision_moves_a_published_gathering_and_mails_everyone_with_a_calendar_entry(
    poll, options, staff, django_capture_on_commit_callbacks
):
    for name in ("Ada", "Bo"):
        PollParticipantFactory(poll=poll, name=name, email=f"{name.lower()}@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        decide_poll(poll, options[1], by=staff, note="")

    page = GatheringPage.objects.get()
    poll.refresh_from_db()
    assert (page.starts_at, page.ends_at, page.status) == (options[1].starts_at, options[1].ends_at, "moved")
    assert page.calendar_entry.starts_at == options[1].starts_at
    assert page.calendar_entry.sequence == 1
    assert page.latest_revision.user == staff
    assert (poll.status, poll.chosen) == (PollStatus.DECIDED, options[1])
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@example.org", "bo@example.org"]
    message = mail.outbox[0]
    assert message.body.splitlines()[0].startswith("Talk takes place on ")
    assert f"{page.url}register/" in message.body
    name, content, mime_type = message.attachments[0]
    event = icalendar.Calendar.from_ical(content).walk("VEVENT")[0]
    assert (event.decoded("dtstart").astimezone(ZoneInfo("UTC")), str(event["status"])) == (
        options[1].starts_at,
        "CONFIRMED",
    )
    assert str(event["uid"]).startswith(str(page.uid))


def test_draft_gets_the_date_and_stays_a_draft(calendar, staff, django_capture_on_commit_callbacks):
    page = gathering(calendar, "Talk", live=False)
    poll = DatePollFactory(gathering=page, dates=dates(30, 40))
    PollParticipantFactory(poll=poll)

    with django_capture_on_commit_callbacks(execute=True):
        decide_poll(poll, poll.options.first(), by=staff)

    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    assert (page.live, latest.live, latest.status) == (False, False, GatheringStatus.SCHEDULED)
    assert latest.starts_at == page.starts_at == poll.options.first().starts_at
    assert "not announced yet" in mail.outbox[0].body
    assert "register" not in mail.outbox[0].body
    event = icalendar.Calendar.from_ical(mail.outbox[0].attachments[0][1]).walk("VEVENT")[0]
    assert str(event["status"]) == "CONFIRMED"


def test_changes_that_are_not_published_stay_so_and_get_the_date_too(page, poll, options, staff):
    page.title = "Not ready"
    page.save_revision()

    decide_poll(poll, options[0], by=staff)

    page = GatheringPage.objects.get()
    latest = page.get_latest_revision_as_object()
    assert (page.title, page.starts_at, page.has_unpublished_changes) == ("Talk", options[0].starts_at, True)
    assert (latest.title, latest.starts_at, latest.status) == ("Not ready", options[0].starts_at, "moved")


def test_postponed_gathering_takes_place_again_with_a_new_note(calendar, staff):
    page = gathering(calendar, status=GatheringStatus.POSTPONED, status_note="The hall is closed.")
    poll = DatePollFactory(gathering=page, dates=dates(30, 40))

    decide_poll(poll, poll.options.first(), by=staff, note="New date, same hall.")

    page.refresh_from_db()
    assert (page.status, page.status_note) == (GatheringStatus.MOVED, "New date, same hall.")


def test_date_that_the_gathering_has_already_leaves_it_scheduled(calendar, staff):
    page = gathering(calendar)
    poll = DatePollFactory(gathering=page, dates=[(page.starts_at, page.ends_at), *dates(40)])

    decide_poll(poll, poll.options.get(starts_at=page.starts_at), by=staff)

    page.refresh_from_db()
    assert page.status == GatheringStatus.SCHEDULED


def test_end_of_registration_keeps_its_distance_from_the_start(calendar, staff):
    page = gathering(calendar, registration_closes_at=in_days(8))
    poll = DatePollFactory(gathering=page, dates=dates(30, 40))
    before = page.starts_at - page.registration_closes_at

    decide_poll(poll, poll.options.first(), by=staff)

    page.refresh_from_db()
    assert page.starts_at - page.registration_closes_at == before


def test_second_decision_gets_a_sentence_and_changes_nothing(poll, options, staff, django_capture_on_commit_callbacks):
    PollParticipantFactory(poll=poll)
    with django_capture_on_commit_callbacks(execute=True):
        decide_poll(poll, options[0], by=staff)
        with pytest.raises(PollRefused, match="Somebody has just decided this poll"):
            decide_poll(poll, options[1], by=staff)

    assert GatheringPage.objects.get().starts_at == options[0].starts_at
    assert len(mail.outbox) == 1


def test_date_of_another_poll_a_past_one_and_a_cancelled_gathering_are_refused(calendar, poll, options, staff):
    other = DatePollFactory(gathering=gathering(calendar, "Other"), dates=[*dates(50), (in_days(-1), None)])
    with pytest.raises(PollRefused, match="not among those proposed"):
        decide_poll(poll, other.options.last(), by=staff)
    with pytest.raises(PollRefused, match="has passed"):
        decide_poll(other, other.options.first(), by=staff)
    GatheringPage.objects.filter(pk=poll.gathering_id).update(status=GatheringStatus.CANCELLED)
    with pytest.raises(PollRefused, match="cancelled"):
        decide_poll(poll, options[0], by=staff)

    poll.refresh_from_db()
    assert poll.status == PollStatus.OPEN


def test_links_say_that_the_date_was_chosen(client, poll, options, staff):
    participant = PollParticipantFactory(poll=poll)
    decide_poll(poll, options[0], by=staff)

    for path in (url(poll), f"/gathering/polls/marks/{participant.code}/"):
        assert "The date was chosen:" in text(client.get(path))
        assert client.post(path, values(options, "yes", "no")).status_code == 409
    assert "Register for this gathering" in text(client.get(url(poll)))


def test_withdrawn_poll_tells_everyone_once(client, poll, staff, django_capture_on_commit_callbacks):
    PollParticipantFactory(poll=poll, name="Ada")

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_poll(poll, by=staff)
        with pytest.raises(PollRefused):
            withdraw_poll(poll, by=staff)

    assert [message.body.splitlines()[0] for message in mail.outbox] == [
        "Ada, the date poll for Talk was withdrawn: you need not keep the dates free."
    ]
    assert "was withdrawn" in text(client.get(url(poll)))


def test_only_staff_who_run_gatherings_propose_decide_and_withdraw(page, poll, options, editor):
    for act in (
        lambda: propose_dates(page, by=editor, question="?", dates=[]),
        lambda: change_poll(poll, by=editor, question="?", text="", closes_on=None),
        lambda: decide_poll(poll, options[0], by=editor),
        lambda: withdraw_poll(poll, by=editor),
    ):
        with pytest.raises(PollRefused, match="Only staff"):
            act()


def test_who_may_not_publish_a_published_gathering_does_not_choose_its_date(poll, options):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_registration"))

    with pytest.raises(PollRefused, match="You may not publish this gathering"):
        decide_poll(poll, options[0], by=user)

    poll.refresh_from_db()
    assert (poll.status, poll.gathering.status) == (PollStatus.OPEN, GatheringStatus.SCHEDULED)
