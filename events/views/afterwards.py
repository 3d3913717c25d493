"""What a guest has after a gathering, behind the secret address: the certificate, and three questions. R88."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import certificates
from events.actions.followup import may_evaluate, send_feedback
from events.exceptions import RegistrationRefused
from events.models import Registration
from events.permissions import can_have_certificate
from events.rows import when_of

METHODS = ("GET", "HEAD", "POST")
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


def certificate(page, request, code):
    """The PDF; a sentence instead where it can't be had. Unknown code: 404."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    registration = _registration_or_404(page, code)
    if not can_have_certificate(registration):
        return _told(page, request, _why_no_certificate(page))
    if not certificates.are_available():
        text = _("Certificates cannot be made on this site at the moment. Please ask the contact for yours.")
        return _told(page, request, text, status=503)
    octets = certificates.pdf_of([certificates.certificate_of(registration)])
    response = HttpResponse(octets, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{page.slug}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return _private(response)


def feedback(page, request, code):
    """The three questions, once; what was typed stays when they are refused."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    registration = _registration_or_404(page, code)
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
            return _private(redirect(page.get_url(request)))
    context = {"form": form, **_page_context(page, request, _("How was it?"))}
    return _private(page.render(request, context_overrides=context, template="partnership_events/feedback_form.html"))


def _why_no_certificate(page):
    if not page.is_over:
        return _("Your certificate will be here once the gathering is over.")
    return _("Guests who were marked as present have a certificate. If you were there, please tell the contact.")


def _told(page, request, text, *, kind="info", status=200):
    context = {"told": text, "told_kind": kind, **_page_context(page, request, _("After the gathering"))}
    response = page.render(request, context_overrides=context, template="partnership_events/certificate_none.html")
    response.status_code = status
    return _private(response)


def _registration_or_404(page, code):
    registration = Registration.objects.filter(gathering=page, code=code).first()
    if registration is None:
        raise Http404
    registration.gathering = page
    return registration


def _page_context(page, request, title):
    parent, site = page.get_parent(), page.get_site()
    starts_at, ends_at = when_of(page)
    home = [{"title": _("Home"), "url": site.root_page.get_url(request)}] if site else []
    return {
        "step_title": title,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": page.place,
        "gathering_url": page.get_url(request),
        "robots": "noindex",
        "crumbs": [
            *home,
            {"title": parent.title, "url": parent.get_url(request)},
            {"title": page.title, "url": page.get_url(request)},
            {"title": title, "url": ""},
        ],
    }


def _private(response):
    response["Cache-Control"] = "private, no-store"
    # With "no-referrer" browsers send forms from the origin "null", which the check against forgery refuses.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
