"""Taking one's own entries along (R45)."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.journal_export.answer import journal_file
from mentoring_pages.journal_export.files import has_pdf
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import ExportForm
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JournalEntry
from mentoring_pages.permissions import can_write_journal


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_export(request, pair_code):
    """One's own entries of this pair as a file."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    entries = JournalEntry.objects.of_author(request.user).filter(pair=pair)
    form = ExportForm(posted(request), has_pdf=has_pdf())
    if request.method == "POST" and form.is_valid():
        return journal_file(entries, form.cleaned_data["kind"])
    context = {
        "form": form,
        "count": entries.count(),
        "my_data_url": reverse("members:my-data"),
        "cancel_url": reverse("members:journal-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("Take my entries along"),
    }
    return members_page(
        request,
        "mentoring_pages/members/journals/journal_export.html",
        context,
        section="journal",
        pair=pair,
        status=status_of(form),
    )
