"""Writing in a journal: new entries, changes, and drafts that keep themselves (R45, R53, T4)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.journal_drafts import DraftChanged, drop_draft, keep_draft, tie_draft
from mentoring_pages.actions.journals import EntryChanged, edit_entry, write_entry
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import JournalAudience
from mentoring_pages.journal_prompts import prompts_for
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import JournalDraftForm, JournalEntryForm
from mentoring_pages.members.journals.rows import moment
from mentoring_pages.members.journals.views import unreadable_page
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JournalPrompt
from mentoring_pages.permissions import can_write_journal


@confidential
@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_create(request, pair_code):
    """Write an entry. A prompt that is chosen posts the page and keeps what is typed. `?draft=` goes on with one."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    draft = access.get_journal_draft(request.user, pair, _uuid(request.GET.get("draft", "")))
    if draft is not None and not draft.is_readable:
        draft = None
    form = JournalEntryForm(posted(request), user=request.user, draft=draft)
    return _answer(request, pair, form, draft=draft)


@confidential
@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_edit(request, pair_code, code):
    """Change one's own entry and who may read it. A draft of the change is gone on with."""
    entry = access.get_own_journal_entry_or_404(request.user, pair_code, code)
    if not entry.is_readable:
        return unreadable_page(request, entry)
    draft = access.get_journal_draft(request.user, entry.pair, entry.code)
    if draft is not None and not draft.is_readable:
        draft = None
    form = JournalEntryForm(posted(request), user=request.user, entry=entry, draft=draft)
    return _answer(request, entry.pair, form, entry=entry, draft=draft)


@confidential
@require_POST
@member_required
def draft_keep(request, pair_code):
    """What the page's script sends while somebody types. Answers with the draft's number and the time, never words."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    form = JournalDraftForm(request.POST)
    form.is_valid()
    if not form.can_be_kept():
        return JsonResponse({"message": _("Not kept: this is longer than an entry can be.")}, status=422)
    try:
        draft = keep_draft(pair, by=request.user, **form.draft())
    except DraftChanged as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=409)
    except TransitionError as refusal:
        return JsonResponse({"message": str(refusal.message)}, status=403)
    kept = _("Kept as a draft, %(moment)s. Only you see it.") % {"moment": moment(draft.kept_at)}
    return JsonResponse({"revision": draft.revision, "message": kept})


@confidential
@require_POST
@member_required
def draft_discard(request, pair_code, code):
    """Throw a draft away; the entry that it would have changed stays as it is."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    drop_draft(code, by=request.user)
    messages.success(request, _("The draft is thrown away. No copy of it is kept."))
    return redirect("members:journal-list", pair.code)


def _answer(request, pair, form, *, entry=None, draft=None):
    """The page of the form, or where to go on after what was posted."""
    if request.method != "POST":
        typed = typed_before(request, by_same_person=True)
        if typed is not None:
            form = JournalEntryForm(typed, user=request.user).with_numbers()
        notices = {"was_typed_before": typed is not None, "draft": draft if typed is None else None}
        return _form_page(request, pair, form, entry=entry, **notices)
    if "prompt" in request.POST:
        return _form_page(request, pair, form.with_prompt(_prompt(request.POST["prompt"])), entry=entry)
    if "keep_draft" in request.POST:
        return _keep_by_hand(request, pair, form, entry)
    if not form.is_valid():
        return _form_page(request, pair, form, entry=entry)
    try:
        saved = _save(request.user, pair, form, entry)
    except EntryChanged as refusal:
        form = form.with_numbers(version=refusal.entry.version, code=refusal.entry.code)
        return _form_page(request, pair, form, entry=refusal.entry, conflict=refusal, stored=refusal.entry)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return redirect("members:journal-list", pair.code)
    messages.success(request, _saved_message(saved.audience))
    if not drop_draft(form.cleaned_data["code"], by=request.user, revision=form.number("revision")):
        tie_draft(saved)
        messages.info(request, _("Another tab kept a later draft of this entry. You find it above your entries."))
    if entry is None:
        return redirect("members:journal-list", pair.code)
    return redirect("members:journal-detail", pair.code, saved.code)


def _save(user, pair, form, entry):
    if entry is None:
        return write_entry(pair, by=user, code=form.cleaned_data["code"], **form.entry())
    return edit_entry(entry, by=user, version=form.number("version"), **form.entry())


def _keep_by_hand(request, pair, form, entry):
    """The button, for those without scripts and those who want to be sure."""
    words = JournalDraftForm(request.POST)
    words.is_valid()
    if not words.can_be_kept():
        # The form says what is too long; an empty one has nothing to be kept.
        form.is_valid()
        return _form_page(request, pair, form, entry=entry)
    try:
        keep_draft(pair, by=request.user, **words.draft())
    except DraftChanged as refusal:
        form = form.with_numbers(revision=refusal.draft.revision)
        return _form_page(request, pair, form, entry=entry, conflict=refusal, stored=refusal.draft)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Kept as a draft. Only you see it, whoever may read the entry later."))
    return redirect("members:journal-list", pair.code)


def _form_page(request, pair, form, *, entry=None, draft=None, conflict=None, stored=None, was_typed_before=False):
    prompts = prompts_for(pair, timezone.localdate())
    create = reverse("members:journal-create", args=[pair.code])
    context = {
        "form": form,
        "action": reverse("members:journal-edit", args=[pair.code, entry.code]) if entry else create,
        "prompts": prompts,
        "keep_url": reverse("members:journal-draft-keep", args=[pair.code]),
        "draft_notice": _("You go on with your draft of %(moment)s.") % {"moment": moment(draft.kept_at)}
        if draft
        else "",
        "draft_is_change": bool(draft and draft.entry_id),
        "discard_url": reverse("members:journal-draft-discard", args=[pair.code, draft.code]) if draft else "",
        "conflict": conflict.message if conflict else "",
        "stored": stored,
        "was_typed_before": was_typed_before,
        "pair_line": pair_line(pair),
        "view_title": _("Change a journal entry") if entry else _("Write in your journal"),
        "cancel_url": reverse("members:journal-list", args=[pair.code]),
    }
    return members_page(
        request,
        "mentoring_pages/members/journals/journal_form.html",
        context,
        section="journal",
        pair=pair,
        status=409 if conflict else status_of(form),
    )


def _prompt(slug):
    return JournalPrompt.objects.filter(slug=slug[:120], is_active=True).first()


def _uuid(value):
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _saved_message(audience):
    if audience == JournalAudience.ONLY_ME:
        return _("Your entry is saved. Only you read it.")
    if audience == JournalAudience.MY_PAIR:
        return _("Your entry is saved. The people of your pair can read it.")
    return _("Your entry is saved. The people of your pair and the coordinators can read it.")
