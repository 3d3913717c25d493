"""Small forms that upper floors show on pages of lower ones; each app registers its own in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PageTool:
    """A small form that an upper floor shows on a page, such as a button of members: `template` with `context`."""

    template: str
    context: dict


_page_tools: dict[str, tuple[str, Callable]] = {}


def register_page_tool(key, model_label, find):
    """Show a `PageTool` on the pages of `model_label`: `find(page, request)` gives it, or None for this visitor."""
    _page_tools[key] = (model_label, find)


def page_tools(page, request):
    """The `PageTool`s for this page and visitor."""
    found = [find(page, request) for label, find in _page_tools.values() if label == page._meta.label]
    return [tool for tool in found if tool]
