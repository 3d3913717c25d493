"""The coordinators' screens of pairs, plans and contacts. Staff count and read plans, never journals (T4)."""

from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.log_actions import log
from wagtail_modeladmin.views import CreateView

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.requests import assign_pair
from mentoring_pages.models import ActionPlan, Contact, MentoringPair
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class AssignPairView(CreateView):
    """A coordinator brings two programs together (R48, T1); the action decides whether that is possible."""

    def form_valid(self, form):
        try:
            self.instance = assign_pair(**form.cleaned_data, by=self.request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        log(instance=self.instance, action="wagtail.create", user=self.request.user)
        messages.success(self.request, self.get_success_message(self.instance))
        return redirect(self.get_success_url())


class MentoringPairAdmin(DeskModelAdmin):
    model = MentoringPair
    create_view_class = AssignPairView
    create_enabled = True
    panels = [FieldPanel("cycle"), FieldPanel("mentor"), FieldPanel("mentee")]
    menu_label = _("Pairs")
    menu_icon = "link"
    list_display = ("mentor", "mentee", "cycle", "status", "contacts_made", "started_on")
    list_filter = ("status", "cycle", "decided_by")
    list_export = ("mentor", "mentee", "cycle", "status", "decided_by", "started_on", "contacts_made")
    list_related = ("mentor", "mentee", "cycle")
    search_fields = ("mentor__name", "mentee__name")
    ordering = ("-started_on", "-pk")
    inspect_view_fields = [
        "mentor",
        "mentee",
        "cycle",
        "status",
        "decided_by",
        "started_on",
        "contacts_made",
        "journal_count",
        "ending",
    ]

    def scope(self, user):
        return super().scope(user).visible_to(user).with_counts()

    @described(_("contacts made"))
    def contacts_made(self, pair):
        return str(pair.contact_count)

    @described(_("journal entries (number only)"))
    def journal_count(self, pair):
        return str(pair.journal_entries.count())

    @described(_("ending"))
    def ending(self, pair):
        closure = getattr(pair, "closure", None)
        if closure is None:
            return ""
        return format_html(
            "<p>{}: {}, {}</p><p>{}</p>",
            closure.ended_on,
            closure.reason,
            closure.get_method_display(),
            closure.goals_reached,
        )


class ActionPlanAdmin(DeskModelAdmin):
    model = ActionPlan
    menu_label = _("Action plans")
    menu_icon = "tasks"
    list_display = ("pair", "frequency", "goal_count", "updated_at")
    list_filter = ("pair__cycle", "pair__status")
    list_related = ("pair__mentor", "pair__mentee")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-updated_at",)
    inspect_view_fields = ["pair", "outline", "frequency", "planned_contacts", "goals_list", "updated_at"]

    def scope(self, user):
        return super().scope(user).with_counts()

    @described(_("goals"))
    def goal_count(self, plan):
        return str(plan.goal_count)

    @described(_("goals and steps"))
    def goals_list(self, plan):
        return format_html_join(
            "",
            "<p><strong>{}</strong> ({})</p>{}",
            (
                (
                    goal.text,
                    goal.get_status_display(),
                    format_html_join(
                        "",
                        "<p>– {} ({}{})</p>",
                        (
                            (step.text, step.get_owner_display(), _(", done") if step.is_done else "")
                            for step in goal.steps.all()
                        ),
                    ),
                )
                for goal in plan.goals.prefetch_related("steps")
            ),
        )


class ContactAdmin(DeskModelAdmin):
    model = Contact
    menu_label = _("Contacts")
    menu_icon = "comment"
    list_display = ("happened_on", "pair", "mode", "kind", "minutes", "was_made")
    list_filter = ("was_made", "mode", "kind", "pair__cycle")
    list_export = ("happened_on", "pair", "mode", "kind", "minutes", "was_made")
    list_related = ("pair__mentor", "pair__mentee", "mode", "kind")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-happened_on", "-pk")
    inspect_view_fields = ["pair", "happened_on", "mode", "kind", "minutes", "was_made", "note", "logged_by"]
