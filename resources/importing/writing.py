"""Making pages of planned rows, and taking them back."""

from urllib.parse import urlsplit

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.actions.delete_page import DeletePageAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, Revision

from resources.enums import ImportOutcome
from resources.pages import BasePage
from resources.recycling.keeping import deleting_for_good
from resources.recycling.restoring import waits_for_page

from .body import set_body
from .row_files import RowFiles, add_files, lacks_alternatives


def write(batch, one, row, parent, user, brought=None):
    """Make or update the page of a planned row with the files that came for it, and note in `row` what was done.

    Nothing goes live unasked.
    """
    brought = brought or RowFiles()
    if one.outcome == ImportOutcome.NEW:
        page = one.target.model()(live=False, owner=user, locale_id=parent.locale_id)
        pictures = _apply(page, one, brought, user, row)
        page.slug = _free_slug(parent, page.title)
        given = dict(getattr(page, "_cluster_related_objects", None) or {})
        parent.add_child(instance=page)
        revision = _first_revision(page, given, user)
    else:
        page = one.page.get_latest_revision_as_object()
        # A page that never had a revision gets one of how it is, so that it can be brought back.
        before = one.page.latest_revision or one.page.save_revision(user=user, clean=False)
        row.revision_before = before.pk
        pictures = _apply(page, one, brought, user, row)
        revision = page.save_revision(user=user, clean=False, log_action=True)
    row.page_id, row.revision_after, row.is_written = page.pk, revision.pk, True
    if row.documents or row.pictures:
        # What a file is used by decides whether it goes when the import is taken back.
        ReferenceIndex.create_or_update_for_object(page)
    if batch.publishes and not one.record.is_not_public:
        _publish(page, revision, row, user, lacks_words=lacks_alternatives(one, pictures))
    if batch.redirects and one.outcome == ImportOutcome.NEW:
        row.redirect_path = _lead_on(one.record.cells.get(_heading(batch, "old_address"), ""), page)


def _first_revision(page, given, user):
    """What `save_revision` does for a page that was stored this moment, without storing and indexing it once more.

    `given` are the lists that it was stored with, by name. All others are empty, and none is read from the database.
    """
    lists = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
    lists += [field.name for field in get_all_child_m2m_relations(page)]
    page._cluster_related_objects = {name: given.get(name, []) for name in lists}
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=page.serializable_data(),
        object_str=str(page),
    )
    page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
    page.has_unpublished_changes = True
    BasePage.objects.filter(pk=page.pk).update(
        latest_revision=revision, latest_revision_created_at=revision.created_at, has_unpublished_changes=True
    )
    return revision


def _heading(batch, key):
    return batch.columns.get(key, "") if batch.columns else key


def _apply(page, one, brought, user, row):
    """Set what was read, and put files and pictures where they belong; {reference: number} of the pictures."""
    one.target.apply(page, {key: value for key, value in one.values.items() if key != "body"})
    pictures = add_files(page, one, brought, user, row)
    if "body" in one.values:
        set_body(page, one.values["body"], pictures)
    return pictures


def _publish(page, revision, row, user, *, lacks_words=False):
    """Publish it if the person may and nothing is missing; else it stays a draft and the row says why."""
    if lacks_words:
        row.note = f"{row.note} {_('Not published: a picture has no words for people who can’t see it.')}".strip()
        return
    if not page.permissions_for_user(user).can_publish():
        row.note = f"{row.note} {_('Not published: you may not publish there.')}".strip()
        return
    try:
        page.full_clean()
    except ValidationError as missing:
        names = ", ".join(
            str(page._meta.get_field(name).verbose_name) for name in missing.error_dict if name != "__all__"
        )
        words = _("Not published, because something is missing: %(fields)s.") % {"fields": names}
        row.note = f"{row.note} {words}".strip()
        return
    revision.publish(user=user)


def _free_slug(parent, title):
    """A slug of the title that no page below the parent has."""
    base = slugify(title)[:200] or "page"
    below = BasePage.objects.child_of(parent)
    if not below.filter(slug=base).exists():
        return base
    taken = set(below.filter(slug__startswith=base).values_list("slug", flat=True)[:10_000])
    number = len(taken) + 1
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


def _lead_on(address, page):
    """Make a redirect from an old address if the host has redirects; its path, "" without one."""
    path = urlsplit(address).path if address else ""
    if not path.strip("/") or not apps.is_installed("wagtail.contrib.redirects"):
        return ""
    from wagtail.contrib.redirects.models import Redirect

    normal = Redirect.normalise_path(path)
    if len(normal) > 255 or Redirect.objects.filter(old_path=normal).exists():
        return ""
    Redirect.objects.create(old_path=normal, redirect_page_id=page.pk)
    return normal


def take_back(row, user):
    """Undo what a row did, if nobody has worked on the page since. The sentence on why not, or "" when it is done."""
    page = BasePage.objects.filter(pk=row.page_id).first()
    if page is None:
        # What lies in the bin comes back with its files.
        if (row.documents or row.pictures) and not waits_for_page(row, "page_id"):
            _remove_belongings(row)
        return ""
    page = page.specific
    if reason := _reason_to_keep(page, row, user):
        return reason
    if row.outcome == ImportOutcome.NEW:
        if row.documents or row.pictures:
            ReferenceIndex.remove_for_object(page)
        with deleting_for_good():
            DeletePageAction(page, user=user).execute(skip_permission_checks=True)
        _remove_belongings(row)
        return ""
    before = Revision.objects.get(pk=row.revision_before)
    was_published = page.live and page.live_revision_id == row.revision_after
    draft = before.as_object()
    back = draft.save_revision(user=user, log_action="wagtail.revert", previous_revision=before, clean=False)
    if was_published:
        back.publish(user=user)
    elif page.live_revision_id == before.pk:
        BasePage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    return ""


def _reason_to_keep(page, row, user):
    if page.latest_revision_id != row.revision_after:
        return _("It was edited since, so it was left as it is.")
    rights = page.permissions_for_user(user)
    if page.locked or not rights.can_edit():
        return _("It is locked, or you may not edit it, so it was left as it is.")
    is_ours = page.live_revision_id == row.revision_after
    if is_ours and not rights.can_unpublish():
        return _("It is published, and you may not take it off the site, so it was left as it is.")
    if row.outcome == ImportOutcome.NEW:
        if page.get_children().exists():
            return _("There are pages below it, so it was left as it is.")
        if _is_led_to(page):
            return _("Another page leads to it, so it was left as it is.")
        return ""
    if not Revision.objects.filter(pk=row.revision_before).exists():
        return _("How it was before is not kept any more, so it was left as it is.")
    return ""


def _is_led_to(page):
    """Whether something leads to the page besides itself and redirects, which go with it."""
    references = ReferenceIndex.get_references_to(page).exclude(base_content_type__app_label="wagtailredirects")
    own = Q(base_content_type=page.get_base_content_type(), object_id=str(page.pk))
    return references.exclude(own).exists()


def _remove_belongings(row):
    """Files that came with a page which is gone. Its redirects went with it; one that staff led elsewhere stays."""
    if row.documents:
        _remove_unused(get_document_model().objects.filter(pk__in=row.documents))
    if row.pictures:
        _remove_unused(get_image_model().objects.filter(pk__in=row.pictures))


def _remove_unused(files):
    for file in files:
        if not ReferenceIndex.get_references_to(file).exists():
            file.delete()
