"""A deleted gathering is off in calendars; restored, the same event is on again. R3, R21."""

import pytest
from django.urls import reverse

from events.enums import GatheringStatus
from events.models import CalendarEntry, GatheringPage, Registration
from resources.models import DeletedPage
from resources.recycling.restoring import restore
from tests.factories import events as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering():
    return make.gathering(make.calendar_page(), title="Spring meeting")


def test_a_restored_gathering_is_the_same_event_and_takes_place_again(gathering, superuser):
    uid, before = gathering.uid, CalendarEntry.objects.get(uid=gathering.uid)
    gathering.delete(user=superuser)
    gone = CalendarEntry.objects.get(uid=uid)
    assert (gone.status, gone.gathering_id) == (GatheringStatus.CANCELLED, None)
    deleted = DeletedPage.objects.get()

    restore(deleted.pk, deleted.ancestor_ids[0], superuser)

    [entry] = CalendarEntry.objects.all()
    assert (entry.uid, entry.status, entry.gathering_id) == (uid, GatheringStatus.SCHEDULED, gathering.pk)
    assert entry.sequence > gone.sequence > before.sequence
    assert "STATUS:CANCELLED" not in entry.vevent
    assert GatheringPage.objects.get(pk=gathering.pk).live


def test_guests_are_lost_with_a_gathering_and_that_is_said_before_and_after(client, gathering, superuser):
    make.RegistrationFactory.create_batch(2, gathering=gathering)
    client.force_login(superuser)
    url = reverse("wagtailadmin_pages:delete", args=[gathering.pk])

    asked = client.get(url).content.decode()
    client.post(url)

    assert "Lost for good" in asked
    assert "2 registrations" in asked
    deleted = DeletedPage.objects.get()
    assert deleted.lost["registrations"] == 2
    assert b"guest" not in str(deleted.unpack()).lower().encode()
    restore(deleted.pk, deleted.ancestor_ids[0], superuser)
    assert not Registration.objects.exists()


def test_sessions_and_topics_come_back(superuser, gathering):
    topic = make.TopicFactory()
    page = GatheringPage.objects.get(pk=gathering.pk)
    page.topics = [topic]
    page.save_revision(clean=False).publish()
    page.delete(user=superuser)
    deleted = DeletedPage.objects.get()

    restored = restore(deleted.pk, deleted.ancestor_ids[0], superuser)

    assert list(restored.topics.all()) == [topic]
    assert list(CalendarEntry.objects.get().topics.all()) == [topic]
