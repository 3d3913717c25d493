"""Whether somebody has taken a copy of their journal as it is now. The session knows when, and nothing of what."""

from datetime import datetime

from django.utils import timezone

from mentoring_pages.models import JournalEntry

SESSION_KEY = "journal_copied_at"


def note_copy(request):
    """A copy is on its way to the person."""
    request.session[SESSION_KEY] = timezone.now().isoformat()


def has_copy(request):
    """Whether the copy was taken after the last change of any entry. One query."""
    copied = request.session.get(SESSION_KEY)
    if not copied:
        return False
    return (
        not JournalEntry.objects.of_author(request.user).filter(updated_at__gt=datetime.fromisoformat(copied)).exists()
    )
