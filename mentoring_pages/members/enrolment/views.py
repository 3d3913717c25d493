"""Coming in: enrolling a program, asking to join one, answering an invitation into one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.enrolment import (
    AlreadyIn,
    Enrolment,
    NameTaken,
    UnknownProgram,
    ask_to_join,
    enrol_program,
    withdraw_join,
)
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.actions.people import OtherAddress, accept_invitation, check_invitation, invitation_of
from mentoring_pages.enums import EnrolmentStatus, ReferralStatus
from mentoring_pages.members import access
from mentoring_pages.members.acting import act_for
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import JoinRequest, Program, Referral

from .forms import EnrolForm, JoinForm

TEMPLATES = "mentoring_pages/members/enrolment"
READ_AND_POST = ["GET", "HEAD", "POST"]


@keeps_typed
@require_http_methods(READ_AND_POST)
@member_required
def program_enrol(request, referral=None):
    """Enrol a program. `referral` is the code in a coordinator's letter, ?again= a program that was declined."""
    referral = _referral(referral)
    typed = typed_before(request, by_same_person=True)
    form = EnrolForm(
        typed if typed is not None else posted(request), user=request.user, initial=_initial(request, referral)
    )
    join_url = ""
    if request.method == "POST" and form.is_valid():
        try:
            program = enrol_program(Enrolment(**form.enrolment_values()), by=request.user, referral=referral)
        except NameTaken as refusal:
            form.add_error("name", refusal.message)
            join_url = f"{reverse('members:program-join')}"
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            act_for(request, program)
            messages.success(
                request, _("Thank you. A coordinator looks at it and writes to you. You can tell more about it now.")
            )
            return redirect("members:program-detail", program.code)
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "join_url": join_url,
        "was_kept": typed is not None,
        "view_title": _("Enrol your program"),
    }
    return members_page(request, f"{TEMPLATES}/program_enrol.html", context, section="program", status=status_of(form))


@require_http_methods(READ_AND_POST)
@member_required
def program_join(request):
    """Ask to be let into a program, and see what one has asked for."""
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            ask_to_join(**form.cleaned_data, by=request.user)
        except (UnknownProgram, AlreadyIn) as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("We have told the program and the coordinators. You get an e-mail."))
            return redirect("members:program-join")
    wishes = JoinRequest.objects.filter(user=request.user).select_related("program")
    context = {
        "form": form,
        "wishes": [_wish_row(wish) for wish in wishes],
        "view_title": _("Join a program"),
    }
    return members_page(request, f"{TEMPLATES}/program_join.html", context, section="program", status=status_of(form))


@require_http_methods(READ_AND_POST)
@member_required
def join_withdraw(request, pk):
    """Ask once more, then take the wish back."""
    wish = access.get_join_request_or_404(request.user, pk)
    if request.method == "POST":
        try:
            withdraw_join(wish, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("You have taken your request back."))
        return redirect("members:program-join")
    context = {
        "view_title": _("Take the request back"),
        "question": _("Take back your request to join %(program)s?") % {"program": wish.program},
        "text": _("Nobody lets you in then. You can ask again at any time."),
        "submit_label": _("Take it back"),
        "cancel_url": reverse("members:program-join"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="program")


@sensitive_variables("token")
@require_http_methods(READ_AND_POST)
@member_required
def invitation_accept(request, token):
    """What the invitation is about, and saying yes. Works for the invited address alone."""
    invitation = invitation_of(token)
    if invitation is None:
        raise Http404
    try:
        check_invitation(invitation, request.user)
        if request.method == "POST":
            accept_invitation(invitation, by=request.user)
            act_for(request, invitation.program)
            messages.success(request, _("Welcome to %(program)s.") % {"program": invitation.program})
            return redirect("members:program-detail", invitation.program.code)
    except TransitionError as refusal:
        if invitation.accepted_by_id == request.user.pk:
            return redirect("members:program-detail", invitation.program.code)
        context = {
            "refusal": refusal.message,
            "is_other_address": isinstance(refusal, OtherAddress),
            "email": request.user.email,
            "view_title": _("This invitation does not work here"),
        }
        status = 403 if isinstance(refusal, OtherAddress) else 410
        template = f"{TEMPLATES}/invitation_refused.html"
        return members_page(request, template, context, section="program", status=status)
    context = {
        "invitation": invitation,
        "role": invitation.get_role_display(),
        "view_title": _("Join %(program)s") % {"program": invitation.program},
    }
    return members_page(request, f"{TEMPLATES}/invitation_accept.html", context, section="program")


def _referral(code):
    """The referral that a coordinator's letter names, as long as nobody enrolled by it."""
    found = Referral.objects.filter(code=code, program=None, status=ReferralStatus.INVITED) if code else None
    return found.first() if found is not None else None


def _initial(request, referral):
    if referral:
        return {"name": referral.program_name, "came_by": "referred"}
    try:
        code = UUID(request.GET.get("again", ""))
    except ValueError:
        return {}
    program = Program.objects.of_user(request.user).filter(code=code, status=EnrolmentStatus.DECLINED).first()
    if program is None:
        return {}
    fields = ("name", "started_on", "director_started_on", "participation", "required_by", "came_by")
    facts = program.facts
    return {
        **{name: getattr(program, name) for name in fields},
        "note": program.enrolment_note,
        "zip_code": facts.zip_code if facts else "",
        "region": facts.region_id if facts else None,
    }


WISH_BADGES = {"waiting": "wait", "approved": "ok", "declined": "stop", "withdrawn": "neutral"}


def _wish_row(wish):
    return {
        "program": wish.program.name,
        "role": wish.get_role_display(),
        "label": wish.get_status_display(),
        "kind": WISH_BADGES[wish.status],
        "reason": wish.reason,
        "on": wish.created_at,
        "withdraw_url": reverse("members:join-withdraw", args=[wish.pk]) if wish.status == "waiting" else "",
    }
