"""What rows of mixed lists need of a gathering: a page in, plain values out."""

from django import template

from events.gatherings import rows

register = template.Library()


@register.simple_tag(takes_context=True)
def gathering_row(context, page):
    """The values of the component `row_gathering` for a gathering."""
    return rows.gathering_row(page, getattr(context, "request", None))
