"""The people who run gatherings, and a gathering with guests in every state."""

import pytest
from django.contrib.auth.models import Permission

from events.enums import AttendanceMode, RegistrationStatus
from events.models import GatheringQuestion
from tests.factories.events import RegistrationFactory, gathering


@pytest.fixture
def runner(coordinator):
    """A coordinator as `partnership_setup` makes them: may change registrations."""
    coordinator.user_permissions.add(Permission.objects.get(codename="change_registration"))
    return type(coordinator).objects.get(pk=coordinator.pk)


@pytest.fixture
def talk(calendar):
    """Ahead, in person, two places, both taken, one guest waits, one has cancelled."""
    page = gathering(calendar, "Talk", capacity_in_person=2, mode=AttendanceMode.IN_PERSON)
    for name, status in (
        ("Ada Ash", RegistrationStatus.GOING),
        ("Ben Birch", RegistrationStatus.GOING),
        ("Cem Cedar", RegistrationStatus.WAITLISTED),
        ("Dee Dogwood", RegistrationStatus.CANCELLED),
    ):
        RegistrationFactory(gathering=page, name=name, email=f"{name[:3].lower()}@example.org", status=status)
    return page


@pytest.fixture
def past_talk(calendar):
    """Ended yesterday; Ada and Ben were ticked off, Cem had a place and did not come."""
    page = gathering(calendar, "Past talk", days=-1, hours=3, host_name="Goldfinch Bridge")
    for name, status in (
        ("Ada Ash", RegistrationStatus.ATTENDED),
        ("Ben Birch", RegistrationStatus.ATTENDED),
        ("Cem Cedar", RegistrationStatus.GOING),
    ):
        RegistrationFactory(
            gathering=page,
            name=name,
            email=f"{name[:3].lower()}@example.org",
            program_name="Sparrow Hill",
            status=status,
        )
    return page


@pytest.fixture
def guest(talk):
    """Ada, who has a place."""
    return talk.registrations.get(name="Ada Ash")


@pytest.fixture
def question(talk):
    """One question of the staff's own."""
    return GatheringQuestion.objects.create(gathering=talk, label="What do you bring?", sort_order=0)
