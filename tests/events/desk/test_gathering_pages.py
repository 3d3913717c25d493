"""The staff's pages of one gathering: who opens them, the lists that staff take along, and the day itself."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions.attendance import add_walk_in, mark_attended, undo_attended
from events.cms import invitation_urls
from events.cms import urls as desk_urls
from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationStatus
from events.exceptions import AttendanceNotOpen, RegistrationRefused, WayNotOffered
from events.guests.attendance import came_count
from events.models import GatheringPage, Registration
from tests.factories.events import RegistrationFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

# Name: the status of GET and of an empty POST for those who run gatherings.
PAGES = {
    "guests-data": (200, 405),
    "guests-data-remove": (302, 422),
    "gathering": (200, 405),
    "guests-csv": (200, 405),
    "guests-xlsx": (200, 405),
    "sign-in-sheet": (200, 405),
    "host-notes": (200, 405),
    "attendance": (200, 405),
    "walk-in": (405, 422),
    "tick": (405, 302),
    "certificates": (200, 405),
    "evaluations": (200, 405),
}
OF_ONE = [name for name in PAGES if not name.startswith("guests-data")]


def address(name, page, registration=None):
    if name.startswith("guests-data"):
        return reverse(f"gathering_desk:{name}")
    if name == "tick":
        return reverse("gathering_desk:tick", args=[page.pk, (registration or page.registrations.first()).pk])
    return reverse(f"gathering_desk:{name}", args=[page.pk])


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_every_page_of_the_desk_is_tested_here():
    elsewhere = {pattern.name for pattern in invitation_urls.urlpatterns} | {"feeds", "feed-check"}

    assert {pattern.name for pattern in desk_urls.urlpatterns} - elsewhere == set(PAGES)


@pytest.mark.parametrize("who", ["anonymous", "mentor", "editor", "coordinator", "runner", "superuser"])
def test_row(who, past_talk, persona, client):
    """Wagtail sends people without access to the CMS to the sign-in; staff without the permission are refused."""
    user = persona(who)
    if user:
        client.force_login(user)

    found = {}
    for name in PAGES:
        url = address(name, past_talk)
        with transaction.atomic():
            found[name] = client.get(url).status_code, client.post(url).status_code
            transaction.set_rollback(True)

    refused = (302, 302) if who in ("anonymous", "mentor") else (403, 403)
    assert found == (PAGES if who in ("runner", "superuser") else dict.fromkeys(PAGES, refused))


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_an_unknown_gathering_is_not_found(pk, past_talk, runner, client):
    client.force_login(runner)

    found = {}
    for name in OF_ONE:
        url = address(name, past_talk).replace(f"/{past_talk.pk}/", f"/{pk}/", 1)
        found[name] = (client.post if name in ("walk-in", "tick") else client.get)(url).status_code

    assert found == dict.fromkeys(OF_ONE, 404)


def test_a_guest_of_another_gathering_is_not_found(past_talk, talk, runner, client):
    client.force_login(runner)
    other = talk.registrations.first()

    assert client.post(reverse("gathering_desk:tick", args=[past_talk.pk, other.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_the_desk_is_stored_by_browsers(name, past_talk, runner, client):
    client.force_login(runner)

    answer = client.get(address(name, past_talk))

    # The CMS adds words of its own.
    assert answer["Cache-Control"].startswith("private, no-store")


def test_posts_without_a_token_are_refused(past_talk, runner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(runner)

    answers = [browser.post(address(name, past_talk)) for name in ("tick", "walk-in", "guests-data-remove")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


@pytest.mark.parametrize(
    "name", ["sign-in-sheet", "host-notes", "attendance", "guests-csv", "guests-xlsx", "gathering"]
)
def test_a_page_costs_the_same_for_three_guests_and_for_thirty(name, past_talk, runner, client):
    client.force_login(runner)
    few = count_queries(lambda: client.get(address(name, past_talk)))
    for number in range(27):
        RegistrationFactory(gathering=past_talk, name=f"More {number}", access_needs="A chair")

    assert count_queries(lambda: client.get(address(name, past_talk))) == few


# The list as a file

HOSTILE = ["=1+1", "+1 312 555 0100", "-2", "@SUM(A1)", "\t=1", '"=1', " =cmd|' /C calc'!A0", "＝1", "a\x0bb"]


@pytest.fixture
def hostile(talk, question):
    """A guest for each text, in every column that takes one."""
    Registration.objects.filter(gathering=talk).delete()
    for number, text in enumerate(HOSTILE):
        RegistrationFactory(
            gathering=talk,
            name=text,
            email=f"=x{number}@example.org",
            program_name=text,
            answers={str(question.pk): [text, "more"]},
        )
    return talk


def test_no_cell_of_the_spreadsheet_is_a_formula_and_a_phone_number_survives(hostile, runner, client):
    client.force_login(runner)

    book = openpyxl.load_workbook(io.BytesIO(client.get(address("guests-xlsx", hostile)).content))

    rows = list(book.active.iter_rows(min_row=2))
    assert len(rows) == len(HOSTILE)
    assert {cell.data_type for row in rows for cell in row if isinstance(cell.value, str)} <= {"s", "inlineStr"}
    names = {row[0].value for row in rows}
    assert "+1 312 555 0100" in names
    assert "=1+1" in names
    assert all(row[0].quotePrefix for row in rows)


def test_no_line_of_the_csv_begins_a_formula(hostile, runner, client):
    client.force_login(runner)

    answer = client.get(address("guests-csv", hostile))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]

    cells = [cell for row in rows for cell in row if cell]
    assert len(rows) == len(HOSTILE)
    assert [
        cell for cell in cells if cell.lstrip(" \"'").startswith(tuple("=+-@\t＝")) and not cell.startswith("'")
    ] == []
    assert "'+1 312 555 0100" in cells
    assert answer["Content-Disposition"] == f'attachment; filename="guests-{hostile.slug}.csv"'


def test_access_needs_and_zip_codes_are_in_no_file(guest, talk, question, runner, client):
    Registration.objects.filter(pk=guest.pk).update(
        access_needs="Wheelchair ramp",
        ride="offered",
        ride_seats=3,
        ride_zip_code="61602",
        answers={str(question.pk): "Cake"},
    )
    client.force_login(runner)

    text = b"".join(client.get(address("guests-csv", talk)).streaming_content).decode()

    assert ["Cake" in text, "What do you bring?" in text, "Wheelchair" in text, "61602" in text] == [
        True,
        True,
        False,
        False,
    ]


# Sheets


def test_sheet_has_a_page_for_each_way_and_no_addresses(calendar, runner, client):
    page = gathering(calendar, "Talk", mode=AttendanceMode.HYBRID)
    RegistrationFactory(gathering=page, name="Ada", email="ada@example.org", program_name="Sparrow Hill")
    RegistrationFactory(gathering=page, name="Ben", email="ben@example.org", online=True, access_needs="Captions")
    RegistrationFactory(gathering=page, name="Cem", waiting=True)
    client.force_login(runner)

    answer = client.get(address("sign-in-sheet", page))

    sheets = BeautifulSoup(answer.content, "html.parser").select(".p-sheet")
    assert [[cell.text for cell in sheet.select("tbody th")] for sheet in sheets] == [["Ada"], ["Ben"]]
    assert "@example.org" not in answer.text
    assert "Captions" not in answer.text


def test_what_guests_need_is_on_a_sheet_of_its_own(calendar, runner, client):
    page = gathering(calendar, "Talk")
    RegistrationFactory(gathering=page, name="Ada", access_needs="A <b>ramp</b>")
    RegistrationFactory(gathering=page, name="Gone", access_needs="Nothing", cancelled=True)
    client.force_login(runner)

    text = text_of(client.get(address("host-notes", page)))

    assert "A <b>ramp</b>" in text
    assert "Gone" not in text


# Attendance


def test_a_tap_ticks_off_and_another_takes_it_back(past_talk, runner, client):
    cem = past_talk.registrations.get(name="Cem Cedar")
    client.force_login(runner)

    first = client.post(address("tick", past_talk, cem))
    client.post(address("tick", past_talk, cem))
    cem.refresh_from_db()
    ticked, at = cem.status, cem.attended_at
    client.post(address("tick", past_talk, cem), {"undo": "1"})
    cem.refresh_from_db()

    assert first.url == f"{address('attendance', past_talk)}#guest-{cem.pk}"
    assert (ticked, cem.status, cem.attended_at) == ("attended", "going", None)
    assert at is not None


def test_who_waited_and_came_waits_again_when_it_was_a_slip(calendar, runner):
    page = gathering(calendar, days=0)
    waiting = RegistrationFactory(gathering=page, waiting=True, waiting_since=timezone.now())

    mark_attended(waiting, by=runner)
    undo_attended(waiting, by=runner)

    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.WAITLISTED


def test_a_cancelled_guest_is_not_ticked_off(calendar, runner):
    cancelled = RegistrationFactory(gathering=gathering(calendar, days=0), cancelled=True)

    with pytest.raises(RegistrationRefused):
        mark_attended(cancelled, by=runner)


@pytest.mark.parametrize(
    "values",
    [{"days": 2}, {"days": 0, "status": GatheringStatus.CANCELLED}, {"days": 0, "status": GatheringStatus.POSTPONED}],
)
def test_attendance_is_closed_too_early_and_for_what_does_not_take_place(values, calendar, runner, client):
    page = gathering(calendar, **values)
    guest = RegistrationFactory(gathering=page)
    client.force_login(runner)

    answer = client.post(address("tick", page, guest), follow=True)

    guest.refresh_from_db()
    assert guest.status == RegistrationStatus.GOING
    assert "12 hours before the start" in answer.text
    with pytest.raises(AttendanceNotOpen):
        mark_attended(guest, by=runner)


def test_attendance_opens_twelve_hours_before(calendar, runner):
    page = gathering(calendar, starts_at=timezone.now() + timedelta(hours=20))
    guest = RegistrationFactory(gathering=page)

    with pytest.raises(AttendanceNotOpen):
        mark_attended(guest, by=runner)
    mark_attended(guest, by=runner, now=page.starts_at - timedelta(hours=12))

    guest.refresh_from_db()
    assert guest.status == RegistrationStatus.ATTENDED


def test_an_action_asks_for_permission_itself(past_talk, coordinator):
    cem = past_talk.registrations.get(name="Cem Cedar")

    for act in (mark_attended, undo_attended):
        with pytest.raises(AttendanceNotOpen):
            act(cem, by=coordinator)
    with pytest.raises(AttendanceNotOpen):
        add_walk_in(past_talk, by=coordinator, code=uuid4(), name="Eve", way=AttendanceWay.IN_PERSON)


def test_somebody_who_just_came_is_added_once_however_often_the_form_is_sent(past_talk, runner, client):
    values = {"code": str(uuid4()), "name": "Eve Elm", "program_name": "Third Program"}
    client.force_login(runner)

    client.post(address("walk-in", past_talk), values)
    client.post(address("walk-in", past_talk), values)

    found = Registration.objects.filter(name="Eve Elm").values_list("status", "way", "email", "program_name")
    assert list(found) == [("attended", "in_person", "", "Third Program")]


def test_a_walk_in_with_a_known_address_is_the_guest_who_signed_up(past_talk, runner):
    guest = add_walk_in(
        past_talk, by=runner, code=uuid4(), name="C. Cedar", email="CEM@example.org", way=AttendanceWay.IN_PERSON
    )

    assert (guest.name, guest.status) == ("Cem Cedar", "attended")
    assert past_talk.registrations.count() == 3


def test_a_walk_in_comes_in_a_way_that_there_is(past_talk, runner):
    with pytest.raises(WayNotOffered):
        add_walk_in(past_talk, by=runner, code=uuid4(), name="Eve", way=AttendanceWay.ONLINE)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Eve", "email": "x"}, "valid email"),
        ({"name": "E\x00"}, "Null characters"),
        ({"name": "Eve", "code": "x"}, "valid UUID"),
    ],
)
def test_a_walk_in_that_is_refused_keeps_what_was_typed(values, said, past_talk, runner, client):
    client.force_login(runner)

    answer = client.post(
        address("walk-in", past_talk), {"code": str(uuid4()), "program_name": "Kept as typed"} | values
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept as typed" in answer.text
    assert past_talk.registrations.count() == 3


@pytest.mark.parametrize("search", ["ada", "SPARROW", "\x00ada", "'", "%"])
def test_finding_a_name_is_plain(search, past_talk, runner, client):
    client.force_login(runner)

    answer = client.get(address("attendance", past_talk), {"q": search})

    assert answer.status_code == 200
    assert len(answer.context["guests"]) == {"ada": 1, "\x00ada": 1, "SPARROW": 3}.get(search, 0)


@pytest.mark.parametrize(("entered", "expected"), [(None, 2), (40, 40), (0, 0)])
def test_how_many_came_is_counted_unless_staff_wrote_it_down(entered, expected, past_talk):
    """R88."""
    GatheringPage.objects.filter(pk=past_talk.pk).update(attendance_count=entered)
    past_talk.refresh_from_db()

    assert came_count(past_talk) == expected


def test_nobody_ticked_off_is_no_number(talk):
    assert came_count(talk) is None
