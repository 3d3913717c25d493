"""What a resource's page says of the plans that use it: their number, never which."""

from django.utils.translation import ngettext

from resources.registry import register_use_count


def register():
    """Hand it to the library; called once when the app is ready."""
    register_use_count("plans", count, words)


def count(resource):
    """The number of plans; one query."""
    from mentoring_pages.actions.plan_resources import plans_that_use

    return plans_that_use(resource)


def words(number):
    """The sentence on the resource's page."""
    text = ngettext("Used in %(count)s mentoring plan", "Used in %(count)s mentoring plans", number)
    return text % {"count": number}
