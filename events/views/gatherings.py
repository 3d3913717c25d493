"""The page of one gathering."""

from django.utils.translation import gettext as _

from events.calendars.scopes import with_seats
from events.enums import AttendanceMode, AttendanceWay, RegistrationWindow
from events.gatherings.rows import places_left, seats_in_words, when_of
from events.gatherings.structured_data import event_data
from events.gatherings.words import changes_in_words, earlier_starts, status_notice
from events.models import GatheringPage
from events.permissions import registration_window
from resources.dates_in_words import clock, short_date

from .gathering_program import agenda, materials, presenters, public_url
from .gathering_record import record_of


def detail(page, request):
    """Everything about a gathering; what people need first stands first. R20 to R27."""
    request.is_preview = getattr(request, "is_preview", False)
    starts_at, ends_at = when_of(page)
    was_starts = earlier_starts(page)
    counted = with_seats(GatheringPage.objects.filter(pk=page.pk)).first() if page.pk else None
    record = record_of(page, request)
    context = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "notice": status_notice(page, was_starts),
        "place": page.place,
        "is_online": page.mode == AttendanceMode.ONLINE,
        "is_hybrid": page.mode == AttendanceMode.HYBRID,
        "host_url": public_url(page.host_page, request),
        "registration": registration_box(page, counted, request),
        "seats": _seats(counted) if counted else [],
        "record": record,
        "days": agenda(page),
        "presenters": presenters(page, request),
        "materials": materials(page, request),
        "changes": changes_in_words(page),
        "themes": [theme.name for theme in page.themes.all()],
        "topics": _topics(page, request),
        "json_ld": event_data(page, request, starts_at, ends_at, was_starts),
        "event_url": f"{page.get_url(request) or ''}event.ics",
        "share_url": f"{page.get_url(request) or ''}share/",
    }
    response = page.render(request, context_overrides=context)
    if record.get("rating"):
        response["Cache-Control"] = "private, no-store"
    return response


def registration_box(page, counted, request):
    """Whether and how to sign up: {"is_open", "url", "label", "text"}. `counted` is the page with its seats counted."""
    window = registration_window(page)
    zone = page.zone
    opens_at = page.registration_opens_at
    texts = {
        RegistrationWindow.NOT_OFFERED: _("You need not register. Just come."),
        RegistrationWindow.NOT_YET: _("Registration opens %(day)s, %(time)s.")
        % {
            "day": short_date(opens_at.astimezone(zone)) if opens_at else "",
            "time": clock(opens_at, zone) if opens_at else "",
        },
        RegistrationWindow.CLOSED: _("Registration is closed."),
        RegistrationWindow.POSTPONED: _("Registration opens again when there is a new date."),
        RegistrationWindow.CANCELLED: "",
        RegistrationWindow.OVER: "",
    }
    if window != RegistrationWindow.OPEN:
        return {"is_open": False, "text": texts[window]}
    seats = seats_in_words(counted) if counted else ""
    left = [places_left(counted, way) for way in page.ways] if counted else [None]
    closes_at = page.registration_closes_at
    until = (
        _("Open until %(day)s, %(time)s.")
        % {"day": short_date(closes_at.astimezone(zone)), "time": clock(closes_at, zone)}
        if closes_at
        else ""
    )
    is_full = all(number == 0 for number in left)
    return {
        "is_open": True,
        "is_full": is_full,
        "url": f"{page.get_url(request) or ''}register/",
        "label": _("Join the waiting list") if is_full else _("Register"),
        "seats": seats,
        "text": until,
    }


def _seats(counted):
    """Free places by way of attending in words, where there is a limit and more than one way."""
    if len(counted.ways) < 2 or registration_window(counted) != RegistrationWindow.OPEN:
        return []
    words = {
        AttendanceWay.IN_PERSON: _("In person: %(count)s places left"),
        AttendanceWay.ONLINE: _("Online: %(count)s places left"),
    }
    counts = {way: places_left(counted, way) for way in counted.ways}
    return [words[way] % {"count": count} for way, count in counts.items() if count is not None]


def _topics(page, request):
    """Topics as links to the calendar narrowed to them."""
    parent = page.get_parent() if page.pk else None
    path = parent.get_url(request) if parent else ""
    return [{"title": topic.name, "url": f"{path}?topic={topic.slug}" if path else ""} for topic in page.topics.all()]
