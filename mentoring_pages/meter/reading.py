"""What the meter needs to know of pairs, read for one or for ten thousand in the same number of queries.

`pairs` is a queryset of pairs (not sliced) or a list of their keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.utils import timezone

from mentoring_pages.enums import RuleKind, Side
from mentoring_pages.models import (
    ActionPlan,
    Contact,
    ContactMode,
    ContactRule,
    CycleBreak,
    JournalEntry,
    MentoringCycle,
    MentoringPair,
    PlanApproval,
    ProgramMembership,
)

from .progress import progress
from .standing import Progress

CHUNK = 5_000


class Made(NamedTuple):
    """A contact that came about, as the meter reads it."""

    happened_on: datetime.date
    mode: ContactMode
    mode_id: int
    kind_id: int
    was_made: bool = True


class PlanFacts(NamedTuple):
    """What a plan says to the meter: contacts planned, and since when both sides approve it."""

    planned: int | None = None
    meetings: int | None = None
    agreed_on: datetime.date | None = None


def meters_of(pairs, *, today: datetime.date) -> Iterator[tuple[int, Progress]]:
    """Where each pair stands, by its key and in the order of keys. Ten queries, however many pairs and contacts.

    Contacts are read as a stream, so that memory does not grow with them. Journal entries are counted by their days.
    """
    wanted = MentoringPair.objects.filter(pk__in=_keys(pairs)).order_by("pk")
    rows = list(wanted.values_list("pk", "cycle_id", "started_on"))
    cycles = MentoringCycle.objects.in_bulk({cycle for _pk, cycle, _day in rows})
    rules, breaks = rules_of(cycles), breaks_of(cycles)
    plans = plan_facts(pairs)
    has_journal_rule = any(rule.kind == RuleKind.JOURNAL for found in rules.values() for rule in found)
    journals = journal_days(pairs) if has_journal_rule else {}
    modes = ContactMode.objects.in_bulk()
    stream = (
        Contact.objects.filter(pair__in=_keys(pairs), was_made=True)
        .order_by("pair")
        .values_list("pair_id", "happened_on", "mode_id", "kind_id")
        .iterator(chunk_size=CHUNK)
    )
    grouped = groupby(stream, key=itemgetter(0))
    waiting = next(grouped, None)
    for pk, cycle, started_on in rows:
        contacts = []
        if waiting is not None and waiting[0] == pk:
            contacts = [Made(day, modes[mode], mode, kind) for _pair, day, mode, kind in waiting[1]]
            waiting = next(grouped, None)
        plan = plans.get(pk, PlanFacts())
        yield (
            pk,
            progress(
                rules.get(cycle, ()),
                contacts,
                cycles[cycle],
                started_on,
                today,
                planned=plan.planned,
                planned_meetings=plan.meetings,
                breaks=breaks.get(cycle, ()),
                plan_agreed_on=plan.agreed_on,
                journal_days=journals.get(pk) or dict.fromkeys(Side, ()),
            ),
        )


def rules_of(cycles) -> dict[int, list[ContactRule]]:
    """The rules of cycles, by the cycle's key. One query."""
    return _by_cycle(ContactRule.objects.filter(cycle__in=list(cycles)).order_by("sort_order", "pk"))


def breaks_of(cycles) -> dict[int, list[CycleBreak]]:
    """The breaks of cycles, by the cycle's key. One query."""
    return _by_cycle(CycleBreak.objects.filter(cycle__in=list(cycles)))


def plan_facts(pairs) -> dict[int, PlanFacts]:
    """What plans say to the meter, by the pair's key. Two queries.

    A plan that both sides once approved in the same version counts as agreed from that day on, whatever they changed
    in it since.
    """
    plans = ActionPlan.objects.filter(pair__in=_keys(pairs))
    planned = list(plans.values_list("pair_id", "planned_contacts", "planned_meetings"))
    approved: dict[int, dict[int, dict[str, datetime.datetime]]] = {}
    for pair, version, side, at in PlanApproval.objects.filter(plan__pair__in=_keys(pairs)).values_list(
        "plan__pair_id", "content_version", "side", "approved_at"
    ):
        approved.setdefault(pair, {}).setdefault(version, {})[side] = at
    return {
        pair: PlanFacts(contacts, meetings, _agreed_on(approved.get(pair, {}))) for pair, contacts, meetings in planned
    }


def _agreed_on(versions) -> datetime.date | None:
    days = [max(sides.values()) for sides in versions.values() if len(sides) == len(Side)]
    return timezone.localdate(min(days)) if days else None


def journal_days(pairs) -> dict[int, dict[Side, list[datetime.date]]]:
    """On which days each side wrote journal entries, by the pair's key: days alone. Two queries.

    Of entries that do not know their side, it is that of the program to which the author belongs or belonged.
    """
    entries = list(
        JournalEntry.objects.filter(pair__in=_keys(pairs))
        .order_by("pair")
        .values_list("pair_id", "side", "pair__mentor_id", "pair__mentee_id", "author_id", "written_on")
    )
    people = set(
        ProgramMembership.objects.filter(user__in=JournalEntry.objects.filter(pair__in=_keys(pairs)).values("author"))
        .order_by()
        .values_list("program_id", "user_id")
    )
    found: dict[int, dict[Side, list[datetime.date]]] = {}
    for pair, side, mentor, mentee, author, day in entries:
        sides = found.setdefault(pair, {each: [] for each in Side})
        if not side:
            side = next(
                (
                    each
                    for each, program in ((Side.MENTOR, mentor), (Side.MENTEE, mentee))
                    if (program, author) in people
                ),
                "",
            )
        if side:
            sides[Side(side)].append(day)
    return found


def _by_cycle(rows):
    found: dict[int, list] = {}
    for row in rows:
        found.setdefault(row.cycle_id, []).append(row)
    return found


def _keys(pairs):
    return pairs if isinstance(pairs, list) else pairs.order_by().values("pk")
