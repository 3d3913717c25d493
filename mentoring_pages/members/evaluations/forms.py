"""The form of an evaluation, made of the questions that staff wrote."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.evaluations import Answer
from mentoring_pages.enums import QuestionKind
from mentoring_pages.members.kept_forms import KeptForm

SCALE = [(1, _("1, not at all")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, fully"))]


class EvaluationForm(KeptForm):
    """One field a question. Every answer may be left out, as long as there is one."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"question-{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = self._field(question)

    @staticmethod
    def _field(question):
        shared = {"label": question.name, "help_text": question.description, "required": False}
        options = [(option, option) for option in question.option_list]
        if question.answer_kind == QuestionKind.SCALE:
            picks = forms.RadioSelect(attrs={"class": "p-picks"})
            return forms.TypedChoiceField(choices=SCALE, coerce=int, empty_value=None, widget=picks, **shared)
        if question.answer_kind == QuestionKind.ONE:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shared)
        if question.answer_kind == QuestionKind.SEVERAL:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **shared)
        return forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}), **shared)

    def clean(self):
        typed = super().clean()
        if not self.errors and not any(typed.values()):
            raise forms.ValidationError(_t("Answer at least one question, then send."))
        return typed

    def fieldsets(self):
        """For the shared form component: a section a fieldset, in the order of the questions. [] without sections."""
        if not any(question.section for question in self.questions.values()):
            return []
        found = []
        for name, question in self.questions.items():
            if not found or found[-1]["legend"] != question.section:
                found.append({"legend": question.section, "fields": []})
            found[-1]["fields"].append(name)
        return found

    def answers(self):
        """What was answered, as `actions.evaluations` takes it; once the form is valid."""
        return [self._answer(question, self.cleaned_data[name]) for name, question in self.questions.items()]

    @staticmethod
    def _answer(question, value):
        if question.answer_kind == QuestionKind.SCALE:
            return Answer(question, score=value)
        if question.answer_kind == QuestionKind.ONE:
            return Answer(question, chosen=[value] if value else [])
        if question.answer_kind == QuestionKind.SEVERAL:
            return Answer(question, chosen=list(value))
        return Answer(question, text=value)
