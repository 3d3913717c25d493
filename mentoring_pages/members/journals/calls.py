"""What the journal offers as the pair's next useful step: something to read, or a question of this month."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from mentoring_pages.journal_prompts import prompts_for
from mentoring_pages.models import JournalEntry, JournalPassage, JournalReading
from mentoring_pages.people import name_of


@dataclass(frozen=True)
class JournalCalls:
    """`unread_url_name` and `unread_code` lead to what the partner shared and the person has not read; "" for nothing.

    `prompt` is this month's question if the person has written nothing in this month yet, else "".
    """

    unread_url_name: str = ""
    unread_code: object = None
    unread_by: str = ""
    prompt: str = ""


def journal_calls(user, pair, today: datetime.date) -> JournalCalls:
    """Four queries at most. No text is read, and no title."""
    name, code, by = _unread(user, pair)
    month = today.replace(day=1)
    has_written = JournalEntry.objects.of_author(user).filter(pair=pair, written_on__gte=month).exists()
    prompt = None if has_written else prompts_for(pair, today).of_month
    return JournalCalls(name, code, by, str(prompt) if prompt else "")


def read_shared(calls: JournalCalls, code):
    """The step of what the partner shared and nobody here has read, as `NextStep` takes it; None for nothing."""
    if not calls.unread_url_name:
        return None
    return {
        "key": "read-shared-entry",
        "title": _("%(name)s shared something of their journal with you") % {"name": calls.unread_by},
        "text": _("They see that you have read it. A word about it when you next talk is worth a lot."),
        "action_label": _("Read it"),
        "url_name": calls.unread_url_name,
        "url_args": (code, calls.unread_code),
    }


def prompt_of_month(calls: JournalCalls, code):
    """The step of this month's question, as `NextStep` takes it; None for nothing."""
    if not calls.prompt:
        return None
    return {
        "key": "answer-prompt",
        "title": calls.prompt,
        "text": _(
            "A question for this month, if you like. Five minutes are enough, and what you write is yours alone."
        ),
        "action_label": _("Write in your journal"),
        "url_name": "members:journal-create",
        "url_args": (code,),
    }


def _unread(user, pair):
    read = JournalReading.objects.filter(reader=user)
    entries = JournalEntry.objects.readable_by(user).filter(pair=pair).exclude(author=user).defer("title", "text")
    unread = ~Exists(read.filter(entry=OuterRef("pk"), is_of_passage=False))
    entry = entries.filter(unread).select_related("author").order_by("created_at", "pk").first()
    if entry:
        return "members:journal-detail", entry.code, name_of(entry.author)
    passages = JournalPassage.objects.readable_by(user).filter(entry__pair=pair).exclude(entry__author=user)
    unread = ~Exists(read.filter(entry=OuterRef("entry"), is_of_passage=True))
    passages = passages.defer("text", "entry__title", "entry__text").select_related("entry__author")
    passage = passages.filter(unread).order_by("shared_at", "pk").first()
    return ("members:journal-passage", passage.code, name_of(passage.entry.author)) if passage else ("", None, "")
