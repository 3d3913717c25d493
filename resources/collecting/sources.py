"""Resources, and any page, as something that collections can gather."""

from django.utils.translation import gettext_lazy as _

from resources.page_sources import CollectionSource, Criterion, PageDate
from resources.pages import BasePage
from resources.registry import register_collection_source

from .choices import ANY_PAGE
from .criteria import kinds_of_page, one_of


def public_resources():
    """Live resources that everyone may see, with all that a row prints."""
    from resources.models import ResourcePage

    return ResourcePage.objects.live().public().with_row_data()


def public_pages():
    """Live pages of any kind that everyone may see."""
    return BasePage.objects.live().public().filter(depth__gt=1)


def pages_about(pages, topic_ids):
    """Pages of any kind that carry one of the topics."""
    return pages.filter(one_of(source.by_topics(source.queryset(), topic_ids) for source in kinds_of_page()))


def term_criterion(key, label, model_name, field):
    """A criterion of the words of a vocabulary, by their slugs. `field` is the relation of the pages to them."""

    def choices():
        from django.apps import apps

        return list(apps.get_model(model_name).objects.values_list("slug", "name"))

    def narrow(pages, values):
        return pages.filter(**{f"{field}__slug__in": values}).distinct()

    return Criterion(key, label, choices, narrow)


TOPIC = term_criterion("topic", _("Topic"), "partnership_resources.Topic", "topics")


def register():
    """Offer resources and any page to collections; called once when the app is ready."""
    register_collection_source(
        CollectionSource(
            key=ANY_PAGE,
            label=_("Any page"),
            queryset=public_pages,
            by_topics=pages_about,
            latest=("-first_published_at", "title"),
            row_template="partnership_resources/rows/page.html",
            summary_field="search_description",
        )
    )
    register_collection_source(
        CollectionSource(
            key="resources",
            label=_("Resources"),
            queryset=public_resources,
            by_topics=lambda resources, topics: resources.about(topics),
            latest=("-listed_on", "sort_title"),
            row_template="partnership_resources/rows/resource.html",
            date_field="published_on",
            criteria=(
                TOPIC,
                term_criterion("kind", _("Kind of resource"), "partnership_resources.ResourceKind", "kind"),
                term_criterion("audience", _("Audience"), "partnership_resources.Audience", "audiences"),
                term_criterion("grade", _("Grade band"), "partnership_resources.GradeBand", "grade_bands"),
                term_criterion("setting", _("Program setting"), "partnership_resources.Setting", "settings"),
                term_criterion("language", _("Language"), "partnership_resources.Language", "language"),
            ),
            dates=(PageDate("published", _("published on"), "published_on", is_day=True),),
        )
    )
