"""What the site holds about a person and who sees it; taking it along; ending one's sharing and one's journal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.leaving import destroy_journal, take_back_all
from mentoring_pages.enums import JournalAudience
from mentoring_pages.journal_export.answer import journal_file
from mentoring_pages.journal_export.files import has_pdf
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import ExportForm
from mentoring_pages.members.my_data.copies import note_copy
from mentoring_pages.members.my_data.forms import DestroyForm
from mentoring_pages.members.my_data.packing import packed
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JournalDraft, JournalEntry, JournalPassage
from mentoring_pages.permissions.table import COLUMNS, ROWS
from resources.personal_data import personal_parts

TEMPLATES = "mentoring_pages/members/my_data"
READ_AND_POST = ["GET", "HEAD", "POST"]


@confidential
@require_safe
@member_required
def my_data(request):
    """What there is, in numbers, and what one can do with it."""
    own = JournalEntry.objects.of_author(request.user)
    shared = own.exclude(audience=JournalAudience.ONLY_ME).count()
    context = {
        "parts": [
            {"label": part.label, "count": len(part.collect(request.user)), "farewell": part.farewell}
            for part in personal_parts()
        ],
        "entry_count": own.count(),
        "draft_count": JournalDraft.objects.filter(author=request.user).count(),
        "shared_count": shared + JournalPassage.objects.filter(entry__author=request.user).count(),
        "view_title": _("My data"),
    }
    return _page(request, "my_data", context)


@require_safe
@member_required
def who_sees_what(request):
    """The table that the permission tests walk, in words."""
    rows = [
        {
            "what": row.what,
            "note": row.note,
            "cells": [(label, row.answers[key].label) for key, label in COLUMNS.items()],
        }
        for row in ROWS
    ]
    context = {"columns": COLUMNS.values(), "rows": rows, "view_title": _("Who can see what")}
    return _page(request, "who_sees_what", context)


@confidential
@require_POST
@member_required
def download(request):
    """Everything about me, as a ZIP."""
    response = HttpResponse(packed(request.user), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate().isoformat()}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    note_copy(request)
    return response


@confidential
@require_http_methods(READ_AND_POST)
@member_required
def journal(request):
    """All that one wrote, in any pair, also in programs that one has left, as a file."""
    entries = JournalEntry.objects.of_author(request.user)
    form = ExportForm(posted(request), has_pdf=has_pdf())
    if request.method == "POST" and form.is_valid():
        note_copy(request)
        return journal_file(entries, form.cleaned_data["kind"])
    context = {
        "form": form,
        "count": entries.count(),
        "submit_label": _("Download"),
        "view_title": _("Take my whole journal along"),
    }
    return _page(request, "journal", context, status=status_of(form))


@confidential
@require_POST
@member_required
def take_back(request):
    """Nobody else reads any of one's entries and passages from now on."""
    count = take_back_all(by=request.user)
    messages.success(
        request,
        ngettext(
            "%(count)d entry or passage is taken back. Only you read it now.",
            "%(count)d entries and passages are taken back. Only you read them now.",
            count,
        )
        % {"count": count}
        if count
        else _("Nothing was shared."),
    )
    return redirect("members:my-data")


@confidential
@require_http_methods(READ_AND_POST)
@member_required
def destroy(request):
    """Delete one's whole journal; asks for the password first."""
    form = DestroyForm(posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        destroy_journal(by=request.user)
        messages.success(request, _("Your journal is destroyed. No copy of it is kept."))
        return redirect("members:my-data")
    context = {
        "form": form,
        "count": JournalEntry.objects.of_author(request.user).count(),
        "export_url": reverse("members:my-data-journal"),
        "view_title": _("Destroy my journal"),
    }
    return _page(request, "destroy", context, status=status_of(form))


def _page(request, name, context, *, status=200):
    context["home_url"] = reverse("members:my-data")
    return members_page(request, f"{TEMPLATES}/{name}.html", context, section="my-data", status=status)
