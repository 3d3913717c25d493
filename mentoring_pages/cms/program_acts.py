"""What coordinators do with a program: approve or decline its enrolment, end it, invite a person, set the priority."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.enrolment import approve_enrolment, decline_enrolment, end_enrolment
from mentoring_pages.actions.people import invite_person
from mentoring_pages.actions.priorities import set_priority
from mentoring_pages.enums import (
    KEPT_ENROLMENT_STATUSES,
    NEXT_ENROLMENT_STATUSES,
    EnrolmentStatus,
    MembershipRole,
    PriorityTier,
)
from resources.cms.acts import RowAct

from .joining import ReasonForm


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=MembershipRole.choices, initial=MembershipRole.DIRECTOR
    )


class PriorityForm(forms.Form):
    tier = forms.TypedChoiceField(
        label=gettext_lazy("Priority"),
        choices=[("", gettext_lazy("Work it out from the dates and needs")), *PriorityTier.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Only staff read it. Needed if you set the priority."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _may_become(status):
    return lambda program: status in NEXT_ENROLMENT_STATUSES[EnrolmentStatus(program.status)]


def _approve(program, user):
    approve_enrolment(program, by=user)
    return _("%(program)s is enrolled, and its people get a mail.") % {"program": program}


def _decline(program, user, reason):
    decline_enrolment(program, by=user, reason=reason)
    return _("%(program)s is declined, and its people get a mail with your reason.") % {"program": program}


def _end(program, user):
    end_enrolment(program, by=user)
    return _("%(program)s takes no part any more.") % {"program": program}


def _invite(program, user, email, role):
    invite_person(program, email, role, by=user)
    return _("The invitation is on its way to %(email)s.") % {"email": email}


def _set_priority(program, user, tier, reason):
    set_priority(program, tier, by=user, reason=reason)
    return _("The priority is set.") if tier else _("The priority follows the dates and needs again.")


PROGRAM_ACTS = (
    RowAct(
        "approve",
        gettext_lazy("Approve"),
        lambda program: (
            _("%(program)s is enrolled from now on: it can ask for a mentor and invite its people. They get a mail.")
            % {"program": program}
        ),
        _approve,
        is_offered=_may_become(EnrolmentStatus.ENROLLED),
        is_in_list=True,
    ),
    RowAct(
        "decline",
        gettext_lazy("Decline"),
        lambda program: _(
            "The program is not enrolled. Its people get a mail with your reason and can enrol it again."
        ),
        _decline,
        is_offered=_may_become(EnrolmentStatus.DECLINED),
        form_class=ReasonForm,
        is_in_list=True,
        is_serious=True,
    ),
    RowAct(
        "invite",
        gettext_lazy("Invite a person"),
        lambda program: _("The person gets a mail with a link that works for this address alone."),
        _invite,
        is_offered=lambda program: program.status == EnrolmentStatus.ENROLLED,
        form_class=InviteForm,
    ),
    RowAct(
        "priority",
        gettext_lazy("Set the priority"),
        lambda program: _(
            "What you set counts before what the dates say, until you take it back. Only you can say that a program "
            "struggles. The program does not see its priority."
        ),
        _set_priority,
        is_offered=lambda program: program.status in KEPT_ENROLMENT_STATUSES,
        form_class=PriorityForm,
        initial=lambda program: {"tier": program.priority_tier, "reason": program.priority_reason},
        is_in_list=True,
    ),
    RowAct(
        "end",
        gettext_lazy("End the enrolment"),
        lambda program: _(
            "The program takes no part any more: it is asked for nothing and asks for nothing. Its people keep reading "
            "what they wrote. Close its open pairs first."
        ),
        _end,
        is_offered=_may_become(EnrolmentStatus.LEFT),
        is_serious=True,
    ),
)
