"""Vocabularies, prompts, checklist, questions and rules that mentoring starts with."""

import pytest

from mentoring_pages import starting_data
from mentoring_pages.enums import ContactWindow, EvaluationMoment, QuestionAudience, QuestionKind, RuleKind
from mentoring_pages.starting_questions import ENDING_WELL, GETTING_STARTED, OVER_THE_YEAR

VOCABULARIES = [
    "CHECKLIST",
    "CLOSURE_REASONS",
    "COMMUNITY_TYPES",
    "COMPONENTS",
    "CONTACT_KINDS",
    "CONTACT_MODES",
    "EVALUATION_QUESTIONS",
    "FUNDING_SOURCES",
    "JOURNAL_PROMPTS",
    "LEVELS",
    "STATE_GOALS",
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_slugs_are_unique(vocabulary):
    terms = getattr(starting_data, vocabulary)

    assert len({term.slug for term in terms}) == len(terms) >= 3


def test_modes_are_those_of_the_kickoff_and_only_one_is_face_to_face():
    """R42."""
    modes = {mode.slug: mode.is_face_to_face for mode in starting_data.CONTACT_MODES}

    assert {"face-to-face", "email", "telephone", "video", "other", "letter", "text"} == set(modes)
    assert [slug for slug, is_face_to_face in modes.items() if is_face_to_face] == ["face-to-face"]


def test_rules_ask_for_two_meetings_and_eighteen_more_contacts():
    """R40, R41. What counts besides adds nothing to the twenty (R43)."""
    rules = [
        (rule.window, rule.minimum, rule.is_face_to_face)
        for rule in starting_data.CONTACT_RULES
        if rule.kind == RuleKind.CONTACTS and not rule.counts_besides
    ]

    assert rules == [
        (ContactWindow.FIRST_MONTH, 1, True),
        (ContactWindow.LAST_MONTH, 1, True),
        (ContactWindow.WHOLE_CYCLE, 18, False),
    ]


def test_fifteen_components_are_offered():
    """R11.10."""
    assert len(starting_data.COMPONENTS) == 15


def test_prompts_begin_with_the_two_of_the_kickoff():
    """R53."""
    slugs = [prompt.slug for prompt in starting_data.JOURNAL_PROMPTS]

    assert slugs[:2] == ["successful-relationship", "hope-to-accomplish"]
    assert len(slugs) == len(set(slugs)) == 20


def test_checklist_runs_from_getting_started_to_closing():
    """R13."""
    stages = [item.stage for item in starting_data.CHECKLIST]

    assert stages == sorted(stages, key=[GETTING_STARTED, OVER_THE_YEAR, ENDING_WELL].index)
    assert set(stages) == {GETTING_STARTED, OVER_THE_YEAR, ENDING_WELL}
    assert len(stages) == 14 + 3


def test_checklist_covers_the_plan_both_visits_and_the_ending():
    """R14, R16, R18."""
    slugs = {item.slug for item in starting_data.CHECKLIST}

    assert slugs >= {"plan", "visit-mentor", "visit-mentee", "results", "afterwards"}


@pytest.mark.parametrize("moment", EvaluationMoment)
@pytest.mark.parametrize("side", [QuestionAudience.MENTOR, QuestionAudience.MENTEE])
def test_each_side_has_questions_at_every_moment_and_one_in_words(moment, side):
    """R19, R69, R72."""
    asked = [q for q in starting_data.EVALUATION_QUESTIONS if q.moment == moment and q.asked_of in (side, "both")]

    assert len([q for q in asked if q.answer_kind == QuestionKind.SCALE]) >= 2
    assert len([q for q in asked if q.answer_kind == QuestionKind.TEXT]) == 1


def test_words_fit_their_fields():
    assert all(len(item.title) <= 200 for item in starting_data.CHECKLIST)
    assert all(len(prompt.text) <= 255 for prompt in starting_data.JOURNAL_PROMPTS)
    assert all(len(question.text) <= 255 for question in starting_data.EVALUATION_QUESTIONS)
