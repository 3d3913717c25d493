"""Evaluations: how one finds the mentoring, once each time that the cycle's schedule asks (R19, R34, R69)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.evaluations import AlreadyAnswered, submit_evaluation
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import EvaluationMoment
from mentoring_pages.members import access
from mentoring_pages.members.evaluations.forms import EvaluationForm
from mentoring_pages.members.evaluations.moments import moments_of, questions_for
from mentoring_pages.members.kept_forms import keeps_typed, typed_data
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, status_of
from mentoring_pages.models import EvaluationSilence
from mentoring_pages.permissions import can_answer_evaluation, pair_side
from resources.dates_in_words import short_date


@require_safe
@member_required
def evaluation_list(request, pair_code):
    """Each evaluation with its state, for the person who is signed in."""
    pair = access.get_pair_or_404(request.user, pair_code)
    side = pair_side(request.user, pair)
    states = moments_of(pair, request.user, side, today=timezone.localdate()) if side else []
    context = {
        "rows": [_row(pair, state) for state in states],
        "is_member": side is not None,
        "is_quiet": EvaluationSilence.objects.filter(user=request.user).exists(),
        "reminders_url": reverse("members:evaluation-reminders"),
        "here": request.path,
        "pair_line": pair_line(pair),
        "view_title": _("Evaluations"),
    }
    return members_page(
        request, "mentoring_pages/members/evaluations/evaluation_list.html", context, section="evaluations", pair=pair
    )


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def evaluation_create(request, pair_code, key):
    """Answer the questions of one time. `key` is that of its `MomentState`; a moment's name leads to the first."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_answer_evaluation(request.user, pair):
        raise PermissionDenied
    side = pair_side(request.user, pair)
    states = moments_of(pair, request.user, side, today=timezone.localdate())
    state = next((one for one in states if key and key in (one.key, one.moment)), None)
    if state is None:
        raise Http404
    if state.sent:
        return redirect("members:evaluation-detail", pair.code, state.sent.code)
    if not state.is_open and request.method != "POST":
        messages.info(request, _("These questions are not open now."))
        return redirect("members:evaluation-list", pair.code)
    questions = questions_for(side, state.scheduled.questionnaire)
    form = EvaluationForm(typed_data(request), user=request.user, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            sent = submit_evaluation(
                pair, by=request.user, scheduled=state.scheduled, number=state.number, answers=form.answers()
            )
        except AlreadyAnswered as refusal:
            messages.info(request, refusal.message)
            return redirect("members:evaluation-list", pair.code)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("members:evaluation-detail", pair.code, sent.code)
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "intro": state.scheduled.questionnaire.intro,
        "pair_line": pair_line(pair),
        "view_title": _("Evaluation: %(moment)s") % {"moment": state.title},
        "closes": short_date(state.closes_on) if state.closes_on else "",
        "cancel_url": reverse("members:evaluation-list", args=[pair.code]),
        "reader_note": _("Coordinators read your answers. The other program does not."),
    }
    return members_page(
        request,
        "mentoring_pages/members/evaluations/evaluation_create.html",
        context,
        section="evaluations",
        pair=pair,
        status=status_of(form),
    )


@require_safe
@member_required
def evaluation_detail(request, pair_code, code):
    """Thanks, and one's own answers."""
    pair = access.get_pair_or_404(request.user, pair_code)
    evaluation = access.get_own_evaluation_or_404(request.user, pair, code)
    context = {
        "evaluation": evaluation,
        "facts": [
            {"label": answer.question_text, "values": answer.chosen, "value": answer.in_words}
            for answer in evaluation.answers.all()
        ],
        "lead": _("Sent on %(day)s. Coordinators read it; the other program does not.")
        % {"day": short_date(timezone.localtime(evaluation.submitted_at))},
        "pair_line": pair_line(pair),
        "view_title": _("Thank you"),
        "links": [
            {"title": _("Back to the members' home"), "url": reverse("members:home")},
            {"title": _("All evaluations"), "url": reverse("members:evaluation-list", args=[pair.code])},
        ],
    }
    return members_page(
        request, "mentoring_pages/members/evaluations/evaluation_detail.html", context, section="evaluations", pair=pair
    )


def _row(pair, state):
    url = ""
    if state.sent:
        url = reverse("members:evaluation-detail", args=[pair.code, state.sent.code])
        label, kind = _("Sent"), "ok"
        note = _("Sent on %(day)s") % {"day": short_date(timezone.localtime(state.sent.submitted_at))}
    elif state.is_open:
        url = reverse("members:evaluation-create", args=[pair.code, state.key])
        label, kind, note = _("Waiting for you"), "needs-you", _("Takes a minute or two")
        if state.closes_on:
            note = _("Takes a minute or two; open until %(day)s") % {"day": short_date(state.closes_on)}
    elif state.opens_on and state.opens_on > timezone.localdate():
        label, kind = _("To come"), "wait"
        note = _("Opens on %(day)s") % {"day": short_date(state.opens_on)}
    elif state.opens_on:
        label, kind = _("Over"), "neutral"
        note = _("Was open until %(day)s") % {"day": short_date(state.closes_on)} if state.closes_on else ""
    elif state.moment == EvaluationMoment.FIRST_MEETING:
        label, kind, note = _("To come"), "wait", _("Opens when a first meeting in person is logged")
    elif state.moment == EvaluationMoment.FOLLOW_UP:
        label, kind, note = _("To come"), "wait", _("Opens some time after your work together has ended")
    else:
        label, kind, note = _("Not needed"), "neutral", _("The pair ended before it")
    return {"title": state.title, "url": url, "label": label, "kind": kind, "note": note}
