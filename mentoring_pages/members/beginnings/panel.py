"""What a pair's page says about its fit."""

from django.urls import reverse

from mentoring_pages.actions.fit_checks import has_met
from mentoring_pages.models import FitCheck
from mentoring_pages.permissions import can_answer_fit


def beginning_of(user, pair, side):
    """The context of beginnings/beginning.html; None for who only reads along, before both met, and after the end.

    Three queries at most.
    """
    if side is None or not can_answer_fit(user, pair) or not has_met(pair):
        return None
    check = FitCheck.objects.filter(pair=pair, side=side).first()
    return {
        "fit_url": reverse("members:fit-check", args=[pair.code]),
        "fit_answer": check.get_answer_display() if check and check.answer else "",
    }
