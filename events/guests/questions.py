"""The questions of one gathering's own on its registration form, and what guests answered. R21.

`Registration.answers` keeps them by the number of the question, as text or, for several choices, a list; a yes or no as
"yes" or "no". Answers to a question that was deleted later stay and are not shown.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.enums import QuestionKind

PREFIX = "question_"
YES, NO = "yes", "no"
SHORT_LENGTH, LONG_LENGTH = 200, 2_000


def question_fields(questions):
    """{name: form field} in the order of the questions."""
    return {f"{PREFIX}{question.pk}": _field(question) for question in questions}


def initial_answers(registration):
    """What was answered, by the name of the form field."""
    return {f"{PREFIX}{number}": answer for number, answer in _stored(registration).items()}


def take_answers(cleaned_data, before=None):
    """Take the answers out of a form's data and return them as they are stored.

    `before` are earlier answers: those to questions that the form does not ask any more are kept.
    """
    names = [name for name in cleaned_data if name.startswith(PREFIX)]
    given = {name.removeprefix(PREFIX): cleaned_data.pop(name) for name in names}
    kept = {number: answer for number, answer in (before or {}).items() if number not in given}
    return kept | {number: answer for number, answer in given.items() if answer not in ("", [], None)}


def answers_in_words(registration, questions):
    """[(question, answer)] as texts, in the order of `questions`; "" for one that was not answered."""
    stored = _stored(registration)
    return [(question.label, _words(question, stored.get(str(question.pk), ""))) for question in questions]


def choices_of(question):
    """The choices of a question, one for each line that is not empty and not said before."""
    lines = (line.strip() for line in question.choices.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def _stored(registration):
    return registration.answers if isinstance(registration.answers, dict) else {}


def _words(question, answer):
    if isinstance(answer, list):
        return ", ".join(str(part) for part in answer)
    if question.kind == QuestionKind.YES_NO:
        return {YES: _("Yes"), NO: _("No")}.get(answer, str(answer))
    return str(answer)


def _field(question):
    common = {"label": question.label, "help_text": question.help_text, "required": question.is_required}
    choices = [(choice, choice) for choice in choices_of(question)]
    if question.kind == QuestionKind.YES_NO:
        choices = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if question.kind == QuestionKind.ONE_OF and choices:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if question.kind == QuestionKind.SOME_OF and choices:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if question.kind == QuestionKind.LONG_TEXT:
        return forms.CharField(max_length=LONG_LENGTH, widget=forms.Textarea(attrs={"rows": 3}), **common)
    # Also a question with choices for which nobody has written any.
    return forms.CharField(max_length=SHORT_LENGTH, **common)
