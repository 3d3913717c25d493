"""The coordinators' list of former mentees who could be mentors by now (R90), and the training sessions (R65)."""

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.mentor_invitations import dismiss_invitation, invite_former_mentee
from mentoring_pages.application_stages import MentorInvitationStatus
from mentoring_pages.models import MentorInvitation, TrainingSession
from resources.cms.acts import RowAct
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


def _about(sentence):
    return lambda invitation: sentence % {"program": invitation.program.name}


def _done(action, sentence):
    def run(invitation, user):
        action(invitation, by=user)
        return sentence % {"program": invitation.program.name}

    return run


class MentorInvitationAdmin(DeskModelAdmin):
    """Each program stands here once, so nobody gets a second mail."""

    model = MentorInvitation
    menu_label = gettext_lazy("Former mentees to invite")
    menu_icon = "mail"
    list_display = ("program", "grantee_years", "status", "proposed_at", "decided_at")
    list_filter = ("status",)
    list_related = ("program",)
    search_fields = ("program__name",)
    ordering = ("-proposed_at", "-pk")
    inspect_view_fields = ["program", "grantee_years", "status", "proposed_at", "decided_at", "decided_by"]
    refusals = (TransitionError,)
    row_acts = (
        RowAct(
            "invite",
            gettext_lazy("Invite to become a mentor"),
            _about(gettext_lazy("The directors of %(program)s get one mail that asks whether they would be a mentor.")),
            _done(invite_former_mentee, gettext_lazy("%(program)s is invited.")),
            is_offered=lambda one: one.status != MentorInvitationStatus.INVITED,
            is_in_list=True,
        ),
        RowAct(
            "dismiss",
            gettext_lazy("Not now"),
            _about(gettext_lazy("%(program)s gets no mail. You can still invite it later.")),
            _done(dismiss_invitation, gettext_lazy("%(program)s gets no mail.")),
            is_offered=lambda one: one.status == MentorInvitationStatus.PROPOSED,
            is_in_list=True,
        ),
    )


class TrainingSessionAdmin(DeskModelAdmin):
    """Dates of the training and of the mentors' group, with what each covers."""

    model = TrainingSession
    menu_label = gettext_lazy("Training sessions")
    menu_icon = "calendar-alt"
    create_enabled = True
    edit_enabled = True
    list_display = ("name", "starts_at", "way", "place", "came_count")
    list_filter = ("way",)
    list_export = ("name", "starts_at", "ends_at", "way", "place")
    search_fields = ("name", "place")
    ordering = ("-starts_at", "-pk")
    inspect_view_fields = ["name", "starts_at", "ends_at", "way", "place", "gathering", "topics_list", "came_list"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("way"), FieldPanel("place")]),
        FieldPanel("gathering"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
    ]

    def scope(self, user):
        return super().scope(user).prefetch_related("attendances__application__program")

    @described(gettext_lazy("programs that came"))
    def came_count(self, session):
        return str(len(session.attendances.all()))

    @described(gettext_lazy("what it covers"))
    def topics_list(self, session):
        return format_html_join("", "<p>{}</p>", ((topic,) for topic in session.topics.all()))

    @described(gettext_lazy("programs that came"))
    def came_list(self, session):
        programs = [one.application.program for one in session.attendances.all()]
        return format_html_join("", "<p>{}</p>", ((program,) for program in programs)) or _("None recorded")
