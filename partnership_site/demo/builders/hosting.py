"""Next year's series of gatherings as drafts, and offers to host."""

import uuid
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from events import models as events
from events.actions.series import DraftGathering, make_series
from events.planning.holidays import THURSDAY
from events.planning.proposal import propose
from events.planning.quarters import coming_year

from ..programs import BY_KEY

ZONE = ZoneInfo("America/Chicago")


def build_hosting(demo, series, offers):
    """The series, one gathering of it published without a host, and the offers. Needs the mentors' pages."""
    regions = [demo.terms.region(key) for key in series.regions]
    kind = demo.terms.gathering_kind(series.kind)
    quarters = coming_year(demo.today)
    winter_break = (date(quarters[-1].year, 12, 20), date(quarters[-1].year, 12, 31))
    rows = propose(regions, quarters, weekday=THURSDAY, breaks=[winter_break], user=demo.editor, today=demo.today)
    drafts = [
        _draft(row, kind, has_host=number % series.without_host != 0)
        for number, row in enumerate(row for row in rows if not row.existing)
    ]
    made, _is_new = make_series(demo.pages["gatherings"], drafts, name=series.name, code=uuid.uuid4(), by=demo.editor)
    opening = _publish_opening(demo, series, made)
    for offer in offers:
        _offer(demo, offer, opening)


def _draft(row, kind, *, has_host):
    starts_at = datetime.combine(row.day, time(10), ZONE)
    page_id = int(row.host.key.removeprefix("page:")) if row.host and has_host else None
    return DraftGathering(
        title=f"{row.region.name}: {kind.name}, {date_format(row.day, 'F Y')}",
        summary=f"Programs of {row.region.name} meet, learn from each other and make plans together.",
        region=row.region,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        kind=kind,
        host_page_id=page_id,
    )


def _publish_opening(demo, series, made):
    """The second gathering of the region is announced, has an agenda, and looks for a host and presenters."""
    region = demo.terms.region(series.opening_region)
    page = events.GatheringPage.objects.filter(series=made, region=region).order_by("starts_at")[1]
    page.title = page.draft_title = series.opening_title
    page.host_page = None
    page.city = "Bloomington"
    page.topics = demo.terms.topics(series.topics)
    page.sessions = [
        events.AgendaSession(title=title, sort_order=position) for position, title in enumerate(series.sessions)
    ]
    return demo.republish(page)


def _offer(demo, offer, opening):
    data = BY_KEY[offer.program]
    page = demo.profiles.get(offer.program)
    is_answered = offer.status != "open"
    events.HostOffer.objects.create(
        region=demo.terms.region(data.region),
        gathering=opening if offer.for_opening else None,
        program_name=data.name,
        program_page=page,
        program_code=demo.programs[offer.program].code,
        offered_by=demo.users[data.director.email],
        months=offer.months,
        venue_name=offer.place,
        city=data.city,
        zip_code=data.zip_code,
        note=offer.note,
        status=offer.status,
        answer=offer.answer,
        answered_at=timezone.now() if is_answered else None,
        answered_by=demo.coordinator if is_answered else None,
    )
