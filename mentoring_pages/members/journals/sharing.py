"""Taking an entry back, and sharing one passage of it alone (T4)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.journal_sharing import (
    NotInEntry,
    note_reading,
    share_passage,
    take_back_entry,
    take_back_passage,
)
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import JournalAudience
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import PassageForm
from mentoring_pages.members.journals.rows import moment
from mentoring_pages.members.journals.views import unreadable_page
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JournalPassage
from mentoring_pages.people import name_of


@confidential
@require_POST
@member_required
def journal_take_back(request, pair_code, code):
    """Nobody but its author reads the entry from now on."""
    entry = access.get_own_journal_entry_or_404(request.user, pair_code, code)
    try:
        take_back_entry(entry, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back. From now on only you read this entry."))
    return redirect("members:journal-detail", entry.pair.code, entry.code)


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def passage_share(request, pair_code, code):
    """Choose words of one's own entry and who reads them."""
    entry = access.get_own_journal_entry_or_404(request.user, pair_code, code)
    if not entry.is_readable:
        return unreadable_page(request, entry)
    passage = JournalPassage.objects.filter(entry=entry).first()
    begin = {"audience": passage.audience if passage else JournalAudience.MY_PAIR}
    form = PassageForm(posted(request), initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            share_passage(entry, by=request.user, **form.cleaned_data)
        except NotInEntry as refusal:
            form.add_error("text", refusal.message)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:journal-detail", entry.pair.code, entry.code)
        else:
            messages.success(request, _("The passage is shared. The rest of your entry is not."))
            return redirect("members:journal-detail", entry.pair.code, entry.code)
    context = {
        "form": form,
        "entry": entry,
        "replaces": passage is not None,
        "cancel_url": reverse("members:journal-detail", args=[entry.pair.code, entry.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("Share a passage"),
    }
    return members_page(
        request,
        "mentoring_pages/members/journals/passage_form.html",
        context,
        section="journal",
        pair=entry.pair,
        status=status_of(form),
    )


@confidential
@require_safe
@member_required
def passage_detail(request, pair_code, code):
    """A passage that was shared, alone."""
    passage = access.get_journal_passage_or_404(request.user, pair_code, code)
    entry = passage.entry
    if not passage.is_readable:
        return unreadable_page(request, entry)
    note_reading(entry, by=request.user, is_of_passage=True)
    context = {
        "passage": passage,
        "by": _("you") if entry.author_id == request.user.pk else name_of(entry.author),
        "is_mine": entry.author_id == request.user.pk,
        "shared": moment(passage.shared_at),
        "back_url": reverse("members:journal-list", args=[entry.pair.code]),
        "pair_line": pair_line(entry.pair),
        "view_title": _("A passage of a journal"),
    }
    return members_page(
        request, "mentoring_pages/members/journals/passage_detail.html", context, section="journal", pair=entry.pair
    )


@confidential
@require_POST
@member_required
def passage_take_back(request, pair_code, code):
    """Nobody reads the passage any more."""
    entry = access.get_own_journal_entry_or_404(request.user, pair_code, code)
    try:
        take_back_passage(entry, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The passage is taken back. Nobody else can open it any more."))
    return redirect("members:journal-detail", entry.pair.code, entry.code)
