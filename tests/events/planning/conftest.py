"""People and places of planning."""

import pytest
from django.contrib.auth.models import Permission

from resources import registry
from tests.factories import events


@pytest.fixture
def runner(editor):
    """An editor of all pages who runs gatherings."""
    editor.user_permissions.add(Permission.objects.get(codename="change_registration"))
    # Permissions are remembered on the user.
    return type(editor).objects.get(pk=editor.pk)


@pytest.fixture
def looker(coordinator):
    """Runs gatherings and may edit no page."""
    coordinator.user_permissions.add(Permission.objects.get(codename="change_registration"))
    return type(coordinator).objects.get(pk=coordinator.pk)


@pytest.fixture
def region(db):
    return events.RegionFactory(name="Prairie", group=events.RegionGroupFactory(name="Central"))


@pytest.fixture
def hosts(monkeypatch):
    """What programs of a region there are to host: {region key: [(page key, name)]}, in place of the directory's."""
    found = {}
    monkeypatch.setattr(
        registry, "_host_sources", {"test": lambda regions: {pk: found[pk] for pk in regions if pk in found}}
    )
    return found
