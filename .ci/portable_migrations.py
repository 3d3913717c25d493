"""Make the plugin's migrations fit any host: names of models that a host may swap become look-ups.

`makemigrations` writes the models of the site it runs in. Run after it: `python .ci/portable_migrations.py FILE ...`.
"""

import re
import sys
from pathlib import Path

IMPORTS = {
    "PAGE_MODEL": "from resources.pages import PAGE_MODEL",
    "get_image_model_string()": "from wagtail.images import get_image_model_string",
    "get_document_model_string()": "from wagtail.documents import get_document_model_string",
}
REPLACEMENTS = (
    # Mixins with routes are code, not state: a migration must not break when they move.
    (r"^ +(events|resources|mentoring_pages|partnership_site)\.[a-z_.]+\.?[A-Z]\w+Routes,\n", ""),
    (r"^import (events|resources|mentoring_pages|partnership_site)\.(?!encryption|blocks|collecting\.c)[\w.]+\n", ""),
    (r"to=settings\.WAGTAIL_PAGE_MODEL\b", "to=PAGE_MODEL"),
    (r'to="wagtailcore\.page"', "to=PAGE_MODEL"),
    (r'^( +)"wagtailcore\.page",$', r"\1PAGE_MODEL.lower(),"),
    (r'bases=\("wagtailcore\.page", models\.Model\)', "bases=(PAGE_MODEL.lower(), models.Model)"),
    (r"swappable_dependency\(settings\.WAGTAIL_PAGE_MODEL\)", "swappable_dependency(PAGE_MODEL)"),
    (r'to="wagtailimages\.image"', "to=get_image_model_string()"),
    (r'\("wagtailimages", "[^"]+"\)', "migrations.swappable_dependency(get_image_model_string())"),
    (r'to="wagtaildocs\.document"', "to=get_document_model_string()"),
    (r'\("wagtaildocs", "[^"]+"\)', "migrations.swappable_dependency(get_document_model_string())"),
    (
        r'\("wagtailcore", "0\d+_[^"]+"\)',
        '("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")',
    ),
)


def portable(text):
    """The text of a migration with look-ups in place of the names of swappable models."""
    for pattern, replacement in REPLACEMENTS:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    needed = [line for name, line in IMPORTS.items() if name in text and line not in text]
    if needed:
        text = text.replace(
            "from django.db import migrations", "\n".join([*needed, "from django.db import migrations"]), 1
        )
    return text


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(portable(path.read_text()))
