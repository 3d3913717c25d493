"""Changing what a program tells, a page at a time, each saved on its own; a mentor then sends it to be looked at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.errors import ChangedMeanwhile, TransitionError
from mentoring_pages.actions.programs import (
    save_mentee_profile,
    save_mentor_draft,
    send_mentor_page,
    version_of_fields,
)
from mentoring_pages.facts import all_facts
from mentoring_pages.members import access
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import FACTS
from mentoring_pages.permissions import can_edit_program
from mentoring_pages.profile_changes import changes_between

from .forms import step_form
from .profile import fact_row, newest, page_of, review_notice, who_sees
from .steps import missing_of, step_after, step_rows, steps_of

TEMPLATES = "mentoring_pages/members/programs"
READ_AND_POST = ["GET", "HEAD", "POST"]


@require_safe
@member_required
def program_edit(request, code):
    """The pages of the form, how much of each is told, and what is missing."""
    program = _own(request, code)
    page = page_of(program)
    profile = newest(program, page)
    missing = missing_of(program, profile)
    context = {
        "program": program,
        "steps": step_rows(program, profile, is_mentor=page is not None),
        "missing": missing,
        "told": len(FACTS) - len(missing),
        "of": len(FACTS),
        "review": review_notice(page),
        "review_url": reverse("members:program-review", args=[code]) if page else "",
        "view_title": _("What %(program)s tells about itself") % {"program": program},
    }
    return _page(request, "program_edit", context, program)


@keeps_typed
@require_http_methods(READ_AND_POST)
@member_required
def program_step(request, code, key):
    """One page of the form. Saving leads to the next one."""
    program = _own(request, code)
    page = page_of(program)
    step = next((one for one in steps_of(page is not None) if one.key == key), None)
    if step is None:
        raise Http404
    profile = newest(program, page)
    typed = typed_before(request)
    data = request.POST if request.method == "POST" else typed
    version = version_of_fields(profile, step.fields)
    form = step_form(step, profile, data, version=version)
    conflict, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request.user, program, page, form)
            except ChangedMeanwhile as refusal:
                conflict, status = refusal.message, 409
                form.data = form.data.copy()
                form.data["version"] = version_of_fields(newest(program, page), step.fields)
            except TransitionError as refusal:
                form.add_error(None, refusal.message)
            else:
                return _onward(request, program, page, step)
    saved = newest(program, page) if conflict else None
    steps = steps_of(page is not None)
    context = {
        "program": program,
        "form": form,
        "fieldsets": form.fieldsets(),
        "conflict": conflict,
        "was_kept": typed is not None,
        "saved_rows": _saved_rows(saved, step) if saved else [],
        "number": steps.index(step) + 1,
        "count": len(steps),
        "is_last": steps[-1] is step,
        "is_mentor": page is not None,
        "cancel_url": reverse("members:program-edit", args=[code]),
        "view_title": step.title,
    }
    return _page(request, "program_step", context, program, status)


@require_http_methods(READ_AND_POST)
@member_required
def program_review(request, code):
    """What differs from the public page, side by side; from here a mentor sends it to be looked at."""
    program = _own(request, code)
    page = page_of(program)
    if page is None:
        raise Http404
    if request.method == "POST":
        try:
            send_mentor_page(page, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:program-edit", code)
        messages.success(
            request,
            _("Thank you. Your changes wait for a coordinator to look at them; the page stays as it is until then."),
        )
        return redirect("members:program-detail", code)
    context = {
        "program": program,
        "changes": changes_between(page, page.get_latest_revision_as_object()),
        "review": review_notice(page),
        "edit_url": reverse("members:program-edit", args=[code]),
        "view_title": _("What changes on your public page"),
    }
    return _page(request, "program_review", context, program)


def _own(request, code):
    program = access.get_program_or_404(request.user, code)
    if not can_edit_program(request.user, program):
        raise PermissionDenied
    return program


def _save(user, program, page, form):
    values = {name: form.cleaned_data[name] for name in form.step.fields}
    version = form.cleaned_data["version"] or None
    if page:
        save_mentor_draft(page, values, by=user, version=version)
    else:
        save_mentee_profile(program, values, by=user, version=version)


def _saved_rows(saved, step):
    return [fact_row(fact, who_sees(saved)) for fact in all_facts(saved) if fact.key in step.facts]


def _onward(request, program, page, step):
    """To the next page, or back to the overview when the last is done or the person wants to stop here."""
    following = step_after(step, page is not None)
    messages.success(request, _("“%(page)s” is saved.") % {"page": step.title})
    if following is None or "stop" in request.POST:
        return redirect("members:program-edit", program.code)
    return redirect("members:program-step", program.code, following.key)


def _page(request, name, context, program, status=200):
    return members_page(request, f"{TEMPLATES}/{name}.html", context, section="program", program=program, status=status)
