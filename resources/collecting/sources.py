"""Resources as something that collections can gather."""

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from resources.registry import CollectionSource, register_collection_source


def public_resources():
    """Live resources that everyone may see, with all that a row prints."""
    from resources.models import ResourcePage

    return ResourcePage.objects.live().public().with_row_data()


def register():
    """Offer resources to collections; called once when the app is ready."""
    register_collection_source(
        CollectionSource(
            key="resources",
            label=_("Resources"),
            queryset=public_resources,
            by_topics=lambda resources, topics: resources.about(topics),
            latest=(Coalesce("published_on", "first_published_at__date").desc(), "title"),
            row_template="partnership_resources/rows/resource.html",
            date_field="published_on",
        )
    )
