"""Results of a cycle's evaluations as counts of groups: nobody finds out who answered what (R19, R34, R69, R110).

The rules, with `fewest` of the settings (5 if staff do not change it):

- A group is the answers of one side to one question at one time. It is counted in steps of `fewest`: of 13 answers the
  first 10 by the order in which they came, of 4 none. So two looks at the page, before and after somebody answered,
  differ by no answer or by `fewest` of them, never by one.
- "Both" is the sum of the sides that are shown, so no difference between it and a side tells more than the sides do.
- Averages and comparisons are made of what is counted, and of nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentoring_pages.enums import CHOICE_KINDS, QuestionKind, Side
from mentoring_pages.evaluation_states import title_of
from mentoring_pages.models import EvaluationAnswer

SCORES = (5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Group:
    """One side's answers to one question at one time. `counts` are in the order of `QuestionResult.options`."""

    count: int
    counts: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    mean: float | None = None

    @property
    def is_shown(self):
        return self.count > 0


@dataclass(frozen=True)
class QuestionResult:
    """`rows` are (option, mentors, mentees, both), None for a side that is not shown. `texts` by the alphabet."""

    text: str
    section: str
    kind: str
    options: tuple[str, ...]
    sides: dict
    is_shown: bool

    @property
    def rows(self):
        found = []
        for place, option in enumerate(self.options):
            numbers = [self.sides[side].counts[place] if self.sides[side].is_shown else None for side in Side]
            shown = [number for number in numbers if number is not None]
            found.append((option, *numbers, sum(shown) if shown else None))
        return found

    @property
    def texts(self):
        return sorted((text for side in Side for text in self.sides[side].texts), key=str.casefold)

    @property
    def counted(self):
        """Answers that are counted, of both sides."""
        return sum(self.sides[side].count for side in Side)

    @property
    def mean(self):
        """The average score of what is counted; None for other kinds and for nothing."""
        shown = [self.sides[side] for side in Side if self.sides[side].mean is not None]
        total = sum(group.count for group in shown)
        return sum(group.mean * group.count for group in shown) / total if total else None


@dataclass(frozen=True)
class MomentResult:
    """All questions of one time that was asked. `sent` is how many evaluations came, a number of people alone."""

    title: str
    sent: int
    questions: tuple[QuestionResult, ...]

    def mean_of(self, side):
        """(average of all scores of a side that are counted, how many); (None, 0) if none is."""
        groups = [one.sides[side] for one in self.questions if one.sides[side].mean is not None]
        total = sum(group.count for group in groups)
        return (sum(group.mean * group.count for group in groups) / total, total) if total else (None, 0)


def results_of(cycle, fewest: int) -> list[MomentResult]:
    """What a cycle's evaluations say, by time and question. One query, whatever their number."""
    answers = (
        EvaluationAnswer.objects.filter(evaluation__pair__cycle=cycle)
        .select_related("evaluation__scheduled", "question")
        .order_by("evaluation__submitted_at", "pk")
    )
    times: dict[tuple, dict] = {}
    for answer in answers:
        evaluation = answer.evaluation
        key = (evaluation.scheduled_id or 0, evaluation.moment, evaluation.number)
        time = times.setdefault(
            key,
            {
                "title": title_of(evaluation.moment, evaluation.scheduled, evaluation.number),
                "order": _order(evaluation),
                "sent": set(),
                "questions": {},
            },
        )
        time["sent"].add(evaluation.pk)
        question = time["questions"].setdefault(
            answer.question_id or answer.question_text, {"first": answer, "sides": defaultdict(list)}
        )
        question["sides"][evaluation.side].append(answer)
    ordered = sorted(times.values(), key=lambda time: time["order"])
    return [
        MomentResult(
            time["title"],
            len(time["sent"]),
            tuple(
                _question(one["first"], one["sides"], fewest)
                for one in sorted(time["questions"].values(), key=lambda one: _place(one["first"]))
            ),
        )
        for time in ordered
    ]


def comparison(results):
    """[(title, {side: average, how many scores})] of the times at which scores were given, for one table (R110)."""
    rows = [(result.title, {side: result.mean_of(side) for side in Side}) for result in results]
    return [(title, sides) for title, sides in rows if any(count for _mean, count in sides.values())]


def repeated_questions(results):
    """[(question, [(title, average)])] of scores that were asked at several times and are shown at two or more."""
    found = defaultdict(list)
    for result in results:
        for question in result.questions:
            if question.mean is not None:
                found[question.text].append((result.title, question.mean))
    return [(text, means) for text, means in found.items() if len(means) > 1]


def _order(evaluation):
    scheduled = evaluation.scheduled
    place = {"first_meeting": 0, "after_match": 1, "midpoint": 2, "closing": 3, "follow_up": 4}[evaluation.moment]
    return (place, scheduled.sort_order or 0 if scheduled else 0, evaluation.number)


def _place(answer):
    return (answer.question.sort_order if answer.question else 0, answer.pk)


def _question(first, sides, fewest):
    kind = _kind_of(first)
    options = _options(first, kind, sides)
    groups = {side: _group(sides.get(side, []), kind, options, fewest) for side in Side}
    labels = tuple(_("%(score)d of 5") % {"score": option} for option in options) if kind == "scale" else options
    return QuestionResult(
        text=first.question_text,
        section=first.question.section if first.question else "",
        kind=kind,
        options=labels,
        sides=groups,
        is_shown=any(group.is_shown for group in groups.values()),
    )


def _kind_of(answer):
    if answer.score is not None:
        return QuestionKind.SCALE
    if answer.chosen:
        is_known = answer.question and answer.question.answer_kind in CHOICE_KINDS
        return answer.question.answer_kind if is_known else QuestionKind.SEVERAL
    return QuestionKind.TEXT


def _options(first, kind, sides):
    if kind == QuestionKind.SCALE:
        return SCORES
    if kind == QuestionKind.TEXT:
        return ()
    given = [option for answers in sides.values() for answer in answers for option in answer.chosen]
    offered = first.question.option_list if first.question else []
    # What staff offer no longer still counts, if it is among what is counted.
    return tuple(dict.fromkeys([*offered, *sorted(set(given))]))


def _group(answers, kind, options, fewest):
    counted = answers[: len(answers) // fewest * fewest]
    if not counted:
        return Group(0)
    if kind == QuestionKind.TEXT:
        return Group(len(counted), texts=tuple(answer.text for answer in counted if answer.text))
    if kind == QuestionKind.SCALE:
        scores = [answer.score for answer in counted if answer.score is not None]
        counts = tuple(scores.count(option) for option in options)
        return Group(len(counted), counts, mean=sum(scores) / len(scores) if scores else None)
    return Group(len(counted), tuple(sum(option in answer.chosen for answer in counted) for option in options))
