"""Models of peer mentoring."""

from .agreements import AgreementSignature, AgreementText
from .application_settings import MentorApplicationSettings
from .application_words import Prerequisite, RefereeQuestion, TrainingTopic
from .applications import ApplicationAnswer, ApplicationEvent, ApplicationTopic, MentorApplication
from .beginnings import FitCheck
from .bookmarks import MentorBookmark
from .concerns import Concern, ConcernAbout, ConcernHandler, ConcernMessage, ConcernSettings, ConcernTrace
from .contacts import Contact, ContactChange
from .cycles import ContactRule, CycleBreak, MentoringCycle
from .directory import MentorDirectoryPage, MentorProfileMixin, MentorProfilePage
from .endings import Closure, ClosureCertificate, EndingNotice, EndingProposal, Recognition
from .enrolment import JoinRequest, ProgramInvitation, Referral
from .evaluations import CycleReview, Evaluation, EvaluationAnswer, EvaluationAsk, EvaluationSilence
from .facts import FACTS, FACTS_BY_KEY, Fact, ProgramFacts
from .history import PairEvent, ProgramEvent
from .journals import JournalDraft, JournalEntry, JournalPassage, JournalReading
from .matching import DraftPair, MatchingWeights
from .meetings import Meeting, MeetingTime
from .mentor_invitations import MentorInvitation
from .pairs import MentoringPair
from .plan_records import ChecklistTick, PlanApproval, PlanEvent, PlanResource
from .plans import ActionPlan, Goal, GoalStep
from .programs import MenteeProfile, Program, ProgramMembership
from .questionnaires import EvaluationQuestion, Questionnaire, ScheduledEvaluation
from .reading import ReadingItem, ReadingList
from .referees import Referee, RefereeAnswer
from .requests import MatchChoice, MatchRequest, RequestNeed, RequestStep, RequestWish
from .settings import MentoringSettings
from .training import TrainingAttendance, TrainingSession
from .visits import SiteVisit, VisitIdea, VisitObservation
from .vocabularies import (
    ChecklistItem,
    ClosureReason,
    CommunityType,
    Component,
    ContactKind,
    ContactMode,
    FundingSource,
    JournalPrompt,
    Level,
    StateGoal,
    TaskForceElement,
)

__all__ = [
    "Concern",
    "ConcernAbout",
    "ConcernHandler",
    "ConcernMessage",
    "ConcernSettings",
    "ConcernTrace",
    "PairEvent",
    "ProgramEvent",
    "SiteVisit",
    "VisitIdea",
    "VisitObservation",
    "FACTS",
    "FACTS_BY_KEY",
    "ActionPlan",
    "AgreementSignature",
    "AgreementText",
    "ApplicationAnswer",
    "ApplicationEvent",
    "ApplicationTopic",
    "ChecklistItem",
    "ChecklistTick",
    "Closure",
    "ClosureCertificate",
    "ClosureReason",
    "CommunityType",
    "Component",
    "Contact",
    "ContactChange",
    "ContactKind",
    "ContactMode",
    "ContactRule",
    "CycleBreak",
    "CycleReview",
    "DraftPair",
    "EndingNotice",
    "EndingProposal",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationAsk",
    "EvaluationQuestion",
    "EvaluationSilence",
    "Fact",
    "FundingSource",
    "Goal",
    "GoalStep",
    "JoinRequest",
    "JournalDraft",
    "JournalEntry",
    "JournalPassage",
    "JournalPrompt",
    "JournalReading",
    "Level",
    "MatchChoice",
    "MatchRequest",
    "MatchingWeights",
    "MenteeProfile",
    "MentorBookmark",
    "MentorApplication",
    "MentorApplicationSettings",
    "MentorDirectoryPage",
    "MentorInvitation",
    "MentorProfileMixin",
    "MentorProfilePage",
    "MentoringCycle",
    "MentoringPair",
    "MentoringSettings",
    "PlanApproval",
    "PlanEvent",
    "PlanResource",
    "Prerequisite",
    "Program",
    "ProgramFacts",
    "ProgramInvitation",
    "ProgramMembership",
    "Questionnaire",
    "ReadingItem",
    "ReadingList",
    "Recognition",
    "Referee",
    "RefereeAnswer",
    "RefereeQuestion",
    "Referral",
    "RequestNeed",
    "RequestWish",
    "ScheduledEvaluation",
    "StateGoal",
    "TaskForceElement",
    "TrainingAttendance",
    "TrainingSession",
    "TrainingTopic",
    "FitCheck",
    "Meeting",
    "MeetingTime",
    "RequestStep",
]
