"""Becoming a mentor: the way in, one's application and where it stands, and the steps of the program itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.application_decisions import renew_mentor, stay_unmatched
from mentoring_pages.actions.application_drafts import create_application, submit_application, withdraw_application
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.application_stages import TRAINED_STATUSES, ApplicationStatus, ApplicationStep
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import (
    MentorApplication,
    MentorApplicationSettings,
    MentorProfilePage,
    Program,
    TrainingSession,
)
from mentoring_pages.permissions import can_apply_as_mentor, can_take_step
from mentoring_pages.prerequisites import missing

from .parts import PARTS, part_labels, part_url, read_back, stepper
from .standing import (
    attended_in_words,
    badge_of,
    interview_rows,
    reference_rows,
    renewal_line,
    session_items,
    standing,
    timeline,
)

FOLDER = "mentoring_pages/members/applications"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def application_start(request):
    """What mentors get and give, and a button for each program that may apply. POST begins with `program`."""
    programs = list(Program.objects.of_user(request.user))
    if request.method == "POST":
        program = next((one for one in programs if str(one.code) == request.POST.get("program")), None)
        if program is None:
            messages.error(request, _("Choose the program that applies."))
            return redirect("members:application-start")
        try:
            application = create_application(program, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:application-start")
        if application.status != ApplicationStatus.DRAFT:
            return redirect("members:application-detail", application.code)
        return redirect(part_url(PARTS[0], application))
    settings = MentorApplicationSettings.current()
    context = {
        "texts": settings,
        "rows": [_program_row(request.user, program, settings) for program in programs],
        "has_program": bool(programs),
        "view_title": _("Become a mentor"),
    }
    return members_page(request, f"{FOLDER}/application_start.html", context, section="mentor")


@require_safe
@member_required
def application_detail(request, code):
    """One application: where it stands, what is to do, and what was written."""
    application = access.get_application_or_404(request.user, code)
    is_draft = application.status == ApplicationStatus.DRAFT
    can_edit = can_take_step(request.user, application, ApplicationStep.EDIT)
    label, kind = badge_of(application)
    labels = part_labels()
    page = MentorProfilePage.objects.filter(program=application.program_id).first()
    is_trained = application.status in TRAINED_STATUSES
    shows_training = is_trained or application.status == ApplicationStatus.TRAINING
    sessions = TrainingSession.objects.upcoming().select_related("gathering") if shows_training else ()
    context = {
        "application": application,
        "program_line": application.program.name,
        "badge_label": label,
        "badge_kind": kind,
        "standing": standing(application),
        "steps": stepper("send", application) if can_edit else None,
        "is_draft": is_draft,
        "can_edit": can_edit,
        "missing": [
            {"url": part_url(part, application), "text": text}
            for part, text in missing(application, timezone.localdate())
        ]
        if is_draft
        else [],
        "parts": [
            {
                "key": part,
                "label": labels[part],
                "rows": read_back(part, application),
                "url": part_url(part, application) if can_edit else "",
            }
            for part in PARTS
            if is_draft or part != "referees"
        ],
        "timeline": timeline(application),
        "references": [] if is_draft else reference_rows(application),
        "interview": interview_rows(application) if application.status == ApplicationStatus.INTERVIEW else [],
        "sessions": session_items(sessions),
        "attended": attended_in_words(application),
        "is_trained": is_trained,
        "page": None,
        "mentor_page_url": reverse("members:program-edit", args=[application.program.code]) if page else "",
        "renewal": renewal_line(application) if is_trained else "",
        "can_renew": can_take_step(request.user, application, ApplicationStep.RENEW),
        "can_stay_unmatched": can_take_step(request.user, application, ApplicationStep.STAY_UNMATCHED),
        "can_withdraw": can_take_step(request.user, application, ApplicationStep.WITHDRAW),
        "withdraw_label": _withdraw_words(application)["label"],
        "view_title": _("Our way to become a mentor"),
    }
    return members_page(request, f"{FOLDER}/application_detail.html", context, section="mentor")


@require_POST
@member_required
def application_submit(request, code):
    """Send a draft in."""
    application = access.get_application_or_404(request.user, code)
    try:
        submit_application(application, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Sent in. A coordinator reads it and writes to your referees next."))
    return redirect("members:application-detail", code)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def application_withdraw(request, code):
    """Ask once more, then take the application back, or step down as a mentor."""
    application = access.get_application_or_404(request.user, code)
    words = _withdraw_words(application)
    return _confirmed(request, application, ApplicationStep.WITHDRAW, withdraw_application, words)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def application_unmatched(request, code):
    """Ask once more, then stay in the group without a mentee (R101)."""
    application = access.get_application_or_404(request.user, code)
    words = {
        "label": _("Stay in the group without a mentee"),
        "question": _("Stay in the mentors' group without a mentee?"),
        "text": _(
            "Nobody is matched with you and your page leaves the directory. You stay invited to what the group "
            "does. A coordinator can bring you back when you like."
        ),
        "submit": _("Stay without a mentee"),
        "done": _("Done. You stay in the mentors' group."),
    }
    return _confirmed(request, application, ApplicationStep.STAY_UNMATCHED, stay_unmatched, words)


@require_POST
@member_required
def application_renew(request, code):
    """Confirm for another period."""
    application = access.get_application_or_404(request.user, code)
    try:
        renew_mentor(application, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Thank you. You are confirmed for another period."))
    return redirect("members:application-detail", code)


def _confirmed(request, application, step, action, words):
    """A page that asks once more; a POST from there takes the step."""
    if not can_take_step(request.user, application, step):
        raise PermissionDenied
    if request.method == "POST":
        try:
            action(application, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, words["done"])
        return redirect("members:application-detail", application.code)
    context = {
        "view_title": words["label"],
        "question": words["question"],
        "text": words["text"],
        "submit_label": words["submit"],
        "cancel_url": part_url("send", application),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="mentor")


def _withdraw_words(application):
    if application.status in TRAINED_STATUSES:
        return {
            "label": _("Step down as a mentor"),
            "question": _("Step down as a mentor?"),
            "text": _("Your page leaves the directory. You can apply again later."),
            "submit": _("Step down"),
            "done": _("Done. Thank you for what you have given."),
        }
    is_draft = application.status == ApplicationStatus.DRAFT
    return {
        "label": _("Close this draft") if is_draft else _("Take the application back"),
        "question": _("Close this draft?") if is_draft else _("Take the application back?"),
        "text": _("It can't be sent in any more. You can begin a new one at any time.")
        if is_draft
        else _("Your referees are told that they need not answer. You can apply again later."),
        "submit": _("Close it") if is_draft else _("Take it back"),
        "done": _("Done. You can begin a new application at any time."),
    }


def _program_row(user, program, settings):
    """A program of the user's: its open application, or whether it can apply, or why not."""
    application = MentorApplication.objects.open().filter(program=program).first()
    row = {"name": program.name, "code": program.code, "can_begin": False, "url": "", "text": ""}
    if application:
        label, kind = badge_of(application)
        url = reverse("members:application-detail", args=[application.code])
        return row | {"url": url, "text": standing(application), "badge_label": label, "badge_kind": kind}
    if MentorProfilePage.objects.live().filter(program=program).exists():
        return row | {"text": _("This program is a mentor already.")}
    if not settings.is_open:
        return row | {"text": _("Applications are closed now. Please come back later, or write to the coordinators.")}
    if not can_apply_as_mentor(user, program):
        return row | {"text": _("A director applies for an enrolled program. Please ask yours.")}
    return row | {"can_begin": True}
