"""Addresses of feeds. A host includes them before Wagtail's own, whose patterns know no dot: a feed's path ends in .ics
or .atom and belongs to the page it lies below.
"""

from django.http import HttpResponseNotAllowed
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt
from wagtail.views import serve


@csrf_exempt
def serve_feed(request, path):
    """The page's feed of that name; 405 for anything but GET and HEAD, whatever programs try first."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return serve(request, path)


urlpatterns = [re_path(r"^((?:[\w\-]+/)*[\w\-]+\.(?:ics|atom))$", serve_feed, name="partnership_feed")]
