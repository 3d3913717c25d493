"""Gatherings as staff last left them: the newest revision of each, so that drafts count with what was typed last.

Wagtail keeps what is typed into a draft in its revision; the page's own row still says what it was made with. The
content of revisions is read as it is stored: making pages of hundreds of revisions would cost queries for each.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.permission_policies.pages import PagePermissionPolicy

from events.enums import TAKING_PLACE_STATUSES, AttendanceMode
from events.models import GatheringPage

UNREAD_FIELDS = ("body", "getting_there", "accessibility", "outcome")


@dataclass(frozen=True)
class PlannedSession:
    """A session of the agenda and whether anybody presents it."""

    title: str
    has_presenter: bool


@dataclass(frozen=True)
class Planned:
    """One gathering as staff last left it. `starts_at` may be None: a draft without a date."""

    pk: int
    title: str
    region_id: int | None
    starts_at: datetime | None
    status: str
    mode: str
    host_page_id: int | None
    host_name: str
    is_live: bool
    has_changes: bool
    can_edit: bool
    sessions: tuple[PlannedSession, ...] = ()
    topic_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def takes_place(self):
        return self.status in TAKING_PLACE_STATUSES

    @property
    def lacks_host(self):
        """Nobody hosts it yet, and it takes place in a room, which somebody has to open."""
        return self.mode != AttendanceMode.ONLINE and not self.host_page_id and not self.host_name.strip()

    @property
    def sessions_without_presenter(self):
        return [session.title for session in self.sessions if not session.has_presenter]


def planned_gatherings(user, now=None, region_ids=None) -> list[Planned]:
    """Gatherings from `now` on and drafts without a date, by time, those without a date last. Four queries at most.

    Drafts, and changes not yet published, are shown to those who may edit the page. `region_ids` None: of all regions.
    """
    now = now or timezone.now()
    pages = _with_rights(GatheringPage.objects.filter(Q(live=True, starts_at__gte=now) | _has_draft()), user)
    found = [_state(page) for page in pages if page.live or page.can_edit]
    chosen = [
        planned
        for planned in found
        if (planned.starts_at is None or planned.starts_at >= now)
        and (region_ids is None or planned.region_id in region_ids)
    ]
    return sorted(chosen, key=lambda planned: (planned.starts_at is None, planned.starts_at or now, planned.title))


def planned_gathering(pk, user) -> Planned | None:
    """One gathering as staff last left it; None if there is none, or it is a draft that the person may not edit."""
    page = _with_rights(GatheringPage.objects.filter(pk=pk), user).first()
    return _state(page) if page and (page.live or page.can_edit) else None


def _has_draft():
    # Drafts that nobody touched for two years are not plans any more.
    return Q(has_unpublished_changes=True, latest_revision_created_at__gte=timezone.now() - timedelta(days=730))


def _with_rights(pages, user):
    editable = PagePermissionPolicy().instances_user_has_any_permission_for(user, {"change", "publish"})
    return (
        pages.annotate(can_edit=ExpressionWrapper(Q(pk__in=editable.values("pk")), output_field=BooleanField()))
        .select_related("latest_revision")
        .prefetch_related("sessions", "topics")
        .defer(*UNREAD_FIELDS)
    )


def _state(page):
    if page.has_unpublished_changes and page.latest_revision and page.can_edit:
        return _state_of_revision(page, page.latest_revision.content)
    return Planned(
        pk=page.pk,
        title=page.title,
        region_id=page.region_id,
        starts_at=page.starts_at,
        status=page.status,
        mode=page.mode,
        host_page_id=page.host_page_id,
        host_name=page.host_name,
        is_live=page.live,
        has_changes=False,
        can_edit=page.can_edit,
        sessions=tuple(
            PlannedSession(session.title, bool(session.presenter_page_id or session.presenter_name))
            for session in page.sessions.all()
        ),
        topic_ids=frozenset(topic.pk for topic in page.topics.all()),
    )


def _state_of_revision(page, content):
    """A revision written by an older version may lack a field; the page's row then says what it is."""
    starts_at = content.get("starts_at")
    return Planned(
        pk=page.pk,
        title=content.get("title") or page.title,
        region_id=content.get("region"),
        starts_at=parse_datetime(starts_at) if starts_at else None,
        status=content.get("status", page.status),
        mode=content.get("mode", page.mode),
        host_page_id=content.get("host_page"),
        host_name=content.get("host_name") or "",
        is_live=page.live,
        has_changes=True,
        can_edit=page.can_edit,
        sessions=tuple(
            PlannedSession(
                session.get("title", ""), bool(session.get("presenter_page") or session.get("presenter_name"))
            )
            for session in content.get("sessions", ())
        ),
        topic_ids=frozenset(content.get("topics", ())),
    )
