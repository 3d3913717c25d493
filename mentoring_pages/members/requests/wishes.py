"""A request's wishes in words: all of them for the program and staff, those that people judge for the asked mentor."""

from django.utils.translation import gettext as _

from mentoring_pages.enums import WishDirection
from mentoring_pages.facts import Viewer, can_see_fact
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


def judged_sentences(wishes, own_facts, profile, labels):
    """What is said beside a suggestion about wishes that no points are given for.

    Of the accreditation it is known whether one is told of; mission, focus and achievements are for people to judge.
    """
    found = []
    if "accreditation" in wishes and "accreditation" not in COMPARABLE:
        found += _accreditation(wishes["accreditation"][0], own_facts, profile)
    judged = [str(labels[key]) for key in wishes if key not in COMPARABLE and key != "accreditation"]
    if judged:
        found.append(_("You judge this yourselves: %(facts)s.") % {"facts": ", ".join(judged)})
    return found


def _accreditation(direction, own_facts, profile):
    if own_facts is None or not can_see_fact(profile, "accreditation", Viewer.MEMBER):
        return []
    has, have_we = bool(profile.accreditation.strip()), bool(own_facts.accreditation.strip())
    words = _("Tells of a license or accreditation") if has else _("Tells of no license or accreditation")
    if (has == have_we) == (direction == WishDirection.LIKE_US):
        return [_("%(words)s, as you asked.") % {"words": words}]
    return [_("%(words)s, which is not what you asked.") % {"words": words}]
