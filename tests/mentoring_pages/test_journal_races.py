"""Two tabs that save or keep at the same moment (R45). No lock: the version stands in the condition of the update."""

import datetime as dt
import threading
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection

from mentoring_pages.actions.journal_drafts import keep_draft
from mentoring_pages.actions.journals import edit_entry, write_entry
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.models import JournalDraft, JournalEntry, MentoringPair
from tests.factories import mentoring
from tests.rounds import rounds_of

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"audience": "only_me", "written_on": dt.date(2026, 10, 1), "title": ""}


def at_once(act, texts):
    """Outcomes of one act for several texts that begin together, each in a thread with a connection of its own."""
    barrier, outcomes = threading.Barrier(len(texts)), {}

    def run(text):
        try:
            barrier.wait(timeout=20)
            act(text)
            outcomes[text] = "done"
        except TransitionError as refusal:
            outcomes[text] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return outcomes


@pytest.mark.parametrize("kind", ["change", "new entry", "draft"])
def test_races_of_two_tabs_have_one_winner_and_the_other_is_told(paired, kind):
    me, pair = get_user_model().objects.get(pk=paired.mentee.pk), MentoringPair.objects.get(pk=paired.pair.pk)
    for _round in range(rounds_of(3)):
        code = uuid.uuid4()
        if kind == "change":
            entry = mentoring.JournalEntryFactory(pair=pair, author=me)
            outcomes = at_once(lambda text, e=entry: edit_entry(e, by=me, version=1, text=text, **WORDS), ["a", "b"])
            stored = JournalEntry.objects.get(pk=entry.pk)
        elif kind == "new entry":
            outcomes = at_once(lambda text, c=code: write_entry(pair, by=me, code=c, text=text, **WORDS), ["a", "b"])
            stored = JournalEntry.objects.get(code=code)
        else:
            keep = {"by": me, "code": code, "revision": 0, "base_version": 0, **WORDS}
            outcomes = at_once(lambda text, k=keep: keep_draft(pair, text=text, **k), ["a", "b"])
            stored = JournalDraft.objects.get(code=code)

        assert sorted(outcomes.values()) in (["EntryChanged", "done"], ["DraftChanged", "done"])
        assert outcomes[str(stored.text)] == "done"
