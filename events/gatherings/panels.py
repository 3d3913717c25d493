"""The editor's form of a gathering."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from events.planning.panels import PresentersPanel
from resources.pages import BasePage


class NarrowingPanel(Panel):
    """Tells an editor in words what a calendar shows, with all that the calendars above it are narrowed to."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "partnership_events/cms/narrowing_panel.html"

        def get_context_data(self, parent_context=None):
            """`lines` are what was saved last; a page that is not in the tree yet has none."""
            from events.calendars.narrowing import narrowing_of

            context = super().get_context_data(parent_context)
            narrowing = narrowing_of(self.instance) if self.instance.path else None
            context["lines"] = narrowing.in_words() if narrowing else []
            context["is_contradictory"] = bool(narrowing and narrowing.is_contradictory)
            return context


def agenda_session_panels():
    """Panels of one entry of the agenda."""
    return [
        FieldRowPanel([FieldPanel("day"), FieldPanel("starts_at")]),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("presenter_page"),
        FieldPanel("presenter_name"),
    ]


def gathering_edit_handler():
    """Tabs in the order in which staff plan a gathering: what, when and where, agenda, registration, afterwards."""
    what = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("status_note")], heading=_("Status")),
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("facilitation"), FieldPanel("themes"), FieldPanel("topics")],
            heading=_("What it is about"),
        ),
        FieldPanel("body"),
    ]
    when_and_where = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("starts_at"),
                        FieldPanel("ends_at", help_text=_("Empty: the end is open. All day: the last day.")),
                    ]
                ),
                FieldPanel("is_all_day"),
                FieldPanel("time_zone"),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mode"),
                FieldPanel("region"),
                FieldPanel("venue_name"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("city"), FieldPanel("zip_code")]),
                FieldPanel("getting_there"),
                FieldPanel("join_url"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel([FieldPanel("host_page"), FieldPanel("host_name")], heading=_("Host")),
        MultiFieldPanel([FieldPanel("network_name"), FieldPanel("network_url")], heading=_("Existing network")),
    ]
    agenda = [
        PresentersPanel(),
        InlinePanel("sessions", heading=_("Agenda"), label=_("Session")),
        InlinePanel("materials", heading=_("Materials from the library"), label=_("Resource")),
    ]
    registration = [
        FieldPanel("takes_registrations"),
        FieldRowPanel([FieldPanel("registration_opens_at"), FieldPanel("registration_closes_at")]),
        FieldRowPanel([FieldPanel("capacity_in_person"), FieldPanel("capacity_online")]),
        InlinePanel("questions", heading=_("Your own questions to guests"), label=_("Question")),
        FieldPanel("cost"),
        FieldPanel("accessibility"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")], heading=_("Contact")
        ),
    ]
    afterwards = [
        FieldPanel("outcome"),
        FieldPanel("attendance_count"),
        InlinePanel("slides", heading=_("Slides and hand-outs"), label=_("File")),
        InlinePanel("photos", heading=_("Photos"), label=_("Photo")),
    ]
    return TabbedInterface(
        [
            ObjectList(what, heading=_("What")),
            ObjectList(when_and_where, heading=_("When and where")),
            ObjectList(agenda, heading=_("Agenda")),
            ObjectList(registration, heading=_("Registration")),
            ObjectList(afterwards, heading=_("Afterwards")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
