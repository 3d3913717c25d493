"""Addresses of feeds. A host includes them before Wagtail's own, whose patterns know no dot: a feed's path ends in .ics
or .atom and belongs to the page it lies below.
"""

from django.http import Http404, HttpResponseNotAllowed
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve

from .feeds import FEED_METHODS, known_answer
from .registry import lost_feed_answer, note_feed_reading


@csrf_exempt
def serve_feed(request, path):
    """The page's feed of that name; 405 for anything but GET and HEAD, whatever programs try first.

    A program that has the feed already is answered before any page is looked for, and one that asks for a feed whose
    page has moved or gone is led on or told.
    """
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    if (answer := known_answer(request)) is not None:
        return note_feed_reading(request, answer)
    try:
        return note_feed_reading(request, serve(request, path))
    except Http404:
        if (answer := lost_feed_answer(request, path)) is not None:
            return answer
        raise


urlpatterns = [re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:ics|atom))$", serve_feed, name="partnership_feed")]
