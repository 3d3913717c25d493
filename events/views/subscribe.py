"""The page "Subscribe" of a calendar: choose what to have, see what comes next, take the address to one's program."""

from urllib.parse import quote, urlencode

from django import forms
from django.http import HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.calendars.facets import chips, facets
from events.calendars.filters import CalendarQuery, Vocabularies, narrowed
from events.calendars.kept_counts import kept_facet_counts
from events.calendars.narrowing import narrowing_of
from events.calendars.scopes import gatherings_of, in_period, with_seats
from events.enums import GatheringStatus
from events.feeds.links import SWITCHES, choice_of, link_of, path_of
from events.gatherings.rows import gathering_row
from events.networks.merging import is_network, network_events_of, network_row
from resources.absolute_addresses import absolute_url
from resources.filter_panel import address

from .calendar_frame import NOT_OF_FEEDS, crumbs_to, search_box
from .feed_builder import make_short
from .sharing import MOST_IN_CODE, qr_picture

PREVIEWED = 3
METHODS = ("GET", "HEAD", "POST")


class KeepForm(forms.Form):
    """What a feed may leave out."""

    cancelled = forms.BooleanField(
        label=gettext_lazy("Leave out cancelled gatherings"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "drop"}),
    )
    past = forms.BooleanField(
        label=gettext_lazy("Leave out past gatherings"),
        required=False,
        widget=forms.CheckboxInput(attrs={"value": "drop"}),
    )


def subscribe(page, request):
    """Choice, preview and ways, in a fixed number of queries; POST makes the short address of the choice. R21, R35."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    sent = request.POST if request.method == "POST" else request.GET
    query = CalendarQuery(sent, Vocabularies.load())
    switches = [name for name in SWITCHES if sent.get(name) == "drop"]
    data = query.query(leave_out=NOT_OF_FEEDS, **dict.fromkeys(switches, "drop"))
    choice = choice_of(query, switches)
    is_limited = False
    if request.method == "POST":
        answer = make_short(page, request, choice, data)
        if answer is not None:
            return answer
        is_limited = True
    link = link_of(page, choice)
    path = page.get_url(request)
    long_url = address(f"{absolute_url(page, request)}calendar.ics", data)
    feed_url = request.build_absolute_uri(path_of(link)) if link else long_url
    narrowing = narrowing_of(page)
    own = gatherings_of(page, narrowing)
    counts = kept_facet_counts(page, own, query)
    foreign = network_events_of(page, query, narrowing).filter(calendar__is_in_feeds=True)
    context = {
        "query": query,
        "note": " ".join(query.notes),
        "facets": facets(query, counts),
        "search": search_box(query),
        "keep_form": KeepForm(initial=dict.fromkeys(switches, True)),
        "chips": chips(query, f"{path}subscribe/"),
        "clear_url": f"{path}subscribe/",
        "rows": _preview(own, foreign, query, switches, request),
        "shown_text": _shown_in_words(counts.total),
        "ways": ways(feed_url, page.title),
        "feed_url": feed_url,
        "is_short": link is not None,
        "hidden": [(name, value) for name, values in data.lists() for value in values],
        "is_limited": is_limited,
        "back_url": address(path, query.query(leave_out=NOT_OF_FEEDS)),
        "qr_url": address(f"{path}subscribe/qr/", data),
        "robots": "noindex",
        "crumbs": crumbs_to(page, request, _("Subscribe")),
    }
    response = page.render(request, context_overrides=context, template="partnership_events/subscribe.html")
    response.status_code = 429 if is_limited else 200
    return response


def qr_subscribe(page, request):
    """The address of this page with its choice, as a picture: each phone opens it, and finds its own way there."""
    query = CalendarQuery(request.GET, Vocabularies.load())
    switches = {name: "drop" for name in SWITCHES if request.GET.get(name) == "drop"}
    url = f"{absolute_url(page, request)}subscribe/"
    chosen = address(url, query.query(leave_out=NOT_OF_FEEDS, **switches))
    return qr_picture(chosen if len(chosen) <= MOST_IN_CODE else url, page.slug)


def ways(feed_url, title):
    """How each kind of program takes the address, and how often it looks. The address may be a secret one."""
    webcal = webcal_of(feed_url)
    outlook = urlencode({"url": feed_url, "name": title}, quote_via=quote)
    return [
        {
            "name": _("iPhone, iPad, Mac"),
            "url": webcal,
            "label": _("Open in Apple Calendar"),
            "text": _("Looks about once an hour, or as often as you set it."),
        },
        {
            "name": _("Google Calendar"),
            "url": f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal}, quote_via=quote)}",
            "label": _("Add to Google Calendar"),
            "text": _("Looks once or twice a day, never sooner. Do it on a computer; phones follow."),
        },
        {
            "name": _("Outlook.com"),
            "url": f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
            "label": _("Add to Outlook.com"),
            "text": _("Looks every few hours."),
        },
        {
            "name": _("Microsoft 365, at work or school"),
            "url": f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
            "label": _("Add to Microsoft 365"),
            "text": _("Looks every few hours, at some workplaces only once a day."),
        },
    ]


def webcal_of(url):
    """The address with which a phone or a computer opens its own calendar program."""
    return f"webcal://{url.partition('://')[2]}"


def _preview(own, foreign, query, switches, request):
    """Rows of what comes next in the feed, networks' events among them. Three queries."""
    found = in_period(with_seats(narrowed(own, query).with_row_data()), "upcoming")
    events = foreign.upcoming().select_related("calendar__region").order_by("starts_at", "pk")
    if "cancelled" in switches:
        found, events = found.exclude(status=GatheringStatus.CANCELLED), events.filter(is_cancelled=False)
    both = sorted([*found[:PREVIEWED], *events[:PREVIEWED]], key=lambda one: one.starts_at)
    return [network_row(one, request) if is_network(one) else gathering_row(one, request) for one in both[:PREVIEWED]]


def _shown_in_words(count):
    """Read out when a choice is shown without loading the page anew."""
    text = ngettext("The choice has %(count)s gathering.", "The choice has %(count)s gatherings.", count)
    return text % {"count": count}
