"""The recycle bin: a deleted page comes back as it was, with its place, history and redirects. R3."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Workflow,
    WorkflowState,
    WorkflowTask,
)

from resources.models import (
    CollectionPage,
    DailyUse,
    DeletedPage,
    FormatRequest,
    ResourceLibraryPage,
    ResourcePage,
    UsefulAnswer,
)
from resources.recycling.keeping import deleting_for_good, empty_bin
from resources.recycling.restoring import CannotRestore, restore
from tests.factories import resources as make

pytestmark = pytest.mark.django_db

BODY = [("text", "<p>Two things <b>first</b>.</p>"), ("quote", {"text": "We stopped guessing.", "name": "Ana"})]


def row_of(page):
    """All columns of the page, and what hangs on it."""
    page = page.specific_class.objects.get(pk=page.pk)
    values = {field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields}
    values["body"] = page.body.get_prep_value() if hasattr(page, "body") else None
    return values


def test_a_resource_comes_back_with_all_it_had(superuser):
    """Columns, inline rows, topics, blocks, revisions, redirects, restrictions, and its place in others' lists."""
    before, page, after = (make.resource(title) for title in ("Before", "A guide", "After"))
    page = ResourcePage.objects.get(pk=page.pk)
    page.body = page._meta.get_field("body").stream_block.to_python(
        page._meta.get_field("body").stream_block.get_prep_value(
            page._meta.get_field("body").stream_block.normalize(BODY)
        )
    )
    page.topics = [make.topic("Safety"), make.topic("Snacks")]
    page.save_revision(user=superuser, clean=False).publish()
    make.restrict(page)
    Redirect.objects.create(old_path="/old", redirect_page_id=page.pk)
    collection = make.collection(picks=[page])
    was = row_of(page)
    revisions = list(page.revisions.order_by("pk").values_list("pk", "created_at"))
    items = list(page.items.values_list("pk", "url"))

    page.delete(user=superuser)
    assert not Page.objects.filter(pk=page.pk).exists()
    [deleted] = DeletedPage.objects.all()
    assert (deleted.title, deleted.deleted_by, deleted.was_live, deleted.lost) == ("A guide", superuser, True, {})
    restored = restore(deleted.pk, make.library().pk, superuser)

    assert row_of(restored) == was
    assert {topic.name for topic in restored.topics.all()} == {"Safety", "Snacks"}
    assert list(restored.items.values_list("pk", "url")) == items
    assert list(restored.revisions.order_by("pk").values_list("pk", "created_at")) == revisions
    assert Redirect.objects.get(old_path="/old").redirect_page_id == page.pk
    assert PageViewRestriction.objects.filter(page=page.pk).count() == 1
    assert [pick.picked_page_id for pick in CollectionPage.objects.get(pk=collection.pk).picks.all()] == [page.pk]
    titles = [one.title for one in make.library().get_children().order_by("path")]
    assert titles == [before.title, "A guide", after.title]
    assert PageLogEntry.objects.filter(page=page.pk, action="partnership.restore", user=superuser).count() == 1
    assert not DeletedPage.objects.exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_library_comes_back_with_all_pages_below_it(superuser):
    make.library()
    library = make.library(title="Second library", slug="second")
    resources = [make.resource(f"Guide {number}", parent=library) for number in range(3)]

    Page.objects.get(pk=library.pk).delete(user=superuser)
    [deleted] = DeletedPage.objects.all()
    restore(deleted.pk, deleted.ancestor_ids[0], superuser)

    assert deleted.pages_count == 4
    library = ResourceLibraryPage.objects.get(slug="second")
    assert [page.pk for page in library.get_children().order_by("path")] == [page.pk for page in resources]
    assert Page.find_problems() == ([], [], [], [], [])


def test_below_another_page_paths_and_addresses_follow_and_a_taken_slug_gets_a_number(superuser):
    page, other = make.resource("A guide"), make.library(title="Other", slug="other")
    page.delete(user=superuser)
    make.resource("A guide", parent=other)

    restored = restore(DeletedPage.objects.get().pk, other.pk, superuser)

    assert (restored.slug, restored.url_path) == ("a-guide-1", f"{other.url_path}a-guide-1/")
    assert restored.get_parent().pk == other.pk
    assert restored.latest_revision.content["slug"] == "a-guide-1"
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("is_old_place", [True, False])
def test_rights_on_a_page_come_back_at_its_old_place_alone(superuser, editor, is_old_place):
    """Else who may add pages somewhere could bring along the right to publish there."""
    page, other = make.resource("A guide"), make.library(title="Other", slug="other")
    old = page.get_parent()
    permission = editor.groups.get().page_permissions.first().permission
    GroupPagePermission.objects.create(group=editor.groups.get(), page=page, permission=permission)
    page.delete(user=superuser)

    restore(DeletedPage.objects.get().pk, (old if is_old_place else other).pk, superuser)

    assert GroupPagePermission.objects.filter(page=page.pk).exists() == is_old_place


def test_who_may_not_publish_gets_a_draft(superuser, editor):
    page = make.resource("A guide")
    page.delete(user=superuser)
    editor.groups.get().page_permissions.filter(permission__codename="publish_page").delete()

    restored = restore(DeletedPage.objects.get().pk, make.library().pk, editor)

    assert (restored.live, restored.has_unpublished_changes) == (False, True)


@pytest.fixture
def planned(superuser):
    """A draft that is to be published in two days and withdrawn in four; returns (page, its revision)."""
    page = make.resource("A guide")
    page.unpublish()
    page = ResourcePage.objects.get(pk=page.pk)
    page.go_live_at, page.expire_at = (timezone.now() + timedelta(days=days) for days in (2, 4))
    revision = page.save_revision(user=superuser)
    revision.publish()
    return page, revision


def planned_for(revision):
    return Revision.objects.get(pk=revision.pk).approved_go_live_at


def test_planned_dates_come_back_unless_they_passed_in_the_bin(superuser, planned, time_machine):
    page, revision = planned
    page.delete(user=superuser)
    restored = restore(DeletedPage.objects.get().pk, make.library().pk, superuser)
    assert planned_for(revision) == page.go_live_at
    assert (restored.go_live_at, restored.expire_at) == (page.go_live_at, page.expire_at)

    restored.delete(user=superuser)
    time_machine.move_to(timezone.now() + timedelta(days=3))
    restored = restore(DeletedPage.objects.get().pk, make.library().pk, superuser)
    assert planned_for(revision) is None
    assert not restored.live


@pytest.mark.parametrize(("days", "is_live"), [(1, True), (3, False)])
def test_what_was_to_end_meanwhile_has_ended(superuser, time_machine, days, is_live):
    page = make.resource("A guide", expire_at=timezone.now() + timedelta(days=2))
    page.delete(user=superuser)
    time_machine.move_to(timezone.now() + timedelta(days=days))

    restored = restore(DeletedPage.objects.get().pk, make.library().pk, superuser)

    assert (restored.live, restored.expired) == (is_live, not is_live)
    assert (restored.live_revision is None) is not is_live


def test_who_may_not_publish_restores_no_planned_date(superuser, editor, planned):
    """Otherwise the page would be published by itself, by somebody without the right to."""
    page, revision = planned
    page.delete(user=superuser)
    editor.groups.get().page_permissions.filter(permission__codename="publish_page").delete()

    restore(DeletedPage.objects.get().pk, make.library().pk, editor)

    assert planned_for(revision) is None


@pytest.mark.parametrize("is_active", [True, False])
def test_a_moderation_goes_on_where_it_was_unless_its_workflow_was_switched_off(superuser, editor, is_active):
    workflow = Workflow.objects.create(name="Look first")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page = make.resource("A guide")
    page.save_revision(user=editor)
    state = workflow.start(ResourcePage.objects.get(pk=page.pk), editor)
    page.delete(user=superuser)
    Workflow.objects.update(active=is_active)

    restored = restore(DeletedPage.objects.get().pk, make.library().pk, superuser)

    state = WorkflowState.objects.get(pk=state.pk)
    assert restored.workflow_in_progress == is_active
    assert state.status == (state.STATUS_IN_PROGRESS if is_active else state.STATUS_CANCELLED)
    if is_active:
        restored.current_workflow_task.specific.on_action(restored.current_workflow_task_state, superuser, "approve")
        assert not ResourcePage.objects.get(pk=page.pk).workflow_in_progress


def test_counts_and_answers_come_back_and_requests_of_people_do_not(superuser):
    """A request holds an address that somebody entrusted to us; staff are told before and after."""
    page = make.resource("A guide")
    DailyUse.objects.create(resource=page, day=timezone.localdate(), count=7)
    UsefulAnswer.objects.create(resource=page, is_useful=True, comment="It helped.")
    FormatRequest.objects.create(resource=page, item_title="Plan", wanted="large_print", email="kim@example.org")

    page.delete(user=superuser)
    deleted = DeletedPage.objects.get()
    restored = restore(deleted.pk, make.library().pk, superuser)

    assert deleted.lost == {"request for another format": 1}
    assert restored.daily_uses.get().count == 7
    assert restored.useful_answers.get().comment == "It helped."
    assert not restored.format_requests.exists()


def test_who_may_not_add_pages_there_is_refused(superuser, coordinator):
    make.resource("A guide").delete(user=superuser)

    with pytest.raises(CannotRestore, match="may not add"):
        restore(DeletedPage.objects.get().pk, make.library().pk, coordinator)

    assert DeletedPage.objects.count() == 1


def test_a_page_does_not_come_back_below_a_type_that_may_not_hold_it(superuser):
    make.resource("A guide").delete(user=superuser)

    with pytest.raises(CannotRestore, match="can’t stand below"):
        restore(DeletedPage.objects.get().pk, make.collection().pk, superuser)


def test_a_page_is_restored_once(superuser):
    make.resource("A guide").delete(user=superuser)
    deleted = DeletedPage.objects.get()
    restore(deleted.pk, make.library().pk, superuser)

    with pytest.raises(CannotRestore, match="not in the recycle bin"):
        restore(deleted.pk, make.library().pk, superuser)


def test_words_deleted_since_are_left_out(superuser):
    """A topic that is gone is missing, a licence that is gone is empty; the page comes back."""
    topic, licence = make.topic("Gone"), make.licence()
    page = make.resource("A guide", topics=[topic], licence=licence)
    page.delete(user=superuser)
    topic.delete()
    licence.delete()

    restored = restore(DeletedPage.objects.get().pk, make.library().pk, superuser)

    assert (list(restored.topics.all()), restored.licence) == ([], None)


def test_references_to_it_are_known_again(superuser):
    page = make.resource("A guide", kind=make.kind("Guide"))
    page.delete(user=superuser)
    assert not ReferenceIndex.objects.filter(object_id=str(page.pk)).exists()

    restore(DeletedPage.objects.get().pk, make.library().pk, superuser)

    base = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.objects.filter(base_content_type=base, object_id=str(page.pk))
    assert ("resourcekind", str(page.kind_id)) in set(found.values_list("to_content_type__model", "to_object_id"))


def test_bulk_deletion_keeps_each_page_and_a_parent_with_its_children_once(superuser):
    make.library()
    library = make.library(title="Second library", slug="second")
    child = make.resource("Child", parent=library)
    alone = make.resource("Alone")

    Page.objects.filter(pk__in=[library.pk, child.pk, alone.pk]).delete()

    assert sorted(DeletedPage.objects.values_list("title", "pages_count")) == [("Alone", 1), ("Second library", 2)]


def test_after_thirty_days_it_is_gone(superuser):
    make.resource("A guide").delete(user=superuser)
    now = timezone.now()

    assert empty_bin(now + timedelta(days=29)) == 0
    assert empty_bin(now + timedelta(days=31)) == 1
    assert not DeletedPage.objects.exists()


def test_uninstalling_and_a_bin_of_no_days_keep_nothing(superuser, settings):
    with deleting_for_good():
        make.resource("One").delete(user=superuser)
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"BIN_DAYS": 0}
    make.resource("Two").delete(user=superuser)

    assert not DeletedPage.objects.exists()
