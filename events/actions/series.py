"""Making the drafts of a plan, and taking them back together while nobody has worked on them (R20, R26)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.log_actions import LogContext

from events.enums import GatheringStatus
from events.exceptions import MayNotPlan, PlanningRefused
from events.models import CalendarPage, GatheringKind, GatheringPage, GatheringSeries, Region
from events.permissions import can_plan_below, can_run_gatherings


@dataclass(frozen=True)
class DraftGathering:
    """What a draft of a plan starts with. Host: a page's key, or a name, or neither while it lacks one."""

    title: str
    summary: str
    region: Region
    starts_at: datetime
    ends_at: datetime
    kind: GatheringKind
    host_page_id: int | None = None
    host_name: str = ""


@dataclass(frozen=True)
class TakenBack:
    """What came of taking a series back: how many drafts are gone, and the titles of those that are kept."""

    count: int
    kept: tuple[str, ...]


def make_series(
    calendar: CalendarPage, drafts: Iterable[DraftGathering], *, name: str, code: uuid.UUID, by: Any
) -> tuple[GatheringSeries, bool]:
    """Drafts of gathering pages below `calendar`, never live, in one series. All or none. R20, R26.

    Returns the series and whether it is new: the same `code` a second time makes nothing. Raises MayNotPlan, and
    PlanningRefused without a draft.
    """
    drafts = list(drafts)
    if not drafts:
        raise PlanningRefused(_("Nothing is ticked, so there is nothing to make."))
    with transaction.atomic():
        # Writing the row is the lock: two plans below one calendar would take the same place in the tree.
        CalendarPage.objects.filter(pk=calendar.pk).update(show_in_menus=calendar.show_in_menus)
        calendar = CalendarPage.objects.get(pk=calendar.pk)
        if not can_plan_below(by, calendar):
            raise MayNotPlan
        series, is_new = GatheringSeries.objects.get_or_create(code=code, defaults={"name": name, "made_by": by})
        if not is_new:
            return series, False
        with LogContext(user=by):
            for draft in drafts:
                _make_draft(calendar, draft, series, by)
        series.drafts_made_at = timezone.now()
        series.save(update_fields=["drafts_made_at"])
    return series, True


def take_back_series(series: GatheringSeries, *, by: Any) -> TakenBack:
    """Delete the drafts of a series that nobody has touched; the series goes too once it is empty.

    Kept: pages that were published, edited, sent to review, invited to or polled about, and those that the person may
    not delete. Raises MayNotPlan.
    """
    with transaction.atomic():
        if not can_run_gatherings(by):
            raise MayNotPlan
        # Writing the row is the lock.
        GatheringSeries.objects.filter(pk=series.pk).update(drafts_made_at=series.drafts_made_at)
        untouched = {page.pk for page in untouched_drafts(series)}
        count, kept = 0, []
        for page in GatheringPage.objects.filter(series=series).order_by("path"):
            if page.pk in untouched and page.permissions_for_user(by).can_delete():
                # Read again: deleting a page moves its neighbours in the tree.
                DeletePageAction(GatheringPage.objects.get(pk=page.pk), user=by).execute()
                count += 1
            else:
                kept.append(page.draft_title or page.title)
        if not kept:
            GatheringSeries.objects.filter(pk=series.pk).delete()
    return TakenBack(count, tuple(kept))


def untouched_drafts(series: GatheringSeries) -> list[GatheringPage]:
    """The drafts of a series that are as the plan made them. One query, and one more for each draft."""
    if series.drafts_made_at is None:
        return []
    pages = GatheringPage.objects.filter(
        series=series,
        live=False,
        first_published_at=None,
        latest_revision__created_at__lte=series.drafts_made_at,
        invitation_rounds=None,
        date_polls=None,
        host_offers=None,
    )
    return [page for page in pages if not page.workflow_in_progress]


def _make_draft(calendar, draft, series, by):
    page = GatheringPage(
        title=draft.title,
        summary=draft.summary,
        status=GatheringStatus.SCHEDULED,
        kind=draft.kind,
        region=draft.region,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        host_page_id=draft.host_page_id,
        host_name=draft.host_name,
        series=series,
        owner=by,
        live=False,
        has_unpublished_changes=True,
    )
    calendar.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
