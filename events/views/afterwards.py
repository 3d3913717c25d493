"""What a guest has after a gathering, behind the secret address: the certificate, and three questions. R88."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.actions.followup import may_evaluate, send_feedback
from events.exceptions import RegistrationRefused
from events.guests import certificates
from events.permissions import can_have_certificate
from events.views.guest_pages import METHODS, page_context, registration_or_404, render
from resources.private_answers import private

SCORES = (
    (5, gettext_lazy("5: very useful")),
    (4, gettext_lazy("4: useful")),
    (3, gettext_lazy("3: partly")),
    (2, gettext_lazy("2: hardly")),
    (1, gettext_lazy("1: not useful")),
)


class FeedbackForm(forms.Form):
    """Three questions; only the first must be answered."""

    usefulness = forms.TypedChoiceField(
        label=gettext_lazy("How useful was it for your work?"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a number from 1 to 5.")},
    )
    took_home = forms.CharField(
        label=gettext_lazy("What do you take home?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Write nothing that tells who you are."),
    )
    wishes = forms.CharField(
        label=gettext_lazy("What do you wish for next time?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@private
def certificate(page, request, code):
    """The PDF; a sentence instead where it can't be had. Unknown code: 404."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    registration = registration_or_404(page, code)
    if not can_have_certificate(registration):
        return _told(page, request, _why_no_certificate(page))
    if not certificates.are_available():
        text = _("Certificates cannot be made on this site at the moment. Please ask the contact for yours.")
        return _told(page, request, text, status=503)
    octets = certificates.pdf_of([certificates.certificate_of(registration)])
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{page.slug}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@private
def feedback(page, request, code):
    """The three questions, once; what was typed stays when they are refused."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = registration_or_404(page, code)
    if registration.has_sent_feedback:
        return _told(
            page, request, _("You have answered already. Thank you. Each guest can answer once."), kind="success"
        )
    if not may_evaluate(registration):
        return _told(page, request, _("These questions are for guests, once the gathering is over."))
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_feedback(registration, **form.cleaned_data)
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Thank you. Your answers help to make the next gathering better."))
            return redirect(page.get_url(request))
    context = {"form": form, **page_context(page, request, _("How was it?"))}
    return render(page, request, "feedback_form.html", context)


def _why_no_certificate(page):
    if not page.is_over:
        return _("Your certificate will be here once the gathering is over.")
    return _("Guests who were marked as present have a certificate. If you were there, please tell the contact.")


def _told(page, request, text, *, kind="info", status=200):
    context = {"told": text, "told_kind": kind, **page_context(page, request, _("After the gathering"))}
    return render(page, request, "certificate_none.html", context, status)
