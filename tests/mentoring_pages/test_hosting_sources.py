"""What mentoring tells those who plan gatherings, and what it keeps to itself (R24, R26, T6)."""

import pytest

from mentoring_pages.enums import EnrolmentStatus, GoalStatus, Visibility
from mentoring_pages.hosting_sources import mentor_hosts, open_topics, presenters
from resources.registry import host_sources, presenter_sources
from tests.factories import events, mentoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(db):
    return events.RegionFactory(name="Prairie")


@pytest.fixture
def topic(db):
    return events.TopicFactory(name="Homework")


def pair_with_goal(region, topic, *, mentee=None, goal_status=GoalStatus.OPEN, **values):
    """A pair whose mentee is in the region, with one goal on the topic."""
    pair = mentoring.MentoringPairFactory(**values, **({"mentee": mentee} if mentee else {}))
    if mentee is None:
        mentoring.MenteeProfileFactory(program=pair.mentee, region=region)
    mentoring.GoalFactory(plan__pair=pair, topic=topic, status=goal_status)
    return pair


def test_both_are_registered_when_the_app_is_ready():
    assert mentor_hosts in host_sources()
    assert "mentors" in [source.key for source in presenter_sources()]


def test_mentors_of_the_region_could_host(region):
    page = mentoring.mentor_profile(region=region)
    mentoring.mentor_profile(region=events.RegionFactory())

    assert mentor_hosts([region.pk]) == {region.pk: [(page.pk, page.title)]}


@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.STAFF])
def test_who_hides_where_it_is_is_not_proposed(region, visibility):
    """T6: hosting would tell everyone."""
    mentoring.mentor_profile(region=region, location_visibility=visibility)

    assert mentor_hosts([region.pk]) == {}


def test_programs_that_left_and_pages_that_are_no_longer_public_are_not_proposed(region, topic):
    mentoring.mentor_profile(
        region=region, topics=[topic], program=mentoring.ProgramFactory(status=EnrolmentStatus.LEFT)
    )
    mentoring.mentor_profile(region=region, topics=[topic]).unpublish()

    assert (mentor_hosts([region.pk]), presenters({topic.pk})) == ({}, [])


def test_open_topics_are_counted_by_program(region, topic):
    for _ in range(2):
        pair_with_goal(region, topic)

    assert open_topics([region.pk]) == {region.pk: {topic.pk: 2}}


def test_what_one_program_alone_works_on_is_kept_secret(region, topic):
    pair_with_goal(region, topic)

    assert open_topics([region.pk]) == {}


def test_two_goals_or_two_pairs_of_one_program_are_still_one_program(region, topic):
    pair = pair_with_goal(region, topic)
    mentoring.GoalFactory(plan=pair.plan, topic=topic)
    pair_with_goal(region, topic, mentee=pair.mentee)

    assert open_topics([region.pk]) == {}


@pytest.mark.parametrize(
    "values", [{"complete": True}, {"goal_status": GoalStatus.REACHED}, {"goal_status": GoalStatus.DROPPED}]
)
def test_what_is_over_does_not_count(region, topic, values):
    pair_with_goal(region, topic)
    pair_with_goal(region, topic, **values)

    assert open_topics([region.pk]) == {}


def test_a_program_with_a_mentor_page_is_counted_where_that_page_is(region, topic):
    pair_with_goal(region, topic)
    program = mentoring.mentor_profile(region=region).program
    pair_with_goal(region, topic, mentee=program)

    assert open_topics([region.pk]) == {region.pk: {topic.pk: 2}}


def test_presenters_know_a_topic_and_tell_their_region_only_if_everyone_may_know_it(region, topic):
    open_page = mentoring.mentor_profile(region=region, topics=[topic, events.TopicFactory()])
    hidden = mentoring.mentor_profile(region=region, topics=[topic], location_visibility=Visibility.STAFF)
    mentoring.mentor_profile(region=region, topics=[events.TopicFactory()])

    found = {one.page_id: one for one in presenters({topic.pk})}

    assert {pk: one.region_id for pk, one in found.items()} == {open_page.pk: region.pk, hidden.pk: None}
    assert topic.pk in found[open_page.pk].topic_ids
    assert len(found[open_page.pk].topic_ids) == 2


def test_both_cost_the_same_for_many(region, topic, django_assert_num_queries):
    for _ in range(4):
        pair_with_goal(region, topic)
        mentoring.mentor_profile(region=region, topics=[topic])

    with django_assert_num_queries(6):
        mentor_hosts([region.pk])
        open_topics([region.pk])
        presenters({topic.pk})
