"""What a host finds after `manage.py partnership_setup`, and what a second run leaves alone."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage

from events.geo.map_regions import map_regions
from events.models import CalendarPage, County, GatheringKind, GatheringTheme, Region, RegionGroup
from mentoring_pages.contacts import least_contacts
from mentoring_pages.models import (
    ChecklistItem,
    Component,
    ContactMode,
    EvaluationQuestion,
    MentorDirectoryPage,
    MentoringCycle,
    TaskForceElement,
)
from partnership_site.models import HomePage
from resources.models import LoadedTerm, ResourceLibraryPage, Setting, Topic, TopicGroup
from tests.test_partnership_setup import run_setup


@pytest.fixture(scope="module")
def first_run(made_once):
    """The lines that the first run printed."""
    return run_setup()


@pytest.fixture(autouse=True)
def said(db, first_run):
    return first_run


def member_of(group_name):
    user = get_user_model().objects.create_user(username=group_name, email="a@example.org", password="x")
    user.groups.add(Group.objects.get(name=group_name))
    return get_user_model().objects.get(pk=user.pk)


def test_starting_vocabularies_are_there_after_setup(said):
    assert (TopicGroup.objects.count(), Topic.objects.count()) == (4, 37)
    assert Topic.objects.get(slug="administration").group.slug == "illinois-quality-standards"
    assert Setting.objects.first().slug == "school-based"
    assert (GatheringKind.objects.count(), GatheringTheme.objects.count()) == (3, 4)
    assert Component.objects.count() == 15
    assert ChecklistItem.objects.first().stage == "Getting started"
    assert EvaluationQuestion.objects.filter(answer_kind="text").count() == 5
    assert list(ContactMode.objects.filter(is_face_to_face=True).values_list("slug", flat=True)) == ["face-to-face"]
    assert "Topics: 37 added." in said


def test_task_force_elements_are_left_for_staff():
    """R5: the list is not public, so nothing is invented."""
    assert TaskForceElement.objects.count() == 0


def test_regions_come_with_their_counties_offices_and_groups():
    assert (RegionGroup.objects.count(), Region.objects.count(), County.objects.count()) == (7, 39, 105)
    region = Region.objects.get(office_number=17)
    assert [county.name for county in region.counties.all()] == ["De Witt", "Livingston", "Logan", "McLean"]
    assert [county.fips for county in region.counties.all()] == ["17039", "17105", "17107", "17113"]
    assert region.description == "Served by Regional Office of Education 17."
    assert sorted(County.objects.filter(fips="17031").values_list("part", flat=True)) == [
        "chicago",
        "north",
        "south",
        "west",
    ]


def test_every_region_has_a_shape_on_the_map(django_assert_num_queries):
    with django_assert_num_queries(2):
        regions = map_regions()

    assert len(regions) == 39
    assert len({code for region in regions for code in region.counties}) == 105
    assert regions[0].group == "Chicago"


def test_index_pages_are_published_below_the_sites_root_page():
    root = Site.objects.get(is_default_site=True).root_page
    for page_class, slug in (
        (ResourceLibraryPage, "library"),
        (CalendarPage, "gatherings"),
        (MentorDirectoryPage, "mentors"),
    ):
        page = page_class.objects.get()
        assert (page.slug, page.live, page.show_in_menus) == (slug, True, True)
        assert page.get_parent() == root


def test_running_again_changes_nothing_and_says_so():
    models = (LoadedTerm, Topic, Region, County, Page, Group, GroupPagePermission, Workflow, MentoringCycle)
    before = [model.objects.count() for model in models]

    said = run_setup()

    assert said == ["Everything was in place already."]
    assert [model.objects.count() for model in models] == before


def test_what_staff_changed_or_deleted_stays_so():
    Topic.objects.filter(slug="budget").update(name="Money", is_active=False)
    Topic.objects.get(slug="literacy").delete()
    Region.objects.get(slug="olney-area").delete()
    ResourceLibraryPage.objects.get().delete()
    editors = Group.objects.get(name="Communications editors")
    editors.permissions.clear()
    Group.objects.filter(name="Coordinators").update(name="Mentoring team")

    run_setup()

    assert Topic.objects.get(slug="budget").name == "Money"
    assert not Topic.objects.filter(slug="literacy").exists()
    assert not Region.objects.filter(slug="olney-area").exists()
    assert not ResourceLibraryPage.objects.exists()
    assert editors.permissions.count() == 0
    assert not Group.objects.filter(name="Coordinators").exists()


def test_editor_may_publish_pages_and_change_topics_but_not_coordinate():
    editor = member_of("Communications editors")

    library = ResourceLibraryPage.objects.get()
    assert editor.has_perm("wagtailadmin.access_admin")
    assert library.permissions_for_user(editor).can_publish()
    assert editor.has_perm("partnership_resources.change_topic")
    assert editor.has_perm("partnership_events.change_region")
    assert not editor.has_perm("mentoring_pages.coordinate_mentoring")
    assert not editor.has_perm("mentoring_pages.view_mentoringpair")


def test_coordinator_keeps_records_and_never_deletes_them():
    coordinator = member_of("Coordinators")

    assert coordinator.has_perm("mentoring_pages.coordinate_mentoring")
    assert coordinator.has_perm("mentoring_pages.change_mentoringpair")
    assert not coordinator.has_perm("mentoring_pages.delete_mentoringpair")
    assert coordinator.has_perm("mentoring_pages.delete_component")
    assert MentorDirectoryPage.objects.get().permissions_for_user(coordinator).can_publish()
    assert not ResourceLibraryPage.objects.get().permissions_for_user(coordinator).can_edit()


def test_no_group_holds_a_permission_on_journals():
    """T4."""
    names = Group.objects.values_list("permissions__codename", flat=True)
    assert [name for name in names if name and "journalentry" in name] == []


def test_changes_to_mentor_pages_go_through_one_approval_by_coordinators():
    directory = MentorDirectoryPage.objects.get()
    workflow = WorkflowPage.objects.get(page=directory).workflow
    (task,) = workflow.tasks
    assert workflow.name == "Mentor profile changes"
    assert list(task.specific.groups.values_list("name", flat=True)) == ["Coordinators"]


def test_first_cycle_is_a_draft_from_september_to_june_with_its_rules():
    """R39, R40, R41, R43; the plan and the journal besides."""
    cycle = MentoringCycle.objects.get()
    assert (cycle.status, cycle.starts_on.month, cycle.ends_on.month) == ("draft", 9, 6)
    assert [(rule.kind, rule.minimum, rule.is_face_to_face) for rule in cycle.contact_rules.all()] == [
        ("contacts", 1, True),
        ("contacts", 1, True),
        ("contacts", 18, False),
        ("contacts", 1, False),
        ("plan", 1, False),
        ("journal", 1, False),
    ]
    assert least_contacts(cycle.contact_rules.all()) == 20


def test_home_page_takes_the_place_of_the_welcome_page():
    site = Site.objects.get(is_default_site=True)
    assert HomePage.objects.get().pk == site.root_page_id
    assert (site.root_page.slug, site.root_page.live) == ("home", True)
    assert list(Page.objects.filter(depth=2).values_list("pk", flat=True)) == [site.root_page_id]
