"""Screens in the CMS where staff edit vocabularies of resources and gatherings. R12: the lists stay open."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from events.models import GatheringKind, GatheringTheme, Region, RegionGroup
from resources.models import Audience, GradeBand, Language, Licence, ResourceKind, Setting, Topic, TopicGroup
from tests.factories import events
from tests.factories import resources as make
from tests.pages import count_queries, text_of

pytestmark = pytest.mark.django_db

MODELS = (
    Topic,
    TopicGroup,
    ResourceKind,
    Audience,
    GradeBand,
    Setting,
    Language,
    Licence,
    Region,
    RegionGroup,
    GatheringKind,
    GatheringTheme,
)


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def screen(model, action="list", *args):
    return reverse(model.snippet_viewset.get_url_name(action), args=args)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "query", [{}, {"q": "one"}, {"q": '"'}, {"q": "%00"}, {"is_active": "true"}, {"ordering": "-name"}]
)
def test_words_are_listed_searched_and_narrowed(admin, model, query):
    model.objects.create(name="Word one", slug="word-one")

    response = admin.get(screen(model), query)

    assert response.status_code == 200
    assert ("Word one" in text_of(response)) == (query.get("q") not in ('"', "%00"))


@pytest.mark.parametrize("model", MODELS)
def test_word_can_be_edited(admin, model):
    word = model.objects.create(name="Word one", slug="word-one")

    assert admin.get(screen(model, "edit", word.pk)).status_code == 200
    assert admin.get(screen(model, "add")).status_code == 200


def test_staff_add_a_setting(admin):
    """R12."""
    data = {"name": "Library", "slug": "library", "sort_order": "5", "is_active": "on", "description": ""}

    admin.post(screen(Setting, "add"), data)

    assert Setting.objects.get().name == "Library"


def test_word_in_use_is_not_deleted(admin):
    """A kind that resources carry is protected: the screen says so instead of deleting it."""
    page = make.resource("A", kind=make.kind("Form"))
    ReferenceIndex.create_or_update_for_object(page)

    admin.post(screen(ResourceKind, "delete", page.kind_id))

    assert ResourceKind.objects.filter(pk=page.kind_id).exists()


def test_regions_show_their_counties_at_a_fixed_cost(admin):
    group = events.RegionGroupFactory()
    for number in range(3):
        events.RegionFactory(group=group, counties=[(f"County {number}", f"1700{number}"), ("Kane", "17089")])
    few = count_queries(admin, screen(Region))

    for number in range(3, 9):
        events.RegionFactory(group=group, counties=[(f"County {number}", f"1700{number}"), ("Kane", "17089")])

    assert count_queries(admin, screen(Region)) == few
    assert "County 4, Kane" in text_of(admin.get(screen(Region)))
