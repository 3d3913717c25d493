"""Editors type times as the clock shows them at the place of the gathering."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories.events import calendar_page
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
