"""The forms of those who look after a program's people."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.enums import MembershipRole
from mentoring_pages.people import name_of

STAYS, LEAVES = "stays", "leaves"
ROLES = [
    (MembershipRole.STAFF, gettext_lazy("Staff: sees everything of the program and works with its pair")),
    (MembershipRole.DIRECTOR, gettext_lazy("Director: invites and removes people too")),
]


class InviteForm(forms.Form):
    """Whom to write to, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The link in the letter works for this address alone."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the e-mail of the person.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=ROLES, widget=forms.RadioSelect, initial=MembershipRole.STAFF
    )


class RoleForm(forms.Form):
    """One of the two roles."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLES, widget=forms.RadioSelect)


class JoinAnswerForm(forms.Form):
    """Let somebody in, or say why not."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (MembershipRole.STAFF, gettext_lazy("Let in as staff")),
            (MembershipRole.DIRECTOR, gettext_lazy("Let in as a director")),
            ("decline", gettext_lazy("Decline")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose an answer.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("If you decline: why"),
        help_text=gettext_lazy("The person gets it by e-mail."),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", _("Write a reason, so that the person understands."))
        return cleaned


class HandOverForm(forms.Form):
    """Who directs the program from now on. `people` are the memberships to choose from."""

    to = forms.ChoiceField(
        label=gettext_lazy("New director"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who directs the program from now on.")},
    )
    on = forms.DateField(
        label=gettext_lazy("Since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    after = forms.ChoiceField(
        label=gettext_lazy("And you"),
        choices=[(STAYS, gettext_lazy("I stay as staff")), (LEAVES, gettext_lazy("I leave the program"))],
        widget=forms.RadioSelect,
        initial=STAYS,
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.fields["to"].choices = [(key, name_of(one.user)) for key, one in self.people.items()]

    def clean_to(self):
        return self.people[self.cleaned_data["to"]]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Hand over on that day."))
        return day
