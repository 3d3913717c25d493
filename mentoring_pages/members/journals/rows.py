"""How entries, passages and drafts are named and shown in lists. Values only; texts stay confidential."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.encryption import ConfidentialText, SealedText
from mentoring_pages.enums import JournalAudience
from mentoring_pages.people import name_of
from resources.dates_in_words import clock, short_date

AUDIENCE_BADGES = {
    JournalAudience.ONLY_ME: "neutral",
    JournalAudience.MY_PAIR: "rose",
    JournalAudience.PAIR_AND_STAFF: "info",
}


def moment(value):
    """ "Thu 8 Oct 2026, 10:12 am" in the site's time."""
    return _("%(day)s, %(time)s") % {"day": short_date(value), "time": clock(timezone.localtime(value))}


def title_of(entry):
    """Its title, else its day; without its key, that it can't be opened."""
    if isinstance(entry.title, SealedText):
        return _("An entry that can't be opened now")
    return entry.title or _("Entry of %(day)s") % {"day": short_date(entry.written_on)}


def entry_row(pair, entry, user):
    """`entry.is_unread` and `entry.passage_shared`, if they were asked of the database, are shown too."""
    is_mine = entry.author_id == user.pk
    return {
        "title": title_of(entry),
        "url": reverse("members:journal-detail", args=[pair.code, entry.code]),
        "written_on": entry.written_on,
        "by": _("you") if is_mine else name_of(entry.author),
        "is_mine": is_mine,
        "audience_label": entry.get_audience_display() if is_mine else _("Shared with you"),
        "audience_kind": AUDIENCE_BADGES[JournalAudience(entry.audience)] if is_mine else "rose",
        "is_unread": not is_mine and getattr(entry, "is_unread", False),
        "has_passage": is_mine and getattr(entry, "has_passage", False),
    }


def passage_row(pair, passage):
    """A passage that somebody else shared; nothing of the entry around it."""
    return {
        "url": reverse("members:journal-passage", args=[pair.code, passage.code]),
        "by": name_of(passage.entry.author),
        "shared_on": timezone.localtime(passage.shared_at),
        "is_unread": getattr(passage, "is_unread", False),
    }


def draft_row(pair, draft):
    """Something begun: where it goes on, and where it is thrown away."""
    title = draft.title if draft.title and draft.is_readable else _("Without a title")
    if draft.entry_id:
        url = reverse("members:journal-edit", args=[pair.code, draft.code])
    else:
        url = f"{reverse('members:journal-create', args=[pair.code])}?draft={draft.code}"
    return {
        "title": ConfidentialText(title),
        "is_change": draft.entry_id is not None,
        "kept": moment(draft.kept_at),
        "url": url,
        "discard_url": reverse("members:journal-draft-discard", args=[pair.code, draft.code]),
    }
