"""Lines in the history of programs and pairs, written by the actions that do something, in their transaction."""

from typing import Any

from mentoring_pages.enums import PairAct, ProgramAct
from mentoring_pages.models import MentoringPair, PairEvent, Program, ProgramEvent


def note_program(program: Program, act: ProgramAct, *, by: Any = None, person: Any = None) -> None:
    """Add a line about a program or, with `person`, about somebody in it. `by` None: it came about with time."""
    ProgramEvent.objects.create(program=program, act=act, by=by, person=person)


def note_pair(pair: MentoringPair, act: PairAct, *, by: Any = None) -> None:
    """Add a line about a pair. `by` None: it came about with time."""
    PairEvent.objects.create(pair=pair, act=act, by=by)
