"""Moving journals to a new key (T4)."""

import io

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from mentoring_pages.actions import journal_keys
from mentoring_pages.checks import check_journal_keys_set
from mentoring_pages.encryption import is_newest, seal
from mentoring_pages.models import JournalDraft, JournalEntry, JournalPassage
from tests.factories import mentoring

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def keys(settings):
    """Sets the keys of the site."""

    def use(*keys):
        settings.PARTNERSHIP = {**settings.PARTNERSHIP, "JOURNAL_KEYS": list(keys)}

    use(OLD)
    return use


def run(**options):
    out = io.StringIO()
    call_command("partnership_journal_keys", stdout=out, **options)
    return out.getvalue()


def raw_texts():
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM mentoring_pages_journalentry ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_all_texts_are_moved_in_portions_and_the_old_key_can_go(keys):
    """Entries, passages and drafts; nothing else of a row changes, not even when it was changed."""
    entries = [mentoring.JournalEntryFactory(text=f"Number {number}") for number in range(5)]
    mentoring.JournalPassageFactory(entry=entries[0], text="Number")
    mentoring.JournalDraftFactory()
    before = list(JournalEntry.objects.order_by("pk").values_list("updated_at", "version"))
    keys(NEW, OLD)

    counted = run(check=True)
    unchanged = [is_newest(text) for text in raw_texts()]
    said = run(batch=2)

    keys(NEW)
    assert "JournalEntry.text: 5 to move" in counted
    assert "Older keys are still needed." in counted
    assert unchanged == [False] * 5
    assert "JournalEntry.text: 5 moved, 0 have the newest key, 0 can't be opened" in said
    assert "Only the first key is needed now." in said
    assert [entry.text for entry in JournalEntry.objects.order_by("pk")] == [f"Number {n}" for n in range(5)]
    assert (JournalPassage.objects.get().text, JournalDraft.objects.get().text) == ("Number", "Half a sent")
    assert list(JournalEntry.objects.order_by("pk").values_list("updated_at", "version")) == before
    assert "Number" not in said


def test_a_run_that_was_stopped_goes_on_where_it_was(keys, monkeypatch):
    for number in range(4):
        mentoring.JournalEntryFactory(text=f"Number {number}", title="")
    keys(NEW, OLD)
    moved = []

    def stop_after_two(sealed, real=journal_keys.sealed_anew):
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(sealed)
        return real(sealed)

    with monkeypatch.context() as patched:
        patched.setattr(journal_keys, "sealed_anew", stop_after_two)
        with pytest.raises(KeyboardInterrupt):
            run()

    assert "JournalEntry.text: 2 moved, 2 have the newest key" in run()


def test_words_that_are_written_meanwhile_are_not_overwritten(keys, monkeypatch):
    """Between reading a row and writing it somebody saves the entry."""
    entry = mentoring.JournalEntryFactory(text="Old words", title="")
    keys(NEW, OLD)

    def meanwhile(sealed, real=journal_keys.sealed_anew):
        JournalEntry.objects.filter(pk=entry.pk).update(text="New words")
        return real(sealed)

    monkeypatch.setattr(journal_keys, "sealed_anew", meanwhile)
    run()

    assert JournalEntry.objects.get().text == "New words"


def test_a_text_that_no_key_opens_is_told_and_kept(keys):
    mentoring.JournalEntryFactory(text="Old words", title="")
    before = raw_texts()
    keys(NEW)

    with pytest.raises(CommandError, match="1 texts can't be opened"):
        run()

    assert raw_texts() == before
    keys(NEW, OLD)
    run()
    assert JournalEntry.objects.get().text == "Old words"


def test_without_a_key_of_its_own_a_deployment_is_warned(keys):
    assert check_journal_keys_set(None) == []
    keys()
    assert [warning.id for warning in check_journal_keys_set(None)] == ["mentoring_pages.W001"]
    assert seal("x") != seal("x")
