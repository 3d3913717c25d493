"""`manage.py partnership_setup`: what it does on a bare site, and on one that has pages or words of its own."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from events.models import CalendarPage
from partnership_site.models import HomePage, StandardPage
from resources.models import ResourceLibraryPage, Topic

pytestmark = pytest.mark.django_db


def run_setup():
    """Run the command; returns the lines it prints."""
    out = StringIO()
    call_command("partnership_setup", stdout=out)
    return out.getvalue().splitlines()


def test_index_page_takes_another_address_when_its_own_is_taken():
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=Page(title="Our library", slug="library"))

    run_setup()

    assert ResourceLibraryPage.objects.get().slug == "resource-library"


def test_existing_index_page_is_kept_and_none_is_added():
    root = Site.objects.get(is_default_site=True).root_page
    mine = root.add_child(instance=CalendarPage(title="Diary", slug="diary"))

    run_setup()

    assert list(CalendarPage.objects.values_list("pk", flat=True)) == [mine.pk]


def test_host_without_a_site_gets_everything_but_pages_and_those_later():
    site = Site.objects.get(is_default_site=True)
    root = site.root_page
    Site.objects.all().delete()

    said = run_setup()
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    run_setup()

    assert "There is no default site yet, so the page “Gatherings” waits." in said
    assert CalendarPage.objects.get().get_parent() == Site.objects.get(is_default_site=True).root_page


def test_term_that_a_host_made_first_is_left_alone():
    mine = Topic.objects.create(name="Our own word for it", slug="budget")

    run_setup()

    mine.refresh_from_db()
    assert (mine.name, mine.group) == ("Our own word for it", None)


def test_quiet_run_prints_nothing():
    out = StringIO()

    call_command("partnership_setup", verbosity=0, stdout=out)

    assert out.getvalue() == ""


def test_site_that_already_has_pages_keeps_its_own_root_page():
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=StandardPage(title="About us"))

    run_setup()

    assert Site.objects.get(is_default_site=True).root_page == root
    assert not HomePage.objects.exists()
