"""Members' personal calendars: the secret address, what stands in it, and how it ends."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from events.actions.subscriptions import (
    MOST_DEVICES,
    change_subscription,
    end_subscription,
    forget_lost_gatherings,
    make_subscription,
    renew_subscription,
)
from events.enums import AttendanceMode, GatheringStatus, ReaderProgram, RegistrationStatus
from events.exceptions import SubscriptionRefused
from events.ical.lint import lint
from events.models import CalendarSubscription, LostGathering
from tests.events.test_feed_readers import READERS, read
from tests.factories import mentoring
from tests.factories.events import RegistrationFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

WITHOUT_CHANGES = ("POST", "PUT", "DELETE", "OPTIONS", "PROPFIND")


@pytest.fixture
def phone(mentor):
    """(the mentor's calendar, its address)."""
    calendar, token = make_subscription(mentor, name="Phone")
    return calendar, f"/gathering/my/{token}.ics"


@pytest.fixture
def talk(calendar):
    return gathering(
        calendar, "Talk", mode=AttendanceMode.HYBRID, join_url="https://meet.example.org/secret-room", days=5
    )


def events_of(response):
    """{summary: VEVENT as text} with lines put together."""
    text = response.content.decode().replace("\r\n ", "")
    found = {}
    for part in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = dict(line.partition(":")[::2] for line in part.split("\r\n") if ":" in line)
        found[lines["SUMMARY"]] = part
    return found


def line(event, name):
    return next((one.partition(":")[2] for one in event.split("\r\n") if one.partition(":")[0] == name), None)


# --- The address ---


def test_a_calendar_is_read_without_a_cookie_and_kept_by_nobody(client, phone, mentor, talk):
    """CALENDARS, personal token."""
    RegistrationFactory(gathering=talk, user=mentor)

    response = client.get(phone[1])

    assert response.status_code == 200
    assert list(events_of(response)) == ["Talk"]
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "Last-Modified" not in response


def test_a_calendar_that_has_not_changed_is_304(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor)
    etag = client.get(phone[1])["ETag"]

    assert client.get(phone[1], headers={"If-None-Match": etag}).status_code == 304
    RegistrationFactory(gathering=gathering(talk.get_parent(), "Second"), user=mentor)
    assert client.get(phone[1], headers={"If-None-Match": etag}).status_code == 200


def test_head_is_get_without_the_body(client, phone):
    answer = client.head(phone[1])

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get(phone[1])["ETag"]


@pytest.mark.parametrize("method", WITHOUT_CHANGES)
def test_programs_that_try_to_write_get_405(client, phone, method):
    assert client.generic(method, phone[1]).status_code == 405


@pytest.mark.parametrize("token", ["x", "A" * 31, "A" * 32, "A" * 33, "%00", "é" * 32, "A" * 5000, "..", "ü%ff", "a b"])
def test_an_address_that_is_no_calendar_is_404_without_a_redirect(client, phone, token):
    assert client.get(f"/gathering/my/{token}.ics").status_code == 404


def test_the_token_is_stored_as_a_hash_and_has_192_bits(phone):
    token = phone[1].removeprefix("/gathering/my/").removesuffix(".ics")

    assert len(token) == 32
    assert token not in str(CalendarSubscription.objects.values().get())
    assert len(CalendarSubscription.objects.get().token_hash) == 64


def test_a_renewed_address_works_at_once_and_the_old_one_is_unknown(client, phone, mentor):
    token = renew_subscription(phone[0], by=mentor)

    assert client.get(phone[1]).status_code == 404
    assert client.get(f"/gathering/my/{token}.ics").status_code == 200


def test_a_deactivated_member_has_no_calendar_any_more(client, phone, mentor):
    mentor.is_active = False
    mentor.save()

    assert client.get(phone[1]).status_code == 404


def test_a_member_who_is_deactivated_past_our_ears_has_no_calendar_either(client, phone, mentor):
    type(mentor).objects.update(is_active=False)

    assert client.get(phone[1]).status_code == 404


def test_a_new_password_ends_every_calendar(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor)
    mentor.set_password("a-new-long-password")
    mentor.save()

    assert list(events_of(client.get(phone[1]))) == ["This calendar has ended"]


def test_signing_in_and_a_password_that_is_only_hashed_anew_end_nothing(client, phone, mentor, settings):
    mentor.set_password("a-known-long-password")
    mentor.save()
    _calendar, token = make_subscription(mentor, name="Tablet")
    mentor = type(mentor).objects.get(pk=mentor.pk)
    before = mentor.password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    assert mentor.check_password("a-known-long-password")
    client.force_login(mentor)

    assert type(mentor).objects.get(pk=mentor.pk).password != before
    assert client.get(f"/gathering/my/{token}.ics").status_code == 200
    assert CalendarSubscription.objects.get(name="Tablet").revoked_at is None


def test_an_ended_calendar_says_so_for_30_days_and_is_gone_then(client, phone, mentor, talk):
    """CALENDARS, idea 5."""
    RegistrationFactory(gathering=talk, user=mentor)
    end_subscription(phone[0], by=mentor)

    first = client.get(phone[1])
    with time_machine.travel(timezone.now() + timedelta(days=29, hours=23), tick=False):
        last = client.get(phone[1])
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        gone = client.get(phone[1])

    assert list(events_of(first)) == ["This calendar has ended"]
    assert b"Talk" not in first.content
    assert last.content == first.content
    assert lint(first.content, timezone.now()) == []
    assert gone.status_code == 410
    assert gone["Cache-Control"] == "private, no-store"
    assert b"VEVENT" not in gone.content


def test_no_secret_stands_in_any_log(client, phone, mentor, caplog):
    caplog.set_level(logging.DEBUG)
    token = phone[1].removeprefix("/gathering/my/").removesuffix(".ics")
    paths = [phone[1], f"{phone[1]}/", f"/gathering/my/{token}", f"/gathering/my/{token}x.ics"]
    for path in paths:
        for method in ("GET", "POST", "PROPFIND"):
            client.generic(method, path)
    end_subscription(phone[0], by=mentor)
    client.get(phone[1])
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        client.get(phone[1])

    assert caplog.records
    assert token not in caplog.text
    assert not any(token in str(record.args) + str(record.msg) for record in caplog.records)


def test_no_secret_stands_in_the_calendar_itself(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor)

    text = client.get(phone[1]).content.decode()

    assert phone[1].split("/")[-1].removesuffix(".ics") not in text.replace("\r\n ", "")
    assert "SOURCE" not in text


# --- What stands in it ---


def test_a_gathering_has_the_identity_of_the_public_feed(client, phone, mentor, talk):
    """CALENDARS, idea 2."""
    RegistrationFactory(gathering=talk, user=mentor)

    own = events_of(client.get(phone[1]))["Talk"]
    public = events_of(client.get(f"{talk.get_parent().url}calendar.ics"))["Talk"]

    assert line(own, "UID") == line(public, "UID")
    assert line(own, "SEQUENCE") == line(public, "SEQUENCE")


def test_the_address_to_join_stands_in_the_calendar_of_who_attends_online(client, phone, mentor, mentee, talk):
    RegistrationFactory(gathering=talk, user=mentor, online=True)
    RegistrationFactory(gathering=talk, user=mentee)
    _calendar, token = make_subscription(mentee, name="Phone")

    online = client.get(phone[1]).content
    in_person = client.get(f"/gathering/my/{token}.ics").content

    assert b"secret-room" in online.replace(b"\r\n ", b"")
    assert b"CONFERENCE" in online
    assert b"secret-room" not in in_person.replace(b"\r\n ", b"")


def test_other_peoples_registrations_are_not_mine(client, phone, mentee, talk):
    RegistrationFactory(gathering=talk, user=mentee)
    RegistrationFactory(gathering=talk)

    assert events_of(client.get(phone[1])) == {}


def test_the_waiting_list_is_tentative_and_left_out_by_the_devices_switch(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor, waiting=True, online=True)

    shown = client.get(phone[1])
    change_subscription(phone[0], by=mentor, name="Phone", shows_waiting=False, shows_pair=True)
    hidden = client.get(phone[1])

    assert line(events_of(shown)["Waiting list: Talk"], "STATUS") == "TENTATIVE"
    assert b"secret-room" not in shown.content.replace(b"\r\n ", b"")
    assert events_of(hidden) == {}


def test_a_place_on_offer_is_tentative_whatever_the_switch_says(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor, status=RegistrationStatus.OFFERED)
    change_subscription(phone[0], by=mentor, name="Phone", shows_waiting=False, shows_pair=True)

    assert line(events_of(client.get(phone[1]))["Please confirm: Talk"], "STATUS") == "TENTATIVE"


def test_a_registration_that_is_cancelled_leaves_and_a_gathering_that_is_called_off_stays(
    client, phone, mentor, calendar, talk
):
    RegistrationFactory(gathering=talk, user=mentor, cancelled=True)
    off = gathering(calendar, "Off", status=GatheringStatus.CANCELLED)
    RegistrationFactory(gathering=off, user=mentor)

    found = events_of(client.get(phone[1]))

    assert list(found) == ["Cancelled: Off"]
    assert line(found["Cancelled: Off"], "STATUS") == "CANCELLED"


def test_two_registrations_of_one_member_make_one_entry(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor, waiting=True)
    RegistrationFactory(gathering=talk, user=mentor)

    assert list(events_of(client.get(phone[1]))) == ["Talk"]


def test_due_dates_of_the_own_plan_stand_in_it_and_nothing_that_was_written(client, phone, paired, mentor, outsider):
    """R14, R44. Words that only the pair knows are planted first."""
    day = timezone.localdate() + timedelta(days=9)
    goal = {"goal__plan__pair": paired.pair, "goal__text": "Quokka goal", "text": "Quokka step"}
    step = mentoring.GoalStepFactory(due_on=day, **goal)
    mentoring.GoalStepFactory(goal=step.goal, due_on=day, text="Quokka done", is_done=True)
    mentoring.GoalStepFactory(due_on=day, text="Quokka of others")
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, text="Quokka journal")
    mentoring.ContactFactory(pair=paired.pair, logged_by=mentor, note="Quokka contact", happened_on=day)
    _calendar, others_token = make_subscription(outsider, name="Phone")

    response = client.get(phone[1])
    found = events_of(response)

    assert list(found) == ["Action plan: step due"]
    assert line(found["Action plan: step due"], "DTSTART;VALUE=DATE") == f"{day:%Y%m%d}"
    assert b"quokka" not in response.content.lower()
    assert lint(response.content, timezone.now()) == []
    assert events_of(client.get(f"/gathering/my/{others_token}.ics")) == {}
    change_subscription(phone[0], by=mentor, name="Phone", shows_waiting=True, shows_pair=False)
    assert events_of(client.get(phone[1])) == {}


def test_due_dates_leave_when_the_member_leaves_the_program(client, phone, paired, mentor):
    mentoring.GoalStepFactory(goal__plan__pair=paired.pair, due_on=timezone.localdate())
    assert len(events_of(client.get(phone[1]))) == 1

    mentor.program_memberships.update(is_active=False)

    assert events_of(client.get(phone[1])) == {}


@pytest.mark.parametrize("reader", READERS)
def test_programs_read_the_personal_calendar_as_meant(client, phone, paired, mentor, calendar, talk, reader, tmp_path):
    """ "Shows 1" of issue 3."""
    day = timezone.localdate() + timedelta(days=3)
    mentoring.GoalStepFactory(goal__plan__pair=paired.pair, due_on=day)
    RegistrationFactory(gathering=talk, user=mentor, online=True)
    waiting = gathering(calendar, "Waiting", days=6, time_zone="Asia/Kolkata")
    RegistrationFactory(gathering=waiting, user=mentor, waiting=True)

    found = {one.summary: one for one in read(reader, client.get(phone[1]).content, tmp_path).values()}

    assert set(found) == {"Action plan: step due", "Talk", "Waiting list: Waiting"}
    assert found["Action plan: step due"].start == day
    assert (found["Talk"].start, found["Talk"].end) == (talk.starts_at, talk.ends_at)
    assert found["Waiting list: Waiting"].start == waiting.starts_at
    assert found["Waiting list: Waiting"].status == "TENTATIVE"


def test_a_calendar_costs_the_same_for_3_gatherings_and_for_12(client, phone, mentor, calendar):
    for number in range(3):
        RegistrationFactory(gathering=gathering(calendar, f"G {number}"), user=mentor)
    client.get(phone[1])
    few = count_queries(lambda: client.get(phone[1]))
    for number in range(9):
        RegistrationFactory(gathering=gathering(calendar, f"More {number}"), user=mentor)
    many = count_queries(lambda: client.get(phone[1]))

    assert len(events_of(client.get(phone[1]))) == 12
    assert many == few


def test_an_unpublished_change_of_a_gathering_is_not_told(client, phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor)
    talk.title = "Unpublished title"
    talk.save_revision()

    assert list(events_of(client.get(phone[1]))) == ["Talk"]
    talk.save_revision().publish()
    assert list(events_of(client.get(phone[1]))) == ["Unpublished title"]


# --- Steps ---


def test_others_can_change_nothing(phone, mentee):
    for step in (renew_subscription, end_subscription):
        with pytest.raises(SubscriptionRefused):
            step(phone[0], by=mentee)
    with pytest.raises(SubscriptionRefused):
        change_subscription(phone[0], by=mentee, name="Mine", shows_waiting=True, shows_pair=True)


def test_a_calendar_ends_once(phone, mentor):
    end_subscription(phone[0], by=mentor)

    for step in (renew_subscription, end_subscription):
        with pytest.raises(SubscriptionRefused):
            step(phone[0], by=mentor)


def test_names_are_told_apart_and_there_are_at_most_ten(phone, mentor):
    with pytest.raises(SubscriptionRefused, match="of this name"):
        make_subscription(mentor, name="phone")
    for number in range(MOST_DEVICES - 1):
        make_subscription(mentor, name=f"Device {number}")
    with pytest.raises(SubscriptionRefused, match="You have 10 calendars"):
        make_subscription(mentor, name="Eleventh")


def test_who_read_last_is_noted_once_in_ten_minutes(client, phone):
    start = timezone.now()
    agent = {"User-Agent": "iOS/17.5 (21F79) dataaccessd/1.0"}
    for minutes, program in ((0, "iOS/17.5 dataaccessd/1.0"), (9, "Google-Calendar-Importer"), (11, "Thunderbird/128")):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            client.get(phone[1], headers={**agent, "User-Agent": program})
        noted = CalendarSubscription.objects.get()
        expected = {0: ReaderProgram.APPLE, 9: ReaderProgram.APPLE, 11: ReaderProgram.THUNDERBIRD}[minutes]
        assert noted.last_program == expected
    assert noted.last_read_at == start + timedelta(minutes=11)


# --- A gathering that is deleted ---


def test_a_deleted_gathering_is_told_as_cancelled_until_its_day_is_over(client, phone, mentor, talk):
    """R21: its registrations go with it, and yet whoever has it in the phone must hear of it."""
    RegistrationFactory(gathering=talk, user=mentor)
    before = events_of(client.get(phone[1]))["Talk"]

    talk.delete()
    response = client.get(phone[1])

    assert lint(response.content) == []
    found = events_of(response)
    assert list(found) == ["Cancelled: Talk"]
    told = found["Cancelled: Talk"]
    assert line(told, "UID") == line(before, "UID")
    assert line(told, "STATUS") == "CANCELLED"
    assert int(line(told, "SEQUENCE")) > int(line(before, "SEQUENCE"))
    assert "secret-room" not in response.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert events_of(client.get(phone[1])) == {}


def test_gatherings_deleted_with_their_calendar_are_told(client, phone, mentor, calendar, talk):
    RegistrationFactory(gathering=talk, user=mentor)

    calendar.delete()

    assert list(events_of(client.get(phone[1]))) == ["Cancelled: Talk"]


@pytest.mark.parametrize(
    ("values", "shows_waiting", "is_told"),
    [({"cancelled": True}, True, False), ({"waiting": True}, True, True), ({"waiting": True}, False, False)],
)
def test_only_calendars_that_had_it_are_told(client, mentor, mentee, talk, values, shows_waiting, is_told):
    _calendar, token = make_subscription(mentor, name="Phone", shows_waiting=shows_waiting)
    _other, others = make_subscription(mentee, name="Phone")
    RegistrationFactory(gathering=talk, user=mentor, **values)

    talk.delete()

    assert bool(events_of(client.get(f"/gathering/my/{token}.ics"))) == is_told
    assert events_of(client.get(f"/gathering/my/{others}.ics")) == {}


def test_what_is_kept_of_a_deleted_gathering_names_nobody_and_goes_in_time(phone, mentor, talk):
    RegistrationFactory(gathering=talk, user=mentor)
    talk.delete()
    [kept] = LostGathering.objects.values()

    assert set(kept) == {"id", "subscription_id", "entry_id"}
    assert forget_lost_gatherings() == 0
    assert forget_lost_gatherings(timezone.now() + timedelta(days=7)) == 1
    assert not LostGathering.objects.exists()
