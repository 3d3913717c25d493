"""The list of a library: from a request to what the template and the feed show."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resources.conf import get_setting
from resources.enums import LibraryFacetName
from resources.files.texts import file_texts
from resources.filter_panel import address
from resources.models import ResourcePage
from resources.page_feeds import ENTRIES, page_entry, pages_feed
from resources.paging import RowPaginator
from resources.public_pages import publicly_below
from resources.rows import resource_row
from resources.searching import by_relevance, printable

from .filters import chips, facet_counts, facets, narrowed, with_chosen
from .queries import MAX_VALUES, SORTS, LibraryQuery
from .snippets import Words, marked, snippets
from .wider import wider_searches

# Most rows of the table for spreadsheets; the page says so.
MAX_TABLE_ROWS = 5_000


def resources_of(library):
    """Live resources below a library that everyone may see."""
    return ResourcePage.objects.filter(publicly_below(library))


def sorted_resources(resources, query):
    """Resources in the order that was asked for."""
    if query.sort == "title":
        return resources.order_by("sort_title", "pk")
    if query.sort == "used":
        return resources.most_used_first()
    if query.sort == "relevance":
        return by_relevance(resources, query.words, "-listed_on", "sort_title")
    return resources.newest_first()


def list_context(library, request):
    """What the template of the library shows."""
    shown_facets = library.shown_facets()
    query = LibraryQuery.read(request.GET, shown_facets)
    facets_here = with_chosen(shown_facets, query)
    shown = publicly_below(library)
    resources = ResourcePage.objects.filter(shown)
    left_out = ResourcePage.objects.exclude(shown)
    total, counts = facet_counts(resources, query, left_out, facets_here)
    narrow = narrowed(resources, query)
    found = sorted_resources(narrow, query)
    keys = narrow.most_used_keys() if query.sort == "used" else None
    paginator = RowPaginator(found.with_row_data(), get_setting("PAGE_SIZE"), count=total, keys=keys)
    page_obj = paginator.get_page(request.GET.get("page"))
    notes = [*query.notes, *page_notes(request.GET.get("page"), paginator)]
    path = library.get_url(request) or ""
    feed_query = query.query(leave_out=("sort",))
    return {
        "query": query,
        "notes": notes,
        "page_obj": page_obj,
        "rows": found_rows(page_obj.object_list, query, request),
        "facets": facets(query, counts, facets_here),
        "chips": chips(query, path),
        "clear_url": path,
        "count_text": count_in_words(total, query),
        "sorts": sort_links(query, path),
        "search_keeps": query.pairs(leave_out=("q",)),
        "facet_keeps": [pair for pair in query.pairs() if pair[0] in ("q", "sort")],
        "wider": wider_searches(resources, query, path) if query.is_narrowed and not total else [],
        "suggest_url": f"{path}suggest/",
        "feed_url": address(f"{path}feed.atom", feed_query),
        "alert_url": address(f"{path}alerts/", feed_query),
        "table_url": address(f"{path}results.csv", query.query()),
        "propose_url": f"{path}propose/",
        "table_rows": MAX_TABLE_ROWS if total > MAX_TABLE_ROWS else 0,
        "canonical_url": canonical_url(path, query, page_obj),
        "robots": "noindex, follow" if query.is_narrowed else "",
    }


def found_rows(resources, query, request):
    """A row for each resource; where words were searched for, they are marked, and quoted from text and files."""
    rows = [resource_row(resource, request) for resource in resources]
    if query.words:
        words = Words.of(query.words)
        quotations = snippets(resources, words, file_texts)
        for resource, row in zip(resources, rows, strict=True):
            row["title"], row["summary"] = marked(row["title"], words), marked(row["summary"], words)
            row["snippet"] = quotations.get(resource.pk)
    return rows


def page_notes(sent, paginator):
    """A note if the page asked for does not exist; `Paginator.get_page` shows the nearest one."""
    is_number = sent is not None and sent.isascii() and sent.isdigit() and len(sent) < 9
    if sent is None or (is_number and 1 <= int(sent) <= paginator.num_pages):
        return []
    return [_("There is no page “%(page)s”, so another one is shown.") % {"page": printable(sent)[:20]}]


def canonical_url(path, query, page_obj):
    """The one address of what is shown: filters in a fixed order, the page only after the first."""
    data = query.query()
    if page_obj.number > 1:
        data["page"] = page_obj.number
    return address(path, data)


def count_in_words(count, query):
    """ "12 resources found", or "60 resources" of an unnarrowed library."""
    if not query.is_narrowed:
        return ngettext("%(count)s resource", "%(count)s resources", count) % {"count": count}
    return ngettext("%(count)s resource found", "%(count)s resources found", count) % {"count": count}


def sort_links(query, path):
    """The ways of sorting; "best match" only when words were searched for."""
    links = []
    for key, label in SORTS.items():
        if key == "relevance" and not query.words:
            continue
        change = {} if key == query.default_sort else {"sort": key}
        url = address(path, query.query(leave_out=("sort",), **change))
        links.append({"title": label, "url": url, "is_current": key == query.sort})
    return links


def _nothing_will_come(query):
    names = ", ".join(str(LibraryFacetName(name).label) for name in query.lost)
    words = _("Nothing comes here any more: the words of this filter are not used now (%(filters)s). Choose anew.")
    return words % {"filters": names}


def feed(library, request):
    """The newest resources of the same list as an Atom feed.

    On the page a filter that nobody knows is left out and named. A program reads no notes: whoever follows a topic that
    was deleted gets an empty feed that says so, and not the whole library.
    """
    query = LibraryQuery.read(request.GET)
    found = narrowed(resources_of(library), query).order_by("-first_published_at", "-pk")
    asked = query.query(leave_out=("sort",))
    if query.lost:
        found = found.none()
        for name in query.lost:
            asked.setlist(name, [printable(value) for value in request.GET.getlist(name)[:MAX_VALUES]])
    stamps = list(found.values_list("pk", "last_published_at")[:ENTRIES])

    def entries():
        listed = found.filter(pk__in=[key for key, _stamp in stamps]).select_related("kind").prefetch_related("topics")
        for resource in listed:
            yield page_entry(
                resource,
                request,
                summary=resource.summary,
                author=resource.author or resource.publisher,
                categories=[topic.name for topic in resource.topics.all()],
            )

    return pages_feed(
        request,
        library,
        stamps=stamps,
        entries=entries,
        title=": ".join([library.title, *filter(None, [", ".join(query.labels())])]),
        subtitle=_nothing_will_come(query) if query.lost else "",
        query=asked.urlencode(),
    )
