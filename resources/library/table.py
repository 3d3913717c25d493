"""The result of a search as a table (CSV) for spreadsheets."""

import csv
import io

from django.http import HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.utils.translation import gettext as _

from resources.cms.scoped import neutralised
from resources.conf import get_setting
from resources.limits import HOUR_SECONDS, client_address, is_over_limit
from resources.models import ResourcePage

from .filters import narrowed
from .listing import MAX_TABLE_ROWS, resources_of, sorted_resources
from .queries import LibraryQuery

_CHUNK = 500


def table(library, request):
    """`results.csv`: the list of the same query string in its order, at most 5,000 rows, read in chunks of 500."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    if is_over_limit("table", client_address(request), get_setting("TABLES_PER_HOUR")):
        text = _("Many tables were asked for from your network in the last hour. Please try again later.")
        refusal = HttpResponse(text, status=429, content_type="text/plain; charset=utf-8")
        refusal["Retry-After"] = str(HOUR_SECONDS)
        return refusal
    query = LibraryQuery.read(request.GET)
    found = sorted_resources(narrowed(resources_of(library), query), query)
    # As in the feed: a word that is gone must not make the whole library of a saved address.
    keys = [] if query.lost else list(found.values_list("pk", flat=True)[:MAX_TABLE_ROWS])
    response = StreamingHttpResponse(_lines(keys, request), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{library.slug}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def _lines(keys, request):
    # Without this mark Excel takes the letters for those of another alphabet.
    yield "\ufeff"
    yield _line(_headings())
    rows = ResourcePage.objects.select_related("kind", "language", "licence").prefetch_related(
        "topics", "audiences", "grade_bands", "settings", "items__document"
    )
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        found = rows.in_bulk(chunk)
        # One that was deleted in the meantime is left out.
        for key in chunk:
            if key in found:
                yield _line(_row(found[key], request))


def _headings():
    return [
        _("Title"),
        _("Address"),
        _("Summary"),
        _("Kind"),
        _("Topics"),
        _("For whom"),
        _("Ages"),
        _("Program setting"),
        _("Language"),
        _("Author"),
        _("Publisher"),
        _("Published"),
        _("Licence"),
        _("Files, links and videos"),
    ]


def _row(resource, request):
    return [
        resource.title,
        resource.get_full_url(request) or "",
        resource.summary,
        resource.kind,
        _list(resource.topics.all()),
        _list(resource.audiences.all()),
        _list(resource.grade_bands.all()),
        _list(resource.settings.all()),
        resource.language,
        resource.author,
        resource.publisher,
        resource.published_on,
        resource.licence,
        "\n".join(request.build_absolute_uri(item.target_url) for item in resource.offered_items),
    ]


def _list(terms):
    return "; ".join(term.name for term in terms)


def _line(values):
    buffer = io.StringIO()
    csv.writer(buffer).writerow(neutralised(value) for value in values)
    return buffer.getvalue()
