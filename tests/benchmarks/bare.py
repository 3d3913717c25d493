"""What the lists are held against: bare Django views that render as many bytes from a context that is ready.

Two of them, behind the same middleware:
- `rows`: one plain template, a loop over rows of five values, as long as the page in bytes.
- `ready`: the page's own template with the context that the page's view has made, so that only the making is missing.
"""

from django.template import engines
from django.template.response import TemplateResponse

TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ul>
{% for row in rows %}<li><h3><a href="{{ row.url }}">{{ row.title }}</a></h3><p>{{ row.summary }}</p>\
<p>{{ row.place }}</p><ul>{% for topic in row.topics %}<li>{{ topic }}</li>{% endfor %}</ul></li>
{% endfor %}</ul>{{ rest }}</body></html>
"""
ROW = {
    "url": "/library/attendance-guide/",
    "title": "Attendance guide from Galena",
    "summary": "Staff of after-school programs use it to plan attendance with the children whom they serve.",
    "place": "Galena, Jo Daviess County",
    "topics": ["Attendance", "Safety, health, and nutrition"],
}
_context_of: dict[str, dict] = {}
_ready: dict[str, tuple[str | list[str], dict]] = {}


class CaptureContext:
    """Middleware that keeps template and context of one answer, for the view `ready`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        """Called once the page's view is done, before anything is rendered."""
        _ready[request.path] = (response.template_name, response.context_data)
        return response


def prepare_rows(name: str, size: int) -> None:
    """Make the context with which the view `rows` of this name gives exactly `size` bytes."""
    template = engines["django"].from_string(TEMPLATE)

    def length(count, rest=""):
        return len(template.render({"title": name, "rows": [ROW] * count, "rest": rest}).encode())

    count = max((size - length(0)) // (length(1) - length(0)), 0)
    _context_of[name] = {"title": name, "rows": [ROW] * count, "rest": "x" * (size - length(count))}


def is_captured(path: str) -> bool:
    """Whether the page of this path told its template and context."""
    return path in _ready


_TEMPLATE = None


def rows(request, name):
    """The plain view."""
    global _TEMPLATE
    _TEMPLATE = _TEMPLATE or engines["django"].from_string(TEMPLATE)
    return TemplateResponse(request, _TEMPLATE, _context_of[name])


def ready(request):
    """The page's template with its finished context. The query string names the page."""
    template, context = _ready[request.GET["path"]]
    return TemplateResponse(request, template, context)
