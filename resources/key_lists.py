"""Many keys as one parameter of a statement: a search may find twenty thousand pages, and a list asks for them often.

As a list in SQL each key would be a parameter of its own; as a subquery the search would be done anew each time.
"""

import json

from django.db.models import Aggregate, Func, Q, TextField


def keys_of(queryset) -> set[int]:
    """The keys of all rows that a queryset finds. One query, however many they are."""
    found = queryset.order_by().aggregate(keys=_Together("pk"))["keys"]
    return set(map(int, json.loads(found))) if found else set()


def among(keys) -> Q:
    """Condition on rows: their key is one of these."""
    return Q(pk__in=as_rows(keys))


def as_rows(keys):
    """The keys, to stand after `__in` in a filter."""
    return _Keys(keys) if keys else []


class _Together(Aggregate):
    """All keys of a queryset as the text of a JSON list."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="json_group_array", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "CAST(json_agg(%(expressions)s) AS text)"
        return self.as_sql(compiler, connection, template=template, **extra)


class _Keys(Func):
    """Keys as rows of the database."""

    output_field = TextField()

    def __init__(self, keys):
        super().__init__()
        # In order, so that their rows are read in the order in which they are stored.
        self.keys = ",".join(map(str, sorted(keys)))

    def as_sqlite(self, compiler, connection, **extra):
        return "(SELECT value FROM json_each(%s))", [f"[{self.keys}]"]

    def as_postgresql(self, compiler, connection, **extra):
        return "(SELECT unnest(CAST(%s AS bigint[])))", [f"{{{self.keys}}}"]
