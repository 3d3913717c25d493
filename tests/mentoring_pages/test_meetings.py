"""Meetings of a pair: proposed, agreed on, moved, called off, reminded of and logged (R16, R40-R43)."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from events.feeds.entry_facts import uid_text
from events.ical.lint import lint
from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.meeting_outcomes import log_held, log_not_held, remind_of_meetings
from mentoring_pages.actions.meetings import (
    agree_time,
    cancel_meeting,
    cancel_meetings_of_ended_pairs,
    change_how,
    propose_times,
    refuse_times,
)
from mentoring_pages.calendar_sources import meetings as personal_meetings
from mentoring_pages.enums import MeetingStatus, PairStatus, Side
from mentoring_pages.models import Contact, Meeting, MeetingTime, MentoringSettings
from resources.mailing import send_due_mails
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import mails, url
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moments():
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    return [now + dt.timedelta(days=days) for days in (3, 5, 8)]


@pytest.fixture
def how():
    return {
        "minutes": 45,
        "mode": mentoring.contact_mode(),
        "place": "At our site",
        "join_url": "https://meet.example.org/pair-4711",
    }


@pytest.fixture
def proposed(paired, moments, how):
    """The mentor's three times, of which no mail is kept."""
    meeting = propose_times(paired.pair, by=paired.mentor, moments=moments, **how)
    mail.outbox.clear()
    return meeting


@pytest.fixture
def agreed(paired, proposed):
    """The mentee took the first of them."""
    return agree_time(proposed, proposed.times.first().code, by=paired.mentee)


def entries():
    """(recipient, METHOD of the mail's part, calendar) of each mail with a calendar entry."""
    found = []
    for message in mail.outbox:
        parts = message_from_bytes(message.message().as_bytes(), policy=policy.default).walk()
        for part in parts:
            if part.get_content_type() == "text/calendar":
                text = part.get_content()
                raw = (
                    (text if isinstance(text, bytes) else text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                )
                found.append((message.to[0], part.get_param("method"), Calendar.from_ical(raw), raw))
    return found


def event_of(calendar):
    return calendar.walk("VEVENT")[0]


# --- Proposing and agreeing ---


def test_times_are_proposed_to_the_other_side(paired, moments, how, committed):
    committed(propose_times, paired.pair, by=paired.mentor, moments=moments, **how)

    assert list(MeetingTime.objects.values_list("side", "starts_at")) == [(Side.MENTOR, moment) for moment in moments]
    assert Meeting.objects.get().status == MeetingStatus.OPEN
    assert mails() == [(paired.mentee.email, "Goldfinch Bridge After School proposes times for a meeting")]
    assert mail.outbox[0].body.count("\n- ") == 3
    assert "Where: At our site" in mail.outbox[0].body
    assert entries() == []


def test_same_proposal_again_mails_nobody(paired, proposed, moments, how, committed):
    committed(propose_times, paired.pair, by=paired.mentor, moments=moments, **how)

    assert mail.outbox == []


def test_new_proposal_replaces_the_old_one_of_that_side_alone(paired, proposed, moments, how):
    propose_times(paired.pair, by=paired.mentee, moments=moments[2:], **how)
    propose_times(paired.pair, by=paired.mentor, moments=moments[1:2], **how)

    assert list(MeetingTime.objects.values_list("side", "starts_at")) == [
        (Side.MENTOR, moments[1]),
        (Side.MENTEE, moments[2]),
    ]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("days", [[], [1, 2, 3, 4], [-1]])
def test_one_to_three_moments_to_come_are_proposed(paired, how, days):
    moments = [timezone.now() + dt.timedelta(days=each) for each in days]

    with pytest.raises(Incomplete):
        propose_times(paired.pair, by=paired.mentor, moments=moments, **how)


def test_agreed_time_stands_alone_and_both_get_it_for_their_calendars(paired, proposed, moments, committed):
    committed(agree_time, proposed, proposed.times.first().code, by=paired.mentee)

    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.starts_at, meeting.minutes, meeting.place, meeting.sequence) == (
        MeetingStatus.AGREED,
        moments[0],
        45,
        "At our site",
        0,
    )
    assert not MeetingTime.objects.exists()
    assert sorted(to for to, *_rest in entries()) == sorted([paired.mentor.email, paired.mentee.email])


def test_entry_in_the_mail_is_a_request_to_one_person_who_need_not_answer(paired, proposed, committed):
    """RFC 5546 section 3.2.2, RFC 6047 section 2.4; the rules of feeds hold for the rest."""
    settings = MentoringSettings.for_site(site_root().sites_rooted_here.get())
    settings.contact_email = "coordinators@example.org"
    settings.save()

    committed(agree_time, proposed, proposed.times.first().code, by=paired.mentee)

    for to, method, calendar, raw in entries():
        event = event_of(calendar)
        assert (method, str(calendar["METHOD"])) == ("REQUEST", "REQUEST")
        assert str(event["ATTENDEE"]) == f"mailto:{to}"
        assert (event["ATTENDEE"].params["RSVP"], event["ATTENDEE"].params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
        assert str(event["ORGANIZER"]) == "mailto:coordinators@example.org"
        assert (str(event["UID"]), int(event["SEQUENCE"])) == (uid_text(proposed.code), 0)
        assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(minutes=45)
        assert lint(raw) == ["METHOD has no place in a feed.", "ATTENDEE names people."]


def test_join_link_is_in_the_pairs_own_entries(paired, agreed):
    found = personal_meetings(paired.mentor, timezone.localdate())

    assert [(one.title, one.join_url, one.place) for one in found] == [
        ("Mentoring: meeting with Lantern Creek Learning Club", "https://meet.example.org/pair-4711", "At our site")
    ]


@pytest.mark.parametrize("name", ["outsider", "coordinator", "former_member", "editor", "superuser"])
def test_meeting_is_in_nobody_elses_calendar(paired, agreed, persona, name):
    assert personal_meetings(persona(name), timezone.localdate()) == []


def test_proposed_times_are_in_no_calendar(paired, proposed):
    assert personal_meetings(paired.mentee, timezone.localdate()) == []


def test_nobody_agrees_to_their_own_time(paired, proposed):
    with pytest.raises(NotAllowed):
        agree_time(proposed, proposed.times.first().code, by=paired.mentor)


@pytest.mark.parametrize("name", ["outsider", "coordinator", "former_member"])
def test_others_take_no_step(paired, agreed, moments, how, persona, name):
    somebody = persona(name)
    steps = (
        lambda: propose_times(paired.pair, by=somebody, moments=moments, **how),
        lambda: agree_time(agreed, agreed.code, by=somebody),
        lambda: refuse_times(agreed, by=somebody),
        lambda: change_how(agreed, by=somebody, **how),
        lambda: cancel_meeting(agreed, by=somebody),
        lambda: log_held(agreed, by=somebody),
        lambda: log_not_held(agreed, by=somebody),
    )

    for step in steps:
        with pytest.raises(NotAllowed):
            step()


def test_time_that_was_replaced_meanwhile_is_not_taken(paired, proposed, moments, how):
    code = proposed.times.first().code
    propose_times(paired.pair, by=paired.mentor, moments=moments[2:], **how)

    with pytest.raises(WrongState, match="has changed its proposal meanwhile"):
        agree_time(proposed, code, by=paired.mentee)


def test_second_of_two_who_agree_to_different_times_is_told(paired, proposed, moments, how):
    """Each side takes a time of the other's: one wins, the loser reads what was agreed."""
    propose_times(paired.pair, by=paired.mentee, moments=moments[2:], **how)
    theirs, ours = (proposed.times.filter(side=side).first().code for side in Side)
    agree_time(proposed, theirs, by=paired.mentee)

    with pytest.raises(WrongState, match="The meeting was agreed on meanwhile"):
        agree_time(proposed, ours, by=paired.mentor)


def test_time_that_has_passed_is_not_taken(paired, proposed, moments):
    with time_machine.travel(moments[0] + dt.timedelta(minutes=1)), pytest.raises(Incomplete):
        agree_time(proposed, proposed.times.first().code, by=paired.mentee)


def test_two_meetings_at_the_same_time_are_refused(paired, agreed, moments, how):
    again = propose_times(paired.pair, by=paired.mentor, moments=moments[:1], **how)

    with pytest.raises(Incomplete, match="You meet at this time already"):
        agree_time(again, again.times.get().code, by=paired.mentee)


def test_none_fits_is_told_and_closes_a_meeting_without_other_times(paired, proposed, committed):
    committed(refuse_times, proposed, by=paired.mentee)

    assert Meeting.objects.get().status == MeetingStatus.DECLINED
    assert mails() == [(paired.mentor.email, "None of your times suits Lantern Creek Learning Club")]
    with pytest.raises(WrongState):
        refuse_times(proposed, by=paired.mentee)


def test_none_fits_leaves_ones_own_times_to_answer(paired, proposed, moments, how):
    propose_times(paired.pair, by=paired.mentee, moments=moments[2:], **how)

    refuse_times(proposed, by=paired.mentee)

    assert Meeting.objects.get().status == MeetingStatus.OPEN
    assert list(MeetingTime.objects.values_list("side", flat=True)) == [Side.MENTEE]


# --- Moving, changing, cancelling ---


def test_agreed_time_stays_until_another_is_taken_and_then_the_entry_moves(paired, agreed, moments, how, committed):
    propose_times(paired.pair, by=paired.mentee, moments=[moments[2]], meeting=agreed, **how)
    before = Meeting.objects.get().starts_at
    mail.outbox.clear()

    committed(agree_time, agreed, agreed.times.get().code, by=paired.mentor)

    assert (before, Meeting.objects.get().starts_at) == (moments[0], moments[2])
    assert {
        (method, str(event_of(calendar)["UID"]), int(event_of(calendar)["SEQUENCE"]), event_of(calendar)["DTSTART"].dt)
        for _to, method, calendar, _raw in entries()
    } == {("REQUEST", uid_text(agreed.code), 1, moments[2])}
    assert all(subject.startswith("Moved: your meeting with") for _to, subject in mails())


def test_change_of_place_raises_the_number_and_the_same_again_does_nothing(paired, agreed, how, committed):
    for _again in range(2):
        committed(change_how, agreed, by=paired.mentee, **how | {"place": "The library"})

    assert [
        (str(event_of(calendar)["LOCATION"]), int(event_of(calendar)["SEQUENCE"]))
        for _to, _method, calendar, _raw in entries()
    ] == [("The library", 1)] * 2


def test_cancelled_meeting_is_cancelled_in_both_calendars(paired, agreed, committed):
    committed(cancel_meeting, agreed, by=paired.mentor)

    assert {
        (
            method,
            str(calendar["METHOD"]),
            str(event_of(calendar)["STATUS"]),
            str(event_of(calendar)["UID"]),
            int(event_of(calendar)["SEQUENCE"]),
        )
        for _to, method, calendar, _raw in entries()
    } == {("CANCEL", "CANCEL", "CANCELLED", uid_text(agreed.code), 1)}
    assert len(entries()) == 2
    assert [one.is_cancelled for one in personal_meetings(paired.mentee, timezone.localdate())] == [True]


def test_cancelled_meeting_leaves_calendars_once_it_would_have_ended(paired, agreed):
    cancel_meeting(agreed, by=paired.mentor)

    with time_machine.travel(agreed.ends_at + dt.timedelta(minutes=1), tick=False):
        assert personal_meetings(paired.mentee, timezone.localdate() - dt.timedelta(days=30)) == []


def test_proposal_taken_back_is_told_to_the_other_side_alone(paired, proposed, committed):
    committed(cancel_meeting, proposed, by=paired.mentor)

    assert mails() == [(paired.mentee.email, "Goldfinch Bridge After School takes a proposed meeting back")]
    assert entries() == []


@pytest.mark.parametrize("step", ["cancel", "change", "move"])
def test_meeting_whose_time_has_come_is_logged_not_changed(paired, agreed, moments, how, step):
    steps = {
        "cancel": lambda: cancel_meeting(agreed, by=paired.mentor),
        "change": lambda: change_how(agreed, by=paired.mentor, **how),
        "move": lambda: propose_times(paired.pair, by=paired.mentor, moments=moments[2:], meeting=agreed, **how),
    }

    with (
        time_machine.travel(agreed.starts_at, tick=False),
        pytest.raises(WrongState, match="Say whether it took place"),
    ):
        steps[step]()


def test_end_of_the_pair_cancels_what_was_to_come_once(paired, agreed, committed):
    type(paired.pair).objects.update(status=PairStatus.COMPLETE)
    told = [one.is_cancelled for one in personal_meetings(paired.mentor, timezone.localdate())]

    counts = [committed(cancel_meetings_of_ended_pairs) for _again in range(2)]

    assert (told, counts) == ([True], [1, 0])
    assert {method for _to, method, _calendar, _raw in entries()} == {"CANCEL"}
    assert "because the pair has ended" in mail.outbox[0].body


def test_closed_pair_agrees_on_nothing(paired, proposed, moments, how):
    type(paired.pair).objects.update(status=PairStatus.COMPLETE)

    with pytest.raises(NotAllowed, match="Your pair has ended"):
        propose_times(paired.pair, by=paired.mentor, moments=moments, **how)
    with pytest.raises(NotAllowed, match="Your pair has ended"):
        agree_time(proposed, proposed.times.first().code, by=paired.mentee)


# --- Reminder ---


def test_both_are_reminded_once_a_day_before(paired, agreed, committed):
    day_before = agreed.starts_at - dt.timedelta(days=1)
    counts = []
    for moment in (day_before - dt.timedelta(minutes=1), day_before, day_before, agreed.starts_at):
        with time_machine.travel(moment, tick=False):
            counts.append(committed(remind_of_meetings))
            send_due_mails()

    assert counts == [0, 1, 0, 0]
    assert sorted(to for to, subject in mails() if subject.startswith("Tomorrow or sooner")) == sorted(
        [paired.mentor.email, paired.mentee.email]
    )


def test_moved_meeting_is_reminded_of_again_and_a_cancelled_one_is_not(paired, agreed, moments, how, committed):
    with time_machine.travel(agreed.starts_at - dt.timedelta(hours=20), tick=False):
        remind_of_meetings()
        propose_times(paired.pair, by=paired.mentee, moments=[moments[2]], meeting=agreed, **how)
        agree_time(agreed, agreed.times.get().code, by=paired.mentor)
    with time_machine.travel(moments[2] - dt.timedelta(hours=20), tick=False):
        again = remind_of_meetings()
        Meeting.objects.update(reminded_at=None)
        cancel_meeting(agreed, by=paired.mentor)
        cancelled = remind_of_meetings()

    assert (again, cancelled) == (1, 0)


def test_who_agreed_today_for_tomorrow_is_not_reminded_at_once(paired, how):
    meeting = propose_times(paired.pair, by=paired.mentor, moments=[timezone.now() + dt.timedelta(hours=20)], **how)
    agree_time(meeting, meeting.times.get().code, by=paired.mentee)

    assert remind_of_meetings() == 0


# --- After its time ---


@pytest.fixture
def begun(paired):
    """A call agreed on for 5 pm Central yesterday."""
    mentoring.contact_kind()
    start = timezone.localtime().replace(hour=17, minute=0, second=0, microsecond=0) - dt.timedelta(days=1)
    return mentoring.MeetingFactory(pair=paired.pair, starts_at=start, mode=mentoring.contact_mode(), minutes=45)


def test_one_tap_logs_the_contact_and_a_second_one_of_the_other_side_is_the_same(paired, begun):
    """R41."""
    first, second = log_held(begun, by=paired.mentee), log_held(begun, by=paired.mentor)

    contact = Contact.objects.get()
    assert first == second == contact
    assert (contact.happened_on, contact.mode, contact.minutes, contact.was_made, contact.logged_by) == (
        timezone.localdate(begun.starts_at),
        mentoring.contact_mode(),
        45,
        True,
        paired.mentee,
    )
    assert Meeting.objects.get().status == MeetingStatus.HELD


def test_it_did_not_happen_logs_a_try_that_counts_for_nothing(paired, begun):
    contact = log_not_held(begun, by=paired.mentee)

    assert (contact.was_made, Meeting.objects.get().status) == (False, MeetingStatus.NOT_HELD)


def test_two_sides_that_remember_differently_are_told(paired, begun):
    log_not_held(begun, by=paired.mentee)

    with pytest.raises(WrongState, match="It was logged already. Correct it in the log if it is wrong."):
        log_held(begun, by=paired.mentor)


def test_meeting_that_was_logged_by_hand_is_not_logged_twice(paired, begun):
    by_hand = mentoring.ContactFactory(
        pair=paired.pair, logged_by=paired.mentor, happened_on=timezone.localdate(begun.starts_at)
    )

    assert log_held(begun, by=paired.mentee) == by_hand
    assert Contact.objects.count() == 1


def test_meeting_before_its_time_is_not_logged(paired, agreed):
    with pytest.raises(WrongState, match="still to come"):
        log_held(agreed, by=paired.mentor)


def test_late_evening_counts_for_the_pairs_own_day(paired):
    """11 pm Central is tomorrow in UTC."""
    mentoring.contact_kind()
    start = dt.datetime(2026, 11, 18, 5, 0, tzinfo=dt.UTC)
    meeting = mentoring.MeetingFactory(pair=paired.pair, starts_at=start, mode=mentoring.contact_mode())

    with time_machine.travel(start + dt.timedelta(days=1), tick=False):
        assert log_held(meeting, by=paired.mentor).happened_on == dt.date(2026, 11, 17)


# --- In the browser ---


def typed(day, time="15:30", **more):
    mode = str(mentoring.contact_mode().pk)
    return {"day_1": day, "time_1": time, "mode": mode, "minutes": "60", "place": "At our site", **more}


def test_a_meeting_is_proposed_taken_and_logged_in_the_browser(client, paired, committed):
    mentoring.contact_kind()
    day = timezone.localdate() + dt.timedelta(days=4)
    client.force_login(paired.mentor)
    committed(client.post, url("meeting-propose", paired.pair.code), typed(day.isoformat()))
    meeting = Meeting.objects.get()
    own = text_of(client.get(url("pair-detail", paired.pair.code)))
    client.force_login(paired.mentee)
    page = client.get(url("meeting-detail", paired.pair.code, meeting.code))
    time = page.context["row"]["theirs"][0]["code"]

    answer = committed(client.post, url("meeting-agree", paired.pair.code, meeting.code), {"time": time}, follow=True)
    meeting.refresh_from_db()
    with time_machine.travel(meeting.starts_at + dt.timedelta(hours=2), tick=False):
        client.force_login(paired.mentee)
        home = client.get(url("home"))
        logged = client.post(url("meeting-settle", paired.pair.code, meeting.code), {"outcome": "held"}, follow=True)

    assert "You proposed these times." in own
    assert "The other side proposes these times." in text_of(page)
    assert "Agreed. Both of you get a mail" in answer.text
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "15:30"
    assert home.context["step"]["step"].key == "log-planned-meeting"
    assert "Logged. You can add topics" in logged.text
    assert Contact.objects.get().was_made is True


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day_1": "", "time_1": ""}, "day_1"),
        ({"day_1": "2020-01-06"}, "day_1"),
        ({"day_1": "2199-13-40"}, "day_1"),
        ({"time_1": "25:00"}, "time_1"),
        ({"day_2": "2099-01-07"}, "time_2"),
        ({"time_3": "10:00"}, "day_3"),
        ({"mode": ""}, "mode"),
        ({"minutes": "7"}, "minutes"),
        ({"join_url": "javascript:alert(1)"}, "join_url"),
        ({"day_1": "2027-03-14", "time_1": "02:30"}, "time_1"),
        ({"day_1": "2027-11-07", "time_1": "01:30"}, "time_1"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_the_rest_is_kept(client, paired, changes, field):
    """Hours that a change of clocks leaves out or repeats are refused too."""
    client.force_login(paired.mentor)
    with time_machine.travel("2026-11-18 12:00:00-06:00", tick=False):
        client.force_login(paired.mentor)
        answer = client.post(url("meeting-propose", paired.pair.code), typed("2099-01-06") | changes)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["place"].value() == "At our site"


@pytest.mark.parametrize(("day", "hour"), [("2027-03-13", "21:30"), ("2027-03-14", "20:30"), ("2027-11-07", "21:30")])
def test_times_keep_the_pairs_wall_clock_over_a_change(client, paired, day, hour):
    """15:30 Central before and after both changes of 2027."""
    with time_machine.travel("2026-11-18 12:00:00-06:00", tick=False):
        client.force_login(paired.mentor)
        client.post(url("meeting-propose", paired.pair.code), typed(day))

    assert MeetingTime.objects.get().starts_at.strftime("%H:%M") == hour


def test_a_cycle_of_another_zone_is_read_in_that_zone(client, paired):
    type(paired.pair.cycle).objects.update(time_zone="America/New_York")
    with time_machine.travel("2026-11-18 12:00:00-06:00", tick=False):
        client.force_login(paired.mentor)
        client.post(url("meeting-propose", paired.pair.code), typed("2027-01-12"))
        page = text_of(client.get(url("meeting-list", paired.pair.code)))

    assert MeetingTime.objects.get().starts_at.strftime("%H:%M") == "20:30"
    assert "3:30 pm Eastern" in page.replace("\xa0", " ")


def test_a_late_answer_is_told_where_it_stands(client, paired, agreed):
    client.force_login(paired.mentor)

    answer = client.post(url("meeting-agree", paired.pair.code, agreed.code), {"time": "nonsense"}, follow=True)

    assert "The meeting was agreed on meanwhile" in answer.text


def test_coordinators_read_along_without_the_link(client, paired, agreed, coordinator):
    client.force_login(coordinator)

    page = client.get(url("meeting-detail", paired.pair.code, agreed.code))

    assert "At our site" in page.text
    assert "pair-4711" not in page.text
