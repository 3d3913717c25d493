"""Fixtures of networks' calendars."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from tests.factories.events import NetworkCalendarFactory

from .servers import CalendarServer, TestDoor


@pytest.fixture(scope="session")
def _one_server(tmp_path_factory):
    server = CalendarServer(tmp_path_factory.mktemp("tls"))
    yield server
    server.close()


@pytest.fixture
def server(_one_server):
    """A server of calendars; one for all tests, without what earlier tests asked."""
    _one_server.requests.clear()
    return _one_server


@pytest.fixture
def door(server):
    """The way to the server."""
    return TestDoor(server)


@pytest.fixture
def staff(db):
    """Somebody who runs gatherings."""
    user = get_user_model().objects.create_user("runner", "runner@example.org", "partnership-demo")
    permissions = Permission.objects.filter(codename__in=["access_admin", "change_registration"])
    user.user_permissions.set(permissions)
    return get_user_model().objects.get(pk=user.pk)


@pytest.fixture
def network(db):
    """A network's calendar on the tests' server, never fetched so far."""
    return NetworkCalendarFactory()
