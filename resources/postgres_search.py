"""Which entries of the search index on PostgreSQL have some words, answered by its indexes alone.

Wagtail's backend compares the words with title and body put together, for which there is no index: PostgreSQL then
unpacks the text of each entry, which with long files takes milliseconds for each of them. Asked one by one, title and
body have an index each, and statistics that tell the planner so.
"""

import json

from django.db import connection
from wagtail.search.models import IndexEntry
from wagtail.search.utils import get_descendants_content_types_pks


def keys_with(model, words, backend) -> set[int]:
    """Keys of rows of `model`: each word is in title or body, or the title's words begin like them. Two queries."""
    with connection.cursor() as cursor:
        stems = _stems(cursor, words, backend.config)
        each = " AND ".join("(title @@ CAST(%s AS tsquery) OR body @@ CAST(%s AS tsquery))" for _stem in stems)
        # Words such as "the" are in no index; alone they find what begins like them.
        anywhere = f"({each}) OR " if stems else ""
        table = connection.ops.quote_name(IndexEntry._meta.db_table)
        cursor.execute(
            "SELECT CAST(json_agg(CAST(object_id AS bigint)) AS text) "
            f"FROM {table} WHERE content_type_id = ANY(%s) "
            f"AND ({anywhere}autocomplete @@ to_tsquery(CAST(%s AS regconfig), %s))",
            [
                list(get_descendants_content_types_pks(model)),
                *(stem for stem in stems for _column in ("title", "body")),
                backend.autocomplete_config,
                " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"]),
            ],
        )
        found = cursor.fetchone()[0]
    return set(json.loads(found)) if found else set()


def _stems(cursor, words, config):
    """What the words are in the index, those left out that it does not keep."""
    one = "CAST(plainto_tsquery(CAST(%s AS regconfig), %s) AS text)" if config else "CAST(plainto_tsquery(%s) AS text)"
    params = [part for word in words for part in ([config, word] if config else [word])]
    cursor.execute(f"SELECT {', '.join([one] * len(words))}", params)
    return [stem for stem in cursor.fetchone() if stem]
