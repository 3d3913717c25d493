"""The answer that hands the file over."""

from django.http import StreamingHttpResponse
from django.utils import timezone

from .files import KINDS


def journal_file(entries, kind):
    """A download of these entries, sent in portions and stored nowhere. `kind` is a key of `KINDS`."""
    made = KINDS[kind]
    day = timezone.localdate().isoformat()
    headers = {"Content-Disposition": f'attachment; filename="journal-{day}.{made.suffix}"'}
    headers["X-Content-Type-Options"] = "nosniff"
    return StreamingHttpResponse(made.portions(entries), content_type=made.content_type, headers=headers)
