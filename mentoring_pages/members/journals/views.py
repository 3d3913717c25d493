"""Journals: write, share or keep to oneself, read what was shared (R45, R53, T4).

Titles and texts go from the form to the encrypted columns and to the pages of those who may read them, nowhere else.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.journals import delete_entry, edit_entry, note_reading, write_entry
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import JournalAudience
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import JournalEntryForm
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, staff_texts, status_of
from mentoring_pages.models import JournalEntry, JournalPrompt
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_journal_entry, can_write_journal
from resources.dates_in_words import short_date

ENTRIES_A_PAGE = 20
_AUDIENCE_BADGES = {
    JournalAudience.ONLY_ME: "neutral",
    JournalAudience.MY_PAIR: "rose",
    JournalAudience.PAIR_AND_STAFF: "info",
}
_WHOSE = ("mine", "partner")


@confidential
@require_safe
@member_required
def journal_list(request, pair_code):
    """Entries that the user may read; `?whose=mine` or `partner` narrows them."""
    pair = access.get_pair_or_404(request.user, pair_code)
    entries = JournalEntry.objects.readable_by(request.user).filter(pair=pair).select_related("author").defer("text")
    can_write = can_write_journal(request.user, pair)
    whose = request.GET.get("whose", "")
    if whose == "mine":
        entries = entries.filter(author=request.user)
    elif whose == "partner":
        entries = entries.exclude(author=request.user)
    page = Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    note_reading(page.object_list, by=request.user)
    context = {
        "rows": [_row(pair, entry, request.user) for entry in page],
        "page_obj": page,
        "tabs": _tabs(pair, whose if whose in _WHOSE else "") if can_write else [],
        "actions": _write_action(pair) if can_write else [],
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
    """One entry, as plain text."""
    entry = access.get_journal_entry_or_404(request.user, pair_code, code)
    note_reading([entry], by=request.user)
    is_mine = can_edit_journal_entry(request.user, entry)
    codes = [entry.pair.code, entry.code]
    context = {
        "row": _row(entry.pair, entry, request.user),
        "entry": entry,
        "actions": [
            {"title": _("Change"), "url": reverse("members:journal-edit", args=codes), "style": "secondary"},
            {"title": _("Delete"), "url": reverse("members:journal-delete", args=codes), "style": "quiet"},
        ]
        if is_mine
        else [],
        "back_url": reverse("members:journal-list", args=[entry.pair.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("Journal entry"),
    }
    return members_page(
        request, "mentoring_pages/members/journals/journal_detail.html", context, section="journal", pair=entry.pair
    )


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_create(request, pair_code):
    """Write an entry. A prompt that is chosen posts the page and keeps what is typed."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    form = JournalEntryForm(posted(request))
    if "prompt" in request.POST:
        form = form.with_prompt(_prompt(request.POST["prompt"]))
    elif request.method == "POST" and form.is_valid():
        try:
            write_entry(pair, by=request.user, code=form.cleaned_data["code"], **form.entry())
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _saved_message(form.cleaned_data["audience"]))
        return redirect("members:journal-list", pair.code)
    return _form_page(request, pair, form, _("Write in your journal"))


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_edit(request, pair_code, code):
    """Change one's own entry and who may read it."""
    entry = access.get_journal_entry_or_404(request.user, pair_code, code)
    if not can_edit_journal_entry(request.user, entry):
        raise PermissionDenied
    form = JournalEntryForm(posted(request), entry=entry)
    if "prompt" in request.POST:
        form = form.with_prompt(_prompt(request.POST["prompt"]))
    elif request.method == "POST" and form.is_valid():
        try:
            edit_entry(entry, by=request.user, **form.entry())
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _saved_message(form.cleaned_data["audience"]))
        return redirect("members:journal-detail", entry.pair.code, entry.code)
    return _form_page(request, entry.pair, form, _("Change a journal entry"))


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_delete(request, pair_code, code):
    """Delete one's own entry; asks first."""
    entry = access.get_journal_entry_or_404(request.user, pair_code, code)
    if not can_edit_journal_entry(request.user, entry):
        raise PermissionDenied
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
        "text": _("It is gone for everyone who could read it. This can't be undone."),
        "submit_label": _("Delete this entry"),
        "cancel_url": reverse("members:journal-detail", args=[entry.pair.code, entry.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("Delete a journal entry"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="journal", pair=entry.pair)


def _form_page(request, pair, form, title):
    context = {
        "form": form,
        "prompts": JournalPrompt.objects.filter(is_active=True),
        "pair_line": pair_line(pair),
        "view_title": title,
        "cancel_url": reverse("members:journal-list", args=[pair.code]),
    }
    return members_page(
        request,
        "mentoring_pages/members/journals/journal_form.html",
        context,
        section="journal",
        pair=pair,
        status=status_of(form),
    )


def _row(pair, entry, user):
    is_mine = entry.author_id == user.pk
    return {
        "title": entry.title or _("Entry of %(day)s") % {"day": short_date(entry.written_on)},
        "url": reverse("members:journal-detail", args=[pair.code, entry.code]),
        "written_on": entry.written_on,
        "by": _("you") if is_mine else name_of(entry.author),
        "is_mine": is_mine,
        "audience_label": entry.get_audience_display() if is_mine else _("Shared with you"),
        "audience_kind": _AUDIENCE_BADGES[JournalAudience(entry.audience)] if is_mine else "rose",
    }


def _tabs(pair, whose):
    url = reverse("members:journal-list", args=[pair.code])
    return [
        {"title": _("All"), "url": url, "is_current": whose == ""},
        {"title": _("Mine"), "url": f"{url}?whose=mine", "is_current": whose == "mine"},
        {"title": _("Shared with me"), "url": f"{url}?whose=partner", "is_current": whose == "partner"},
    ]


def _write_action(pair):
    url = reverse("members:journal-create", args=[pair.code])
    return [{"title": _("Write in your journal"), "url": url, "style": "accent"}]


def _prompt(slug):
    return JournalPrompt.objects.filter(slug=slug[:120], is_active=True).first()


def _saved_message(audience):
    if audience == JournalAudience.ONLY_ME:
        return _("Your entry is saved. Only you read it.")
    if audience == JournalAudience.MY_PAIR:
        return _("Your entry is saved. The people of your pair can read it.")
    return _("Your entry is saved. The people of your pair and the coordinators can read it.")
