"""Standard pages as a target of imports and exports."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from partnership_site.models import HomePage, StandardPage
from resources.importing.body import body_differs, body_html, set_body
from resources.importing.cells import cut_cell, text_cell
from resources.importing.html import clean_body
from resources.importing.targets import Column, Target, common_columns


def columns():
    """What a standard page has, in the order of the export."""
    identity, old_address = common_columns()
    return [
        identity,
        Column("title", _("Title"), text_cell(255), lambda page: page.title, ("name",), is_required=True),
        Column("lead", _("Lead"), cut_cell(400), lambda page: page.lead, ("summary", "description", "excerpt")),
        Column("body", _("Text"), clean_body, body_html, ("content",), differs=body_differs),
        old_address,
    ]


def apply(page, values):
    """Set what was read."""
    for key, value in values.items():
        if key == "body":
            set_body(page, value)
        elif key not in ("id", "old_address"):
            setattr(page, key, value)


def likeness():
    """Finds a page of the site with the same title."""
    found = StandardPage.objects.order_by("-pk").values_list("title", "pk")
    known = {title.casefold(): pk for title, pk in found.iterator()}
    return lambda values: known.get(values.get("title", "").casefold())


TARGET = Target(
    key="page",
    label=_("Pages"),
    model=lambda: StandardPage,
    columns=columns,
    parents=lambda: Page.objects.type(HomePage, StandardPage).order_by("path").specific(),
    apply=apply,
    likeness=likeness,
    live=lambda: StandardPage.objects.order_by("path"),
)
