"""What a poll looks like: totals of each date, the best in words, and a row for each program (R29)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.enums import DateAnswer

from .words import option_words

KINDS = {DateAnswer.YES: "ok", DateAnswer.IF_NEEDED: "wait", DateAnswer.NO: "stop"}
SHORT = {
    DateAnswer.YES: gettext_lazy("Yes"),
    DateAnswer.IF_NEEDED: gettext_lazy("If need be"),
    DateAnswer.NO: gettext_lazy("No"),
}


def poll_table(poll, *, for_staff=False):
    """{"dates": totals, "rows": participants, "count": number of them}. Three queries.

    Personal names and addresses are in it only `for_staff`; others see programs.
    """
    options = list(poll.options.all())
    participants = list(poll.participants.prefetch_related("marks"))
    marks = {one.pk: {mark.option_id: mark.answer for mark in one.marks.all()} for one in participants}
    counts = {
        option.pk: {answer: sum(own.get(option.pk) == answer for own in marks.values()) for answer in DateAnswer.values}
        for option in options
    }
    best = best_options(counts)
    dates = [_date(poll, option, counts[option.pk], option.pk in best, len(best) > 1) for option in options]
    rows = [_row(one, marks[one.pk], dates, for_staff) for one in participants]
    return {"dates": dates, "rows": rows, "count": len(rows)}


def best_options(counts):
    """Numbers of the dates that suit most: by "suits us", then by "if need be". Empty while nobody could come.

    `counts` is {number of the date: {answer: how many}}.
    """
    weights = {pk: (one[DateAnswer.YES], one[DateAnswer.IF_NEEDED]) for pk, one in counts.items()}
    best = max(weights.values(), default=(0, 0))
    return {pk for pk, weight in weights.items() if weight == best} if any(best) else set()


def _date(poll, option, count, is_best, is_tied):
    return {
        "pk": option.pk,
        "words": option_words(poll, option),
        "starts_at": option.starts_at,
        "is_chosen": option.pk == poll.chosen_id,
        "is_best": is_best,
        "best_label": (_("As good as another") if is_tied else _("Suits most")) if is_best else "",
        "totals": [
            ngettext("suits %(count)s", "suits %(count)s", count[DateAnswer.YES]) % {"count": count[DateAnswer.YES]},
            ngettext("%(count)s if need be", "%(count)s if need be", count[DateAnswer.IF_NEEDED])
            % {"count": count[DateAnswer.IF_NEEDED]},
            ngettext("%(count)s cannot", "%(count)s cannot", count[DateAnswer.NO]) % {"count": count[DateAnswer.NO]},
        ],
        "counts": {answer: count[answer] for answer in DateAnswer.values},
    }


def _row(participant, own, dates, for_staff):
    return {
        "program": participant.program_name or _("Program not named"),
        "name": participant.name if for_staff else "",
        "email": participant.email if for_staff else "",
        "cells": [
            {
                "date": date["words"],
                "label": SHORT[own[date["pk"]]] if date["pk"] in own else _("No answer"),
                "kind": KINDS[own[date["pk"]]] if date["pk"] in own else "neutral",
            }
            for date in dates
        ],
    }
