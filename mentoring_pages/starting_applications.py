"""What mentor applications start with: prerequisites, questions to referees, training topics, texts. Data only."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from resources.starting_topics import StartingTerm

from .application_stages import PrerequisiteKind
from .enums import AnswerKind


class StartingPrerequisite(NamedTuple):
    """What a program brings along to become a mentor."""

    slug: str
    name: str
    description: str
    kind: PrerequisiteKind = PrerequisiteKind.CONFIRM
    minimum_years: int | None = None
    is_required: bool = True


class StartingRefereeQuestion(NamedTuple):
    """A question to referees. An answer on the scale is 1 (not at all) to 5 (fully)."""

    slug: str
    name: str
    description: str = ""
    answer_kind: AnswerKind = AnswerKind.SCALE
    is_required: bool = True


_SCALE = _("1: not at all. 5: fully.")

PREREQUISITES = (
    StartingPrerequisite(
        "partnership-work",
        _("We know the partnership's work"),
        _("What it is for, the elements of the Task Force Report, and the principles it works by."),
    ),
    StartingPrerequisite(
        "resources",
        _("We know what helps programs outside school hours"),
        _("Resources, tools and information, this website's library included."),
    ),
    StartingPrerequisite(
        "results",
        _("We have done well in what we offer to help with, and can show it"),
        _("On the next page you name the topics, each with a result."),
    ),
    StartingPrerequisite(
        "grantee-years",
        _("At least three years as a 21st CCLC grantee"),
        _("Counted from the year in your program's facts. With fewer years, say why you apply; staff can accept it."),
        PrerequisiteKind.YEARS,
        3,
    ),
    StartingPrerequisite(
        "grant-requirements",
        _("We understand what the 21st CCLC grant requires"),
        _("From the application to reports, evaluation and audits."),
    ),
    StartingPrerequisite(
        "as-a-colleague",
        _("When did you last help a colleague with something hard, and how did you go about it?"),
        _("Mentors lead, listen, are patient and put themselves in the other's place. Tell us in your own words."),
        PrerequisiteKind.TEXT,
    ),
)

REFEREE_QUESTIONS = (
    StartingRefereeQuestion(
        "how-known",
        _("How do you know this program, and since when?"),
        answer_kind=AnswerKind.TEXT,
    ),
    StartingRefereeQuestion("worth-learning", _("Other programs can learn from what they do."), _SCALE),
    StartingRefereeQuestion("listens", _("They listen, and are patient with people who are learning."), _SCALE),
    StartingRefereeQuestion("leads", _("They lead by example, and see things from the other side too."), _SCALE),
    StartingRefereeQuestion("reliable", _("They do what they said they would do."), _SCALE),
    StartingRefereeQuestion("discreet", _("They keep to themselves what was told in confidence."), _SCALE),
    StartingRefereeQuestion(
        "send-someone",
        _("Would you send a new director to them? Why, or why not?"),
        answer_kind=AnswerKind.TEXT,
    ),
    StartingRefereeQuestion(
        "anything-else",
        _("Is there anything else that a coordinator should know?"),
        answer_kind=AnswerKind.TEXT,
        is_required=False,
    ),
)

TRAINING_TOPICS = (
    StartingTerm("mentoring-techniques", _("Mentoring techniques"), _("Asking, showing, thinking along; not telling.")),
    StartingTerm("active-listening", _("Active listening"), _("Hearing what is said and what is not.")),
    StartingTerm("conflict-resolution", _("Conflict resolution"), _("When the two of you see it differently.")),
    StartingTerm(
        "boundaries",
        _("Boundaries of the role"),
        _("What a mentor does, what a mentor does not do, and who does then."),
    ),
    StartingTerm(
        "uncomfortable-situations",
        _("Uncomfortable situations"),
        _("Practiced in small groups: a talk that gets personal, a promise too many, a worry about a child."),
    ),
    StartingTerm(
        "confidentiality", _("Confidentiality and its limits"), _("What stays between you, and what must be passed on.")
    ),
)

BENEFITS_TEXT = _(
    "<ul><li>What you know is shared and used.</li>"
    "<li>You grow in coaching, counseling, listening and setting an example.</li>"
    "<li>You see your own program with new eyes.</li>"
    "<li>You belong to a wider community of people who do this work.</li></ul>"
)
ASKED_TEXT = _(
    "<p>You send in an application and name people who know your work. We ask them, talk with you, and invite you to a "
    "training in a group. At its end you and the coordinators look at whether it suits you.</p>"
    "<p>Mentors are motivated and caring. They respect others, do not judge, and put people at ease. They can be "
    "trusted, notice what the other needs, and like to see others grow. They know their trade and the grant, believe "
    "in the program, and run their own with success.</p>"
)
REFEREE_TEXT = _("<p>Please be as frank as you would be on the phone. A few plain sentences are enough.</p>")
