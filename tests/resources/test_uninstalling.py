"""`partnership_uninstall`: what it says, keeps and refuses. That a site works without the plugin, tests/hosts shows."""

import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from events.models import Registration
from resources import uninstalling
from tests.factories.events import RegistrationFactory, calendar_page, gathering
from tests.factories.mentoring import JournalEntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def supper():
    page = gathering(calendar_page(), "Supper in Quincy")
    RegistrationFactory(gathering=page, name="Ada Guest")
    return page


def test_without_yes_it_names_what_goes_and_changes_nothing(supper, capsys):
    call_command("partnership_uninstall")

    said = capsys.readouterr().out
    assert "       1 registrations\n" in said
    assert said.endswith("Nothing was changed; with --yes it is exported and removed.\n")
    assert Registration.objects.count() == 1


def test_export_holds_pages_and_records_and_no_journal(supper, tmp_path):
    JournalEntryFactory(title="quillwort", text="What I would rather not say aloud.")
    path = tmp_path / "data.json"

    count = uninstalling.export(path)

    rows = json.loads(path.read_text(encoding="utf-8"))
    assert len(rows) == count
    guests = [row["fields"]["name"] for row in rows if row["model"] == "partnership_events.registration"]
    assert guests == ["Ada Guest"]
    assert "Supper in Quincy" in [row["fields"].get("title") for row in rows if row["model"] == "wagtailcore.page"]
    assert [row for row in rows if row["model"] == "mentoring_pages.journalentry"] == []
    assert "quillwort" not in path.read_text(encoding="utf-8")


def test_site_that_begins_at_a_page_of_the_plugin_is_named_and_kept(supper):
    Site.objects.update(root_page=supper.get_parent())

    with pytest.raises(CommandError, match="begins at a page of the plugin"):
        call_command("partnership_uninstall", yes=True)

    assert Page.objects.filter(title="Supper in Quincy").exists()


def test_page_of_another_kind_below_the_plugins_is_named_and_kept(supper):
    supper.get_parent().add_child(instance=Page(title="Somebody's own page", slug="own"))

    with pytest.raises(CommandError, match="The page “Somebody's own page” stands below “Gatherings”"):
        call_command("partnership_uninstall", yes=True)


def test_export_that_cannot_be_written_removes_nothing(supper, tmp_path):
    with pytest.raises(CommandError, match="nothing was removed"):
        call_command("partnership_uninstall", yes=True, output=str(tmp_path / "nowhere" / "data.json"))

    assert Registration.objects.count() == 1
