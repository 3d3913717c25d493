"""Editors type times as the clock shows them at the place of the gathering."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from events.models import GatheringQuestion
from tests.factories.events import RegistrationFactory, calendar_page
from tests.factories.events import gathering as gathering_below

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def gathering():
    """10 am in New York."""
    return gathering_below(
        calendar_page(), starts_at=datetime(2027, 5, 4, 10, tzinfo=NEW_YORK), ends_at=None, time_zone="America/New_York"
    )


@pytest.fixture
def edit(gathering, superuser, client):
    """Open the gathering's form, change some fields, save the draft; the answer of the CMS."""
    client.force_login(superuser)
    address = reverse("wagtailadmin_pages:edit", args=[gathering.pk])

    def save(**changes):
        data = querydict_from_html(client.get(address).text, form_id="page-edit-form")
        data["body-count"] = "0"  # The body is drawn by a script.
        for name in changes:
            data.setlist(name, [changes[name]])
        return client.post(address, data)

    return save


def saved_start(gathering):
    gathering.refresh_from_db()
    return gathering.get_latest_revision_as_object().starts_at


def test_the_form_shows_the_hour_at_the_place(gathering, superuser, client):
    client.force_login(superuser)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[gathering.pk]))

    assert page.context["form"]["starts_at"].value() == datetime(2027, 5, 4, 10)


def test_saving_without_a_change_moves_nothing(gathering, edit):
    edit()

    assert saved_start(gathering) == datetime(2027, 5, 4, 14, tzinfo=UTC)


def test_what_is_typed_is_time_in_the_gatherings_zone(gathering, edit):
    edit(starts_at="2027-05-04 18:30")

    assert saved_start(gathering) == datetime(2027, 5, 4, 22, 30, tzinfo=UTC)


def test_another_zone_keeps_the_hour_that_was_typed(gathering, edit):
    edit(time_zone="America/Denver")

    assert saved_start(gathering) == datetime(2027, 5, 4, 16, tzinfo=UTC)


def test_an_hour_that_the_clock_change_leaves_out_is_refused(gathering, edit):
    """Berlin's clocks go from 2 to 3 on 28 March 2027; Chicago's do not."""
    answer = edit(time_zone="Europe/Berlin", starts_at="2027-03-28 02:30")

    assert answer.context["form"].errors["starts_at"] == [
        "The clocks change that day and leave this hour out. Choose another."
    ]
    assert saved_start(gathering) == datetime(2027, 5, 4, 14, tzinfo=UTC)


def test_an_hour_that_the_sites_own_clock_leaves_out_is_refused_in_the_same_words(edit):
    answer = edit(time_zone="America/Chicago", starts_at="2027-03-14 02:30")

    assert errors(answer, "starts_at") == ["The clocks change that day and leave this hour out. Choose another."]


@pytest.mark.parametrize(
    ("zone", "typed", "meant"),
    [
        # Chicago's clocks leave this hour out, London's do not.
        ("Europe/London", "2027-03-14 02:30", datetime(2027, 3, 14, 2, 30, tzinfo=UTC)),
        # Chicago has this hour twice: the first is taken, as calendar programs do (RFC 5545 3.3.5).
        ("America/Chicago", "2027-11-07 01:30", datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
        ("Asia/Kolkata", "2027-11-07 01:30", datetime(2027, 11, 6, 20, tzinfo=UTC)),
    ],
)
def test_the_clock_of_the_site_has_no_say(gathering, edit, zone, typed, meant):
    edit(time_zone=zone, starts_at=typed)

    assert saved_start(gathering).astimezone(UTC) == meant


@pytest.mark.parametrize("typed", ["9999-12-31 23:00", "0001-01-01 00:00"])
def test_a_year_that_no_calendar_has_is_refused(edit, typed):
    answer = edit(starts_at=typed)

    assert errors(answer, "starts_at") == ["Write a year from 1970 to 2200."]


@pytest.mark.parametrize(
    ("starts", "ends", "days"),
    [
        ("2027-05-04 00:00", "", (4, 4)),
        ("2027-05-04 00:00", "2027-05-04 00:00", (4, 4)),
        ("2027-05-04 00:00", "2027-05-06 00:00", (4, 6)),
        ("2027-05-04 09:00", "2027-05-06 17:00", (4, 6)),
    ],
)
def test_end_of_an_all_day_gathering_is_its_last_day(gathering, superuser, client, edit, starts, ends, days):
    """R20: whoever writes 4 to 6 May means the 6th as well; opened again, the form says the same."""
    edit(is_all_day="on", starts_at=starts, ends_at=ends, **{"action-publish": "1"})
    edit(is_all_day="on", **{"action-publish": "1"})

    gathering.refresh_from_db()
    assert tuple(day.day for day in gathering.days) == days
    assert gathering.ends_at.astimezone(NEW_YORK) == datetime(2027, 5, days[1] + 1, tzinfo=NEW_YORK)
    assert gathering.calendar_entry.sequence == 1
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[gathering.pk])).context["form"]
    assert shown["ends_at"].value() == datetime(2027, 5, days[1])


def test_last_day_before_the_first_is_refused(edit):
    answer = edit(is_all_day="on", starts_at="2027-05-04 00:00", ends_at="2027-05-03 00:00")

    assert errors(answer, "ends_at") == ["The last day must not come before the first."]


def errors(answer, name):
    return answer.context["form"].errors.get(name, [])


def test_an_end_before_the_start_is_refused(edit):
    answer = edit(ends_at="2027-05-04 09:00")

    assert errors(answer, "ends_at") == ["The end must come after the start."]


def test_a_gathering_of_a_year_is_refused(edit):
    answer = edit(ends_at="2028-05-04 09:00")

    assert errors(answer, "ends_at") == [
        "A gathering lasts at most 62 days. Make one page for each part of a longer one."
    ]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        (
            {"ends_at": "2027-05-04 12:00", "registration_closes_at": "2027-05-04 12:01"},
            "registration_closes_at",
            "Registration must close before the gathering is over.",
        ),
        (
            {"registration_closes_at": "2027-05-04 22:01"},
            "registration_closes_at",
            "Registration must close before the gathering is over.",
        ),
        (
            {"registration_opens_at": "2027-04-02 10:00", "registration_closes_at": "2027-04-01 10:00"},
            "registration_closes_at",
            "Registration must close after it opens.",
        ),
        (
            {"registration_opens_at": "2027-06-01 10:00"},
            "registration_opens_at",
            "Registration must open before the gathering is over.",
        ),
    ],
)
def test_registration_ends_with_the_gathering(edit, changes, field, text):
    assert errors(edit(**changes), field) == [text]


def test_registration_may_close_while_the_gathering_runs(edit):
    answer = edit(ends_at="2027-05-04 12:00", registration_closes_at="2027-05-04 12:00")

    assert answer.status_code == 302


def test_a_new_date_must_be_a_new_one(gathering, edit):
    assert errors(edit(status="moved"), "starts_at") == [
        "This is still the old date. Write the new one, or choose “Postponed” until there is one."
    ]
    assert edit(status="moved", starts_at="2027-05-11 10:00").status_code == 302


def test_a_new_date_after_postponing_once_more_must_be_a_new_one(edit):
    """R20: the date that it was moved to before does not stand any more."""
    published = {"action-publish": "1"}
    edit(starts_at="2027-05-11 10:00", **published)
    edit(status="postponed", **published)

    answer = edit(status="moved", **published)

    assert errors(answer, "starts_at") == [
        "This is still the old date. Write the new one, or choose “Postponed” until there is one."
    ]
    assert edit(status="moved", starts_at="2027-05-18 10:00", **published).status_code == 302


def session(**values):
    """The formset of one session."""
    data = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    one = {"title": "Talk", "day": "1", "ORDER": "1", "text": "", "presenter_name": ""} | values
    return {f"sessions-{key}": value for key, value in data.items()} | {
        f"sessions-0-{key}": value for key, value in one.items()
    }


@pytest.mark.parametrize(
    ("ends_at", "day", "text"),
    [
        ("2027-05-04 12:00", "2", "The gathering has 1 day. Write 1 here, or change its end."),
        ("2027-05-05 12:00", "3", "The gathering has 2 days. Write a number from 1 to 2, or change its end."),
        ("2027-05-05 12:00", "0", "The gathering has 2 days. Write a number from 1 to 2, or change its end."),
    ],
)
def test_a_session_stands_on_a_day_of_the_gathering(edit, ends_at, day, text):
    answer = edit(ends_at=ends_at, **session(day=day))

    assert answer.context["form"].formsets["sessions"].forms[0].errors["day"] == [text]


def test_a_session_on_the_last_day_is_fine(edit):
    assert edit(ends_at="2027-05-05 12:00", **session(day="2")).status_code == 302


def test_a_session_that_is_taken_away_may_stand_on_any_day(edit):
    assert edit(**session(day="9", DELETE="on")).status_code == 302


@pytest.mark.parametrize(
    ("kind", "choices", "text"),
    [
        ("one", "", "Write at least two choices, one a line, or choose another kind."),
        ("some", " \n Soup \n", "Write at least two choices, one a line, or choose another kind."),
        ("one", "Soup\nsoup", "Two choices are the same. Keep one of them."),
    ],
)
def test_a_question_with_choices_has_some(kind, choices, text):
    with pytest.raises(ValidationError) as refused:
        GatheringQuestion(label="Supper?", kind=kind, choices=choices).clean()

    assert refused.value.message_dict == {"choices": [text]}


@pytest.mark.parametrize(("kind", "choices"), [("one", "Soup\nBread"), ("short", ""), ("yes_no", "")])
def test_other_questions_need_none(kind, choices):
    GatheringQuestion(label="Supper?", kind=kind, choices=choices).clean()


def test_places_are_never_fewer_than_guests_with_a_place(gathering, edit):
    for _number in range(2):
        RegistrationFactory(gathering=gathering)
    RegistrationFactory(gathering=gathering, waiting=True)

    assert errors(edit(capacity_in_person="1"), "capacity_in_person") == [
        "2 guests have a place already. Write at least 2."
    ]
    assert edit(capacity_in_person="2").status_code == 302
