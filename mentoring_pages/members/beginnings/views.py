"""Whether a pair fits, each side for itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.fit_checks import answer_fit, has_met
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import FitCheck
from mentoring_pages.permissions import can_answer_fit, pair_side

from .forms import FitForm


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def fit_check(request, code):
    """Say for one's own side whether it fits. The other side never reads it."""
    pair = access.get_pair_or_404(request.user, code)
    if not can_answer_fit(request.user, pair):
        raise PermissionDenied
    if not has_met(pair):
        messages.info(request, _("You are asked after your first meeting. Log it under Contacts when you have met."))
        return redirect("members:pair-detail", pair.code)
    check = FitCheck.objects.filter(pair=pair, side=pair_side(request.user, pair)).first()
    initial = {"answer": check.answer, "note": check.note} if check and check.answer else {}
    form = FitForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer_fit(pair, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. Only the coordinators read it. You can change it here."))
            return redirect("members:pair-detail", pair.code)
    context = {
        "form": form,
        "pair_line": pair_line(pair),
        "view_title": _("Does it fit?"),
        "cancel_url": reverse("members:pair-detail", args=[pair.code]),
        "submit_label": _("Tell the coordinators"),
        "reader_note": _("People of your own program and coordinators read this. The other program never does."),
    }
    return _form_page(request, pair, form, context)


def _form_page(request, pair, form, context):
    template = "mentoring_pages/members/beginnings/beginning_form.html"
    return members_page(request, template, context, section="pair", pair=pair, status=status_of(form))
