"""How many pages of a list have each value of each facet, counted by the database in one statement.

That a page has a value is a row (page, value): a row of the table between pages and topics, or a page with its kind.
These rows are narrow and mostly stand in an index, while pages are wide. So the pages of a list are found once, and the
rows counted that belong to them. Where a list shows nearly all pages, it is quicker to count all rows and take away
those of the few pages that it leaves out; both ways give the same numbers.

In SQL, because Django knows no common table expressions (ticket 28919). For PostgreSQL and SQLite from 3.35.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import Case, F, Q, QuerySet, When

_ANY = Q()


@dataclass(frozen=True)
class Facet:
    """`rows` are the rows (page, value): a queryset of dicts page, value, or the `Columns` of a table.

    `name` makes a value as text, or None, into what the facet calls it. `column` is the pages' own column that holds
    the value, if it is one: read with the pages, not once more. `repeats` says that a row may come twice; it counts
    once. Pages that meet `hidden` are not counted.
    """

    rows: "QuerySet | Columns"
    column: str = ""
    name: Callable[[str | None], str | None] = lambda value: value
    hidden: Q = field(default_factory=Q)
    repeats: bool = False

    @classmethod
    def of(cls, model, field_name, **options):
        """The facet of a column, foreign key or list of words of a page type."""
        column = model._meta.get_field(field_name)
        if not column.many_to_many:
            rows = Columns(model._meta.db_table, model._meta.pk.column, column.column)
            return cls(rows, column.attname, **options)
        table = column.remote_field.through._meta
        own, other = table.get_field(column.m2m_field_name()), table.get_field(column.m2m_reverse_field_name())
        return cls(Columns(table.db_table, own.column, other.column), **options)


class Columns(NamedTuple):
    """Where rows (page, value) stand in the database. Written into the statement as it is: a query costs more time."""

    table: str
    page: str
    value: str


def slugs_by_key(terms):
    """For `Facet.name`: the slugs of words, given as {key: slug}."""
    return {str(key): slug for key, slug in terms.items()}.get


def count_facets(narrow, facets, chosen=(), *, left_out=None, may_hide=_ANY):
    """(number of pages, {facet: {name of value: number of pages}}).

    `narrow(leave_out)` gives the pages of the list, without the filters that `leave_out` names: a facet is counted with
    all filters in force but its own. `chosen` names the facets with a choice; each of them costs a query, all others
    share one. `left_out` are all pages of the type that the list does not show, where these are likely few. `may_hide`
    is a condition that each page meets which is hidden from a facet: one that an index answers saves looking at all.
    """
    shared = {name: facet for name, facet in facets.items() if name not in chosen}
    total, counts = _count(narrow(()), shared, may_hide, left_out)
    for name in facets:
        if name in chosen:
            counts |= _count(narrow((name,)), {name: facets[name]}, may_hide)[1]
    return total, counts


def _count(found, facets, may_hide, left_out=None):
    counts = {name: Counter() for name in facets}
    try:
        sql, params = _statement(found, list(facets.values()), may_hide, left_out)
    except EmptyResultSet:
        return 0, counts
    with connections[found.db].cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    names = list(facets)
    for place, value, number in rows:
        if place >= 0:
            name = names[place]
            counts[name][facets[name].name(value)] += number
    total = sum(number for place, _value, number in rows if place < 0)
    return total, {name: {value: number for value, number in found.items() if number} for name, found in counts.items()}


def _statement(found, facets, may_hide, left_out):
    """SQL and parameters. Its rows are (place of the facet, value as text, number to add); -1 stands for the total."""
    pages = found.model.objects.order_by()
    picked = found if left_out is None else left_out
    # What the long rows of the pages hold is read while they are found; it counts for those left out alike.
    columns = {f"value_{place}": F(facet.column) for place, facet in enumerate(facets) if facet.column}
    tables = {"picked": _compiled(picked.order_by().values(page=F("pk"), **columns))}
    hiding = {f"hides_{place}": facet.hidden for place, facet in enumerate(facets) if facet.hidden}
    if hiding:
        flags = {flag: Case(When(hidden, then=1), default=0) for flag, hidden in hiding.items()}
        some = pages.filter(may_hide, Q(*hiding.values(), _connector=Q.OR))
        tables["hiding"] = _compiled(some.values(page=F("pk"), **flags))
    if left_out is None:
        parts = [("SELECT -1, NULL, COUNT(*) FROM picked", ())]
    else:
        sql, params = _compiled(pages.values(page=F("pk")))
        parts = [
            (f"SELECT -1, NULL, COUNT(*) FROM ({sql}) AS pages", params),
            ("SELECT -1, NULL, -COUNT(*) FROM picked", ()),
        ]
    for place, facet in enumerate(facets):
        of_all, of_picked = _rows(place, facet)
        hidden = f"page IN (SELECT page FROM hiding WHERE hides_{place} = 1)"
        if left_out is None:
            steps = [("", of_picked, "TRUE"), ("-", of_picked, hidden)]
        else:
            shown_but_hidden = f"page NOT IN (SELECT page FROM picked) AND {hidden}"
            steps = [("", of_all, "TRUE"), ("-", of_picked, "TRUE"), ("-", of_all, shown_but_hidden)]
        number = "COUNT(DISTINCT page)" if facet.repeats else "COUNT(*)"
        head = f"SELECT {place}, CAST(value AS varchar)"
        parts += [
            (f"{head}, {sign}{number} FROM ({sql}) AS r WHERE {where} GROUP BY value", params)
            for sign, (sql, params), where in (steps if facet.hidden else steps[:-1])
        ]
    named = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _params) in tables.items())
    counted = " UNION ALL ".join(sql for sql, _params in parts)
    return f"WITH {named} {counted}", [param for _sql, params in (*tables.values(), *parts) for param in params]


def _rows(place, facet):
    """(rows of all pages, rows of the picked ones), each as SQL and parameters."""
    sql, params = _compiled(facet.rows) if isinstance(facet.rows, QuerySet) else _selected(facet.rows)
    if facet.column:
        return (sql, params), (f"SELECT page, value_{place} AS value FROM picked", ())
    return (sql, params), (f"SELECT page, value FROM ({sql}) AS mine WHERE page IN (SELECT page FROM picked)", params)


def _selected(columns):
    table, page, value = (connection.ops.quote_name(name) for name in columns)
    return f"SELECT {page} AS page, {value} AS value FROM {table}", ()


def _compiled(queryset):
    return queryset.query.get_compiler(queryset.db).as_sql()
