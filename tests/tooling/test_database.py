"""Tests that commit find, and leave, the database as the migrations made it."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

from tests.database import FIRST_STATE, restore_first_state


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_committing_test_begins_with_what_the_migrations_made(turn):
    """The second turn fails if the first left an empty database, or its own page, behind."""
    assert (Page.objects.filter(depth=1).count(), Locale.objects.count()) == (1, 1)
    assert Page.objects.filter(title="Left behind").count() == 0
    assert Permission.objects.filter(codename="access_admin").count() == 1
    assert ContentType.objects.get_for_model(Page).model_class() is Page

    Page.objects.get(depth=1).add_child(title="Left behind")


@pytest.mark.django_db(transaction=True)
def test_first_state_can_be_restored_within_a_test():
    Locale.objects.create(language_code="de")

    restore_first_state()

    assert list(Locale.objects.values_list("language_code", flat=True)) == ["en"]


@pytest.mark.django_db
def test_nothing_is_emptied_before_the_test_database_is_made(monkeypatch):
    """Until then the connection leads to the database that `make run` serves."""
    monkeypatch.delitem(FIRST_STATE, "rows")

    with pytest.raises(KeyError, match="rows"):
        restore_first_state()

    assert Locale.objects.count() == 1
