"""What a mentor's public page says of the programs it mentored: only what both sides allowed (R30, R71)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.models import Recognition

THANKS_SHOWN = 6


def recognition_of(page):
    """`mentored`, such as "Mentored 3 programs since 2024", and `thanks` with who says them. One query.

    A mentee is named only if it said so; else it is "a program", with its cycle.
    """
    if not page.program_id:
        return {"mentored": "", "thanks": []}
    rows = list(
        Recognition.objects.public()
        .filter(pair__mentor=page.program_id, pair__was_unsuited=False)
        .select_related("pair__mentee", "pair__cycle")
        .order_by("-pair__cycle__starts_on", "-pk")
    )
    if not rows:
        return {"mentored": "", "thanks": []}
    count = len({row.pair.mentee_id for row in rows})
    since = min(row.pair.started_on.year for row in rows)
    mentored = ngettext(
        "Mentored %(count)d program since %(year)d", "Mentored %(count)d programs since %(year)d", count
    ) % {"count": count, "year": since}
    thanks = [{"text": row.thanks, "by": _by(row)} for row in rows if row.shows_thanks and row.thanks]
    named = sorted({row.pair.mentee.name for row in rows if row.shows_mentee}, key=str.casefold)
    return {"mentored": mentored, "thanks": thanks[:THANKS_SHOWN], "mentored_names": named}


def _by(row):
    who = row.pair.mentee.name if row.shows_mentee else _("A program it mentored")
    return _("%(who)s, %(cycle)s") % {"who": who, "cycle": row.pair.cycle}
