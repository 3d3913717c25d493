"""Addresses for programs and those in mails. A host includes them before Wagtail's own, whose patterns know no dot: the
path of a feed ends in .ics or .atom, that of a table in .csv, and each belongs to the page it lies below.
"""

from django.http import Http404, HttpResponseNotAllowed
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page
from wagtail.views import serve

from .feed_middleware import answer_without_page
from .feeds import FEED_METHODS
from .library.routes import LibraryRoutes
from .registry import lost_feed_answer, note_feed_reading


@csrf_exempt
def serve_feed(request, path):
    """The page's feed of that name; 405 for anything but GET and HEAD, whatever programs try first.

    A feed that is kept ready, and a program that has the feed already, are answered before any page is looked for. One
    that asks for a feed whose page has moved or gone is led on or told.
    """
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    if (answer := answer_without_page(request, path)) is not None:
        return answer
    try:
        return note_feed_reading(request, serve(request, path))
    except Http404:
        if (answer := lost_feed_answer(request, path)) is not None:
            return answer
        raise


@csrf_exempt
def serve_harvest(request, path):
    """A library's door for harvesters, who may post and have no token of ours (OAI-PMH 3.1.1).

    Another page that happens to have such an address asks for its token as ever.
    """
    found = Page.route_for_request(request, path)
    is_ours = found is not None and isinstance(found.page, LibraryRoutes)
    return serve(request, path) if is_ours else csrf_protect(serve)(request, path)


urlpatterns = [
    path("mail-alerts/", include("resources.alerts.urls")),
    re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:ics|atom))$", serve_feed, name="partnership_feed"),
    re_path(r"^((?:[\w\-]+/)*results\.csv)$", serve, name="partnership_table"),
    re_path(r"^((?:[\w\-]+/)+cite\.(?:bib|ris))$", serve, name="partnership_citation"),
    re_path(r"^((?:[\w\-]+/)+oai/?)$", serve_harvest, name="partnership_harvest"),
]
