"""Reminders of evaluations: on and off by the person, in the members' area or by the address in a mail."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.evaluations import set_reminders, user_of_token
from mentoring_pages.members.shell import member_required
from mentoring_pages.models import EvaluationSilence
from resources.private_answers import private


@require_POST
@member_required
def evaluation_reminders(request):
    """`wants` = yes or no; back to the page it was pressed on."""
    wants = request.POST.get("wants") == "yes"
    set_reminders(request.user, wants=wants)
    messages.success(
        request,
        _("You are reminded of open questions again.") if wants else _("You get no more reminders of questions."),
    )
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "members:home")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_quiet(request, token):
    """Whoever has the address of the mail ends its reader's reminders; nothing else is told. 404 for any other."""
    pk = user_of_token(token)
    user = get_user_model().objects.filter(pk=pk).first() if pk else None
    if user is None:
        raise Http404
    if request.method == "POST":
        set_reminders(user, wants=False)
    is_quiet = EvaluationSilence.objects.filter(user=user).exists()
    context = {"is_quiet": is_quiet, "view_title": _("Reminders of questions")}
    return render(request, "mentoring_pages/members/evaluations/evaluation_quiet.html", context)
