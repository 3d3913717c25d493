"""A page of a factory is as an editor's "Publish" leaves it, though it takes fewer steps to get there."""

import pytest
from wagtail.signals import page_published, published

from tests.factories import events, mentoring, resources, site

pytestmark = pytest.mark.django_db

# What "Publish" makes anew each time.
NEW_EACH_TIME = {"last_published_at", "latest_revision", "latest_revision_created_at", "live_revision"}


def a_resource():
    return resources.resource(topics=[resources.topic()])


def a_gathering():
    return events.gathering(events.calendar_page(), topics=[resources.topic()])


def a_profile():
    return mentoring.mentor_profile(topics=[resources.topic()])


MAKERS = [a_resource, a_gathering, a_profile, events.calendar_page, resources.library, site.standard_page]


def facts(page):
    """What the page's row and parts say, but for what is new each time."""
    page = type(page).objects.get(pk=page.pk)
    data = {name: value for name, value in page.serializable_data().items() if name not in NEW_EACH_TIME}
    live = page.get_latest_revision().as_object().serializable_data()
    return data, {name: value for name, value in live.items() if name not in NEW_EACH_TIME}


@pytest.mark.parametrize("make", MAKERS)
def test_publishing_it_again_as_it_stands_changes_nothing(make):
    page = make()
    before = facts(page)

    page.save_revision().publish()

    assert facts(page) == before
    assert before[0]["live"] is True


@pytest.mark.parametrize("make", MAKERS)
def test_it_has_the_revision_and_the_moments_of_a_published_page(make):
    page = make()

    assert page.live_revision == page.latest_revision == page.revisions.get()
    assert page.latest_revision_created_at == page.latest_revision.created_at
    assert page.first_published_at == page.last_published_at is not None


@pytest.mark.parametrize("signal", [page_published, published])
def test_whoever_listens_hears_of_it_once(signal):
    heard = []

    def listen(sender, instance, revision, **kwargs):
        heard.append((sender, instance.pk, revision.pk))

    library = resources.library()
    signal.connect(listen)
    try:
        page = resources.resource(parent=library)
    finally:
        signal.disconnect(listen)

    assert heard == [(type(page), page.pk, page.live_revision_id)]
