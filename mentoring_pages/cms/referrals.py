"""The coordinators' screen of programs that the public referred."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.referrals import invite_referred, set_aside_referral, take_up_referral
from mentoring_pages.enums import NEXT_REFERRAL_STATUSES, ReferralStatus
from mentoring_pages.models import Referral
from resources.cms.acts import RowAct
from resources.cms.scoped import described

from .scoped import DeskModelAdmin


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail of the program"))
    message = forms.CharField(
        label=gettext_lazy("A word of your own"),
        help_text=gettext_lazy("It stands in the letter. Do not say who referred the program, nor why."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Only staff read it."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _may_become(status):
    return lambda referral: status in NEXT_REFERRAL_STATUSES[ReferralStatus(referral.status)]


def _invite(referral, user, email, message):
    invite_referred(referral, by=user, email=email, message=message)
    return _("The letter is on its way to %(email)s.") % {"email": email}


def _set_aside(referral, user, note):
    set_aside_referral(referral, by=user, note=note)
    return _("It is set aside. Nobody is told.")


def _take_up(referral, user):
    take_up_referral(referral, by=user)
    return _("It waits again.")


class ReferralAdmin(DeskModelAdmin):
    model = Referral
    menu_label = gettext_lazy("Referrals")
    menu_icon = "mail"
    list_display = ("program_name", "place", "kind", "status", "created_at")
    list_filter = ("status", "is_own")
    list_export = ("program_name", "place", "is_own", "status", "created_at", "handled_at")
    list_related = ("program", "handled_by")
    search_fields = ("program_name", "place")
    # What waits comes first.
    ordering = ("-status", "created_at", "pk")
    inspect_view_fields = [
        "program_name",
        "place",
        "kind",
        "contact_name",
        "contact_email",
        "why",
        "name",
        "email",
        "created_at",
        "status",
        "program",
        "note",
        "handled_by",
        "handled_at",
    ]
    refusals = (TransitionError,)
    row_acts = (
        RowAct(
            "invite",
            gettext_lazy("Invite the program"),
            lambda referral: _(
                "The program gets a letter with a link to enrol. It is marked as referred then. Who referred it gets "
                "no mail and learns nothing."
            ),
            _invite,
            is_offered=_may_become(ReferralStatus.INVITED),
            form_class=InviteForm,
            initial=lambda referral: {"email": referral.contact_email},
            is_in_list=True,
        ),
        RowAct(
            "set-aside",
            gettext_lazy("Set aside"),
            lambda referral: _("Nothing more is done with it. Nobody gets a mail."),
            _set_aside,
            is_offered=_may_become(ReferralStatus.SET_ASIDE),
            form_class=NoteForm,
            is_in_list=True,
        ),
        RowAct(
            "take-up",
            gettext_lazy("Take up again"),
            lambda referral: _("It waits for a coordinator again."),
            _take_up,
            is_offered=_may_become(ReferralStatus.WAITING),
        ),
    )

    @described(gettext_lazy("by whom"))
    def kind(self, referral):
        return _("The program itself") if referral.is_own else _("Somebody else")
