"""Imports of calendar files: checked first, made into drafts when staff say yes, taken back as a whole. R27."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, Revision

from events.exceptions import ImportRefused
from events.imports.drafts import draft_values
from events.imports.planning import MAX_BYTES, NEW, UPDATE, PlannedRow, planned_rows, read_file
from events.models import CalendarImport, CalendarPage, GatheringPage, ImportedGathering
from events.networks.reading import NotReadable
from events.permissions import can_plan_below

# A file that nobody said yes to is forgotten after this.
KEPT = timedelta(hours=24)


class Undone(NamedTuple):
    """What taking an import back did. `kept` are sentences, one for each gathering that was left as it is."""

    deleted_count: int
    restored_count: int
    kept: list[str]


def start_import(parent: CalendarPage, *, by, file_name: str, content: bytes) -> CalendarImport:
    """Keep an uploaded file until its owner says yes. Nothing is made of it yet.

    Raises ImportRefused if `by` may not, or if the file is too large or no calendar.
    """
    _checked(by, parent)
    if len(content) > MAX_BYTES:
        raise ImportRefused(_("The file is larger than %(count)s MB.") % {"count": MAX_BYTES // 1024**2})
    _reading(content)
    # One waits for each person: an older one was given up.
    CalendarImport.objects.filter(made_by=by, confirmed_at=None).delete()
    return CalendarImport.objects.create(
        parent_page=Page.objects.get(pk=parent.pk), file_name=file_name[:255], made_by=by, content=content
    )


def planned(waiting: CalendarImport, *, by) -> list[PlannedRow]:
    """What `confirm_import` would do now; nothing is written. Raises ImportRefused."""
    _checked(by, _parent(waiting))
    return planned_rows(_reading(bytes(waiting.content)), by)


def confirm_import(waiting: CalendarImport, *, by) -> CalendarImport:
    """Make the drafts. Nothing goes live: a page that is live gets a draft beside it.

    All or nothing. Raises ImportRefused if `by` may not, if it was confirmed before, or if nothing is left to do.
    """
    parent = _checked(by, _parent(waiting))
    reading = _reading(bytes(waiting.content))
    with transaction.atomic():
        # Two imports below one calendar are made one after the other, so that the second sees what the first made.
        parent = CalendarPage.objects.select_for_update(of=("self",)).get(pk=parent.pk)
        now = timezone.now()
        taken = CalendarImport.objects.filter(pk=waiting.pk, made_by=by, confirmed_at=None).update(
            confirmed_at=now, content=b""
        )
        if not taken:
            raise ImportRefused(_("This import was made already, or given up. Nothing was done a second time."))
        rows = [row for row in planned_rows(reading, by) if row.act in (NEW, UPDATE)]
        if not rows:
            raise ImportRefused(_("There is nothing to import in this file."))
        for row in rows:
            if row.gathering is None:
                _make_draft(waiting, parent, row, by)
            else:
                _update_draft(waiting, row.gathering, row, by)
    waiting.refresh_from_db()
    return waiting


def discard_import(waiting: CalendarImport, *, by) -> None:
    """Give up a file that waits. Does nothing to one that was confirmed."""
    CalendarImport.objects.filter(pk=waiting.pk, made_by=by, confirmed_at=None).delete()


def undo_import(done: CalendarImport, *, by) -> Undone:
    """Take an import back: delete the drafts it made, and bring back the drafts that it updated.

    What was edited, published or used since is left as it is and named. Raises ImportRefused if `by` may not, or if it
    was taken back before.
    """
    _checked(by, _parent(done))
    deleted, restored, kept = 0, 0, []
    with transaction.atomic():
        taken = CalendarImport.objects.filter(pk=done.pk, undone_at=None).exclude(confirmed_at=None)
        if not taken.update(undone_at=timezone.now()):
            raise ImportRefused(_("This import was taken back already."))
        imported = done.gatherings.select_related("gathering", "revision_before").order_by("-pk")
        for one in imported:
            problem = _reason_to_keep(one, by)
            if problem:
                kept.append(problem % {"title": one.gathering.draft_title or one.gathering.title})
            elif one.is_new:
                DeletePageAction(one.gathering, user=by).execute(skip_permission_checks=True)
                deleted += 1
            elif one.revision_before is not None:
                _restore(one.gathering, one.revision_before, by)
                restored += 1
    return Undone(deleted, restored, kept)


def forget_unconfirmed(now: datetime | None = None) -> int:
    """Delete the files that nobody said yes to within a day; how many."""
    now = now or timezone.now()
    count, _by_model = CalendarImport.objects.filter(confirmed_at=None, created_at__lt=now - KEPT).delete()
    return count


def _checked(by, parent: CalendarPage | None) -> CalendarPage:
    """The calendar, if `by` may import below it. ImportRefused else."""
    if parent is None or not can_plan_below(by, parent):
        raise ImportRefused(_("You may not add gatherings below this calendar."))
    return parent


def _parent(one: CalendarImport) -> CalendarPage | None:
    return CalendarPage.objects.filter(pk=one.parent_page_id or 0).first()


def _reading(content: bytes):
    try:
        return read_file(content)
    except NotReadable as problem:
        raise ImportRefused(problem.message) from problem


def _make_draft(done: CalendarImport, parent: CalendarPage, row: PlannedRow, by) -> None:
    page = GatheringPage(live=False, has_unpublished_changes=True, owner=by, **draft_values(row.occurrence))
    parent.add_child(instance=page)
    # A draft may lack what only staff can say, such as its kind.
    revision = page.save_revision(user=by, log_action="wagtail.create", clean=False)
    ImportedGathering.objects.create(
        calendar_import=done, uid=row.identity, gathering=page, is_new=True, revision_after=revision
    )


def _update_draft(done: CalendarImport, gathering: GatheringPage, row: PlannedRow, by) -> None:
    page = GatheringPage.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    before = page.get_latest_revision() or page.save_revision(user=by, clean=False)
    draft = before.as_object()
    for name, value in row.values.items():
        setattr(draft, name, value)
    after = draft.save_revision(user=by, log_action="wagtail.edit", clean=False)
    ImportedGathering.objects.create(
        calendar_import=done,
        uid=row.identity,
        gathering=page,
        is_new=False,
        revision_before=before,
        revision_after=after,
    )


def _reason_to_keep(one: ImportedGathering, by) -> str:
    """Why a gathering cannot be taken back, with a place for its title; "" if it can."""
    page = one.gathering
    if page.latest_revision_id is None or page.latest_revision_id != one.revision_after_id:
        return _("“%(title)s” was edited since, so it was left as it is.")
    if page.locked or not page.permissions_for_user(by).can_edit():
        return _("“%(title)s” is locked, or you may not edit it, so it was left as it is.")
    if one.is_new:
        if page.live or page.first_published_at:
            return _("“%(title)s” was published since, so it was left as it is.")
        if page.registrations.exists():
            return _("“%(title)s” has guests, so it was left as it is.")
        return ""
    if one.revision_before is None:
        return _("The draft that “%(title)s” had before is gone, so it was left as it is.")
    if page.live and page.live_revision_id == one.revision_after_id:
        return _("“%(title)s” was published since, so it was left as it is.")
    return ""


def _restore(gathering: GatheringPage, before: Revision, by) -> None:
    """Bring back the draft from before as a new revision, as Wagtail does when somebody reverts."""
    draft = before.as_object()
    draft.save_revision(user=by, log_action="wagtail.revert", previous_revision=before, clean=False)
    page = GatheringPage.objects.get(pk=gathering.pk)
    if page.live and page.live_revision_id == before.pk:
        # The same words as those on the site: there is no draft that waits.
        GatheringPage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
