"""Models of peer mentoring."""

from .bookmarks import MentorBookmark
from .contacts import Contact
from .cycles import ContactRule, MentoringCycle
from .directory import MentorDirectoryPage, MentorProfileMixin, MentorProfilePage
from .evaluations import Evaluation, EvaluationAnswer
from .facts import FACTS, FACTS_BY_KEY, Fact, ProgramFacts
from .journals import JournalEntry
from .matching import DraftPair, MatchingWeights
from .pairs import Closure, MentoringPair
from .plans import ActionPlan, Goal, GoalStep
from .programs import MenteeProfile, Program, ProgramMembership
from .reading import ReadingItem, ReadingList
from .requests import MatchChoice, MatchRequest, RequestNeed, RequestWish
from .settings import MentoringSettings
from .vocabularies import (
    ChecklistItem,
    ClosureReason,
    CommunityType,
    Component,
    ContactKind,
    ContactMode,
    EvaluationQuestion,
    FundingSource,
    JournalPrompt,
    Level,
    StateGoal,
    TaskForceElement,
)

__all__ = [
    "FACTS",
    "FACTS_BY_KEY",
    "ActionPlan",
    "ChecklistItem",
    "Closure",
    "ClosureReason",
    "CommunityType",
    "Component",
    "Contact",
    "ContactKind",
    "ContactMode",
    "ContactRule",
    "DraftPair",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationQuestion",
    "Fact",
    "FundingSource",
    "Goal",
    "GoalStep",
    "JournalEntry",
    "JournalPrompt",
    "Level",
    "MatchChoice",
    "MatchRequest",
    "MatchingWeights",
    "MenteeProfile",
    "MentorBookmark",
    "MentorDirectoryPage",
    "MentorProfileMixin",
    "MentorProfilePage",
    "MentoringCycle",
    "MentoringPair",
    "MentoringSettings",
    "Program",
    "ProgramFacts",
    "ProgramMembership",
    "ReadingItem",
    "ReadingList",
    "RequestNeed",
    "RequestWish",
    "StateGoal",
    "TaskForceElement",
]
