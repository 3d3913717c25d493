"""The coordinators' screens of programs and of the people in them."""

from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from mentoring_pages.facts import Viewer, visible_facts
from mentoring_pages.models import Program, ProgramMembership
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class ProgramAdmin(DeskModelAdmin):
    model = Program
    menu_label = _("Programs")
    menu_icon = "home"
    create_enabled = True
    edit_enabled = True
    list_display = ("name", "status", "participation", "priority_tier", "created_at")
    list_filter = ("status", "participation", "priority_tier")
    list_export = (
        "name",
        "status",
        "participation",
        "priority_tier",
        "started_on",
        "director_started_on",
        "created_at",
    )
    search_fields = ("name",)
    ordering = ("name",)
    inspect_view_fields = [
        "name",
        "status",
        "participation",
        "required_by",
        "started_on",
        "director_started_on",
        "priority_tier",
        "priority_reason",
        "people",
        "facts_table",
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("status"),
        MultiFieldPanel([FieldPanel("participation"), FieldPanel("required_by")], heading=_("Taking part")),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("director_started_on")]),
        MultiFieldPanel([FieldPanel("priority_tier"), FieldPanel("priority_reason")], heading=_("Priority")),
    ]

    @described(_("people"))
    def people(self, program):
        rows = program.memberships.select_related("user").order_by("-is_active", "role")
        return format_html_join(
            "",
            "<p>{} ({}{})</p>",
            (
                (
                    row.user.get_full_name() or row.user.email,
                    row.get_role_display(),
                    "" if row.is_active else _(", left"),
                )
                for row in rows
            ),
        )

    @described(_("the 14 facts"))
    def facts_table(self, program):
        facts = program.facts
        if facts is None:
            return ""
        return format_html_join(
            "", "<p><strong>{}</strong>: {}</p>", ((row.label, row.value) for row in visible_facts(facts, Viewer.STAFF))
        )


class ProgramMembershipAdmin(DeskModelAdmin):
    model = ProgramMembership
    menu_label = _("People in programs")
    menu_icon = "group"
    create_enabled = True
    edit_enabled = True
    delete_enabled = True
    list_display = ("program", "user", "role", "is_active", "since")
    list_filter = ("role", "is_active")
    list_related = ("program", "user")
    search_fields = ("program__name", "user__email", "user__last_name")
    ordering = ("program__name",)
    inspect_view_fields = ["program", "user", "role", "is_active", "since"]
    panels = [
        FieldPanel("program"),
        FieldPanel("user"),
        FieldPanel("role"),
        FieldPanel("is_active"),
        FieldPanel("since"),
    ]
