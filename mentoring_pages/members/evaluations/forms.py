"""The form of an evaluation, made of the questions that staff wrote."""

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mentoring_pages.actions.evaluations import Answer
from mentoring_pages.enums import AnswerKind

SCALE = [(1, _("1, not at all")), (2, "2"), (3, "3"), (4, "4"), (5, _("5, fully"))]


class EvaluationForm(forms.Form):
    """One field a question. Every answer may be left out, as long as there is one."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"question-{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = self._field(question)

    @staticmethod
    def _field(question):
        if question.answer_kind == AnswerKind.SCALE:
            return forms.TypedChoiceField(
                label=question.name,
                help_text=question.description,
                choices=SCALE,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect(attrs={"class": "p-picks"}),
            )
        return forms.CharField(
            label=question.name,
            help_text=question.description,
            max_length=4_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
        )

    def clean(self):
        typed = super().clean()
        if not self.errors and not any(typed.values()):
            raise forms.ValidationError(_t("Answer at least one question, then send."))
        return typed

    def answers(self):
        """What was answered, as `actions.evaluations` takes it; once the form is valid."""
        found = []
        for name, question in self.questions.items():
            value = self.cleaned_data[name]
            is_scale = question.answer_kind == AnswerKind.SCALE
            found.append(Answer(question, score=value if is_scale else None, text="" if is_scale else value))
        return found
