"""The review of a cycle: what came of it in numbers, and what staff write about it (R72, R88)."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Avg, Count, Q, Sum
from django.utils.translation import gettext as _

from mentoring_pages.enums import ClosedBy, GoalStatus, PairStatus
from mentoring_pages.models import Closure, Contact, CycleReview, Goal, MentoringPair
from mentoring_pages.permissions import can_read_results

from .refusals import NotAllowed


@transaction.atomic
def save_review(cycle, *, by, lessons, changes) -> CycleReview:
    """Keep what was learned from a cycle. Raises NotAllowed."""
    if not can_read_results(by):
        raise NotAllowed
    kept, _is_new = CycleReview.objects.update_or_create(
        cycle=cycle, defaults={"lessons": lessons.strip(), "changes": changes.strip(), "updated_by": by}
    )
    return kept


def outcomes_of(cycle):
    """[(title, [(label, number)])] of a cycle: pairs, endings, contacts, goals. Seven queries, whatever its size."""
    pairs = MentoringPair.objects.filter(cycle=cycle).exclude(status=PairStatus.AWAITING)
    by_status = dict(pairs.order_by().values_list("status").annotate(count=Count("pk")))
    closures = Closure.objects.filter(pair__cycle=cycle)
    reasons = closures.order_by("reason__sort_order").values_list("reason__name").annotate(count=Count("pk"))
    ways = dict(closures.order_by().values_list("closed_by").annotate(count=Count("pk")))
    contacts = Contact.objects.made().filter(pair__cycle=cycle)
    numbers = contacts.aggregate(
        count=Count("pk"), minutes=Sum("minutes"), in_person=Count("pk", filter=Q(mode__is_face_to_face=True))
    )
    per_pair = pairs.annotate(made=Count("contacts", filter=Q(contacts__was_made=True))).aggregate(mean=Avg("made"))
    goals = dict(
        Goal.objects.filter(plan__pair__cycle=cycle).order_by().values_list("status").annotate(count=Count("pk"))
    )
    return [
        (
            _("Pairs"),
            [
                (_("in all"), sum(by_status.values())),
                *((status.label, by_status.get(status, 0)) for status in PairStatus if status != PairStatus.AWAITING),
                (_("go on after the season"), pairs.exclude(extended_to=None).count()),
            ],
        ),
        (_("How they ended"), [*reasons, *((way.label, ways[way]) for way in ClosedBy if way in ways)]),
        (
            _("Contacts"),
            [
                (_("made"), numbers["count"]),
                (_("in person"), numbers["in_person"]),
                (_("a pair, on average"), round(per_pair["mean"] or 0, 1)),
                (_("hours"), round((numbers["minutes"] or 0) / 60)),
            ],
        ),
        (_("Goals of the plans"), [(status.label, goals.get(status, 0)) for status in GoalStatus]),
    ]
