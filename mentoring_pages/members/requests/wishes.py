"""A request's wishes in words: all of them for the program and staff, those that people judge for the asked mentor."""

from django.utils.translation import gettext as _

from mentoring_pages.enums import WishDirection
from mentoring_pages.matching import COMPARABLE


def wish_rows(match_request):
    """Every wish as a dict label, value, for the component `facts`. One query."""
    return [
        {
            "label": wish.get_fact_display(),
            "value": f"{wish.get_direction_display()}, {wish.get_weight_display().lower()}",
        }
        for wish in match_request.wishes.all()
    ]


def judged_wishes(match_request):
    """Wishes about facts that no rule compares, as an asked mentor reads them: it judges them itself. One query."""
    return [
        {
            "label": wish.get_fact_display(),
            "value": _("Like theirs, %(weight)s") % {"weight": wish.get_weight_display().lower()}
            if wish.direction == WishDirection.LIKE_US
            else _("Different from theirs, %(weight)s") % {"weight": wish.get_weight_display().lower()},
        }
        for wish in match_request.wishes.exclude(fact__in=COMPARABLE)
    ]


def judged_sentences(wishes, labels):
    """What is said beside a suggestion about wishes that no points are given for: they are for people to judge."""
    judged = [str(labels[key]) for key in wishes if key not in COMPARABLE]
    return [_("You judge this yourselves: %(facts)s.") % {"facts": ", ".join(judged)}] if judged else []
