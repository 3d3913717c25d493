"""What staff fill in to invite: whom, with which words (R35)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actions.invitations import too_many
from events.invitations import recipients
from events.invitations.placeholders import braces_problem
from events.models import InvitationText, Region
from resources.registry import recipient_sources

SHOWN_PROBLEMS = 20


class StartForm(forms.Form):
    """The text to start from. Taking one over replaces subject and text, nothing else."""

    start_text = forms.ModelChoiceField(
        label=gettext_lazy("Start from a text"),
        queryset=InvitationText.objects.all(),
        required=False,
        empty_label=gettext_lazy("Choose a text"),
    )


class WordsForm(forms.Form):
    """The mail's own words."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=160)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "You can write {gathering}, {when}, {place}, {host} and {name}; each mail has its own. Above the text "
            "stands who is invited to what, when and where; below it the links to answer."
        ),
    )
    asks_dates = forms.BooleanField(
        label=gettext_lazy("Ask for dates with the open date poll"),
        required=False,
        help_text=gettext_lazy("The mail leads to the poll, and does not ask yet whether somebody comes."),
    )

    def __init__(self, *args, gathering, poll=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.gathering, self.poll = gathering, poll
        if poll is None:
            del self.fields["asks_dates"]

    def clean_subject(self):
        return self._checked("subject")

    def clean_text(self):
        return self._checked("text")

    def _checked(self, name):
        if problem := braces_problem(self.cleaned_data[name]):
            raise forms.ValidationError(problem)
        return self.cleaned_data[name]

    @property
    def choice(self):
        """Who was chosen, as a round stores it; a second round goes to all who have not answered."""
        return {}

    @property
    def values(self):
        """What `save_round` takes of a valid form."""
        asks_dates = self.cleaned_data.get("asks_dates", False)
        return {
            "subject": self.cleaned_data["subject"],
            "text": self.cleaned_data["text"],
            "choice": self.choice,
            "poll": self.poll if asks_dates else None,
        }


class RoundForm(WordsForm):
    """A first round: also who is invited. What was pasted stays as it was typed, also what is no address."""

    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only of these regions"),
        queryset=Region.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: the whole state."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("More addresses"),
        required=False,
        max_length=1_500_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Paste them as you have them: one to a line or with commas between, also as Dana Reyes <dana@example.org>."
        ),
    )
    leaves_out_problems = forms.BooleanField(label=gettext_lazy("Leave out what is no e-mail address"), required=False)

    field_order = ["sources", "regions", "pasted", "leaves_out_problems", "subject", "text", "asks_dates"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = [(one.key, one.label) for one in recipient_sources().values()]
        self.chosen = None

    def clean(self):
        """Somebody to invite, not too many, and every pasted line an address unless staff leave the others out."""
        data = super().clean()
        if not {"sources", "regions", "pasted"} <= data.keys():
            return data
        self.chosen = chosen = recipients.choose(self.gathering, self.choice)
        if chosen.problems and not data.get("leaves_out_problems"):
            self.add_error("pasted", problem_sentences(chosen.problems))
        if chosen.is_too_many:
            self.add_error(None, too_many(len(chosen.recipients)))
        elif not chosen.recipients and not chosen.problems:
            self.add_error(None, self._nobody(chosen))
        return data

    @property
    def choice(self):
        """Keys of groups, numbers of regions, and the text that was pasted."""
        return {
            "sources": self.cleaned_data["sources"],
            "regions": [region.pk for region in self.cleaned_data["regions"]],
            "pasted": self.cleaned_data["pasted"],
        }

    def _nobody(self, chosen):
        if chosen.invited_count or chosen.registered_count:
            return _("Everyone you chose was invited or is registered already.")
        if self.cleaned_data["sources"]:
            return _("Nobody is in the groups and regions that you chose.")
        return _("Choose a group, or paste addresses.")


def problem_sentences(problems):
    """A sentence for each pasted piece that is no address, the first twenty."""
    sentences = [
        _("Line %(line)s: “%(text)s” is no e-mail address.") % {"line": line, "text": text}
        for line, text in problems[:SHOWN_PROBLEMS]
    ]
    rest = len(problems) - SHOWN_PROBLEMS
    if rest > 0:
        sentences.append(ngettext("And %(count)s more.", "And %(count)s more.", rest) % {"count": rest})
    return sentences


def chosen_in_words(chosen):
    """ "128 people get a mail. 4 duplicates, 12 invited before and 3 registered are left out." """
    count = len(chosen.recipients)
    words = [
        ngettext("%(count)s person gets this mail.", "%(count)s people get this mail.", count) % {"count": f"{count:,}"}
    ]
    twice, invited = chosen.duplicate_count, chosen.invited_count
    registered, bad = chosen.registered_count, len(chosen.problems)
    left_out = (
        (
            twice,
            ngettext("%(count)s is there twice and counts once.", "%(count)s are there twice and count once.", twice),
        ),
        (invited, ngettext("%(count)s was invited before.", "%(count)s were invited before.", invited)),
        (registered, ngettext("%(count)s is registered already.", "%(count)s are registered already.", registered)),
        (bad, ngettext("%(count)s piece is no e-mail address.", "%(count)s pieces are no e-mail address.", bad)),
    )
    words += [text % {"count": f"{number:,}"} for number, text in left_out if number]
    if chosen.is_too_many:
        words.append(too_many(count))
    return " ".join(words)
