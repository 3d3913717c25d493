"""Loading the demo content into an empty site."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from wagtail.models import Page

from mentoring_pages.models import Program
from partnership_site.models import DemoLoad

pytestmark = pytest.mark.django_db


def test_a_load_that_is_interrupted_leaves_nothing_behind():
    """The last program's name is taken, so the load fails after much has been written."""
    Program.objects.create(name="Snowdrop Station")
    before = Page.objects.count()

    with pytest.raises(IntegrityError):
        call_command("demo_content", verbosity=0)

    assert Page.objects.count() == before
    assert Program.objects.count() == 1
    assert not DemoLoad.objects.exists()
