"""What the head of each page about a pair says."""

from django.utils.translation import gettext as _

from mentoring_pages.enums import PairStatus

_BADGES = {PairStatus.ACTIVE: "ok", PairStatus.ON_HOLD: "wait", PairStatus.COMPLETE: "neutral"}


def pair_line(pair):
    """Both programs and the season, such as "Sparrow Hill + Third Bell, 2026-27"."""
    return _("%(mentor)s + %(mentee)s, %(cycle)s") % {
        "mentor": pair.mentor,
        "mentee": pair.mentee,
        "cycle": pair.cycle,
    }


def status_badge(pair):
    """(words, kind of badge) of where the pair stands."""
    return pair.get_status_display(), _BADGES[PairStatus(pair.status)]
