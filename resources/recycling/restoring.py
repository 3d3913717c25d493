"""Bringing a page back out of the bin, to where it stood or below another page."""

from collections import defaultdict
from datetime import datetime

from django.apps import apps
from django.core.serializers import python
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision, WorkflowState
from wagtail.search import index
from wagtail.signals import page_published

from resources.models import DeletedPage
from resources.pages import BasePage

LOG_ACTION = "partnership.restore"
_PAGE = BasePage._meta.label_lower


class CannotRestore(Exception):
    """Why not; `message` is for staff."""

    def __init__(self, message):
        self.message = message
        super().__init__(message)


def may_add_below(user, parent):
    """Whether the person may add pages below this one."""
    rights = parent.permissions_for_user(user)
    return user.is_active and (user.is_superuser or "add" in getattr(rights, "permissions", ()))


def nearest_ancestor(deleted):
    """The nearest page above that still exists; None if none does."""
    found = BasePage.objects.in_bulk(deleted.ancestor_ids)
    return next((found[pk] for pk in deleted.ancestor_ids if pk in found), None)


def old_parent(deleted):
    """The page that it stood below, if it still exists."""
    return BasePage.objects.filter(pk=deleted.ancestor_ids[0]).first() if deleted.ancestor_ids else None


def may_see(user, deleted):
    """Whether the person may see it in the bin: who may add pages where it stood, or just above if that is gone."""
    ancestor = nearest_ancestor(deleted)
    return user.is_superuser or (ancestor is not None and may_add_below(user, ancestor))


def waits_for_page(row, column):
    """Whether a row's reference, empty since its page was deleted, would lead to it again after a restoration."""
    label = row._meta.label
    return any(
        (other, key, name) == (label, row.pk, column)
        for deleted in DeletedPage.objects.iterator()
        for other, key, name, _value in deleted.unpack()["emptied"]
    )


def page_class_of(deleted):
    """The type of the page; None if the site has no such type any more."""
    try:
        return apps.get_model(deleted.page_type)
    except (LookupError, ValueError):
        return None


def fits_below(deleted, parent):
    """Whether pages of its type may stand below `parent`."""
    page_class = page_class_of(deleted)
    if page_class is None:
        return False
    return parent.specific_class is not None and page_class.can_exist_under(parent.specific)


_RIGHTS = (
    "wagtailcore.grouppagepermission",
    "wagtailcore.workflowpage",
    "wagtailcore.workflowstate",
    "wagtailcore.taskstate",
)


def restore(deleted_id, parent_id, user):
    """Put a deleted page back as the page it was, with its key, and return it. CannotRestore says what is in the way.

    Its old place among its neighbours is used if it is free. A slug that is taken gets a number. Who may not publish
    there gets it back unpublished and without a date on which it would be published by itself. A date that has passed
    in the bin publishes nothing either, and what was to end meanwhile has ended. Rights and a moderation that was going
    on come back at the old place alone.
    """
    with transaction.atomic():
        deleted = DeletedPage.objects.select_for_update().filter(pk=deleted_id).first()
        parent = BasePage.objects.select_for_update().filter(pk=parent_id).first()
        if deleted is None:
            raise CannotRestore(_("This page is not in the recycle bin any more."))
        if parent is None:
            raise CannotRestore(_("The page to restore it below does not exist any more."))
        if not may_see(user, deleted) or not may_add_below(user, parent):
            raise CannotRestore(_("You may not add pages there."))
        if not fits_below(deleted, parent):
            raise CannotRestore(_("Pages of this type can’t stand below “%(title)s”.") % {"title": parent.title})
        content = deleted.unpack()
        rows = _without_lost_targets(content["rows"])
        pages = [row for row in rows if row["model"] == _PAGE]
        if not any(row["pk"] == deleted.page_id for row in pages):
            raise CannotRestore(_("Something that this page needs was deleted since, so it can’t be restored."))
        if BasePage.objects.filter(pk__in=[row["pk"] for row in pages]).exists():
            raise CannotRestore(_("This page has been restored already."))
        is_old_place = deleted.ancestor_ids[:1] == [parent.pk]
        slug = _place(deleted, parent, pages)
        may_publish = parent.permissions_for_user(user).can_publish_subpage()
        if not (is_old_place and may_publish):
            # Who may do what, and who approves, was decided for the old place by somebody who may decide it.
            rows = [row for row in rows if row["model"] not in _RIGHTS]
        if not may_publish:
            for row in pages:
                row["fields"] |= {"live": False, "has_unpublished_changes": True, "live_revision": None}
            _unschedule(rows, until=None)
        _unschedule(rows, until=timezone.now())
        _end(pages, timezone.now())
        _insert(rows)
        BasePage.objects.filter(pk=parent.pk).update(numchild=F("numchild") + 1)
        if slug != deleted.slug:
            _note_slug(deleted.page_id, slug)
        _refill(content["emptied"])
        _end_moderation_without_workflow(pages, user)
        page = _tell(deleted, user)
        deleted.delete()
        return page


def _place(deleted, parent, pages):
    """Give the pages their paths and addresses below `parent`; returns the slug of the topmost."""
    [top] = [row["fields"] for row in pages if row["pk"] == deleted.page_id]
    old_path, old_url_path, old_depth = top["path"], top["url_path"], top["depth"]
    is_old_place = old_path[: -BasePage.steplen] == parent.path
    if is_old_place and not BasePage.objects.filter(path=old_path).exists():
        path = old_path
    else:
        last = parent.get_last_child()
        path = last._inc_path() if last else BasePage._get_path(parent.path, parent.depth + 1, 1)
    slug = find_available_slug(parent, top["slug"])
    url_path = f"{parent.url_path}{slug}/"
    top["slug"] = slug
    for row in pages:
        fields = row["fields"]
        fields["path"] = path + fields["path"][len(old_path) :]
        fields["url_path"] = url_path + fields["url_path"][len(old_url_path) :]
        fields["depth"] += parent.depth + 1 - old_depth
    return slug


def _without_lost_targets(rows):
    """The rows whose foreign keys still lead somewhere. What may be empty is emptied, other rows are left out."""
    rows = list(rows)
    while True:
        known = _known_targets(rows)
        kept = [row for row in rows if _settle(row, known)]
        if len(kept) == len(rows):
            return kept
        rows = kept


def _keys_of(row):
    """(field, target's label, key) of each foreign key that is set."""
    for field in apps.get_model(row["model"])._meta.concrete_fields:
        if field.name in row["fields"] and field.is_relation and field.target_field.primary_key:
            value = row["fields"][field.name]
            if value is not None:
                yield field, field.remote_field.model._meta.label_lower, field.target_field.to_python(value)


def _known_targets(rows):
    """{label: keys} that are in the database or will be."""
    wanted, known = defaultdict(set), defaultdict(set)
    for row in rows:
        known[row["model"]].add(apps.get_model(row["model"])._meta.pk.to_python(row["pk"]))
        for _field, label, key in _keys_of(row):
            wanted[label].add(key)
    for label, keys in wanted.items():
        missing = list(keys - known[label])
        manager = apps.get_model(label)._base_manager
        for start in range(0, len(missing), 500):
            known[label] |= set(manager.filter(pk__in=missing[start : start + 500]).values_list("pk", flat=True))
    return known


def _settle(row, known):
    for field, label, key in list(_keys_of(row)):
        if key not in known[label]:
            if not field.null:
                return False
            row["fields"][field.name] = None
    return True


def _insert(rows):
    for row in rows:
        [found] = python.Deserializer([row])
        if row["model"] == _PAGE or issubclass(type(found.object), BasePage):
            found.save(force_insert=True)
            continue
        try:
            with transaction.atomic():
                found.save(force_insert=True)
        except IntegrityError:
            # Somebody has made the same since, for instance a redirect from the same address.
            continue


def _unschedule(rows, until):
    """Take away dates on which versions would be published by themselves: all, or those `until` a moment."""
    for row in rows:
        at = row["fields"].get("approved_go_live_at") if row["model"] == "wagtailcore.revision" else None
        if at and (until is None or datetime.fromisoformat(str(at)) <= until):
            row["fields"]["approved_go_live_at"] = None


def _end(pages, now):
    """What ended in the bin comes back as what ends by itself: off the site, and marked so."""
    for row in pages:
        at = row["fields"].get("expire_at")
        if row["fields"]["live"] and at and datetime.fromisoformat(str(at)) <= now:
            row["fields"] |= {"live": False, "has_unpublished_changes": True, "live_revision": None, "expired": True}


def _end_moderation_without_workflow(pages, user):
    """A workflow that was switched off in the meantime waits for nobody."""
    keys = [str(row["pk"]) for row in pages]
    for state in WorkflowState.objects.active().filter(object_id__in=keys, workflow__active=False):
        if isinstance(state.content_object, BasePage):
            state.cancel(user=user)


def _note_slug(page_id, slug):
    """The newest draft must not bring the old slug back."""
    page = BasePage.objects.select_related("latest_revision").get(pk=page_id)
    for revision in Revision.objects.filter(pk__in=[page.latest_revision_id, page.live_revision_id]):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])


def _refill(emptied):
    """Set references of other rows again, where they are still empty and lead to what came back."""
    for label, key, column, value in emptied:
        try:
            model = apps.get_model(label)
            field = next(field for field in model._meta.concrete_fields if field.attname == column)
        except (LookupError, StopIteration):
            continue
        if field.remote_field.model._base_manager.filter(pk=value).exists():
            model._base_manager.filter(pk=key, **{f"{column}__isnull": True}).update(**{column: value})


def _tell(deleted, user):
    """Search, Wagtail's index of references and whoever follows publications hear of the pages; one log entry."""
    page = BasePage.objects.get(pk=deleted.page_id).specific
    for one in page.get_descendants(inclusive=True).order_by("path").specific():
        index.insert_or_update_object(one)
        ReferenceIndex.create_or_update_for_object(one)
        if one.live:
            page_published.send(sender=type(one), instance=one, revision=one.live_revision)
    log(instance=page, action=LOG_ACTION, user=user, data={"pages": deleted.pages_count})
    return page
