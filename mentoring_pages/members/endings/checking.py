"""The public page where anybody checks a certificate: it says what is certified, or that the code is unknown."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mentoring_pages.enums import Side
from mentoring_pages.models import ClosureCertificate
from resources.limits import client_address, is_over_limit
from resources.private_answers import private

from .story import hours_in_words

PER_HOUR = 60
LONGEST = 40


@private
@require_safe
def certificate_check(request):
    """?code= as printed, in any case and with or without dashes. Nothing but program, part, cycle and hours is told."""
    typed = request.GET.get("code", "").strip()[:LONGEST]
    context = {"typed": typed, "view_title": _("Check a certificate")}
    status = 200
    if typed and is_over_limit("certificate-check", client_address(request), PER_HOUR):
        context["problem"] = _("That were many codes in a short time. Please try again in an hour.")
        status = 429
    elif typed:
        context["facts"] = _facts(typed)
        if not context["facts"]:
            context["problem"] = _(
                "No certificate has this code. Look whether every letter and digit is as printed. The letters I, L and "
                "O and the digits 0 and 1 are not used."
            )
    return render(request, "mentoring_pages/certificates/certificate_check.html", context, status=status)


def _facts(typed):
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    certificate = (
        ClosureCertificate.objects.filter(code=code)
        .select_related("closure__pair__mentor", "closure__pair__mentee", "closure__pair__cycle")
        .first()
    )
    if certificate is None:
        return []
    pair = certificate.closure.pair
    is_mentor = certificate.side == Side.MENTOR
    return [
        {"label": _("Program"), "value": pair.mentor.name if is_mentor else pair.mentee.name},
        {"label": _("Part"), "value": certificate.get_side_display()},
        {"label": _("Cycle"), "value": pair.cycle.name},
        {"label": _("Time"), "value": hours_in_words(certificate.minutes) if certificate.minutes else _("not timed")},
    ]
