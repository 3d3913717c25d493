"""Small forms that upper floors show on a page, such as buttons of members."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from resources.page_tools import page_tools

register = template.Library()


@register.simple_tag(takes_context=True, name="page_tools")
def show_page_tools(context):
    """The tools of the page in the context for whoever looks at it; "" without any."""
    page, request = context.get("page"), getattr(context, "request", None)
    if page is None or request is None:
        return ""
    printed = (render_to_string(tool.template, tool.context, request) for tool in page_tools(page, request))
    # The templates escape what they print.
    return mark_safe("".join(printed))
