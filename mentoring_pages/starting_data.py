"""The vocabularies and rules that mentoring starts with. Data only; staff edit the rows it becomes.

Prompts, checklist and evaluation questions are in `starting_questions.py`.
"""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from resources.starting_topics import StartingTerm

from .enums import ContactWindow, RuleKind
from .starting_questions import CHECKLIST, EVALUATION_QUESTIONS, JOURNAL_PROMPTS, QUESTIONNAIRES

__all__ = [
    "CHECKLIST",
    "CLOSURE_REASONS",
    "COMMUNITY_TYPES",
    "COMPONENTS",
    "CONTACT_KINDS",
    "CONTACT_MODES",
    "CONTACT_RULES",
    "CYCLE_FIRST_MONTH",
    "CYCLE_LAST_MONTH",
    "EVALUATION_QUESTIONS",
    "FUNDING_SOURCES",
    "JOURNAL_PROMPTS",
    "LEVELS",
    "NOT_A_FIT",
    "QUESTIONNAIRES",
    "STATE_GOALS",
    "StartingContactMode",
    "StartingContactRule",
]


class StartingContactMode(NamedTuple):
    """A way to be in contact (R42). `is_face_to_face`: people are in one room, so it counts for R40."""

    slug: str
    name: str
    is_face_to_face: bool


class StartingContactRule(NamedTuple):
    """What a pair does at least in a cycle: `minimum` contacts in a window, all of them or only those in one room.

    `contact_kind` is the slug of the only kind that counts, "" for all. A rule that counts besides takes no contact
    from the others.
    """

    label: str
    minimum: int
    window: ContactWindow
    is_face_to_face: bool = False
    kind: RuleKind = RuleKind.CONTACTS
    every_months: int = 3
    contact_kind: str = ""
    counts_besides: bool = False


COMPONENTS = (
    StartingTerm(
        "academic-enrichment",
        _("Academic enrichment and tutoring"),
        _("Homework help, tutoring, and learning that goes beyond the lesson."),
    ),
    StartingTerm("youth-development", _("Youth development"), _("Leadership, belonging and life skills.")),
    StartingTerm("service-learning", _("Service learning"), _("Young people learn by doing something for others.")),
    StartingTerm(
        "nutrition-and-health",
        _("Nutrition and health education"),
        _("Cooking, eating well and looking after oneself."),
    ),
    StartingTerm(
        "drug-and-violence-prevention",
        _("Drug and violence prevention"),
        _("Skills and support to stay safe and out of trouble."),
    ),
    StartingTerm("counseling", _("Counseling"), _("Someone trained to talk to, in person or by referral.")),
    StartingTerm("arts", _("Arts"), _("Drawing, theater, dance, film and making things.")),
    StartingTerm("music", _("Music"), _("Singing, playing and recording.")),
    StartingTerm("fitness-and-wellness", _("Fitness and wellness"), _("Sports, games, yoga and time outdoors.")),
    StartingTerm("technology", _("Technology education"), _("Coding, robotics, media and using computers well.")),
    StartingTerm("financial-literacy", _("Financial literacy"), _("Earning, saving, spending and planning.")),
    StartingTerm("environmental-literacy", _("Environmental literacy"), _("Gardens, nature and how people affect it.")),
    StartingTerm("math", _("Math"), _("Numbers, shapes and problems worth solving.")),
    StartingTerm("science", _("Science"), _("Asking how things work and finding out.")),
    StartingTerm("career-and-technical", _("Career and technical"), _("Trades, jobs and the way into them.")),
)

FUNDING_SOURCES = (
    StartingTerm("21st-cclc", _("21st Century Community Learning Centers"), _("The federal grant that ISBE awards.")),
    StartingTerm("teen-reach", _("Teen REACH"), _("The state grant of IDHS for young people aged 6 to 17.")),
    StartingTerm("ccap", _("Child Care Assistance Program"), _("State help with fees for working families.")),
    StartingTerm("school-district", _("School district"), _("District money, Title I included.")),
    StartingTerm("municipal", _("Local government"), _("A city, village, township or county.")),
    StartingTerm("park-district", _("Park district"), _("The budget of a park or recreation district.")),
    StartingTerm("federal", _("Other federal grants"), _("Such as AmeriCorps, food programs or block grants.")),
    StartingTerm("state", _("Other state grants"), _("Such as after-school or violence prevention grants.")),
    StartingTerm("united-way", _("United Way"), _("A grant or program of a local United Way.")),
    StartingTerm("foundation", _("Foundation"), _("A family, community or national foundation.")),
    StartingTerm("health-grant", _("Health grant"), _("A hospital, health department or health fund.")),
    StartingTerm("college", _("College or university"), _("Money, work-study students or space of a campus.")),
    StartingTerm("faith-community", _("Faith community"), _("A congregation or a faith organization.")),
    StartingTerm("employer", _("Business or employer"), _("Sponsorship, gifts or space.")),
    StartingTerm("donations", _("Individual donations"), _("Gifts and fundraisers.")),
    StartingTerm("fees", _("Family fees"), _("What families pay, sliding scales included.")),
    StartingTerm("in-kind", _("In-kind support"), _("Space, staff, food or transport instead of money.")),
    StartingTerm("other", _("Other"), _("Anything else.")),
)

LEVELS = (
    StartingTerm("pre-kindergarten", _("Pre-kindergarten"), _("Before kindergarten.")),
    StartingTerm("elementary", _("Elementary"), _("Kindergarten to grade 5.")),
    StartingTerm("middle", _("Middle"), _("Grades 6 to 8.")),
    StartingTerm("high", _("High school"), _("Grades 9 to 12.")),
)

COMMUNITY_TYPES = (
    StartingTerm("rural", _("Rural"), _("Countryside and small towns.")),
    StartingTerm("suburban", _("Suburban"), _("Towns around a city.")),
    StartingTerm("urban", _("Urban"), _("A city and its neighborhoods.")),
)

CONTACT_MODES = (
    StartingContactMode("face-to-face", _("Face to face"), True),
    StartingContactMode("email", _("E-mail"), False),
    StartingContactMode("telephone", _("Telephone"), False),
    StartingContactMode("video", _("Video call"), False),
    StartingContactMode("text", _("Text message"), False),
    StartingContactMode("letter", _("Letter"), False),
    StartingContactMode("other", _("Other"), False),
)

CONTACT_KINDS = (
    StartingTerm("conversation", _("Call or message"), _("Anything short between meetings.")),
    StartingTerm("meeting", _("Meeting"), _("Time set aside for the pair's plan.")),
    StartingTerm("site-visit", _("Site visit"), _("One program sees the other at work.")),
    StartingTerm("program-call", _("Quarterly program call"), _("All mentors and mentees with the program team.")),
    StartingTerm("gathering", _("Group gathering"), _("Both were at the same gathering.")),
)

STATE_GOALS = (
    StartingTerm("academic-achievement", _("Core academic achievement"), _("Young people do better in core subjects.")),
    StartingTerm(
        "attendance-graduation", _("Attendance and graduation"), _("Young people come to school and finish it.")
    ),
    StartingTerm(
        "social-emotional", _("Social-emotional skills"), _("Young people get on with themselves and others.")
    ),
    StartingTerm(
        "community-collaboration", _("Community collaboration"), _("Schools, families and neighbors work together.")
    ),
)

CLOSURE_REASONS = (
    StartingTerm("goals-met", _("Goals met"), _("The pair reached what it set out to do.")),
    StartingTerm("cycle-ended", _("The cycle ended"), _("The season is over.")),
    StartingTerm("new-match", _("Ready for a new match"), _("The mentee needs someone else for what comes next.")),
    StartingTerm("not-a-fit", _("Not a fit"), _("The two programs did not work well together. No one is to blame.")),
    StartingTerm("someone-left", _("Someone left the program"), _("A person moved on and no one could step in.")),
)
# The reason after which two programs are not brought together again.
NOT_A_FIT = "not-a-fit"

# A cycle runs from the first day of September to the last of June (R39).
CYCLE_FIRST_MONTH = 9
CYCLE_LAST_MONTH = 6

# R40 and R41, in this order: a contact that one rule has counted is not counted again by the next.
CONTACT_RULES = (
    StartingContactRule(_("Meet face to face in the first month"), 1, ContactWindow.FIRST_MONTH, True),
    StartingContactRule(_("Meet face to face in the last month"), 1, ContactWindow.LAST_MONTH, True),
    StartingContactRule(_("Be in touch at least 18 more times"), 18, ContactWindow.WHOLE_CYCLE, False),
    StartingContactRule(
        _("Join the program call of each quarter"),
        1,
        ContactWindow.EACH_PART,
        contact_kind="program-call",
        counts_besides=True,
    ),
    StartingContactRule(_("Agree on your action plan"), 1, ContactWindow.FIRST_MONTH, kind=RuleKind.PLAN),
    StartingContactRule(
        _("Write in your journal every two months"),
        1,
        ContactWindow.EACH_PART,
        kind=RuleKind.JOURNAL,
        every_months=2,
    ),
)
