"""Which entries of the search index on PostgreSQL have some words, answered by its indexes alone.

Wagtail's backend compares the words with title and body put together, for which there is no index: PostgreSQL then
unpacks the text of each entry, which with long files takes a tenth of a millisecond or more for each of them. Title and
body have an index each. Each word is looked up by itself, and no plan is allowed that reads the texts: the planner does
not know how long it takes to unpack them.
"""

import json

from django.db import connection, transaction
from wagtail.search.models import IndexEntry
from wagtail.search.utils import get_descendants_content_types_pks


def keys_with(model, words, backend) -> set[int]:
    """Keys of rows of `model`: each word is in title or body, or the title's words begin like them. Two queries."""
    table = connection.ops.quote_name(IndexEntry._meta.db_table)
    entries = f"SELECT object_id, content_type_id FROM {table} WHERE"
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        before, *stems = _look_up(cursor, words, backend.config)
        stems = [stem for stem in stems if stem]
        each = " INTERSECT ".join(
            f"{entries} title @@ CAST(%s AS tsquery) OR body @@ CAST(%s AS tsquery)" for _stem in stems
        )
        # Words such as "the" are in no index; alone they find what begins like them.
        anywhere = f"{each} UNION " if stems else ""
        cursor.execute(
            # The sum keeps the planner from reading all entries of a type instead. The setting is put back at the end.
            "SELECT CAST(json_agg(CAST(object_id AS bigint)) AS text), set_config('enable_seqscan', %s, true) "
            f"FROM ({anywhere}{entries} autocomplete @@ to_tsquery(CAST(%s AS regconfig), %s)) AS found "
            "WHERE content_type_id + 0 = ANY(%s)",
            [
                before,
                *(stem for stem in stems for _column in ("title", "body")),
                backend.autocomplete_config,
                " & ".join([*(f"'{word}'" for word in words[:-1]), f"'{words[-1]}':*"]),
                list(get_descendants_content_types_pks(model)),
            ],
        )
        found = cursor.fetchone()[0]
    return set(json.loads(found)) if found else set()


def _look_up(cursor, words, config):
    """(a setting of the planner, then what each word is in the index: empty for one that it does not keep).

    The setting is off from here on, within this transaction.
    """
    one = "CAST(plainto_tsquery(CAST(%s AS regconfig), %s) AS text)" if config else "CAST(plainto_tsquery(%s) AS text)"
    params = [part for word in words for part in ([config, word] if config else [word])]
    cursor.execute(
        f"SELECT current_setting('enable_seqscan'), {', '.join([one] * len(words))}, "
        "set_config('enable_seqscan', 'off', true)",
        params,
    )
    return cursor.fetchone()[:-1]
