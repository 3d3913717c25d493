"""The page on which readers say whether a resource was useful."""

from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from resources.actions.useful_answers import answer_useful
from resources.conf import get_setting
from resources.limits import client_address, is_over_limit

from .asking import METHODS
from .forms import NO, YES, UsefulForm
from .small_pages import small_page


def say_useful(resource, request):
    """The form, with the answer that was pressed on the resource's page, and what came of it.

    Following a link stores nothing: programs that read ahead follow links too.
    """
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    pressed = request.GET.get("answer")
    initial = {"answer": pressed} if pressed in (YES, NO) else {}
    form = UsefulForm(request.POST if request.method == "POST" else None, initial=initial)
    own_path = f"{resource.get_url(request)}useful/"
    if request.method == "POST" and form.is_valid():
        who = client_address(request)
        if form.is_by_machine:
            return redirect(f"{own_path}?sent=1")
        if is_over_limit("useful-answer", who, get_setting("USEFUL_ANSWERS_PER_HOUR")):
            form.add_error(None, _("Many answers came from your network in the last hour. Please try again later."))
        else:
            values = form.cleaned_data
            answer_useful(resource, is_useful=values["answer"] == YES, comment=values["comment"])
            return redirect(f"{own_path}?sent=1")
    is_sent = request.method != "POST" and "sent" in request.GET
    context = {"form": form, "action_url": own_path, "is_sent": is_sent}
    title = _("Thank you") if is_sent else _("Was this useful?")
    return small_page(resource, request, "say_useful.html", title, context, is_refused=bool(form.errors))
