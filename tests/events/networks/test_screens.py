"""The staff screens of networks' calendars (R27)."""

import pytest
from django.urls import reverse

from events.enums import FetchStatus, Sameness
from events.models import NetworkCalendar, NetworkEvent
from resources.outgoing import fetching
from tests.factories.events import NetworkCalendarFactory, NetworkEventFactory, gathering
from tests.pages import text_of

from .calendars import calendar as calendar_file
from .calendars import event

CALENDAR = "partnership_events_networkcalendar_modeladmin_"
EVENT = "partnership_events_networkevent_modeladmin_"


def url(name, *args):
    return reverse(name, args=args)


@pytest.fixture
def at_desk(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def through_the_door(door, monkeypatch):
    """The button has no door to give: the fetch takes the tests' one."""
    monkeypatch.setattr(fetching, "Door", lambda: door)
    return door


def _form(**changes):
    return {
        "name": "Fox Valley",
        "url": "https://calendar.network-of-kane.org/events.ics",
        "website": "",
        "region": "",
        "is_active": "on",
    } | changes


def test_staff_add_change_and_delete_a_calendar(at_desk):
    assert at_desk.post(url(f"{CALENDAR}create"), _form()).status_code == 302
    made = NetworkCalendar.objects.get()
    assert (made.name, made.url, made.is_in_feeds) == ("Fox Valley", _form()["url"], False)

    at_desk.post(url(f"{CALENDAR}edit", made.pk), _form(name="Fox Valley Youth", is_in_feeds="on"))
    made.refresh_from_db()
    assert (made.name, made.is_in_feeds) == ("Fox Valley Youth", True)

    at_desk.post(url(f"{CALENDAR}delete", made.pk))
    assert not NetworkCalendar.objects.exists()


def test_an_address_as_calendar_programs_copy_it_is_kept_as_one_to_fetch(at_desk):
    at_desk.post(url(f"{CALENDAR}create"), _form(url="webcal://calendar.network-of-kane.org/events.ics"))

    assert NetworkCalendar.objects.get().url == "https://calendar.network-of-kane.org/events.ics"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("http://network.org/a.ics", "Only addresses that start with https:// are fetched."),
        ("https://10.0.0.1/a.ics", "This address leads into a network that is not public, so it is never fetched."),
        ("https://localhost/a.ics", "This is an address for examples. Nothing can be fetched from it."),
        ("https://me:word@network.org/", "The address must not hold a user name or password."),
        ("https://network.org:8080/", "The address must not name a port: only the usual one is fetched."),
        ("no address", "This address has blanks or signs that no address has, or it is too long."),
    ],
)
def test_an_address_that_is_never_fetched_is_refused_and_stays_in_the_form(typed, sentence, at_desk):
    response = at_desk.post(url(f"{CALENDAR}create"), _form(url=typed))

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert f'value="{typed}"' in response.content.decode()
    assert not NetworkCalendar.objects.exists()


def test_two_calendars_of_one_address_are_refused(at_desk, network):
    response = at_desk.post(url(f"{CALENDAR}create"), _form(url=network.url))

    assert response.status_code == 200
    assert NetworkCalendar.objects.count() == 1


def test_a_new_address_is_fetched_whole(at_desk, network):
    NetworkCalendar.objects.update(etag='"one"', status=FetchStatus.FAILED, failures_count=4, problem="Old.")

    at_desk.post(url(f"{CALENDAR}edit", network.pk), _form())

    network.refresh_from_db()
    assert (network.etag, network.status, network.failures_count, network.tried_at) == ("", FetchStatus.NEVER, 0, None)


def test_the_button_fetches_at_once_and_says_what_came_of_it(at_desk, network, server, through_the_door):
    server.send(calendar_file(event(start="DTSTART:20990601T100000Z"), event("RRULE:FREQ=DAILY;COUNT=3", uid="b")))
    address = url(f"{CALENDAR}fetch", network.pk)

    asked = at_desk.get(address)
    assert asked.status_code == 200
    assert server.requests == []
    done = at_desk.post(address, follow=True)

    assert "It worked: 0 events lie ahead." in text_of(done)
    assert len(server.requests) == 1


def test_the_page_of_a_calendar_shows_its_state_and_what_lies_ahead(at_desk, calendar):
    network = NetworkCalendarFactory(
        status=FetchStatus.FAILED, failures_count=3, problem="Nobody answers.", notes="One"
    )
    NetworkEventFactory(calendar=network, title="Supper")
    same = gathering(calendar, title="Open house")
    NetworkEventFactory(calendar=network, title="The open house", same_as=same, sameness=Sameness.LIKELY)

    page = text_of(at_desk.get(url(f"{CALENDAR}inspect", network.pk)))
    listed = text_of(at_desk.get(url(f"{CALENDAR}index")))

    for words in ("Failed 3 times in a row: Nobody answers.", "Supper", "The open house", "Open house"):
        assert words in page
    assert "Failed 3 times in a row" in listed


def test_staff_say_what_is_the_same_and_what_is_not(at_desk, calendar):
    likely = NetworkEventFactory(same_as=gathering(calendar), sameness=Sameness.LIKELY)

    at_desk.get(url(f"{EVENT}not-same", likely.pk))
    likely.refresh_from_db()
    assert likely.sameness == Sameness.LIKELY
    at_desk.post(url(f"{EVENT}not-same", likely.pk))
    likely.refresh_from_db()
    assert likely.sameness == Sameness.DIFFERENT
    at_desk.post(url(f"{EVENT}same", likely.pk))
    likely.refresh_from_db()
    assert likely.sameness == Sameness.SAME


def test_an_event_like_none_of_ours_has_nothing_to_say(at_desk):
    alone = NetworkEventFactory()

    response = at_desk.post(url(f"{EVENT}same", alone.pk), follow=True)

    assert "Nothing was changed." in text_of(response)
    assert NetworkEvent.objects.get().sameness == Sameness.NONE


def test_foreign_text_is_printed_as_text(at_desk):
    bad = "<script>alert(1)</script>"
    found = NetworkEventFactory(title=bad, description=bad, place=bad, calendar__notes=bad, calendar__name=bad)

    for address in (
        url(f"{EVENT}index"),
        url(f"{EVENT}inspect", found.pk),
        url(f"{CALENDAR}index"),
        url(f"{CALENDAR}inspect", found.calendar_id),
    ):
        assert bad not in at_desk.get(address).content.decode()


ADDRESSES = [
    *((f"{CALENDAR}{name}", needs) for name, needs in (("index", 0), ("create", 0), ("inspect", 1), ("edit", 1))),
    *((f"{CALENDAR}{name}", 1) for name in ("delete", "fetch")),
    *((f"{EVENT}{name}", needs) for name, needs in (("index", 0), ("inspect", 1), ("same", 1), ("not-same", 1))),
]


@pytest.mark.parametrize(("name", "needs_row"), ADDRESSES)
def test_the_screens_are_for_staff_who_run_gatherings(name, needs_row, client, editor, mentor, staff, calendar):
    row = NetworkEventFactory(same_as=gathering(calendar), sameness=Sameness.LIKELY)
    pk = row.calendar_id if name.startswith(CALENDAR) else row.pk
    address = url(name, *([pk] if needs_row else []))

    assert client.get(address).status_code == 302
    assert "/login" in client.get(address).url
    client.force_login(editor)
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    client.force_login(mentor)
    assert client.get(address).status_code in (302, 403)
    client.force_login(staff)
    assert client.get(address).status_code == 200
    if needs_row:
        assert client.get(url(name, 999_999)).status_code == 404
        assert client.get(address.replace(f"/{pk}/", "/abc/")).status_code == 404


@pytest.mark.parametrize("name", ["create", "edit"])
def test_events_of_networks_are_not_typed(name, at_desk):
    row = NetworkEventFactory()

    address = url(f"{EVENT}{name}", *([row.pk] if name == "edit" else []))

    assert at_desk.get(address).status_code == 403


def test_nobody_sets_the_state_of_a_calendar_by_a_form(at_desk, network):
    at_desk.post(
        url(f"{CALENDAR}edit", network.pk),
        _form(url=network.url, status="fine", problem="x", failures_count="9", content="x", etag="x", notes="x"),
    )

    network.refresh_from_db()
    state = (network.status, network.problem, network.failures_count, bytes(network.content), network.etag)
    assert state == (FetchStatus.NEVER, "", 0, b"", "")
    assert network.notes == ""
