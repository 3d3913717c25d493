"""The topics that a new library starts with, by framework. Data only; staff edit the rows it becomes.

The names of topics are those of the frameworks they come from, so people find what they know; the sentences are ours.
"""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _


class StartingTerm(NamedTuple):
    """A term of a small vocabulary, with a sentence that says what it covers; `url` only for licences."""

    slug: str
    name: str
    description: str = ""
    url: str = ""


class StartingTopicGroup(NamedTuple):
    """A framework and its topics. `is_core_elements`: training at gatherings follows its topics (R25)."""

    slug: str
    name: str
    description: str
    is_core_elements: bool
    topics: tuple[StartingTerm, ...]


QUALITY_STANDARDS = StartingTopicGroup(
    "illinois-quality-standards",
    _("Illinois Statewide Afterschool Quality Standards"),
    _("The seven core areas by which Illinois programs look at their own quality."),
    True,
    (
        StartingTerm(
            "indoor-and-outdoor-environments",
            _("Indoor and Outdoor Environments"),
            _("Rooms, yards and equipment that are safe, welcoming and fit for what young people do there."),
        ),
        StartingTerm(
            "safety-health-and-nutrition",
            _("Safety, Health, and Nutrition"),
            _("Keeping children safe and well: supervision, arrivals and departures, first aid, food."),
        ),
        StartingTerm(
            "administration",
            _("Administration"),
            _("Policies, records, money and planning that keep a program steady."),
        ),
        StartingTerm(
            "professional-development-and-qualifications",
            _("Professional Development and Qualifications"),
            _("Hiring people who fit, and helping them to grow in their work."),
        ),
        StartingTerm(
            "family-and-community-partnerships",
            _("Family and Community Partnerships"),
            _("Working with families and neighbors as partners, not as visitors."),
        ),
        StartingTerm(
            "youth-development-programming-and-activities",
            _("Youth Development, Programming, and Activities"),
            _("What young people do in the program, and how it helps them to grow."),
        ),
        StartingTerm(
            "partnerships-with-schools",
            _("Partnerships with Schools"),
            _("Sharing goals, space and information with the schools that children come from."),
        ),
    ),
)

CORE_KNOWLEDGE = StartingTopicGroup(
    "naa-core-knowledge",
    _("NAA Core Knowledge, Skills, and Competencies"),
    _("Ten areas of what people in out-of-school time know and can do, as the national association names them."),
    True,
    (
        StartingTerm(
            "growth-and-development",
            _("Child and Youth Growth and Development"),
            _("How children and teenagers change with age, and what that asks of staff."),
        ),
        StartingTerm(
            "learning-environments-and-curriculum",
            _("Learning Environments and Curriculum"),
            _("Activities with a purpose, in surroundings that invite young people to try things."),
        ),
        StartingTerm(
            "observation-and-assessment",
            _("Child and Youth Observation and Assessment"),
            _("Watching, listening and keeping notes to plan for each young person."),
        ),
        StartingTerm(
            "relationships-and-interactions",
            _("Relationships and Interactions with Children and Youth"),
            _("Warm, fair and steady contact between staff and young people."),
        ),
        StartingTerm(
            "youth-engagement-voice-and-choice",
            _("Youth Engagement, Voice, and Choice"),
            _("Young people help to decide what happens and lead parts of it."),
        ),
        StartingTerm(
            "equity-and-inclusion",
            _("Equity and Inclusion"),
            _("Every child can take part, whatever their language, ability, income or background."),
        ),
        StartingTerm(
            "family-school-community",
            _("Family, School, and Community Relationships"),
            _("Ties with the people and places around a child."),
        ),
        StartingTerm(
            "safety-and-wellness",
            _("Safety and Wellness"),
            _("Physical and emotional safety, healthy habits, and knowing what to do in an emergency."),
        ),
        StartingTerm(
            "program-planning-and-development",
            _("Program Planning and Development"),
            _("Goals, schedules, budgets and improvement from one year to the next."),
        ),
        StartingTerm(
            "professional-development-and-leadership",
            _("Professional Development and Leadership"),
            _("Learning on the job, ethics, and leading others well."),
        ),
    ),
)

PRACTICE_AREAS = StartingTopicGroup(
    "sedl-practice-areas",
    _("SEDL practice areas"),
    _("The four parts of running a good program in SEDL's guide for practitioners."),
    False,
    (
        StartingTerm(
            "program-organization",
            _("Program organization"),
            _("How a program is set up, led and staffed so that good work can happen."),
        ),
        StartingTerm(
            "academic-programming",
            _("Academic programming"),
            _("Learning after school that fits the school day without repeating it."),
        ),
        StartingTerm(
            "supportive-relationships",
            _("Supportive relationships"),
            _("Trust among staff, young people, families and partners."),
        ),
        StartingTerm(
            "achieving-program-outcomes",
            _("Achieving program outcomes"),
            _("Knowing what a program should change, and whether it does."),
        ),
    ),
)

HEARD_IN_ILLINOIS = StartingTopicGroup(
    "heard-in-illinois",
    _("Asked for by Illinois programs"),
    _("What mentor pairs and new grantees in Illinois have said they need help with."),
    False,
    (
        StartingTerm("program-governance", _("Program governance"), _("Boards, decisions, and who answers for what.")),
        StartingTerm(
            "program-structure", _("Program structure"), _("Sites, groups, hours and roles that fit together.")
        ),
        StartingTerm("program-design", _("Program design"), _("From what a community needs to a plan for the year.")),
        StartingTerm(
            "daily-operations", _("Daily operations"), _("Sign-in, snack, buses, supplies and the day that runs.")
        ),
        StartingTerm(
            "staff-recruitment", _("Staff recruitment"), _("Finding people who stay, part-time hours and all.")
        ),
        StartingTerm(
            "time-structure", _("Staff time structure"), _("Shifts, planning time and how to share the load.")
        ),
        StartingTerm("budget", _("Budget"), _("Planning, tracking and explaining the money.")),
        StartingTerm(
            "staff-training", _("Staff training"), _("Starting new staff well and keeping everyone learning.")
        ),
        StartingTerm(
            "local-evaluation",
            _("Local evaluation"),
            _("Asking useful questions of your own program, with or without an evaluator."),
        ),
        StartingTerm(
            "sustainability", _("Sustainability"), _("Keeping a program going when a grant gets smaller or ends.")
        ),
        StartingTerm("partnerships", _("Partnerships"), _("Finding partners and keeping promises to each other.")),
        StartingTerm(
            "family-engagement", _("Family engagement"), _("Getting to know families and making them part of it.")
        ),
        StartingTerm("attendance", _("Attendance"), _("Getting children to come, and to keep coming.")),
        StartingTerm("literacy", _("Literacy"), _("Reading, writing and talking in ways that are not more school.")),
        StartingTerm(
            "college-and-career-readiness",
            _("College and career readiness"),
            _("Helping young people to see and prepare what comes next."),
        ),
        StartingTerm(
            "health-and-wellness",
            _("Health and wellness"),
            _("Food, movement, rest and feelings, for children and staff."),
        ),
    ),
)

TOPIC_GROUPS = (QUALITY_STANDARDS, CORE_KNOWLEDGE, PRACTICE_AREAS, HEARD_IN_ILLINOIS)
