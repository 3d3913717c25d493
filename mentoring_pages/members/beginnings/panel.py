"""What a pair's page says about its first meeting and its fit."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions.meetings import has_met
from mentoring_pages.models import FitCheck, MeetingDate
from mentoring_pages.permissions import can_arrange_meeting
from resources.dates_in_words import when_in_words


def beginning_of(user, pair, side):
    """The context of components/beginning.html; None for who only reads along, and once the pair has ended.

    Four queries at most.
    """
    if side is None or not can_arrange_meeting(user, pair):
        return None
    dates = list(MeetingDate.objects.filter(pair=pair))
    picked = next((one for one in dates if one.is_picked), None)
    theirs = [one for one in dates if not one.is_picked and one.side != side and one.starts_at > timezone.now()]
    own = [one for one in dates if not one.is_picked and one.side == side]
    met = has_met(pair)
    check = FitCheck.objects.filter(pair=pair, side=side).first() if met else None
    return {
        "picked": when_in_words(picked.starts_at) if picked else "",
        "place": picked.place if picked else "",
        "to_pick": [
            {
                "label": when_in_words(one.starts_at),
                "place": one.place,
                "url": reverse("members:meeting-pick", args=[pair.code, one.code]),
            }
            for one in theirs
        ],
        "own": [when_in_words(one.starts_at) for one in own],
        "propose_url": reverse("members:meeting-propose", args=[pair.code]),
        "propose_label": _("Propose dates") if not dates else _("Propose other dates"),
        "has_met": met,
        "fit_url": reverse("members:fit-check", args=[pair.code]) if met else "",
        "fit_answer": check.get_answer_display() if check and check.answer else "",
    }
