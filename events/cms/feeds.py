"""The staff page "Feeds": how each calendar's feed is, and which kinds of programs read it when. R21, R35."""

from collections import defaultdict

from django.contrib import messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.feeds.health import check_feed
from events.models import CalendarPage, FeedReading, FeedReport

from .scoped import desk_page

ICON = "calendar"


@desk_page
@require_safe
def feeds(request):
    """All live calendars, in four queries."""
    reports = {report.calendar_id: report for report in FeedReport.objects.all()}
    readings = defaultdict(list)
    for reading in FeedReading.objects.order_by("-last_read_at"):
        readings[reading.calendar_id].append(reading)
    rows = [
        {"calendar": calendar, "report": reports.get(calendar.pk), "readings": readings[calendar.pk]}
        for calendar in CalendarPage.objects.live().order_by("path")
    ]
    return TemplateResponse(request, "partnership_events/cms/feeds.html", {"rows": rows, "icon": ICON})


@desk_page
def check(request, pk):
    """Check one feed now."""
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    calendar = None if pk > 2**62 else CalendarPage.objects.live().filter(pk=pk).select_related("locale").first()
    if calendar is None:
        raise Http404
    report = check_feed(calendar)
    count = len(report.problems)
    if count:
        text = ngettext(
            "The feed of “%(title)s” has %(count)s problem.", "The feed of “%(title)s” has %(count)s problems.", count
        )
        messages.warning(request, text % {"title": calendar.title, "count": count})
    else:
        messages.success(request, _("The feed of “%(title)s” is fine.") % {"title": calendar.title})
    return redirect("gathering_desk:feeds")
