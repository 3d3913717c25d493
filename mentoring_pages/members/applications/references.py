"""The form of a referee, at a secret address, without an account. It works once; later it says where things stand."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.references import LinkOver, answer_reference, decline_reference, is_open
from mentoring_pages.application_stages import REFERENCE_STATUSES, RefereeStatus
from mentoring_pages.enums import AnswerKind
from mentoring_pages.members.shell import posted, staff_texts
from mentoring_pages.models import MentorApplicationSettings, RefereeQuestion
from mentoring_pages.reference_links import find_referee
from resources.dates_in_words import short_date
from resources.private_answers import private

SCORES = [(str(score), str(score)) for score in range(1, 6)]
TEMPLATE = "mentoring_pages/references/reference_answer.html"


class ReferenceForm(forms.Form):
    """The questions that staff ask today."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(RefereeQuestion.objects.active())
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = self._field(question)

    def _field(self, question):
        shared = {"label": question.name, "help_text": question.description, "required": question.is_required}
        if question.answer_kind == AnswerKind.SCALE:
            return forms.ChoiceField(choices=SCORES, widget=forms.RadioSelect, **shared)
        return forms.CharField(max_length=4_000, widget=forms.Textarea(attrs={"rows": 5}), **shared)

    def answers(self):
        """[(question, score or None, text)] of what was answered."""
        found = []
        for question in self.questions:
            value = self.cleaned_data.get(f"question_{question.pk}")
            if value and question.answer_kind == AnswerKind.SCALE:
                found.append((question, int(value), ""))
            elif value:
                found.append((question, None, value))
        return found


@private
@require_http_methods(["GET", "HEAD", "POST"])
def reference_answer(request, token):
    """Answer, or say that one would rather not. 404 for an address that was never sent to anybody."""
    referee = find_referee(token)
    if referee is None or referee.status == RefereeStatus.NAMED:
        raise Http404
    if not is_open(referee):
        return _closed(request, referee, typed=_typed(request))
    declines = request.method == "POST" and "decline" in request.POST
    form = ReferenceForm(None if declines else posted(request))
    try:
        if declines:
            decline_reference(referee)
            return redirect("members:reference-answer", token)
        if form.is_bound and form.is_valid():
            answer_reference(referee, answers=form.answers())
            return redirect("members:reference-answer", token)
    except LinkOver:
        return _closed(request, find_referee(token), typed=_typed(request))
    context = {
        "form": form,
        "referee_name": referee.name,
        "program": referee.application.program.name,
        "until": short_date(referee.expires_at),
        "texts": MentorApplicationSettings.current(),
        "view_title": _("A reference for %(program)s") % {"program": referee.application.program.name},
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _typed(request):
    """What was typed into a form that closed meanwhile, to be copied from there."""
    if request.method != "POST":
        return []
    form = ReferenceForm(request.POST)
    rows = ({"label": field.label, "value": field.value() or ""} for field in form)
    return [row for row in rows if row["value"]]


def _closed(request, referee, typed):
    title, text = _closed_words(referee)
    is_answered = referee.status == RefereeStatus.ANSWERED
    context = {
        "closed_title": title,
        "closed_text": text,
        "typed": [] if is_answered else typed,
        "email": staff_texts(request).contact_email,
        "view_title": title,
    }
    return render(request, TEMPLATE, context, status=409 if request.method == "POST" else 200)


def _closed_words(referee):
    names = {"program": referee.application.program.name, "name": referee.name}
    if referee.status == RefereeStatus.ANSWERED:
        return (
            _("Thank you, %(name)s") % names,
            _("Your answer about %(program)s is with the coordinators. There is nothing more to do.") % names,
        )
    if referee.status == RefereeStatus.DECLINED:
        return (
            _("Thank you for telling us"),
            _("We do not ask you again about %(program)s, and we do not ask why.") % names,
        )
    if referee.status == RefereeStatus.REPLACED:
        return (
            _("Your answer is not needed any more"),
            _("Somebody else answers for %(program)s. Thank you all the same.") % names,
        )
    if referee.application.status not in REFERENCE_STATUSES:
        return (
            _("Your answer is not needed any more"),
            _("The application of %(program)s has been decided or taken back. Thank you all the same.") % names,
        )
    return (
        _("This link has run out"),
        _("It worked until %(day)s. Write to the coordinators if you would still like to answer.")
        % {"day": short_date(referee.expires_at)},
    )
