"""The people of a program: who they are, letting in, inviting, roles, handing over, removing; and the switch."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions import people
from mentoring_pages.actions.enrolment import approve_join, decline_join
from mentoring_pages.actions.errors import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.acting import act_for, own_programs
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_manage_people, directs

from .forms import STAYS, HandOverForm, InviteForm, JoinAnswerForm, RoleForm
from .rows import invitation_row, join_row, person_row

TEMPLATES = "mentoring_pages/members/people"
CONFIRM = "mentoring_pages/members/confirm.html"
READ_AND_POST = ["GET", "HEAD", "POST"]


@require_POST
@member_required
def program_switch(request):
    """Act for another of one's programs from now on."""
    wanted = request.POST.get("program", "")
    program = next((one for one in own_programs(request) if str(one.code) == wanted), None)
    if program is None:
        raise Http404
    act_for(request, program)
    messages.success(request, _("You act for %(program)s now.") % {"program": program})
    return redirect("members:home")


@require_http_methods(READ_AND_POST)
@member_required
def people_list(request, code):
    """Everyone of the program. Directors find who waits, letters on their way, and the form for a new one."""
    program = access.get_program_or_404(request.user, code)
    is_manager = can_manage_people(request.user, program)
    form = InviteForm(posted(request)) if is_manager else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            try:
                people.invite_person(program, form.cleaned_data["email"], form.cleaned_data["role"], by=request.user)
            except TransitionError as refusal:
                form.add_error("email", refusal.message)
            else:
                messages.success(
                    request, _("The invitation is on its way to %(email)s.") % {"email": form.cleaned_data["email"]}
                )
                return redirect("members:people-list", code)
    rows = program.memberships.filter(is_active=True).select_related("user").order_by("role", "pk")
    invitations = program.invitations.open() if is_manager else ()
    joins = program.join_requests.waiting().select_related("user") if is_manager else ()
    context = {
        "program": program,
        "people": [person_row(row, request.user, program, is_manager=is_manager) for row in rows],
        "invitations": [invitation_row(one, program) for one in invitations],
        "joins": [join_row(one, program) for one in joins],
        "form": form,
        "is_manager": is_manager,
        "hand_over_url": reverse("members:people-hand-over", args=[code]) if directs(request.user, program.pk) else "",
        "leave_url": reverse("members:people-leave", args=[code]),
        "view_title": _("People of %(program)s") % {"program": program},
    }
    status = status_of(form) if form else 200
    return _page(request, f"{TEMPLATES}/people_list.html", context, program, status)


@require_http_methods(READ_AND_POST)
@member_required
def people_role(request, code, pk):
    """Make somebody director or staff."""
    program, membership = _managed(request, code, pk)
    form = RoleForm(posted(request), initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        try:
            people.give_role(membership, form.cleaned_data["role"], by=request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The role is changed."))
            return redirect("members:people-list", code)
    title = _("Role of %(name)s") % {"name": name_of(membership.user)}
    return _form_page(request, program, form, title, _("Save the role"))


@require_http_methods(READ_AND_POST)
@member_required
def people_hand_over(request, code):
    """Give the role of director to somebody else."""
    program = access.get_program_or_404(request.user, code)
    if not directs(request.user, program.pk):
        raise PermissionDenied
    others = program.memberships.current().exclude(user=request.user).select_related("user")
    form = HandOverForm(posted(request), people=others)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            people.hand_over(program, values["to"], by=request.user, stays=values["after"] == STAYS, on=values["on"])
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            name = name_of(values["to"].user)
            messages.success(request, _("%(name)s directs the program now and has got an e-mail.") % {"name": name})
            if values["after"] == STAYS:
                return redirect("members:people-list", code)
            return redirect("members:home")
    note = _(
        "The pair stays with the program: the new director reads its plan, contacts and visits. Your journal stays "
        "yours; nobody who comes later reads it."
    )
    if not form.people:
        note = ""
    return _form_page(request, program, form, _("Hand over"), _("Hand over the program"), note, not form.people)


@require_http_methods(READ_AND_POST)
@member_required
def people_remove(request, code, pk):
    """Ask once more, then end somebody's part."""
    program, membership = _managed(request, code, pk)
    if request.method == "POST":
        done = _("%(name)s no longer belongs to the program.") % {"name": name_of(membership.user)}
        return _do(request, code, done, people.remove_person, membership)
    context = {
        "view_title": _("Remove a person"),
        "question": _("Remove %(name)s from %(program)s?") % {"name": name_of(membership.user), "program": program},
        "text": _("The program's pages are closed to the person at once. What the person wrote for the program stays."),
        "submit_label": _("Remove"),
        "cancel_url": reverse("members:people-list", args=[code]),
    }
    return _page(request, CONFIRM, context, program)


@require_http_methods(READ_AND_POST)
@member_required
def people_leave(request, code):
    """Ask once more, then end one's own part."""
    program = access.get_program_or_404(request.user, code)
    if request.method == "POST":
        done = _("You have left %(program)s.") % {"program": program}
        return _do(request, code, done, people.leave_program, program, onward="members:home")
    text = _(
        "Its pages are closed to you at once. Only somebody of the program or a coordinator can let you in again. Your "
        "journal stays yours: you find it under “My data”."
    )
    is_director = directs(request.user, program.pk)
    if is_director and not program.memberships.directing().exclude(user=request.user).exists():
        text = _("You are its only director. Better hand over first; if you leave, the coordinators are told.")
    context = {
        "view_title": _("Leave the program"),
        "question": _("Leave %(program)s?") % {"program": program},
        "text": text,
        "submit_label": _("Leave"),
        "cancel_url": reverse("members:people-list", args=[code]),
    }
    return _page(request, CONFIRM, context, program)


@require_POST
@member_required
def invitation_resend(request, code, pk):
    """The letter goes out again with a new link."""
    invitation = _invitation(request, code, pk)
    return _do(request, code, _("The letter is sent again."), people.resend_invitation, invitation)


@require_POST
@member_required
def invitation_revoke(request, code, pk):
    """The link works no more."""
    invitation = _invitation(request, code, pk)
    return _do(request, code, _("The invitation is taken back."), people.revoke_invitation, invitation)


@require_http_methods(READ_AND_POST)
@member_required
def join_answer(request, code, pk):
    """Let in somebody who asked, or decline."""
    program = _own(request, code)
    wish = access.get_waiting_join_or_404(program, pk)
    form = JoinAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            if answer == "decline":
                decline_join(wish, by=request.user, reason=form.cleaned_data["reason"])
            else:
                approve_join(wish, by=request.user, role=answer)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The person gets your answer by e-mail."))
            return redirect("members:people-list", code)
    title = _("%(name)s asks to join") % {"name": name_of(wish.user)}
    note = _("Let in only people you know: they see everything that the program writes with its pair.")
    return _form_page(request, program, form, title, _("Send the answer"), note)


def _own(request, code):
    program = access.get_program_or_404(request.user, code)
    if not can_manage_people(request.user, program):
        raise PermissionDenied
    return program


def _managed(request, code, pk):
    program = _own(request, code)
    return program, access.get_membership_or_404(program, pk)


def _invitation(request, code, pk):
    return access.get_open_invitation_or_404(_own(request, code), pk)


def _do(request, code, done, act, row, onward=None):
    """Call the action, say what came of it, and go back to the list."""
    try:
        act(row, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
        return redirect("members:people-list", code)
    messages.success(request, done)
    return redirect(onward) if onward else redirect("members:people-list", code)


def _form_page(request, program, form, title, label, reader_note="", is_alone=False):
    context = {
        "form": form,
        "program": program,
        "is_alone": is_alone,
        "submit_label": label,
        "reader_note": reader_note,
        "cancel_url": reverse("members:people-list", args=[program.code]),
        "view_title": title,
    }
    return _page(request, f"{TEMPLATES}/people_form.html", context, program, status_of(form))


def _page(request, template, context, program, status=200):
    return members_page(request, template, context, section="program", program=program, status=status)
