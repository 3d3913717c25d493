"""The coordinators' screen of action plans: read along, change nothing."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.plan_approvals import approvals_of
from mentoring_pages.enums import Side
from mentoring_pages.models import ActionPlan, ChecklistTick, PlanEvent
from mentoring_pages.people import name_of
from mentoring_pages.plan_changes import in_words
from resources.cms.scoped import described
from resources.dates_in_words import short_date, when_in_words

from .scoped import DeskModelAdmin

EVENTS_SHOWN = 50


class ActionPlanAdmin(DeskModelAdmin):
    """Lists and exports count; the words of a plan stand on its own page alone."""

    model = ActionPlan
    menu_label = gettext_lazy("Action plans")
    menu_icon = "tasks"
    list_display = ("pair", "goals", "late", "approved", "updated_at")
    list_filter = ("pair__cycle", "pair__status")
    list_export = ("pair", "goals", "late", "approved", "planned_contacts", "planned_meetings", "updated_at")
    list_related = ("pair__mentor", "pair__mentee")
    search_fields = ("pair__mentor__name", "pair__mentee__name")
    ordering = ("-updated_at",)
    inspect_view_fields = [
        "pair",
        "outline",
        "frequency",
        "planned_contacts",
        "planned_meetings",
        "goals_list",
        "approvals",
        "resources_list",
        "checklist",
        "history",
        "updated_at",
    ]

    def scope(self, user):
        return super().scope(user).with_counts()

    @described(gettext_lazy("goals reached"))
    def goals(self, plan):
        return _("%(reached)s of %(count)s") % {"reached": plan.reached_count, "count": plan.goal_count}

    @described(gettext_lazy("steps overdue"))
    def late(self, plan):
        return str(plan.late_count)

    @described(gettext_lazy("approved by"))
    def approved(self, plan):
        return _("%(count)s of 2 sides") % {"count": plan.approved_count}

    @described(gettext_lazy("goals and steps"))
    def goals_list(self, plan):
        return format_html_join(
            "",
            "<p><strong>{}</strong> ({})<br>{}</p>{}",
            (
                (
                    goal.text,
                    goal.get_status_display(),
                    goal.measure,
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

    @described(gettext_lazy("approvals"))
    def approvals(self, plan):
        return format_html_join(
            "", "<p>{}: {}</p>", ((side.label, _approval_words(one)) for side, one in approvals_of(plan).items())
        )

    @described(gettext_lazy("resources"))
    def resources_list(self, plan):
        titles = plan.resources.values_list("title", flat=True)
        return format_html_join("", "<p>{}</p>", ((title,) for title in titles))

    @described(gettext_lazy("checklist"))
    def checklist(self, plan):
        ticks = ChecklistTick.objects.filter(pair=plan.pair_id)
        return format_html_join(
            "",
            "<p>{} ({}, {})</p>",
            ((tick.words, tick.get_side_display(), short_date(tick.ticked_at)) for tick in ticks),
        )

    @described(gettext_lazy("history"))
    def history(self, plan):
        events = PlanEvent.objects.filter(pair=plan.pair_id).select_related("made_by")[:EVENTS_SHOWN]
        return format_html_join(
            "",
            "<p>{}, {} ({}): {}</p>",
            (
                (
                    when_in_words(event.happened_at),
                    name_of(event.made_by),
                    Side(event.side).label,
                    format_html_join("; ", "{}", ((in_words(change).sentence,) for change in event.changes)),
                )
                for event in events
            ),
        )


def _approval_words(approval):
    if approval.current:
        return format_html("{}, {}", name_of(approval.current.approved_by), short_date(approval.current.approved_at))
    return _("an earlier plan") if approval.last else _("not yet")
