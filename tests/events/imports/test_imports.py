"""Bringing a calendar file in once: looked at first, drafts only, updated by identity, taken back as a whole (R27)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from events.actions.imports import (
    confirm_import,
    discard_import,
    forget_unconfirmed,
    planned,
    start_import,
    undo_import,
)
from events.enums import AttendanceMode, GatheringStatus
from events.exceptions import ImportRefused
from events.imports.planning import NEW, SKIPPED, UNCHANGED, UPDATE
from events.models import CalendarImport, GatheringPage, ImportedGathering
from tests.events.networks.calendars import calendar as calendar_file
from tests.events.networks.calendars import event
from tests.factories.events import GatheringKindFactory, RegistrationFactory, calendar_page, gathering

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
JUNE = "DTSTART;TZID=America/Chicago:20260601T100000"


@pytest.fixture(autouse=True)
def _first_of_may():
    with time_machine.travel(NOW):
        yield


def person(name, page, *page_permissions, runs_gatherings=True):
    """A user of the CMS with these permissions below `page`."""
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "partnership-demo")
    group = Group.objects.create(name=name)
    codenames = ["access_admin", *(["change_registration"] if runs_gatherings else [])]
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    for codename in page_permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=page.pk), permission=permission)
    user.groups.add(group)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def staff(calendar):
    return person("staff", calendar, "add_page", "change_page", "publish_page")


def upload(calendar, staff, *events):
    return start_import(calendar, by=staff, file_name="events.ics", content=calendar_file(*events))


def bring_in(calendar, staff, *events):
    """Upload and say yes."""
    return confirm_import(upload(calendar, staff, *events), by=staff)


def draft(page):
    return page.get_latest_revision_as_object()


def test_looking_at_a_file_writes_nothing(calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE), event("RRULE:FREQ=SECONDLY", uid="two", start=JUNE))

    rows = planned(waiting, by=staff)

    assert [(row.act, row.title) for row in rows] == [(SKIPPED, "Meeting"), (NEW, "Meeting")]
    assert rows[0].reason == "“Meeting” was left out: it repeats more often than once a day."
    assert GatheringPage.objects.count() == 0
    assert ImportedGathering.objects.count() == 0


def test_an_event_becomes_a_draft_that_nobody_sees(calendar, staff, client):
    place = r"LOCATION:Town Hall\, 1 Main Street\, Peoria\, IL 61602"
    text = r"DESCRIPTION:For site leads.\n\nBring a pen.\n\n<b>Lunch</b> is free."
    done = bring_in(calendar, staff, event(place, text, "DTEND;TZID=America/Chicago:20260601T120000", start=JUNE))

    page = GatheringPage.objects.get()
    assert (page.live, page.first_published_at, page.owner) == (False, None, staff)
    assert (page.title, page.summary) == ("Meeting", "For site leads.")
    assert page.starts_at == datetime(2026, 6, 1, 15, tzinfo=UTC)
    assert page.ends_at == datetime(2026, 6, 1, 17, tzinfo=UTC)
    assert (page.time_zone, page.mode) == ("America/Chicago", AttendanceMode.IN_PERSON)
    where = (page.venue_name, page.street, page.city, page.zip_code)
    assert where == ("Town Hall", "1 Main Street", "Peoria", "61602")
    assert [str(block.value) for block in page.body] == ["<p>Bring a pen.</p><p>Lunch is free.</p>"]
    assert client.get(f"{calendar.url}{page.slug}/").status_code == 404
    assert [(one.uid, one.is_new, one.gathering_id) for one in done.gatherings.all()] == [("one", True, page.pk)]


PLACES = {
    "": ("in_person", "", "", "", ""),
    "Library": ("in_person", "Library", "", "", ""),
    "https://zoom.us/j/1": ("online", "", "", "", ""),
    "Zoom": ("online", "", "", "", ""),
    "Town Hall, 1 Main Street, Peoria, IL 61602, USA": ("in_person", "Town Hall", "1 Main Street", "Peoria", "61602"),
    "Town Hall, Peoria, IL": ("in_person", "Town Hall", "", "Peoria", ""),
    "Hall, Peoria IL 61602-1234": ("in_person", "Hall", "", "Peoria", "61602-1234"),
    "Room 4, Second floor": ("in_person", "Room 4", "Second floor", "", ""),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_taken_apart_as_far_as_it_can_be_told(place, calendar, staff):
    bring_in(calendar, staff, event("LOCATION:" + place.replace(",", r"\,"), start=JUNE))

    page = GatheringPage.objects.get()

    assert (page.mode, page.venue_name, page.street, page.city, page.zip_code) == PLACES[place]
    assert page.join_url == (place if place.startswith("https") else "")


def test_each_date_of_an_event_that_repeats_becomes_a_draft(calendar, staff):
    bring_in(calendar, staff, event("RRULE:FREQ=MONTHLY;COUNT=3", start=JUNE))

    pages = GatheringPage.objects.order_by("starts_at")
    assert [f"{page.starts_at:%m-%d}" for page in pages] == ["06-01", "07-01", "08-01"]
    assert len({page.slug for page in pages}) == len({page.uid for page in pages}) == 3


def test_fifty_dates_of_one_event_are_taken(calendar, staff):
    rows = planned(upload(calendar, staff, event("RRULE:FREQ=WEEKLY", start=JUNE)), by=staff)

    assert sum(row.act == NEW for row in rows) == 50
    assert {row.reason for row in rows if row.act == SKIPPED} == {"It repeats: only its first 50 dates are taken."}


def test_two_hundred_drafts_are_made_at_most(calendar, staff):
    events = [event(uid=str(number), start=JUNE) for number in range(203)]
    rows = planned(upload(calendar, staff, *events), by=staff)

    assert sum(row.act == NEW for row in rows) == 200
    assert sum("200 drafts at most" in row.reason for row in rows) == 3


def test_an_event_long_past_is_left_out_with_a_reason(calendar, staff):
    [row] = planned(upload(calendar, staff, event(start="DTSTART:20200601T100000Z")), by=staff)

    assert (row.act, row.title) == (SKIPPED, "Meeting")
    assert "too far in the past" in row.reason


def test_the_same_file_again_does_nothing(calendar, staff):
    bring_in(calendar, staff, event(start=JUNE))

    [row] = planned(upload(calendar, staff, event(start=JUNE)), by=staff)

    assert row.act == UNCHANGED
    with pytest.raises(ImportRefused, match="nothing to import"):
        bring_in(calendar, staff, event(start=JUNE))
    assert GatheringPage.objects.count() == 1


def test_an_import_that_makes_nothing_leaves_the_file_waiting(calendar, staff):
    bring_in(calendar, staff, event(start=JUNE))
    waiting = upload(calendar, staff, event(start=JUNE))

    with pytest.raises(ImportRefused):
        confirm_import(waiting, by=staff)

    waiting.refresh_from_db()
    assert waiting.confirmed_at is None


def test_importing_again_updates_the_draft(calendar, staff):
    bring_in(calendar, staff, event(start=JUNE))
    page = GatheringPage.objects.get()

    bring_in(calendar, staff, event("STATUS:CANCELLED", title="Moved", start=JUNE.replace("T10", "T14")))

    found = draft(GatheringPage.objects.get())
    assert found.pk == page.pk
    assert (found.title, found.status) == ("Moved", GatheringStatus.CANCELLED)
    assert found.starts_at == datetime(2026, 6, 1, 19, tzinfo=UTC)
    assert found.uid == page.uid


def test_what_staff_corrected_stays_unless_the_file_changed_it(calendar, staff):
    bring_in(calendar, staff, event("DESCRIPTION:Old text.", start=JUNE))
    page = draft(GatheringPage.objects.get())
    page.title, page.summary = "Corrected by staff", "Corrected text."
    page.save_revision(clean=False)

    bring_in(calendar, staff, event("DESCRIPTION:New text.", start=JUNE))

    found = draft(GatheringPage.objects.get())
    assert (found.title, found.summary) == ("Corrected by staff", "New text.")


def test_a_live_page_stays_as_it_is_and_gets_a_draft_beside_it(calendar, staff):
    bring_in(calendar, staff, event("DESCRIPTION:Text.", start=JUNE))
    page = draft(GatheringPage.objects.get())
    page.kind = GatheringKindFactory()
    page.save_revision().publish()

    waiting = upload(calendar, staff, event("DESCRIPTION:Text.", title="Moved", start=JUNE))
    [row] = planned(waiting, by=staff)
    confirm_import(waiting, by=staff)

    page = GatheringPage.objects.get()
    assert (row.act, row.is_live) == (UPDATE, True)
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Meeting", True)
    assert draft(page).title == "Moved"


def test_our_own_gatherings_are_not_imported_as_copies(calendar, staff):
    ours = gathering(calendar)

    [row] = planned(upload(calendar, staff, event(uid=str(ours.uid), start=JUNE)), by=staff)

    assert row.act == SKIPPED
    assert "on our site already" in row.reason


def test_saying_yes_twice_makes_the_drafts_once(calendar, staff):
    waiting = upload(calendar, staff, event(start=JUNE))
    stale = CalendarImport.objects.get(pk=waiting.pk)
    confirm_import(waiting, by=staff)

    with pytest.raises(ImportRefused, match="already"):
        confirm_import(stale, by=staff)

    assert GatheringPage.objects.count() == 1


def test_the_file_itself_is_not_kept(calendar, staff):
    done = bring_in(calendar, staff, event(start=JUNE))
    other = upload(calendar, staff, event(start=JUNE))
    discard_import(other, by=staff)

    assert bytes(CalendarImport.objects.get().content) == b""
    assert CalendarImport.objects.get() == done


def test_a_file_that_nobody_says_yes_to_is_forgotten_within_a_day(calendar, staff):
    done = bring_in(calendar, staff, event(start=JUNE))
    upload(calendar, staff, event(uid="two", start=JUNE))

    assert forget_unconfirmed(NOW + timedelta(hours=23)) == 0
    assert forget_unconfirmed(NOW + timedelta(hours=25)) == 1
    assert forget_unconfirmed(NOW + timedelta(hours=25)) == 0
    assert CalendarImport.objects.get() == done


def test_a_second_file_takes_the_place_of_the_one_that_waits(calendar, staff):
    upload(calendar, staff, event(start=JUNE))
    second = upload(calendar, staff, event(start=JUNE))

    assert CalendarImport.objects.get() == second


def test_taking_back_deletes_what_is_untouched(calendar, staff):
    done = bring_in(calendar, staff, event(start=JUNE), event(uid="two", start=JUNE))

    undone = undo_import(done, by=staff)

    assert undone == (2, 0, [])
    assert GatheringPage.objects.count() == 0
    calendar.refresh_from_db()
    assert calendar.numchild == 0
    with pytest.raises(ImportRefused, match="already"):
        undo_import(done, by=staff)


def test_taking_back_an_update_brings_the_draft_from_before(calendar, staff):
    bring_in(calendar, staff, event(start=JUNE))
    second = bring_in(calendar, staff, event(title="Moved", start=JUNE.replace("T10", "T14")))

    assert undo_import(second, by=staff) == (0, 1, [])

    page = GatheringPage.objects.get()
    assert (draft(page).title, page.draft_title) == ("Meeting", "Meeting")
    assert draft(page).starts_at == datetime(2026, 6, 1, 15, tzinfo=UTC)


def test_taking_back_an_update_of_a_live_page_leaves_no_draft_waiting(calendar, staff):
    bring_in(calendar, staff, event("DESCRIPTION:Text.", start=JUNE))
    page = draft(GatheringPage.objects.get())
    page.kind = GatheringKindFactory()
    page.save_revision().publish()
    second = bring_in(calendar, staff, event("DESCRIPTION:Text.", title="Moved", start=JUNE))

    undo_import(second, by=staff)

    page = GatheringPage.objects.get()
    assert (page.live, page.has_unpublished_changes, draft(page).title) == (True, False, "Meeting")


def test_what_was_edited_published_or_used_since_stays(calendar, staff):
    titles = ("Edited", "Published", "With guests", "Untouched")
    done = bring_in(calendar, staff, *(event("DESCRIPTION:x", uid=title, title=title, start=JUNE) for title in titles))
    edited, published, used, _untouched = (GatheringPage.objects.get(title=title) for title in titles)
    edited.save_revision(clean=False)
    published = draft(published)
    published.kind = GatheringKindFactory()
    revision = ImportedGathering.objects.get(uid="Published").revision_after
    GatheringPage.objects.filter(pk=published.pk).update(live=True, live_revision=revision)
    RegistrationFactory(gathering=used)

    undone = undo_import(done, by=staff)

    assert (undone.deleted_count, undone.restored_count) == (1, 0)
    assert sorted(undone.kept) == [
        "“Edited” was edited since, so it was left as it is.",
        "“Published” was published since, so it was left as it is.",
        "“With guests” has guests, so it was left as it is.",
    ]
    assert set(GatheringPage.objects.values_list("title", flat=True)) == set(titles) - {"Untouched"}


def test_after_taking_back_the_file_can_come_again(calendar, staff):
    undo_import(bring_in(calendar, staff, event(start=JUNE)), by=staff)

    [row] = planned(upload(calendar, staff, event(start=JUNE)), by=staff)

    assert row.act == NEW


def test_only_who_may_add_below_the_calendar_may_import(calendar, staff):
    other_calendar = calendar_page(title="Other")
    elsewhere = person("elsewhere", other_calendar, "add_page")
    editor_alone = person("editor-alone", calendar, "add_page", runs_gatherings=False)
    waiting = upload(calendar, staff, event(start=JUNE))
    done = bring_in(other_calendar, elsewhere, event(uid="theirs", start=JUNE))

    for user in (elsewhere, editor_alone):
        for act in (
            lambda user=user: upload(calendar, user, event(start=JUNE)),
            lambda user=user: planned(waiting, by=user),
            lambda user=user: confirm_import(waiting, by=user),
        ):
            with pytest.raises(ImportRefused, match="may not add"):
                act()
    with pytest.raises(ImportRefused, match="may not add"):
        undo_import(done, by=staff)


def test_nobody_says_yes_for_another(calendar, staff):
    other = person("other", calendar, "add_page", "change_page")
    waiting = upload(calendar, staff, event(start=JUNE))

    with pytest.raises(ImportRefused):
        confirm_import(waiting, by=other)

    assert GatheringPage.objects.count() == 0


def test_a_page_that_the_person_may_not_edit_is_not_updated(calendar, staff):
    bring_in(calendar, staff, event(start=JUNE))
    adder = person("adder", calendar, "add_page")

    [row] = planned(upload(calendar, adder, event(title="Moved", start=JUNE)), by=adder)

    assert (row.act, row.reason) == (SKIPPED, "It was imported before, and you may not edit its page.")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "not a calendar"), (b"PK\x03\x04", "not a calendar"), (b"x" * (2 * 1024**2 + 1), "larger than 2 MB")],
)
def test_a_file_that_is_no_calendar_is_refused_at_once(content, words, calendar, staff):
    with pytest.raises(ImportRefused, match=words):
        start_import(calendar, by=staff, file_name="x.ics", content=content)

    assert CalendarImport.objects.count() == 0
