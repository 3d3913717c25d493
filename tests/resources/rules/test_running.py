"""Content rules: what sets them off, what they do, and that they never stop an edit or run in circles. R3."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from resources.actions import rules as acting
from resources.actions.rules import do_waiting_steps, forget_runs
from resources.models import ContentRule, OutgoingMail, ResourcePage, RuleMessage, RuleRun, Topic
from tests.factories import resources as make
from tests.factories.mentoring import UserFactory

from .composing import rule

pytestmark = pytest.mark.django_db

MAIL = {"kind": "mail", "addresses": "kim@example.org"}


@pytest.fixture
def library(db):
    return make.library()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What happens in it is stored at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def staff(db):
    """A group with a member who reads mail, one without an address, and one who has left."""
    group = Group.objects.create(name="Safety team")
    for name, address, is_active in (
        ("ann", "ann@example.org", True),
        ("bo", "", True),
        ("cy", "c@example.org", False),
    ):
        UserFactory(username=name, email=address, is_active=is_active).groups.add(group)
    return group


@pytest.fixture
def workflow(db, staff):
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.add(staff)
    made = Workflow.objects.create(name="Second look")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    return made


def mails():
    return list(OutgoingMail.objects.filter(kind="rule_mail").order_by("pk").values_list("to", "subject"))


def outcomes():
    return list(RuleRun.objects.order_by("pk").values_list("kind", "outcome"))


def republish(page):
    ResourcePage.objects.get(pk=page.pk).save_revision().publish()


def test_each_event_sets_off_its_own_rules(library, commit):
    for event in ("published", "updated", "unpublished", "expired", "submitted"):
        rule(MAIL, name=event, event=event)

    with commit():
        page = make.resource("Guide")
    with commit():
        republish(page)
    with commit():
        ResourcePage.objects.get(pk=page.pk).unpublish()
    with commit():
        republish(page)

    assert mails() == [
        ("kim@example.org", "New on our site: Guide"),
        ("kim@example.org", "Updated on our site: Guide"),
        ("kim@example.org", "Taken off our site: Guide"),
        ("kim@example.org", "New on our site: Guide"),
    ]


def test_a_scheduled_page_is_published_on_its_day_and_expires_on_another(library, commit, time_machine):
    for event in ("published", "updated", "unpublished", "expired"):
        rule(MAIL, name=event, event=event)
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    page = ResourcePage(title="Guide", summary="About it.", kind=make.kind(), live=False)
    page.go_live_at, page.expire_at = soon, later
    with commit():
        library.add_child(instance=page)
        page.save_revision(clean=False).publish()
    before = mails()

    for day in (soon, later):
        time_machine.move_to(day + timedelta(minutes=1))
        with commit():
            call_command("publish_scheduled")

    assert before == []
    assert [subject for _to, subject in mails()] == ["New on our site: Guide", "Expired on our site: Guide"]


def test_a_deleted_page_was_taken_off_the_site(library, commit):
    rule(MAIL, {"kind": "notify", "group": Group.objects.create(name="All")}, event="unpublished")
    page = make.resource("Guide")

    with commit():
        page.delete()

    assert mails() == [("kim@example.org", "Taken off our site: Guide")]
    assert RuleMessage.objects.get().sentence == "Taken off our site: Guide"


def test_rules_wait_until_the_change_is_stored(library, commit, django_capture_on_commit_callbacks):
    rule(MAIL)

    with django_capture_on_commit_callbacks(execute=False):
        make.resource("Guide")

    assert mails() == []


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({}, True),
        ({"page_type": "partnership_resources.ResourcePage"}, True),
        ({"page_type": "partnership_resources.CollectionPage"}, False),
        ({"page_type": "gone.Page"}, False),
        ({"criteria": [["topic:safety", "topic:money"]]}, True),
        ({"criteria": [["topic:money"]]}, False),
        ({"criteria": [["topic:safety"], ["kind:guide"]]}, True),
        ({"criteria": [["topic:safety"], ["kind:form"]]}, False),
        # A resource has no region.
        ({"criteria": [["region:north"]]}, False),
        ({"is_enabled": False}, False),
    ],
)
def test_pages_have_to_fit(library, commit, values, fits):
    make.topic("Money")
    rule(MAIL, **values)

    with commit():
        make.resource("Guide", topics=[make.topic("Safety")])

    assert len(mails()) == fits


def test_part_of_the_site_counts_and_its_end_does_not_widen_the_rule(library, commit):
    other = make.library(title="Other", slug="other")
    made = rule(MAIL, below=other)
    with commit():
        make.resource("Elsewhere")
        make.resource("There", parent=other)
    other.delete()

    with commit():
        make.resource("Later")

    assert [subject for _to, subject in mails()] == ["New on our site: There"]
    assert ContentRule.objects.get(pk=made.pk).lost_its_place


def test_mail_goes_to_staff_and_typed_addresses_each_once(library, commit, staff):
    rule({"kind": "mail", "group": staff, "addresses": "kim@example.org\nANN@example.org", "text": "Please look."})

    with commit():
        page = make.resource("Guide")

    ann, kim = OutgoingMail.objects.filter(kind="rule_mail").order_by("pk")
    assert [ann.to, kim.to] == ["ann@example.org", "kim@example.org"]
    assert f"/cms/pages/{page.pk}/edit/" in ann.text
    assert "Please look." in kim.text
    assert "/cms/" not in kim.text + kim.html
    assert page.url in kim.text


def test_outsiders_never_read_of_drafts_and_private_pages(library, commit, staff, workflow):
    """What a draft is called may be a secret; staff of the group read it."""
    step = {"kind": "mail", "group": staff, "addresses": "kim@example.org"}
    rule(step, event="submitted")
    rule(step, name="Private", event="updated")
    page = make.resource("Open title")
    page.title = page.draft_title = "Secret plan"
    page.save_revision()
    draft = ResourcePage.objects.get(pk=page.pk)
    hidden = make.resource("Hidden draft")
    hidden.unpublish()
    private = make.resource("For members")
    make.restrict(private)

    with commit():
        workflow.start(draft, None)
        workflow.start(ResourcePage.objects.get(pk=hidden.pk), None)
        republish(private)

    assert mails() == [
        ("ann@example.org", "Submitted for review: Secret plan"),
        ("kim@example.org", "Submitted for review: Open title"),
        ("ann@example.org", "Submitted for review: Hidden draft"),
        ("kim@example.org", "Submitted for review: a page of the type “Resource”"),
        ("ann@example.org", "Updated on our site: For members"),
        ("kim@example.org", "Updated, not for everyone: a page of the type “Resource”"),
    ]
    told = OutgoingMail.objects.filter(to="kim@example.org")
    assert not [one for one in told if "Secret" in one.text + one.html or "Hidden" in one.text + one.about]


def test_page_is_put_into_a_collection_once_and_stays_there(library, commit):
    collection = make.collection("New guides", picks=[make.resource("First")])
    rule({"kind": "collect", "collection": collection}, page_type="partnership_resources.ResourcePage")
    rule({"kind": "collect", "collection": collection}, event="updated")

    with commit():
        page = make.resource("Second")
    with commit():
        republish(page)
    collection.refresh_from_db()
    collection.get_latest_revision().publish()

    assert [pick.picked_page.title for pick in collection.picks.order_by("sort_order")] == ["First", "Second"]
    assert outcomes() == [("collect", "done"), ("collect", "skipped")]


def test_collection_with_unpublished_work_gets_it_in_the_draft(library, commit):
    collection = make.collection("New guides")
    collection.title = "Half done"
    collection.save_revision()
    rule({"kind": "collect", "collection": collection})

    with commit():
        make.resource("Guide")

    collection.refresh_from_db()
    assert (collection.title, collection.picks.count()) == ("New guides", 0)
    assert [pick.picked_page.title for pick in collection.get_latest_revision_as_object().picks.all()] == ["Guide"]
    assert "draft of “New guides”" in RuleRun.objects.get().sentence


@pytest.mark.parametrize("state", ["locked", "deleted"])
def test_collection_that_cannot_take_it_is_said_in_the_log(library, commit, state):
    collection = make.collection("New guides")
    rule({"kind": "collect", "collection": collection}, MAIL)
    if state == "locked":
        collection.locked = True
        collection.save()
    else:
        collection.delete()

    with commit():
        make.resource("Guide")

    assert outcomes() == [("collect", "failed"), ("mail", "done")]


def test_rules_set_off_no_rules(library, commit):
    """Each update of a collection would put it into the other one, for ever."""
    one, two = make.collection("One"), make.collection("Two")
    for event in ("published", "updated"):
        rule({"kind": "collect", "collection": one}, name=f"one {event}", event=event)
        rule({"kind": "collect", "collection": two}, name=f"two {event}", event=event)

    with commit():
        make.resource("Guide")

    assert outcomes() == [("collect", "done")] * 2
    assert [one.picks.count(), two.picks.count()] == [1, 1]


def test_one_page_sets_off_ten_steps_a_minute_at_most(library, commit, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    rule(MAIL, event="updated")
    page = make.resource("Guide")

    for _number in range(13):
        time_machine.shift(1)
        with commit():
            republish(page)
    in_haste = len(mails())
    time_machine.move_to(timezone.now() + timedelta(minutes=2), tick=False)
    with commit():
        republish(page)

    assert (in_haste, len(mails())) == (10, 11)
    assert RuleRun.objects.filter(outcome="skipped").count() == 1


def test_page_is_submitted_by_the_worker(library, commit, workflow):
    rule({"kind": "submit", "workflow": workflow})
    with commit():
        page = make.resource("Guide")
    at_once = page.workflow_in_progress

    count = do_waiting_steps()

    assert (at_once, count, do_waiting_steps()) == (False, 1, 0)
    assert ResourcePage.objects.get(pk=page.pk).workflow_in_progress
    assert outcomes() == [("submit", "done")]


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        (lambda page, made, workflow: workflow.start(page, None), "skipped"),
        (lambda page, made, workflow: page.delete(), "skipped"),
        (lambda page, made, workflow: made.delete(), "skipped"),
        (lambda page, made, workflow: ContentRule.objects.update(is_enabled=False), "skipped"),
        (lambda page, made, workflow: Workflow.objects.update(active=False), "failed"),
    ],
    ids=["in a workflow", "page deleted", "rule deleted", "rule off", "workflow off"],
)
def test_what_changed_since_is_respected(library, commit, workflow, change, outcome):
    made = rule({"kind": "submit", "workflow": workflow})
    with commit():
        page = make.resource("Guide")
    change(page, made, workflow)

    do_waiting_steps()

    assert outcomes() == [("submit", outcome)]


def test_step_that_fails_stops_neither_the_edit_nor_the_rest(library, commit, staff, monkeypatch):
    """An error of the database among them."""

    def broken(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column FROM wagtailcore_page")

    monkeypatch.setattr("resources.rules.steps.sentence_for", broken)
    empty = Group.objects.create(name="Nobody")
    rule(MAIL, {"kind": "mail", "group": empty}, {"kind": "notify"})

    with commit():
        page = make.resource("Guide")

    assert ResourcePage.objects.get(pk=page.pk).live
    assert outcomes() == [("mail", "failed"), ("mail", "failed"), ("notify", "failed")]
    # As each database calls a column that is not there.
    problem = {"sqlite": "OperationalError", "postgresql": "ProgrammingError"}[connection.vendor]
    assert [run.sentence for run in RuleRun.objects.order_by("pk")] == [
        f"Something unexpected went wrong ({problem}).",
        "There is nobody to write to: the group is empty or gone.",
        "The group is gone.",
    ]


@pytest.mark.parametrize("name", ["failed_conditions", "facts_of"])
def test_rule_that_cannot_be_read_stops_no_edit(library, commit, monkeypatch, name):
    def broken(*args):
        raise RuntimeError

    rule(MAIL)
    monkeypatch.setattr(acting, name, broken)

    with commit():
        page = make.resource("Guide")

    assert ResourcePage.objects.get(pk=page.pk).live
    assert mails() == []


def test_criterion_of_a_deleted_word_fits_no_page(library, commit):
    rule(MAIL, criteria=[["topic:safety"]])
    make.topic("Safety")
    Topic.objects.all().delete()

    with commit():
        make.resource("Guide")

    assert mails() == []


def test_site_without_rules_pays_one_look(library, django_assert_num_queries):
    page = make.resource("Guide")

    # A savepoint, the look whether there is any rule, and the end of the savepoint.
    with django_assert_num_queries(3):
        acting.note_publication(page)


def test_old_runs_and_messages_are_removed(library, commit, staff):
    rule({"kind": "notify", "group": staff})
    with commit():
        make.resource("Guide")

    early = forget_runs(timezone.now() + timedelta(days=29))
    messages_kept = RuleMessage.objects.count()
    late = forget_runs(timezone.now() + timedelta(days=181))

    assert (early, messages_kept, late) == (0, 1, 1)
    assert not RuleMessage.objects.exists()
