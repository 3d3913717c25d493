"""A month of a calendar as a table of weeks."""

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from events.calendars.facets import chips
from events.calendars.filters import CalendarQuery, Vocabularies, narrowed
from events.calendars.forms import MonthForm
from events.calendars.month_grid import days_of, following_month, month_weeks, weeks_of
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import gatherings_of
from events.networks.merging import network_events_of
from resources.filter_panel import address

from .calendar_frame import FIRST_YEAR, LAST_YEAR, NOT_OF_FEEDS, frame, month_link


def jump(page, request):
    """From the form "month and year" to that month; to the running one if it cannot be read."""
    form = MonthForm(request.GET, years=(FIRST_YEAR, LAST_YEAR))
    day = timezone.localdate()
    if form.is_valid():
        day = date(form.cleaned_data["year"], form.cleaned_data["month"], 1)
    query = _dateless(CalendarQuery(request.GET, Vocabularies.load()))
    return redirect(month_link(page.get_url(request), query.query(), day)["url"])


def month(page, request, year, month):
    """One month as a table; 404 for a month that no calendar needs. Its cost is that of the month alone. R20."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    asked = CalendarQuery(request.GET, Vocabularies.load())
    query = _dateless(asked)
    first = date(year, month, 1)
    weeks = month_weeks(first)
    narrowing = narrowing_of(page)
    sources = (narrowed(gatherings_of(page, narrowing), query), network_events_of(page, query, narrowing))
    by_day, count = days_of(sources, weeks, first)
    path = page.get_url(request)
    here = f"{path}month/{year}/{month}/"
    today = timezone.localdate()
    context = {
        "month": first,
        "weeks": weeks_of(weeks, by_day, first, lambda day: _list_link(path, query, day), request),
        "count_text": ngettext("%(count)s gathering", "%(count)s gatherings", count) % {"count": count},
        "chips": chips(query, here),
        "clear_url": here,
        "earlier": month_link(path, query.query(), first - timedelta(days=1)),
        "later": month_link(path, query.query(), following_month(first)),
        "this_month": None if (today.year, today.month) == (year, month) else month_link(path, query.query(), today),
        "jump_form": MonthForm(years=(FIRST_YEAR, LAST_YEAR), day=first),
        "jump_url": f"{path}month/",
        "jump_hidden": list(query.query().lists()),
        "weekdays": weeks[0],
        "robots": "noindex",
        **frame(page, request, query, narrowing, view="month", day=first),
        "note": " ".join(asked.notes),
    }
    return page.render(request, context_overrides=context, template="partnership_events/calendar_month.html")


def _dateless(query):
    """The same filters without a period: the month says when."""
    return CalendarQuery(query.query(leave_out=(*NOT_OF_FEEDS, "from_date", "to_date")), query.vocabularies)


def _list_link(path, query, day):
    """The list of one day, past or to come."""
    data = query.query(from_date=day.isoformat(), to_date=day.isoformat(), when="all")
    return address(path, data)
