"""Gatherings as a target of the library's imports and exports: tables, WordPress and Plone."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import AttendanceMode
from events.models import CalendarPage, GatheringPage
from events.times import zone_or
from resources.importing.body import body_differs, body_html, set_body
from resources.importing.cells import Vocabulary, addresses_cell, cut_cell, text_cell
from resources.importing.html import clean_body
from resources.importing.targets import CellProblem, Column, Target, common_columns
from resources.models import Topic

_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%m/%d/%Y")
_TIMES = ("starts_at", "ends_at")
_topics = Vocabulary(Topic)


def moment_cell(text):
    """A date with a time. With an offset it is that moment; without one, the clock of the gathering's own zone."""
    text = " ".join(text.split())
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise CellProblem(_("“%(text)s” is no date with a time. Write it like 2026-05-31 14:00.") % {"text": text[:40]})


def mode_cell(text):
    """How people take part, by our words or their short names."""
    if not text.strip():
        return AttendanceMode.IN_PERSON
    for mode in AttendanceMode:
        if text.strip().casefold() in (mode.value, str(mode.label).casefold()):
            return mode
    words = ", ".join(str(mode.label) for mode in AttendanceMode)
    raise CellProblem(_("“%(text)s” is not one of: %(words)s.") % {"text": text[:40], "words": words})


def columns():
    """What a gathering has, in the order of the export."""
    identity, old_address = common_columns()
    _topics.forget()
    return [
        identity,
        Column("title", gettext_lazy("Title"), text_cell(255), lambda page: page.title, ("name",), is_required=True),
        Column("summary", gettext_lazy("Summary"), cut_cell(400), lambda page: page.summary, ("description",)),
        _time_column("starts_at", gettext_lazy("Starts"), "start"),
        _time_column("ends_at", gettext_lazy("Ends"), "end"),
        Column("time_zone", gettext_lazy("Time zone"), text_cell(63), lambda page: page.time_zone),
        Column("mode", gettext_lazy("In person or online"), mode_cell, lambda page: page.mode),
        Column("venue_name", gettext_lazy("Place"), cut_cell(160), lambda page: page.venue_name, ("location", "venue")),
        Column("street", gettext_lazy("Street"), text_cell(160), lambda page: page.street, ("address",)),
        Column("city", gettext_lazy("City"), text_cell(80), lambda page: page.city),
        Column("zip_code", gettext_lazy("ZIP code"), text_cell(10), lambda page: page.zip_code, ("zip",)),
        Column("topics", gettext_lazy("Topics"), _topics.several, lambda page: [one.name for one in page.topics.all()]),
        Column("network_url", gettext_lazy("Web page"), _one_address, lambda page: page.network_url, ("url",)),
        Column("body", gettext_lazy("Text"), clean_body, body_html, ("content",), differs=body_differs),
        old_address,
    ]


def apply(page, values):
    """Set what was read. A time without an offset is one of the gathering's own zone."""
    for key, value in values.items():
        if key == "body":
            set_body(page, value)
        elif key == "time_zone":
            # A zone that nobody knows is left as it is; the calendar's own stands there.
            page.time_zone = value if zone_or(value, None) else page.time_zone
        elif key not in ("id", "old_address", *_TIMES):
            setattr(page, key, value)
    for key in _TIMES:
        if key in values:
            setattr(page, key, _in_zone(values[key], page.zone))


def likeness():
    """Finds a gathering of the site with the same title and start."""
    found = GatheringPage.objects.order_by("-pk").values_list("pk", "title", "starts_at")
    known = {(title.casefold(), starts_at): pk for pk, title, starts_at in found.iterator()}
    usual = timezone.get_default_timezone()

    def find(values):
        starts_at = _in_zone(values.get("starts_at"), zone_or(values.get("time_zone", ""), usual))
        return known.get((values.get("title", "").casefold(), starts_at))

    return find


TARGET = Target(
    key="event",
    label=gettext_lazy("Gatherings"),
    model=lambda: GatheringPage,
    columns=columns,
    parents=lambda: CalendarPage.objects.order_by("path"),
    apply=apply,
    likeness=likeness,
    live=lambda: GatheringPage.objects.order_by("path"),
    related=("topics",),
    order=20,
)


def _wall(page, name):
    moment = getattr(page, name)
    return moment.astimezone(page.zone).replace(tzinfo=None) if moment else None


def _in_zone(moment, zone):
    return moment.replace(tzinfo=zone) if moment and moment.tzinfo is None else moment


def _time_column(key, label, name):
    return Column(
        key,
        label,
        moment_cell,
        lambda page: _wall(page, key),
        (name,),
        differs=lambda page, value: _in_zone(value, page.zone) != getattr(page, key),
    )


def _one_address(text):
    return next(iter(addresses_cell(text)), "")
