"""The coordinators' screens of programs and of the people in them."""

from django import forms
from django.contrib.admin import SimpleListFilter
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.log_actions import log
from wagtail_modeladmin.views import CreateView, EditView

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.history import note_program
from mentoring_pages.actions.people import add_person, give_role, remove_person
from mentoring_pages.actions.priorities import tier_in_words, tier_rules
from mentoring_pages.enums import EnrolmentStatus, MembershipRole, PriorityTier, ProgramAct
from mentoring_pages.facts import Viewer, visible_facts
from mentoring_pages.models import Program, ProgramMembership
from mentoring_pages.people import name_of
from mentoring_pages.tiers import computed_tier, tier_of
from resources.cms.acts import RowAct
from resources.cms.scoped import described

from .history import FIRST_PERSON_ACTS, FIRST_PROGRAM_ACTS, history_lines
from .program_acts import PROGRAM_ACTS
from .scoped import DeskModelAdmin


class DirectorFilter(SimpleListFilter):
    """Programs without anyone who directs them."""

    title = _("director")
    parameter_name = "director"

    def lookups(self, request, model_admin):
        return [("none", _("None"))]

    def queryset(self, request, queryset):
        return queryset.filter(has_director=False) if self.value() == "none" else queryset


class TierFilter(SimpleListFilter):
    """By the priority that counts."""

    title = _("priority")
    parameter_name = "tier"

    def lookups(self, request, model_admin):
        return [(str(value), label) for value, label in PriorityTier.choices]

    def queryset(self, request, queryset):
        values = {str(value): value for value in PriorityTier.values}
        value = values.get(self.value())
        return queryset.in_tier(value, timezone.localdate(), tier_rules()) if value else queryset


class AddProgramView(CreateView):
    """A program that staff add is enrolled at once."""

    def form_valid(self, form):
        form.instance.status = EnrolmentStatus.ENROLLED
        form.instance.decided_by, form.instance.decided_at = self.request.user, timezone.now()
        with transaction.atomic():
            answer = super().form_valid(form)
            note_program(self.instance, ProgramAct.ADDED, by=self.request.user)
        return answer


class ChangeProgramView(EditView):
    """What staff change is said in the program's history, without what it was."""

    def form_valid(self, form):
        with transaction.atomic():
            answer = super().form_valid(form)
            if form.has_changed():
                note_program(self.instance, ProgramAct.CHANGED, by=self.request.user)
        return answer


class AddPersonView(CreateView):
    """A coordinator links an account to a program; the action decides and remembers since when."""

    def form_valid(self, form):
        try:
            self.instance = add_person(**form.cleaned_data, by=self.request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        log(instance=self.instance, action="wagtail.create", user=self.request.user)
        messages.success(self.request, self.get_success_message(self.instance))
        return redirect(self.get_success_url())


class ProgramAdmin(DeskModelAdmin):
    model = Program
    menu_label = _("Programs")
    menu_icon = "home"
    create_enabled = True
    edit_enabled = True
    create_view_class = AddProgramView
    edit_view_class = ChangeProgramView
    list_display = ("name", "status", "participation", "priority", "director", "created_at")
    list_filter = ("status", "participation", "came_by", TierFilter, DirectorFilter)
    list_related = ("required_by", "applied_by", "decided_by")
    list_export = (
        "name",
        "status",
        "participation",
        "required_by",
        "came_by",
        "priority",
        "started_on",
        "director_started_on",
        "created_at",
    )
    search_fields = ("name",)
    # Those that wait for an answer come first.
    ordering = ("status", "name")
    refusals = (TransitionError,)
    row_acts = PROGRAM_ACTS
    inspect_view_fields = [
        "name",
        "status",
        "participation",
        "required_by",
        "came_by",
        "applied_by",
        "enrolment_note",
        "created_at",
        "decided_by",
        "decided_at",
        "decision_reason",
        "started_on",
        "director_started_on",
        "priority",
        "priority_from_facts",
        "priority_reason",
        "priority_set_by",
        "priority_set_at",
        "people",
        "facts_table",
        "history",
    ]
    panels = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel("participation"), FieldPanel("required_by"), FieldPanel("came_by")], heading=_("Taking part")
        ),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("director_started_on")]),
    ]

    def scope(self, user):
        # Read once for all rows.
        self.rules = tier_rules()
        return super().scope(user).with_has_director().with_needs_count()

    @described(_("priority"))
    def priority(self, program):
        """What counts: set by a coordinator, else worked out."""
        return tier_in_words(self._tier(tier_of, program))

    @described(_("priority by the dates and needs"))
    def priority_from_facts(self, program):
        """What the facts say, also where a coordinator set something else, and why."""
        tier = self._tier(computed_tier, program)
        return f"{tier.value.label if tier.value else gettext('none')}. {tier.why}"

    def _tier(self, ask, program):
        return ask(program, timezone.localdate(), needs_count=program.needs_count, rules=self.rules)

    @described(_("director"))
    def director(self, program):
        """A program without anyone who directs it needs a coordinator."""
        return _("yes") if program.has_director else _("none, needs you")

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

    @described(_("history"))
    def history(self, program):
        return history_lines(program.events.select_related("by", "person"), FIRST_PROGRAM_ACTS)

    @described(_("the 14 facts"))
    def facts_table(self, program):
        facts = program.facts
        if facts is None:
            return ""
        return format_html_join(
            "", "<p><strong>{}</strong>: {}</p>", ((row.label, row.value) for row in visible_facts(facts, Viewer.STAFF))
        )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)


def _change_role(membership, user, role):
    give_role(membership, role, by=user)
    return gettext("The role is changed.")


def _remove(membership, user):
    remove_person(membership, by=user)
    return gettext("%(name)s no longer belongs to the program.") % {"name": name_of(membership.user)}


class ProgramMembershipAdmin(DeskModelAdmin):
    model = ProgramMembership
    create_view_class = AddPersonView
    menu_label = _("People in programs")
    menu_icon = "group"
    create_enabled = True
    list_display = ("program", "person", "role", "is_active", "since")
    list_filter = ("role", "is_active")
    list_export = ("program", "person", "address", "role", "is_active", "since")
    list_related = ("program", "user")
    search_fields = ("program__name", "user__email", "user__last_name")
    ordering = ("program__name",)
    inspect_view_fields = ["program", "person", "address", "role", "is_active", "since", "joined_at", "history"]
    panels = [FieldPanel("program"), FieldPanel("user"), FieldPanel("role"), FieldPanel("since")]
    refusals = (TransitionError,)

    @described(_("person"))
    def person(self, membership):
        return name_of(membership.user)

    @described(_("e-mail"))
    def address(self, membership):
        return membership.user.email

    @described(_("history"))
    def history(self, membership):
        events = membership.program.events.filter(person=membership.user_id)
        return history_lines(events.select_related("by", "person"), FIRST_PERSON_ACTS)

    row_acts = (
        RowAct(
            "role",
            _("Change the role"),
            lambda row: gettext("Directors invite and remove people; staff work with the pair."),
            _change_role,
            is_offered=lambda row: row.is_active,
            form_class=RoleForm,
            initial=lambda row: {"role": row.role},
            is_in_list=True,
        ),
        RowAct(
            "remove",
            _("Remove from the program"),
            lambda row: gettext(
                "The program's pages are closed to the person at once. If it is the last director, invite another one."
            ),
            _remove,
            is_offered=lambda row: row.is_active,
            is_in_list=True,
            is_serious=True,
        ),
    )
