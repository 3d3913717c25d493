"""What rows of mixed lists need: a page in, plain values out."""

from django import template

from resources import rows

register = template.Library()


@register.simple_tag(takes_context=True)
def resource_row(context, page):
    """The values of the component `row_resource` for a resource."""
    return rows.resource_row(page, getattr(context, "request", None))
