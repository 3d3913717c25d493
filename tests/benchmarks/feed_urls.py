"""The site's addresses and the bare view that its feed is held against."""

from django.http import HttpResponse, HttpResponseNotModified
from django.urls import include, path

from events.ical.writing import CONTENT_TYPE
from events.models import CalendarEntry


def bare_feed(request):
    """Reads ready texts in the feed's order and joins them; nothing else."""
    texts = CalendarEntry.objects.order_by("starts_at", "pk").values_list("vevent", flat=True)
    return HttpResponse("".join(("BEGIN:VCALENDAR\r\n", *texts, "END:VCALENDAR\r\n")), content_type=CONTENT_TYPE)


def bare_unchanged(request):
    """The least that any answer costs: 304 at once, behind the same middleware."""
    return HttpResponseNotModified()


urlpatterns = [
    path("bare-feed/", bare_feed),
    path("bare-unchanged/", bare_unchanged),
    path("", include("partnership_site.urls")),
]
