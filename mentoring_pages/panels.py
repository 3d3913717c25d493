"""The editor's forms of the directory and of a mentor's page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

from mentoring_pages.changes_panel import ProfileChangesPanel
from mentoring_pages.models.facts import FACTS
from resources.pages import BasePage


def directory_edit_handler():
    """Tabs of the directory."""
    return TabbedInterface(
        [
            ObjectList([*BasePage.content_panels, FieldPanel("intro")], heading=_("Content")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )


def fact_panels():
    """One panel per fact: its fields and, beside them, who sees it."""
    return [
        MultiFieldPanel(
            [*(FieldPanel(name) for name in fact.fields), FieldPanel(fact.visibility_field)],
            heading=f"{fact.number}. {fact.label}",
        )
        for fact in FACTS
    ]


def profile_edit_handler():
    """Tabs of a mentor's page: who they are first, then the 14 facts."""
    about = [
        ProfileChangesPanel(heading=_("What the draft changes")),
        *BasePage.content_panels,
        FieldPanel("tagline"),
        FieldPanel("topics"),
        FieldPanel("offer"),
        FieldPanel("body"),
        FieldPanel("picture"),
    ]
    mentoring = [
        FieldPanel("program"),
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("availability")]),
        FieldPanel("reopens_on"),
    ]
    return TabbedInterface(
        [
            ObjectList(about, heading=_("Profile")),
            ObjectList(fact_panels(), heading=_("Facts")),
            ObjectList(mentoring, heading=_("Mentoring")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
