"""Everything about a person in one ZIP: JSON for machines and a page for people. Made in memory, stored nowhere."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from mentoring_pages.encryption import ConfidentialText
from mentoring_pages.journal_export.files import html
from mentoring_pages.models import JournalEntry
from resources.personal_data import personal_parts


@sensitive_variables()
def packed(user):
    """The octets of the ZIP."""
    parts = personal_parts()
    data = {part.key: part.collect(user) for part in parts}
    made = {"made_at": timezone.now(), "parts": data}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(made, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("my-data.json", text)
        context = {
            "language": get_language() or "en",
            "title": _("Everything about me"),
            "made_at": timezone.localtime(),
            "parts": [
                {"label": part.label, "rows": [_in_lines(row) for row in data[part.key]]}
                for part in parts
                # The journal has a page of its own, in which it can be read.
                if part.key != "journal"
            ],
        }
        archive.writestr("my-data.html", render_to_string("mentoring_pages/members/my_data/packed.html", context))
        entries = JournalEntry.objects.of_author(user)
        archive.writestr("my-journal.html", b"".join(html(entries)))
    return buffer.getvalue()


def _in_lines(row):
    """(name, value) of each fact; lists and dicts as JSON, which is still readable."""
    return [(name.replace("_", " "), _as_text(value)) for name, value in row.items() if value not in ("", None, [], {})]


def _as_text(value):
    if isinstance(value, list | dict):
        value = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return ConfidentialText(value)
