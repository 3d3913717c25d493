"""The search page."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from partnership_site.doors import site_doors
from resources.conf import get_setting
from resources.filter_panel import address
from resources.library.listing import page_notes
from resources.searching import read_search_text, unknown_values_note

from .kinds import LABELS
from .results import count_by_kind, found_pages, in_order, of_kinds, result_row


@require_safe
def search(request):
    """Pages that contain the words of `?q=`, of the kinds of `?kind=`; without words, the way in and the doors."""
    query = read_search_text(request.GET.get("q", ""))
    site = Site.find_for_request(request)
    context = {"view_title": _("Search"), "text": query.text, "notes": list(query.notes), "robots": "noindex"}
    context["crumbs"] = [{"title": _("Home"), "url": "/"}, {"title": _("Search"), "url": ""}]
    if query and site:
        context |= _results(request, site, query, context["notes"])
    else:
        context["doors"] = site_doors(request)
    return render(request, "partnership_site/search.html", context)


def _results(request, site, query, notes):
    chosen = _known_kinds(request.GET.getlist("kind"), notes)
    pages = found_pages(site, query.words)
    numbers = count_by_kind(pages)
    ordered = in_order(of_kinds(pages, chosen), query.words).specific()
    paginator = Paginator(ordered, get_setting("PAGE_SIZE"))
    # Counted once already, so the paginator need not ask again.
    paginator.count = sum(number for kind, number in numbers.items() if not chosen or kind in chosen)
    page_obj = paginator.get_page(request.GET.get("page"))
    notes += page_notes(request.GET.get("page"), paginator)
    text = ngettext("%(count)s page found for “%(text)s”", "%(count)s pages found for “%(text)s”", paginator.count)
    return {
        "page_obj": page_obj,
        "rows": [result_row(page, query.words, request) for page in page_obj],
        "count_text": text % {"count": paginator.count, "text": query.text},
        "kinds": _kind_tabs(request.path, query.text, chosen, numbers),
        "doors": site_doors(request) if not paginator.count else [],
    }


def _known_kinds(sent, notes):
    unknown = [kind for kind in dict.fromkeys(sent[:20]) if kind and kind not in LABELS]
    if unknown:
        notes.append(unknown_values_note(unknown))
    return [kind for kind in LABELS if kind in sent]


def _kind_tabs(path, text, chosen, numbers):
    """Links to all results and to those of each kind that has some."""
    total = sum(numbers.values())
    tabs = [{"title": _("Everything"), "url": _address(path, text), "count": total, "is_current": not chosen}]
    for kind, label in LABELS.items():
        if numbers.get(kind) or kind in chosen:
            url = _address(path, text, kind)
            tabs.append({"title": label, "url": url, "count": numbers.get(kind, 0), "is_current": kind in chosen})
    return tabs


def _address(path, text, kind=""):
    data = QueryDict(mutable=True)
    data["q"] = text
    if kind:
        data["kind"] = kind
    return address(path, data)
