"""What will be removed when, and removing one person's data at their request."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from events.actions.anonymising import erase_person, rows_about
from events.guests.retention import kept

from .scoped import desk_page

ICON = "bin"


class PersonForm(forms.Form):
    """Whose data. The person's own e-mail is what all rows have."""

    email = forms.EmailField(
        label=gettext_lazy("The person's e-mail"),
        max_length=254,
        help_text=gettext_lazy("Next you see what there is. Nothing is removed before you say so."),
    )


@desk_page
@require_safe
def retention(request):
    """Gatherings whose guests' data are kept, and the day when each goes."""
    rows = kept()
    context = {"rows": rows, "now": timezone.now(), "icon": ICON, "form": PersonForm()}
    return TemplateResponse(request, "partnership_events/cms/guests_data.html", context)


@desk_page
def remove(request):
    """Look what there is about an address; a second POST removes it. The address is in no query string."""
    if request.method in ("GET", "HEAD"):
        return redirect("gathering_desk:guests-data")
    if request.method != "POST":
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    form = PersonForm(request.POST)
    if not form.is_valid():
        context = {"rows": kept(), "now": timezone.now(), "icon": ICON, "form": form}
        return TemplateResponse(request, "partnership_events/cms/guests_data.html", context, status=422)
    email = form.cleaned_data["email"]
    if "confirmed" not in request.POST:
        found = rows_about(email)
        context = {"email": email, "found": found, "count": sum(map(len, found.values())), "icon": ICON}
        return TemplateResponse(request, "partnership_events/cms/guests_data_remove.html", context)
    count = erase_person(email, by=request.user)
    if count:
        text = ngettext("%(count)s row was emptied. Numbers stay.", "%(count)s rows were emptied. Numbers stay.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("There was nothing about this address any more."))
    return redirect(reverse("gathering_desk:guests-data"))
