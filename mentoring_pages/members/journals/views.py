"""Journals: what there is to read, one entry, and deleting it (R45, T4). Writing is in `writing.py`.

Titles and texts go from the form to the encrypted columns and to the pages of those who may read them, nowhere else.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.journal_sharing import is_part_of, note_listing, note_reading
from mentoring_pages.actions.journals import delete_entry
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.rows import draft_row, entry_row, moment, passage_row, title_of
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, staff_texts
from mentoring_pages.models import JournalDraft, JournalEntry, JournalPassage, JournalReading
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_journal_entry, can_write_journal
from resources.dates_in_words import short_date

ENTRIES_A_PAGE = 20
PASSAGES_SHOWN = 50
_WHOSE = ("mine", "partner")


@confidential
@require_safe
@member_required
def journal_list(request, pair_code):
    """Entries that the user may read; `?whose=mine` or `partner` narrows them."""
    pair = access.get_pair_or_404(request.user, pair_code)
    entries = (
        JournalEntry.objects.readable_by(request.user)
        .filter(pair=pair)
        .annotate(is_unread=_unread(request.user, OuterRef("pk"), is_of_passage=False))
        .annotate(has_passage=Exists(JournalPassage.objects.filter(entry=OuterRef("pk"))))
        .select_related("author")
        .defer("text")
    )
    can_write = can_write_journal(request.user, pair)
    whose = request.GET.get("whose", "")
    if whose == "mine":
        entries = entries.filter(author=request.user)
    elif whose == "partner":
        entries = entries.exclude(author=request.user)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    note_listing(page.object_list, by=request.user)
    is_first = page.number == 1
    context = {
        "rows": [entry_row(pair, entry, request.user) for entry in page],
        "page_obj": page,
        "drafts": _drafts(pair, request.user) if can_write and is_first and whose != "partner" else [],
        "passages": _passages(pair, request.user) if is_first and whose != "mine" else [],
        "tabs": _tabs(pair, whose if whose in _WHOSE else "") if can_write else [],
        "actions": _actions(pair) if can_write else [],
        "ways": _ways(pair) if can_write else [],
        "can_write": can_write,
        "welcome": staff_texts(request).journal_text,
        "pair_line": pair_line(pair),
        "view_title": _("Journal"),
    }
    return members_page(
        request, "mentoring_pages/members/journals/journal_list.html", context, section="journal", pair=pair
    )


@confidential
@require_safe
@member_required
def journal_detail(request, pair_code, code):
    """One entry, as plain text. Its author sees who has read it."""
    entry = access.get_journal_entry_or_404(request.user, pair_code, code)
    if not entry.is_readable:
        return unreadable_page(request, entry)
    note_reading(entry, by=request.user)
    is_mine = can_edit_journal_entry(request.user, entry)
    codes = [entry.pair.code, entry.code]
    context = {
        "row": entry_row(entry.pair, entry, request.user),
        "entry": entry,
        "actions": [
            {"title": _("Change"), "url": reverse("members:journal-edit", args=codes), "style": "secondary"},
            {"title": _("Delete"), "url": reverse("members:journal-delete", args=codes), "style": "quiet"},
        ]
        if is_mine
        else [],
        "own": _own_side(entry, codes) if is_mine else None,
        "back_url": reverse("members:journal-list", args=[entry.pair.code]),
        "pair_line": pair_line(entry.pair),
        # Days and names only: a browser's history keeps the titles of pages.
        "view_title": _("Journal entry of %(day)s, by %(name)s")
        % {"day": short_date(entry.written_on), "name": name_of(entry.author)},
    }
    return members_page(
        request, "mentoring_pages/members/journals/journal_detail.html", context, section="journal", pair=entry.pair
    )


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_delete(request, pair_code, code):
    """Delete one's own entry; asks first."""
    entry = access.get_own_journal_entry_or_404(request.user, pair_code, code)
    if request.method == "POST":
        try:
            delete_entry(entry, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The entry is deleted. No copy of it is kept."))
        return redirect("members:journal-list", entry.pair.code)
    context = {
        "question": _("Delete your entry of %(day)s?") % {"day": short_date(entry.written_on)},
        "text": _("It is gone for everyone who could read it, a shared passage too. This can't be undone."),
        "submit_label": _("Delete this entry"),
        "cancel_url": reverse("members:journal-detail", args=[entry.pair.code, entry.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("Delete a journal entry"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="journal", pair=entry.pair)


def unreadable_page(request, entry):
    """For an entry that no key at hand opens: what happened, that nothing is lost, whom to tell."""
    is_mine = can_edit_journal_entry(request.user, entry)
    context = {
        "day": short_date(entry.written_on),
        "email": staff_texts(request).contact_email,
        "delete_url": reverse("members:journal-delete", args=[entry.pair.code, entry.code]) if is_mine else "",
        "back_url": reverse("members:journal-list", args=[entry.pair.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("This entry can't be opened now"),
    }
    template = "mentoring_pages/members/journals/journal_unreadable.html"
    return members_page(request, template, context, section="journal", pair=entry.pair, status=503)


def _unread(user, entry, *, is_of_passage):
    return ~Exists(JournalReading.objects.filter(entry=entry, reader=user, is_of_passage=is_of_passage))


def _passages(pair, user):
    passages = (
        JournalPassage.objects.readable_by(user)
        .filter(entry__pair=pair)
        .exclude(entry__author=user)
        .annotate(is_unread=_unread(user, OuterRef("entry"), is_of_passage=True))
        .select_related("entry__author")
        .defer("text", "entry__title", "entry__text")
    )
    return [passage_row(pair, passage) for passage in passages[:PASSAGES_SHOWN]]


def _drafts(pair, user):
    drafts = JournalDraft.objects.filter(author=user, pair=pair)
    return [draft_row(pair, draft) for draft in drafts]


def _own_side(entry, codes):
    """What an author sees beside an entry: who has read it, the passage that is shared, and what to do about both."""
    readings = list(entry.readings.select_related("reader"))
    passage = JournalPassage.objects.filter(entry=entry).first()
    return {
        "title": title_of(entry),
        "readers": [_reading(reading) for reading in readings if not reading.is_of_passage],
        "passage_readers": [_reading(reading) for reading in readings if reading.is_of_passage],
        "passage": passage,
        "passage_shared": moment(passage.shared_at) if passage else "",
        # The entry may say something else by now; the passage keeps the words that were chosen.
        "passage_differs": passage is not None and passage.is_readable and not is_part_of(passage.text, entry),
        "take_back_url": reverse("members:journal-take-back", args=codes) if entry.is_shared else "",
        "share_url": reverse("members:journal-passage-share", args=codes),
        "passage_take_back_url": reverse("members:journal-passage-take-back", args=codes) if passage else "",
        "shared": moment(entry.shared_at or entry.created_at) if entry.is_shared else "",
    }


def _reading(reading):
    return {"name": name_of(reading.reader), "when": moment(reading.first_read_at)}


def _tabs(pair, whose):
    url = reverse("members:journal-list", args=[pair.code])
    return [
        {"title": _("All"), "url": url, "is_current": whose == ""},
        {"title": _("Mine"), "url": f"{url}?whose=mine", "is_current": whose == "mine"},
        {"title": _("Shared with me"), "url": f"{url}?whose=partner", "is_current": whose == "partner"},
    ]


def _actions(pair):
    url = reverse("members:journal-create", args=[pair.code])
    return [{"title": _("Write in your journal"), "url": url, "style": "accent"}]


def _ways(pair):
    return [
        {"title": _("Search my entries"), "url": reverse("members:journal-search", args=[pair.code])},
        {"title": _("By month"), "url": reverse("members:journal-calendar", args=[pair.code])},
        {"title": _("Take my entries along"), "url": reverse("members:journal-export", args=[pair.code])},
    ]
