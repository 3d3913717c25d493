"""A gathering that is over becomes the record of itself. R22, R24."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from events.models import AgendaSession, GatheringFeedback, GatheringPhoto, GatheringSlides
from tests.factories.events import RegistrationFactory, gathering
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def soup(client, url):
    return BeautifulSoup(client.get(url).content, "html.parser")


def add_photos(page, count):
    for number in range(count):
        image = get_image_model().objects.create(title=f"P{number}", file=get_test_image_file(f"{number}.png"))
        page.photos.add(GatheringPhoto(image=image, alt_text=f"People at table {number}", caption="Lunch"))
    page.save_revision().publish()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    if Collection.get_first_root_node() is None:
        Collection.add_root(instance=Collection(name="Root"))


def test_photos_have_words_and_load_late(client, calendar):
    page = gathering(calendar, days=-10)
    add_photos(page, 1)

    picture = soup(client, page.url).select_one(".p-photos img")

    assert picture["alt"] == "People at table 0"
    assert picture["loading"] == "lazy"
    assert picture["width"].isdigit()
    assert picture["height"].isdigit()
    assert picture["srcset"].count("w") >= 2


def test_photos_cost_the_same_queries_for_one_and_for_five(client, calendar):
    one, five = gathering(calendar, "One", days=-10), gathering(calendar, "Five", days=-10)
    add_photos(one, 1)
    add_photos(five, 5)

    assert count_queries(lambda: client.get(one.url)) == count_queries(lambda: client.get(five.url))


def test_slides_are_files_to_download(client, calendar):
    page = gathering(calendar, days=-10)
    document = get_document_model().objects.create(title="Talk", file=ContentFile(b"%PDF-1.7", name="talk.pdf"))
    page.slides.add(GatheringSlides(document=document))
    page.save_revision().publish()

    link = soup(client, page.url).select_one(".p-record .p-file a")

    assert (link.get_text(strip=True), link["href"]) == ("Talk (PDF, 8\xa0B)", document.url)


def test_attendance_is_counted_from_the_sign_in_sheet_unless_staff_wrote_it(client, calendar):
    page = gathering(calendar, days=-10)
    RegistrationFactory(gathering=page, status="attended")
    RegistrationFactory(gathering=page)

    assert soup(client, page.url).select_one(".p-record__count").get_text(strip=True) == "1 person came."

    page.attendance_count = 23
    page.save_revision().publish()
    assert soup(client, page.url).select_one(".p-record__count").get_text(strip=True) == "23 people came."


def test_what_comes_afterwards_is_not_shown_before(client, calendar):
    page = gathering(calendar, outcome="<p>A shared van.</p>", attendance_count=23)
    add_photos(page, 1)

    shown = soup(client, page.url)

    assert shown.select(".p-record, .p-photos") == []
    assert "A shared van." not in shown.get_text()


def test_rating_is_for_staff_who_run_gatherings(client, calendar, coordinator, editor, mentor):
    page = gathering(calendar, days=-10)
    GatheringFeedback.objects.create(gathering=page, usefulness=4, took_home="A new idea", wishes="More time")
    GatheringFeedback.objects.create(gathering=page, usefulness=5)
    GatheringFeedback.objects.create(gathering=page, usefulness=3)

    for user in (None, mentor, editor):
        client.logout()
        if user:
            client.force_login(user)
        content = client.get(page.url).content.decode()
        assert "A new idea" not in content
        assert "of 5 on average" not in content
    coordinator.groups.first().permissions.add(Permission.objects.get(codename="change_registration"))
    client.force_login(coordinator)
    response = client.get(page.url)

    panel = BeautifulSoup(response.content, "html.parser").select_one("#rating").parent.get_text(" ", strip=True)
    assert "3 guests rated it, 4.0 of 5 on average." in panel
    assert "A new idea" in panel
    assert "More time" in panel
    assert response["Cache-Control"] == "private, no-store"


def test_two_ratings_are_too_few_to_show_even_to_staff(client, calendar, superuser):
    page = gathering(calendar, days=-10)
    GatheringFeedback.objects.create(gathering=page, usefulness=4, took_home="A new idea")
    GatheringFeedback.objects.create(gathering=page, usefulness=5)
    client.force_login(superuser)

    content = client.get(page.url).content.decode()

    assert "Too few guests have sent an evaluation" in content
    assert "A new idea" not in content


def test_presenter_with_a_page_is_linked_and_its_person_named(client, calendar):
    page = gathering(calendar)
    page.sessions.add(AgendaSession(title="One", presenter_page=calendar, presenter_name="Lee Sample"))
    page.sessions.add(AgendaSession(title="Two", presenter_page=calendar, presenter_name="Lee Sample"))
    page.save_revision().publish()

    person = soup(client, page.url).select_one(".p-person")

    assert person.get_text(" ", strip=True) == "Gatherings One, Two Lee Sample"
