"""Vocabularies of the library, resources with files, libraries and collections."""

import datetime as dt

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from resources.enums import ItemKind
from resources.models import (
    Audience,
    CollectionPage,
    CollectionPick,
    GradeBand,
    Language,
    Licence,
    ResourceItem,
    ResourceKind,
    ResourceLibraryPage,
    ResourcePage,
    Setting,
    Topic,
)
from tests.factories.tree import publish, site_root


def term(model, name, **kwargs):
    """The word `name` of a vocabulary, made once."""
    slug = kwargs.pop("slug", name.lower().replace(" ", "-"))
    found, _ = model.objects.get_or_create(slug=slug, defaults={"name": name, **kwargs})
    return found


def topic(name="Safety", **kwargs):
    return term(Topic, name, **kwargs)


def kind(name="Guide"):
    return term(ResourceKind, name)


def audience(name="Program directors"):
    return term(Audience, name)


def grade_band(name="Elementary"):
    return term(GradeBand, name)


def setting(name="School based"):
    return term(Setting, name)


def language(name="English", slug="en"):
    return term(Language, name, slug=slug)


def licence(name="Free to use with a mention", url="https://example.org/licence"):
    return term(Licence, name, url=url)


def document(title="Checklist", extension="pdf", content=b"%PDF-1.4 checklist"):
    """A file in the CMS."""
    file = ContentFile(content, name=f"{title.lower().replace(' ', '-')}.{extension}")
    return get_document_model().objects.create(title=title, file=file, file_size=len(content))


def image(title="A site"):
    """A small picture in the CMS."""
    return get_image_model().objects.create(title=title, file=get_test_image_file(filename=f"{title}.png".lower()))


def library(**kwargs):
    """The library below the site's root page, made once unless it gets a title of its own."""
    if not kwargs and (found := ResourceLibraryPage.objects.first()):
        return found
    return publish(ResourceLibraryPage(**{"title": "Resource library", "slug": "library", **kwargs}), site_root())


def resource(
    title="A guide to snacks",
    *,
    parent=None,
    topics=(),
    audiences=(),
    grade_bands=(),
    settings=(),
    items=None,
    **kwargs,
):
    """A published guide with one link. `items` are dicts of `ResourceItem` fields."""
    page = ResourcePage(
        **{
            "title": title,
            "kind": kwargs.pop("kind", None) or kind(),
            "summary": f"What programs know about it: {title}.",
            "published_on": dt.date(2025, 3, 1),
            "publisher": "Example Press",
            **kwargs,
        }
    )
    page.topics, page.audiences = list(topics), list(audiences)
    page.grade_bands, page.settings = list(grade_bands), list(settings)
    for values in [{"kind": ItemKind.LINK, "url": "https://example.org/guide"}] if items is None else items:
        page.items.add(ResourceItem(**values))
    return publish(page, parent or library())


def collection(title="For new directors", *, picks=(), topics=(), parent=None, **kwargs):
    """A published collection. `picks` are pages picked by hand."""
    page = CollectionPage(title=title, **kwargs)
    page.topics = list(topics)
    page.picks = [CollectionPick(picked_page_id=picked.pk, sort_order=place) for place, picked in enumerate(picks)]
    return publish(page, parent or site_root())


def restrict(page):
    """Only people who sign in may see the page and what is below it."""
    return PageViewRestriction.objects.create(page_id=page.pk, restriction_type=PageViewRestriction.LOGIN)
