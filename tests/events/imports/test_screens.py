"""The staff screen of imports (R27)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.models import CalendarImport, GatheringPage
from tests.events.networks.calendars import calendar as calendar_file
from tests.events.networks.calendars import event
from tests.factories.events import calendar_page
from tests.pages import text_of

from .test_imports import JUNE, _first_of_may, bring_in, person, upload

__all__ = ["_first_of_may"]

SCREEN = "partnership_events_calendarimport_modeladmin_"


def url(name, *args):
    return reverse(f"{SCREEN}{name}", args=args)


@pytest.fixture
def staff(calendar):
    return person("staff", calendar, "add_page", "change_page")


@pytest.fixture
def at_desk(client, staff):
    client.force_login(staff)
    return client


def _file(*events, name="events.ics", content=None):
    return SimpleUploadedFile(name, calendar_file(*events) if content is None else content)


def test_a_file_is_uploaded_looked_at_imported_and_taken_back(at_desk, calendar):
    events = (event(title="Open house", start=JUNE), event("RRULE:FREQ=SECONDLY", uid="b", title="Bad", start=JUNE))
    response = at_desk.post(url("create"), {"calendar": calendar.pk, "file": _file(*events)})
    waiting = CalendarImport.objects.get()
    assert response.url == url("check", waiting.pk)

    looked_at = text_of(at_desk.get(response.url))
    assert "Nothing is written yet. New draft: 1, Left out: 1." in looked_at
    assert looked_at.index("it repeats more often than once a day") < looked_at.index("Open house")
    assert not GatheringPage.objects.exists()

    done = at_desk.post(response.url, follow=True)
    assert "1 draft was made or updated." in text_of(done)
    assert GatheringPage.objects.get().live is False

    undone = at_desk.post(url("undo", waiting.pk), follow=True)
    assert "1 draft was deleted." in text_of(undone)
    assert not GatheringPage.objects.exists()


def test_a_file_is_given_up(at_desk, calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE))

    at_desk.post(url("check", waiting.pk), {"give-up": "1"})

    assert not CalendarImport.objects.exists()
    assert not GatheringPage.objects.exists()


def test_a_double_click_makes_the_drafts_once(at_desk, calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE))

    at_desk.post(url("check", waiting.pk))
    again = at_desk.post(url("check", waiting.pk), follow=True)

    assert "made already" in text_of(again)
    assert GatheringPage.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!doctype html>", "This is not a calendar file."),
        (b"", "The submitted file is empty."),
        (b"BEGIN:VCALENDAR\n" + b"x" * (2 * 1024**2), "The file has more than 2.0"),
    ],
)
def test_a_file_that_is_refused_keeps_the_choice_of_calendar(content, sentence, at_desk, calendar):
    other = calendar_page(title="Second", parent=calendar)

    response = at_desk.post(url("create"), {"calendar": other.pk, "file": _file(content=content)})

    assert sentence in text_of(response)
    assert f'<option value="{other.pk}" selected' in response.content.decode()
    assert not CalendarImport.objects.exists()


def test_a_calendar_below_which_nothing_may_be_added_is_not_offered(at_desk, calendar):
    other = calendar_page(title="Not for you")

    response = at_desk.post(url("create"), {"calendar": other.pk, "file": _file(event(start=JUNE))})

    assert "Not for you" not in text_of(response)
    assert "Select a valid choice" in text_of(response)
    assert not CalendarImport.objects.exists()


def test_who_may_add_nowhere_is_told_so(client, calendar):
    client.force_login(person("nowhere", calendar))

    response = client.get(url("create"))

    assert "There is no calendar below which you may add gatherings." in text_of(response)


def test_a_file_that_waits_is_seen_by_who_uploaded_it_alone(client, calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE))
    client.force_login(person("other", calendar, "add_page", "change_page"))

    for name in ("check", "inspect", "undo"):
        assert client.get(url(name, waiting.pk)).status_code == 404
    assert client.post(url("check", waiting.pk)).status_code == 404
    assert "events.ics" not in text_of(client.get(url("index")))


def test_text_of_a_file_is_printed_as_text(at_desk, calendar, staff):
    bad = "<script>alert(1)</script>"
    waiting = upload(calendar, staff, event(f"LOCATION:{bad}", title=bad, start=JUNE), event(title=bad, start=None))

    assert bad not in at_desk.get(url("check", waiting.pk)).content.decode()


@pytest.mark.parametrize("name", ["index", "create", "inspect", "check", "undo"])
def test_the_screen_is_for_staff_who_run_gatherings(name, client, calendar, staff, editor):
    row = (
        upload(calendar, staff, event(start=JUNE)) if name == "check" else bring_in(calendar, staff, event(start=JUNE))
    )
    address = url(name, *([] if name in ("index", "create") else [row.pk]))

    assert "/login" in client.get(address).url
    client.force_login(editor)
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403
    client.force_login(staff)
    assert client.get(address).status_code == 200
    if name not in ("index", "create"):
        assert client.put(address).status_code == 405 or name == "inspect"
        assert client.get(address.replace(f"/{row.pk}/", "/999999/")).status_code == 404
        assert client.get(address.replace(f"/{row.pk}/", "/abc/")).status_code == 404


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_an_import_is_neither_edited_nor_deleted(name, at_desk, calendar, staff):
    done = bring_in(calendar, staff, event(start=JUNE))

    assert at_desk.post(url(name, done.pk)).status_code == 403
    assert CalendarImport.objects.count() == 1


def test_nothing_of_it_is_stored_by_browsers(at_desk, calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE))

    for address in (url("create"), url("check", waiting.pk)):
        assert "no-store" in at_desk.get(address)["Cache-Control"]
