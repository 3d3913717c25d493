"""Finding one's own entries: by their words, and by month (R45).

What is looked for is posted, so that no address and no access log has it, and compared here, after decryption: nothing
is indexed.
"""

import datetime
import unicodedata

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from events.calendars.month_grid import following_month, month_weeks
from mentoring_pages.actions.journal_sharing import note_listing
from mentoring_pages.encryption import ConfidentialText
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.journals.forms import SearchForm
from mentoring_pages.members.journals.rows import entry_row
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JournalEntry
from mentoring_pages.permissions import can_write_journal

AROUND = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def journal_search(request, pair_code):
    """Own entries of this pair that have all the words; those of others are not looked at."""
    pair = _own_pair(request, pair_code)
    form = SearchForm(posted(request))
    found = None
    if request.method == "POST" and form.is_valid():
        words = _folded(form.cleaned_data["q"]).split()
        own = JournalEntry.objects.of_author(request.user).filter(pair=pair).select_related("author")
        found = [
            entry_row(pair, entry, request.user) | {"around": _around(entry.text, words)}
            for entry in own
            if entry.is_readable and _has_all(entry, words)
        ]
    context = {
        "form": form,
        "rows": found,
        "count_text": ngettext("%(count)d entry found", "%(count)d entries found", len(found)) % {"count": len(found)}
        if found
        else "",
        "back_url": reverse("members:journal-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("Search my entries"),
    }
    template = "mentoring_pages/members/journals/journal_search.html"
    return members_page(request, template, context, section="journal", pair=pair, status=status_of(form))


@confidential
@require_safe
@member_required
def journal_calendar(request, pair_code):
    """The entries of a month that the user may read, as a table of weeks. `?month=2026-11`; else the running month."""
    pair = access.get_pair_or_404(request.user, pair_code)
    first = _month(request.GET.get("month", ""))
    weeks = month_weeks(first)
    entries = (
        JournalEntry.objects.readable_by(request.user)
        .filter(pair=pair, written_on__range=(weeks[0][0], weeks[-1][-1]))
        .select_related("author")
        .defer("text")
        .order_by("written_on", "pk")
    )
    note_listing(entries, by=request.user)
    by_day = {}
    for entry in entries:
        by_day.setdefault(entry.written_on, []).append(entry_row(pair, entry, request.user))
    url = reverse("members:journal-calendar", args=[pair.code])
    context = {
        "month": first,
        "weekdays": weeks[0],
        "weeks": [[_cell(day, first, by_day.get(day, [])) for day in week] for week in weeks],
        "earlier": _link(url, first - datetime.timedelta(days=1)),
        "later": _link(url, following_month(first)),
        "is_empty": not any(day.month == first.month for day in by_day),
        "back_url": reverse("members:journal-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("Journal by month"),
    }
    template = "mentoring_pages/members/journals/journal_calendar.html"
    return members_page(request, template, context, section="journal", pair=pair)


def _own_pair(request, pair_code):
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_write_journal(request.user, pair):
        raise PermissionDenied
    return pair


@sensitive_variables()
def _folded(text):
    """For comparing: composed and without case. NFC and NFD of a name are the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@sensitive_variables()
def _has_all(entry, words):
    text = _folded(f"{entry.title}\n{entry.text}")
    return all(word in text for word in words)


@sensitive_variables()
def _around(text, words):
    """A few words before and after the first place that has one of them."""
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    folded = flat.casefold()
    # Folding may lengthen a text (ß); then the place is near enough.
    at = min((place for place in (folded.find(word) for word in words) if place >= 0), default=0)
    begin, end = max(0, at - AROUND), min(len(flat), at + 2 * AROUND)
    before, after = ("…" if begin else ""), ("…" if end < len(flat) else "")
    return ConfidentialText(f"{before}{flat[begin:end]}{after}")


def _month(value):
    today = timezone.localdate()
    try:
        day = datetime.datetime.strptime(value, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else today.replace(day=1)


def _link(url, day):
    return {"url": f"{url}?month={day:%Y-%m}", "day": day}


def _cell(day, first, rows):
    today = timezone.localdate()
    count = ngettext("%(count)d entry", "%(count)d entries", len(rows)) % {"count": len(rows)} if rows else ""
    items = [{"title": _named(row), "url": row["url"]} for row in rows]
    return {
        "day": day,
        "is_outside": day.month != first.month,
        "is_today": day == today,
        "items": items,
        "words": ", ".join(filter(None, (_("today") if day == today else "", count))),
    }


def _named(row):
    if row["is_mine"]:
        return row["title"]
    return ConfidentialText(_("%(title)s, by %(name)s") % {"title": row["title"], "name": row["by"]})
