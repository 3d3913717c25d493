"""Evaluations: how one finds the mentoring, once each moment (R19, R34)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.evaluations import submit_evaluation
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import EvaluationMoment
from mentoring_pages.members import access
from mentoring_pages.members.evaluations.forms import EvaluationForm
from mentoring_pages.members.evaluations.moments import moments_of, questions_for
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import Evaluation
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
        "pair_line": pair_line(pair),
        "view_title": _("Evaluations"),
    }
    return members_page(
        request, "mentoring_pages/members/evaluations/evaluation_list.html", context, section="evaluations", pair=pair
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def evaluation_create(request, pair_code, moment):
    """Answer the questions of one moment."""
    pair = access.get_pair_or_404(request.user, pair_code)
    moment = _moment_or_404(moment)
    if not can_answer_evaluation(request.user, pair):
        raise PermissionDenied
    side = pair_side(request.user, pair)
    states = {state.moment: state for state in moments_of(pair, request.user, side, today=timezone.localdate())}
    state = states.get(moment)
    if state and state.sent:
        return redirect("members:evaluation-detail", pair.code, moment)
    if state is None or not state.is_open:
        raise PermissionDenied
    form = EvaluationForm(posted(request), questions=questions_for(side, moment))
    if request.method == "POST" and form.is_valid():
        try:
            submit_evaluation(pair, by=request.user, moment=moment, answers=form.answers())
        except TransitionError as refusal:
            messages.info(request, refusal.message)
        return redirect("members:evaluation-detail", pair.code, moment)
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "view_title": _("Evaluation: %(moment)s") % {"moment": EvaluationMoment(moment).label},
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
def evaluation_detail(request, pair_code, moment):
    """Thanks, and one's own answers."""
    pair = access.get_pair_or_404(request.user, pair_code)
    own = Evaluation.objects.readable_by(request.user).filter(author=request.user, pair=pair)
    evaluation = get_object_or_404(own, moment=_moment_or_404(moment))
    context = {
        "evaluation": evaluation,
        "facts": [
            {
                "label": answer.question_text,
                "value": answer.text or _("%(score)d of 5") % {"score": answer.score},
            }
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


def _moment_or_404(value):
    if value not in EvaluationMoment.values:
        raise Http404
    return EvaluationMoment(value)


def _row(pair, state):
    name = "members:evaluation-detail" if state.sent else "members:evaluation-create"
    if state.sent:
        label, kind = _("Sent"), "ok"
        note = _("Sent on %(day)s") % {"day": short_date(timezone.localtime(state.sent.submitted_at))}
    elif state.is_open:
        label, kind, note = _("Waiting for you"), "needs-you", _("Takes about five minutes")
    elif state.opens_on:
        label, kind = _("To come"), "wait"
        note = _("Opens on %(day)s") % {"day": short_date(state.opens_on)}
    elif state.moment == EvaluationMoment.FIRST_MEETING:
        label, kind, note = _("To come"), "wait", _("Opens when a first meeting in person is logged")
    else:
        label, kind, note = _("Not needed"), "neutral", _("The pair ended before it")
    return {
        "title": state.moment.label,
        "url": reverse(name, args=[pair.code, state.moment]) if state.sent or state.is_open else "",
        "label": label,
        "kind": kind,
        "note": note,
    }
