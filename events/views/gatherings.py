"""The page of one gathering."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from events.enums import AttendanceMode, AttendanceWay, GatheringStatus, RegistrationWindow
from events.models import GatheringPage
from events.permissions import registration_window
from events.rows import places_left, seats_in_words, when_of
from events.scopes import with_seats
from events.structured_data import event_data
from resources.dates_in_words import clock, short_date


def detail(page, request):
    """Everything about a gathering; what people need first stands first. R20 to R27."""
    request.is_preview = getattr(request, "is_preview", False)
    starts_at, ends_at = when_of(page)
    counted = with_seats(GatheringPage.objects.filter(pk=page.pk)).first() if page.pk else None
    context = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "notice": status_notice(page),
        "place": page.place,
        "is_online": page.mode == AttendanceMode.ONLINE,
        "is_hybrid": page.mode == AttendanceMode.HYBRID,
        "host_url": _public_url(page.host_page, request),
        "registration": registration_box(page, counted, request),
        "seats": _seats(counted) if counted else [],
        "days": _agenda(page, request),
        "presenters": _presenters(page, request),
        "materials": _materials(page, request),
        "themes": [theme.name for theme in page.themes.all()],
        "topics": _topics(page, request),
        "json_ld": event_data(page, request, starts_at, ends_at),
        "event_url": f"{page.get_url(request) or ''}event.ics",
    }
    return page.render(request, context_overrides=context)


def status_notice(page):
    """What stands at the very top: {"text", "kind"} of a gathering that is off, postponed or over; None otherwise."""
    if page.status == GatheringStatus.CANCELLED:
        text = _("This gathering is cancelled.")
        return {"text": f"{text} {page.status_note}".strip(), "kind": "danger"}
    if page.status == GatheringStatus.POSTPONED:
        text = _("This gathering is postponed. It does not take place on the day below.")
        return {"text": f"{text} {page.status_note}".strip(), "kind": "warning"}
    if page.is_over:
        return {"text": _("This gathering is over."), "kind": "info"}
    return {"text": page.status_note, "kind": "info"} if page.status_note else None


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


def _agenda(page, request):
    """[{"day": date or None, "sessions": [...]}]; the day is named when there is more than one."""
    first_on, _last_on = page.days
    days = {}
    for session in page.sessions.select_related("presenter_page"):
        starts_at = session.starts_at
        if starts_at and first_on:
            day = first_on + timedelta(days=max(0, session.day - 1))
            starts_at = datetime.combine(day, starts_at, tzinfo=page.zone)
        days.setdefault(session.day, []).append(
            {
                "starts_at": starts_at,
                "title": session.title,
                "text": session.text,
                "people": _presenter_name(session),
            }
        )
    several = len(days) > 1 and first_on
    return [
        {"day": first_on + timedelta(days=max(0, number - 1)) if several else None, "sessions": sessions}
        for number, sessions in sorted(days.items())
    ]


def _presenter_name(session):
    names = [session.presenter_name, session.presenter_page.title if session.presenter_page else ""]
    return ", ".join(name for name in names if name)


def _presenters(page, request):
    """Who presents, once each, with the sessions: programs with a page here are linked. R24."""
    found = {}
    for session in page.sessions.select_related("presenter_page"):
        if session.presenter_page:
            key, name = session.presenter_page_id, session.presenter_page.title
        else:
            key = name = session.presenter_name
        if name:
            entry = found.setdefault(
                key, {"name": name, "url": _public_url(session.presenter_page, request), "titles": []}
            )
            entry["titles"].append(session.title)
    return [{**entry, "role": ", ".join(entry["titles"])} for entry in found.values()]


def _materials(page, request):
    """Live resources of the library that belong to the gathering."""
    links = page.materials.select_related("resource")
    pages = [link.resource for link in links if link.resource and link.resource.live]
    return [{"title": one.title, "url": one.get_url(request), "summary": getattr(one, "summary", "")} for one in pages]


def _topics(page, request):
    """Topics as links to the calendar narrowed to them."""
    parent = page.get_parent() if page.pk else None
    path = parent.get_url(request) if parent else ""
    return [{"title": topic.name, "url": f"{path}?topic={topic.slug}" if path else ""} for topic in page.topics.all()]


def _public_url(page, request):
    return page.get_url(request) if page is not None and page.live else ""
