"""Template helpers of the shared components: art, icons, dates in words, sizes, breadcrumbs, JSON-LD."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

from django import template
from django.http import QueryDict
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from resources import dates_in_words
from resources.horizon import horizon_svg
from resources.season_line import season_line
from resources.structured_data import breadcrumb_list, json_ld_text

register = template.Library()

_SIZE_UNITS = ("B", "kB", "MB", "GB")

register.simple_tag(season_line, name="season_line")


@register.simple_tag
def horizon(name, variant="strip"):
    """The drawn horizon of a name as inline SVG: "strip" for page headers, "tile" in place of a photo."""
    return mark_safe(horizon_svg(str(name or ""), variant))


@register.simple_tag
def icon(name):
    """One drawing of the icon sprite, 1.25 em high in the text's colour, silent for screen readers."""
    return format_html(
        '<svg class="p-icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("partnership/icons/sprite.svg"),
        name,
    )


@register.simple_tag
def row_title(title, url, level=None):
    """The linked heading of a row of a list; `level` is 3 unless given."""
    level = level if level in (2, 3, 4, 5) else 3
    return format_html('<h{} class="p-row__title"><a href="{}">{}</a></h{}>', level, url, title, level)


@register.simple_tag
def when(starts_at, ends_at=None, zone=None):
    """The time of a gathering in words within `<time>`; without a date the words alone."""
    words = dates_in_words.when_in_words(starts_at, ends_at, zone)
    if not starts_at:
        return words
    return format_html('<time datetime="{}">{}</time>', dates_in_words.in_zone(starts_at, zone).isoformat(), words)


@register.simple_tag
def when_text(starts_at, ends_at=None, zone=None):
    """The time of a gathering in words, plain text for mails and titles."""
    return mark_safe(dates_in_words.when_in_words(starts_at, ends_at, zone))


@register.filter
def short_date(value):
    """ "Thu 8 Oct 2026" for a date or datetime, "" for None."""
    return dates_in_words.short_date(dates_in_words.in_zone(value)) if value else ""


@register.filter
def clock(value, zone=None):
    """ "10 am" or "1:30 pm", in `zone` if given."""
    return dates_in_words.clock(value, zone)


@register.filter
def in_zone(value, zone=None):
    """The wall time of a datetime in a zone given by name, for the `date` filter; dates stay as they are.

    It comes back without its zone: the `date` filter would move an aware time to the current zone again.
    """
    value = dates_in_words.in_zone(value, zone) if value else value
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value


@register.filter
def file_size(value):
    """Bytes as "240 kB" or "1.4 MB" in steps of 1,000; "" for None or a value that is no number."""
    try:
        size = float(value)
    except (TypeError, ValueError):
        return ""
    unit = 0
    while size >= 999.5 and unit < len(_SIZE_UNITS) - 1:
        size /= 1000
        unit += 1
    places = 1 if unit >= 2 and size < 10 else 0
    return f"{number_format(round(size, places), decimal_pos=places)}\N{NO-BREAK SPACE}{_SIZE_UNITS[unit]}"


@register.filter
def hostname(value):
    """The host of an address without "www.": "isbe.net"; "" if there is none."""
    try:
        host = urlsplit(str(value)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


@register.filter(needs_autoescape=True)
def highlight(value, words, autoescape=True):
    """`value` with each of the searched words in `<mark>`. Escapes its input; no words, no marks."""
    text = str(value or "")
    parts = [re.escape(word) for word in str(words or "")[:200].split() if len(word) > 1]
    if not parts:
        return conditional_escape(text)
    pieces = re.split(f"({'|'.join(parts)})", text, flags=re.IGNORECASE)
    return mark_safe(
        "".join(
            f"<mark>{conditional_escape(piece)}</mark>" if index % 2 else str(conditional_escape(piece))
            for index, piece in enumerate(pieces)
        )
    )


@register.filter
def webcal(value):
    """The webcal form of an http(s) address, which opens a calendar program."""
    return re.sub(r"^https?://", "webcal://", str(value or ""))


@register.simple_tag(takes_context=True)
def csrf_field(context):
    """The hidden CSRF field, also inside `include ... only`, where Django's own tag finds nothing."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag
def json_ld(data):
    """A JSON-LD block. `data` is a dict or list; values None and "" are left out. It cannot end its script element."""
    return mark_safe(f'<script type="application/ld+json">{json_ld_text(data)}</script>')


@register.simple_tag(takes_context=True)
def breadcrumb_json_ld(context, crumbs):
    """schema.org BreadcrumbList for link dicts, with absolute addresses; "" for fewer than two crumbs."""
    if not crumbs or len(crumbs) < 2:
        return ""
    return json_ld(breadcrumb_list(crumbs, lambda url: absolute_url(context, url)))


@register.simple_tag(takes_context=True)
def page_crumbs(context):
    """Link dicts from the site's home to the current page; the context's own `crumbs` if it has them, else [].

    Costs one query on a page, however often it is asked; nothing above the site's root page is shown.
    """
    if context.get("crumbs") is not None:
        return context["crumbs"]
    page, request = context.get("page"), getattr(context, "request", None)
    if page is None or not hasattr(page, "get_ancestors") or not page.pk:
        return []
    if (known := getattr(page, "_crumbs", None)) is not None:
        return known
    trail = [
        {"title": gettext("Home") if not crumb_index else ancestor.title, "url": ancestor.get_url(request)}
        for crumb_index, ancestor in enumerate(
            page.get_ancestors().filter(depth__gt=1, live=True).only("title", "url_path", "depth", "path", "locale_id")
        )
    ]
    page._crumbs = [*trail, {"title": page.title, "url": ""}] if trail else []
    return page._crumbs


@register.simple_tag(takes_context=True)
def absolute_url(context, url):
    """`url` with this site's scheme and host; as it is without a request."""
    request = getattr(context, "request", None)
    return request.build_absolute_uri(url) if request and url else url or ""


@register.simple_tag(takes_context=True)
def page_address(context):
    """The canonical address of what is shown: `canonical_url` of the context, the page's full address, or ""."""
    if context.get("canonical_url"):
        return absolute_url(context, context["canonical_url"])
    page = context.get("page")
    return (page.get_full_url(getattr(context, "request", None)) or "") if hasattr(page, "get_full_url") else ""


@register.filter
def as_triples(items):
    """Entries of the members' menu as (url, label, is_current), whether given as tuples or as dicts."""
    return [
        (item["url"], item["label"], item.get("is_current", False)) if isinstance(item, dict) else tuple(item)
        for item in items or ()
    ]


@register.filter
def has_current(items):
    """Whether one entry of the members' menu is the current page."""
    return any(is_current for _url, _label, is_current in as_triples(items))


@register.filter
def widget_kind(field):
    """How a form field is laid out: "check" (one box), "group" (boxes or radios with a legend) or "line"."""
    widget = field.field.widget
    if getattr(widget, "input_type", "") == "checkbox" and not getattr(widget, "use_fieldset", False):
        return "check"
    return "group" if getattr(widget, "use_fieldset", False) else "line"


@register.simple_tag
def bound_field(form, name):
    """The field `name` of `form`, or None if the form does not have it (a field taken away for this person)."""
    return form[name] if name in form.fields else None


@register.filter
def error_target(field):
    """The id that an error link leads to: the field's first control, or its group of boxes."""
    return f"{field.auto_id}_group" if widget_kind(field) == "group" else field.id_for_label


@register.filter
def picked(options):
    """How many options of a facet are selected."""
    return sum(1 for option in options or () if option.get("is_selected"))


@register.simple_tag(takes_context=True)
def page_query(context, number, param=None):
    """The query string of page `number` of a list, all other parameters kept. `param` is "page" unless given."""
    request = getattr(context, "request", None)
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query[param or "page"] = number
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page_obj):
    """Page numbers to link around the current page; None stands for a gap."""
    gap = page_obj.paginator.ELLIPSIS
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return [None if number == gap else number for number in numbers]


@register.filter
def as_links(items):
    """A mixed list of words and link dicts as link dicts; words get no url."""
    return [item if isinstance(item, dict) else {"title": str(item)} for item in items or ()]


@register.filter
def values_of(fact):
    """The list under "values" of a fact, else []. (`fact.values` would find a dict's own method.)"""
    return fact.get("values") or [] if isinstance(fact, dict) else getattr(fact, "values", [])


@register.filter
def cells(made, needed):
    """One entry for each of `needed` things, True for those made; never more than 60."""
    return [place < int(made or 0) for place in range(min(int(needed or 0), 60))]


@register.filter
def with_colon(label):
    """A label that something follows: "E-mail:", but "Who may read it?" as it is."""
    text = str(label)
    return text if text.endswith(("?", ".", ":", "!")) else f"{text}:"


@register.filter
def minus(value, other):
    """`value` less `other`, both whole numbers."""
    return int(value) - int(other)
