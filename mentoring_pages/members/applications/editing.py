"""Writing an application, one part a page. Each part is saved on its own, with gaps if need be."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, TransitionError
from mentoring_pages.application_stages import ApplicationStep
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page, posted
from mentoring_pages.permissions import can_take_step

from .parts import PARTS, make_form, part_labels, part_url, read_back, save_part, stepper

TEMPLATE = "mentoring_pages/members/applications/application_edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def application_edit(request, code, part):
    """One part of a draft."""
    application = access.get_application_or_404(request.user, code)
    if part not in PARTS:
        raise Http404
    if not can_take_step(request.user, application, ApplicationStep.EDIT):
        raise PermissionDenied
    form = make_form(part, application, posted(request))
    if form.is_bound and form.is_valid():
        try:
            save_part(part, application, form, by=request.user)
        except ChangedMeanwhile as refusal:
            return _show(request, application, part, form, conflict=refusal.message)
        except Incomplete as refusal:
            form.add_error(None, refusal.message)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect(part_url("send", application))
        else:
            messages.success(request, _("Saved. Nobody but your program reads it until you send it in."))
            later = "leave" in request.POST
            following = (*PARTS, "send")[PARTS.index(part) + 1]
            return redirect(part_url("send" if later else following, application))
    return _show(request, application, part, form)


def _show(request, application, part, form, conflict=""):
    saved = None
    # What was bound has been put on the row in memory; what is saved is read anew.
    application = access.get_application_or_404(request.user, application.code)
    if conflict:
        # Shown beside what was typed; the next saving is made knowing it.
        saved = read_back(part, application)
        form.data = form.data.copy()
        form.data["version"] = make_form(part, application).initial["version"]
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "part": part,
        "part_label": part_labels()[part],
        "steps": stepper(part, application),
        "conflict": conflict,
        "saved_rows": saved,
        "note": application.sent_back_note,
        "program_line": application.program.name,
        "cancel_url": part_url("send", application),
        "view_title": _("Become a mentor"),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return members_page(request, TEMPLATE, context, section="mentor", status=status)
