"""The coordinators' screen of people who ask to be let into a program."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.enrolment import approve_join, decline_join
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.enums import JoinStatus, MembershipRole
from mentoring_pages.models import JoinRequest
from mentoring_pages.people import name_of
from resources.cms.acts import RowAct
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=MembershipRole.choices)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is in the mail."),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _waits(wish):
    return wish.status == JoinStatus.WAITING


def _let_in(wish, user, role):
    approve_join(wish, by=user, role=role)
    return _("%(name)s belongs to %(program)s now.") % {"name": name_of(wish.user), "program": wish.program}


def _decline(wish, user, reason):
    decline_join(wish, by=user, reason=reason)
    return _("It is declined, and the person gets a mail.")


class JoinRequestAdmin(DeskModelAdmin):
    model = JoinRequest
    menu_label = gettext_lazy("Requests to join")
    menu_icon = "user"
    list_display = ("person", "program", "role", "status", "created_at")
    list_filter = ("status", "role")
    list_export = ("program", "role", "status", "created_at", "decided_at")
    list_related = ("program", "user", "decided_by")
    search_fields = ("program__name", "user__email", "user__last_name")
    # What waits comes first.
    ordering = ("-status", "created_at", "pk")
    inspect_view_fields = [
        "person",
        "address",
        "program",
        "role",
        "message",
        "status",
        "created_at",
        "reason",
        "decided_by",
        "decided_at",
    ]
    refusals = (TransitionError,)
    row_acts = (
        RowAct(
            "let-in",
            gettext_lazy("Let in"),
            lambda wish: (
                _("The person sees everything of %(program)s at once and gets a mail.") % {"program": wish.program}
            ),
            _let_in,
            is_offered=_waits,
            form_class=RoleForm,
            initial=lambda wish: {"role": wish.role},
            is_in_list=True,
        ),
        RowAct(
            "decline",
            gettext_lazy("Decline"),
            lambda wish: _("The person is not let in and gets a mail with your reason."),
            _decline,
            is_offered=_waits,
            form_class=ReasonForm,
            is_in_list=True,
            is_serious=True,
        ),
    )

    @described(gettext_lazy("person"))
    def person(self, wish):
        return name_of(wish.user)

    @described(gettext_lazy("e-mail"))
    def address(self, wish):
        return wish.user.email
