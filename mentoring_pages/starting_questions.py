"""Journal prompts, checklist and evaluation questions that mentoring starts with. Data only; staff edit the rows."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .enums import EvaluationMoment, JournalStage, QuestionAudience, QuestionKind, StepOwner


class StartingPrompt(NamedTuple):
    """A question for the journal (R53), of a month (1 to 12), of a part of the pair's time, or of any time."""

    slug: str
    text: str
    month: int | None = None
    stage: str = ""


class StartingChecklistItem(NamedTuple):
    """Something a mentor covers over the relationship (R13), in one of the three stages below; few are the mentee's."""

    slug: str
    stage: str
    title: str
    help_text: str
    for_side: StepOwner = StepOwner.MENTOR


class StartingQuestion(NamedTuple):
    """A question of an evaluation (R19). An answer on the scale is 1 (not at all) to 5 (fully)."""

    slug: str
    text: str
    asked_of: QuestionAudience
    moment: EvaluationMoment
    answer_kind: QuestionKind = QuestionKind.SCALE
    help_text: str = ""
    section: str = ""
    options: tuple[str, ...] = ()


class StartingQuestionnaire(NamedTuple):
    """A list of questions and the line of a cycle's schedule that asks it; see `ScheduledEvaluation`."""

    moment: EvaluationMoment
    name: str
    days: int = 30
    repeat_days: int = 0


MENTOR, MENTEE, BOTH = QuestionAudience.MENTOR, QuestionAudience.MENTEE, QuestionAudience.BOTH
FIRST_MEETING, MIDPOINT, CLOSING = EvaluationMoment.FIRST_MEETING, EvaluationMoment.MIDPOINT, EvaluationMoment.CLOSING
AFTER_MATCH, FOLLOW_UP = EvaluationMoment.AFTER_MATCH, EvaluationMoment.FOLLOW_UP

GETTING_STARTED = _("Getting started")
OVER_THE_YEAR = _("Over the year")
ENDING_WELL = _("Closing")

JOURNAL_PROMPTS = (
    StartingPrompt(
        "successful-relationship",
        _("What makes a mentoring relationship a success, for you?"),
        stage=JournalStage.STARTING,
    ),
    StartingPrompt(
        "hope-to-accomplish", _("What do you hope to get done together this year?"), stage=JournalStage.STARTING
    ),
    StartingPrompt("surprised", _("What surprised you in your last conversation?")),
    StartingPrompt("tried", _("What did you try because of something you heard? How did it go?")),
    StartingPrompt("hard-week", _("What was hard this week, and who or what helped?")),
    StartingPrompt("seen-on-site", _("What did you see at the other program that you want to remember?")),
    StartingPrompt(
        "not-said", _("What have you not said yet that would be good to say?"), stage=JournalStage.UNDER_WAY
    ),
    StartingPrompt("young-people", _("What changed for the young people because of this work?")),
    StartingPrompt(
        "learned-about-self", _("What have you learned about the way you lead?"), stage=JournalStage.CLOSING
    ),
    StartingPrompt("pass-on", _("What would you pass on to the next pair?"), stage=JournalStage.CLOSING),
    StartingPrompt("of-september", _("What are you proud of as this program year begins?"), month=9),
    StartingPrompt(
        "of-october", _("What do you understand about the other program now that you did not before?"), month=10
    ),
    StartingPrompt("of-november", _("Which goal moves, and which one is stuck? What would loosen it?"), month=11),
    StartingPrompt("of-december", _("What are you grateful for, as the year ends?"), month=12),
    StartingPrompt("of-january", _("What would you like to do differently from now on?"), month=1),
    StartingPrompt("of-february", _("Whom else in your program should this work reach, and how?"), month=2),
    StartingPrompt("of-march", _("What have you learned from something that did not work?"), month=3),
    StartingPrompt("of-april", _("What should still happen before this season ends?"), month=4),
    StartingPrompt("of-may", _("What will stay when the two of you no longer talk so often?"), month=5),
    StartingPrompt("of-june", _("If you wrote a letter to yourself of last September, what would it say?"), month=6),
)

CHECKLIST: tuple[StartingChecklistItem, ...] = (
    StartingChecklistItem(
        "introduce",
        GETTING_STARTED,
        _("Introduce your programs and yourselves"),
        _("People, sites, hours, and what you are proud of. Getting to know each other is a fine first goal."),
    ),
    StartingChecklistItem(
        "agree",
        GETTING_STARTED,
        _("Agree how you will work together"),
        _("How often, by what means, who calls whom, and what stays between the two of you. Both sign."),
    ),
    StartingChecklistItem(
        "expectations",
        GETTING_STARTED,
        _("Say what each can and cannot offer"),
        _("Time, experience, travel. Name the limits early; it saves disappointment."),
    ),
    StartingChecklistItem(
        "needs",
        GETTING_STARTED,
        _("Talk through what the mentee needs"),
        _("Start from the request. The mentee decides what to work on first."),
    ),
    StartingChecklistItem(
        "plan",
        GETTING_STARTED,
        _("Write the plan"),
        _("A few goals, the next steps, and dates. Both can change it later."),
    ),
    StartingChecklistItem(
        "first-meeting",
        GETTING_STARTED,
        _("Meet face to face in the first month"),
        _("At either program, or halfway between."),
    ),
    StartingChecklistItem(
        "mentee-questions",
        GETTING_STARTED,
        _("Write down three questions for your mentor"),
        _("Real ones, about things that keep you awake. Send them before you meet."),
        StepOwner.MENTEE,
    ),
    StartingChecklistItem(
        "visit-mentor",
        OVER_THE_YEAR,
        _("Visit the mentor's program"),
        _("Watch activities, meet staff and partners, take ideas home."),
    ),
    StartingChecklistItem(
        "visit-mentee",
        OVER_THE_YEAR,
        _("Visit the mentee's program"),
        _("Look for strengths first, then for two or three things to improve."),
    ),
    StartingChecklistItem(
        "standards",
        OVER_THE_YEAR,
        _("Look at the quality standards together"),
        _("Choose one core area and talk about how each program does there."),
    ),
    StartingChecklistItem(
        "people",
        OVER_THE_YEAR,
        _("Open a door"),
        _("Introduce the mentee to someone useful: a partner, a trainer, another program, a gathering."),
    ),
    StartingChecklistItem(
        "midpoint",
        OVER_THE_YEAR,
        _("Take stock halfway"),
        _("What is done, what is stuck, what should change in the plan or in the way you work."),
    ),
    StartingChecklistItem(
        "mentee-results",
        OVER_THE_YEAR,
        _("Tell your mentor what you tried and how it went"),
        _("What did not work is worth as much as what did."),
        StepOwner.MENTEE,
    ),
    StartingChecklistItem(
        "results",
        ENDING_WELL,
        _("Look at what came of each goal"),
        _("Reached, partly reached or dropped, and what made the difference."),
    ),
    StartingChecklistItem(
        "last-meeting",
        ENDING_WELL,
        _("Meet face to face in the last month"),
        _("Say what went well, what was hard, and thank the people who helped."),
    ),
    StartingChecklistItem(
        "afterwards",
        ENDING_WELL,
        _("Agree how you stay in touch, and close"),
        _("Decide whether and how you may call each other, confirm the ending, and fill in the last evaluation."),
    ),
    StartingChecklistItem(
        "mentee-pass-on",
        ENDING_WELL,
        _("Think about who could learn from you now"),
        _("Former mentees make good mentors."),
        StepOwner.MENTEE,
    ),
)

EVALUATION_QUESTIONS = (
    # After the first meeting
    StartingQuestion("objectives-clear", _("I know what we want to reach together."), BOTH, FIRST_MEETING),
    StartingQuestion("requirements-right", _("What the program asks of us is reasonable."), BOTH, FIRST_MEETING),
    StartingQuestion(
        "first-fit",
        _("This match feels like a good fit."),
        BOTH,
        FIRST_MEETING,
        help_text=_("1: not a fit. 3: still deciding. 5: a good fit."),
    ),
    StartingQuestion("match-meets-needs", _("This match suits what my program needs."), MENTEE, FIRST_MEETING),
    StartingQuestion("came-prepared", _("We both came prepared."), BOTH, FIRST_MEETING),
    StartingQuestion(
        "first-useful", _("What was most useful in your first meeting?"), BOTH, FIRST_MEETING, QuestionKind.TEXT
    ),
    # Halfway
    StartingQuestion("time-right", _("The time this takes is right for us."), BOTH, MIDPOINT),
    StartingQuestion("met-regularly", _("We are in touch as often as we planned."), BOTH, MIDPOINT),
    StartingQuestion("quick-replies", _("We answer each other soon enough."), BOTH, MIDPOINT),
    StartingQuestion("open-talk", _("We can talk openly and honestly."), BOTH, MIDPOINT),
    StartingQuestion("staff-support", _("The program's staff support us well."), BOTH, MIDPOINT),
    StartingQuestion("shares-knowledge", _("My mentor shares what they know."), MENTEE, MIDPOINT),
    StartingQuestion("listens", _("My mentor listens."), MENTEE, MIDPOINT),
    StartingQuestion("open-questions", _("My mentor asks questions that make me think."), MENTEE, MIDPOINT),
    StartingQuestion("candid-feedback", _("My mentor tells me honestly how they see it."), MENTEE, MIDPOINT),
    StartingQuestion("accessible", _("I can reach my mentor when I need to."), MENTEE, MIDPOINT),
    StartingQuestion("opens-doors", _("My mentor introduces me to people who can help."), MENTEE, MIDPOINT),
    StartingQuestion("mentee-open", _("My mentee is open to new ideas and tries them."), MENTOR, MIDPOINT),
    StartingQuestion("what-would-help", _("What would help you right now?"), BOTH, MIDPOINT, QuestionKind.TEXT),
    # Closing: the outcomes of R51 and the benefits of R54 and R55
    StartingQuestion("learned-and-grew", _("I learned and grew through this work."), BOTH, CLOSING),
    StartingQuestion("quality-capacity", _("My program can now do better work for young people."), MENTEE, CLOSING),
    StartingQuestion("communication", _("We talk and work with other programs more than before."), BOTH, CLOSING),
    StartingQuestion("community", _("I have people I can turn to when I need advice."), BOTH, CLOSING),
    StartingQuestion("improvement", _("What we heard from each other changed how we work."), BOTH, CLOSING),
    StartingQuestion("personal-support", _("I felt supported as a person."), MENTEE, CLOSING),
    StartingQuestion("confidence", _("I lead my program with more knowledge and confidence."), MENTEE, CLOSING),
    StartingQuestion("grant-management", _("I manage our grant better than a year ago."), MENTEE, CLOSING),
    StartingQuestion("shared-knowledge", _("I could pass on what I know."), MENTOR, CLOSING),
    StartingQuestion("coaching-skills", _("I became a better coach and listener."), MENTOR, CLOSING),
    StartingQuestion("new-insights", _("I saw my own program with new eyes."), MENTOR, CLOSING),
    StartingQuestion("will-continue", _("We will stay in touch after this cycle."), BOTH, CLOSING),
    StartingQuestion(
        "do-differently", _("What should the partnership do differently next time?"), BOTH, CLOSING, QuestionKind.TEXT
    ),
    # Thirty days after the match, then every sixty
    StartingQuestion(
        "in-touch",
        _("How are you in touch these weeks?"),
        BOTH,
        AFTER_MATCH,
        QuestionKind.ONE,
        options=(_("As often as we need"), _("Less than we would like"), _("Hardly at all")),
    ),
    StartingQuestion("check-in-useful", _("Our last conversation was useful to me."), BOTH, AFTER_MATCH),
    StartingQuestion("check-in-comfortable", _("I am comfortable in this work."), BOTH, AFTER_MATCH),
    StartingQuestion(
        "check-in-worked-on",
        _("What did you work on?"),
        BOTH,
        AFTER_MATCH,
        QuestionKind.SEVERAL,
        options=(
            _("Planning and running activities"),
            _("Staff"),
            _("Families and partners"),
            _("Grants and reports"),
            _("Getting to know each other"),
            _("Something else"),
        ),
    ),
    StartingQuestion(
        "check-in-help", _("Is there anything the coordinators can do?"), BOTH, AFTER_MATCH, QuestionKind.TEXT
    ),
    # Three months after the end
    StartingQuestion("still-in-touch", _("We are still in touch now and then."), BOTH, FOLLOW_UP),
    StartingQuestion("changed-lasts", _("What we changed because of this work is still in place."), BOTH, FOLLOW_UP),
    StartingQuestion("skills-used", _("I use what I learned, most weeks."), BOTH, FOLLOW_UP),
    StartingQuestion("would-mentor", _("I can see my program as a mentor one day."), MENTEE, FOLLOW_UP),
    StartingQuestion("would-again", _("I would be a mentor again."), MENTOR, FOLLOW_UP),
    StartingQuestion("looking-back", _("Looking back, what made the difference?"), BOTH, FOLLOW_UP, QuestionKind.TEXT),
)

# In the order of a season. The first three have been there from the beginning.
QUESTIONNAIRES = (
    StartingQuestionnaire(FIRST_MEETING, _("After the first meeting")),
    StartingQuestionnaire(MIDPOINT, _("Half way")),
    StartingQuestionnaire(CLOSING, _("At the end")),
    StartingQuestionnaire(AFTER_MATCH, _("How it goes"), 30, 60),
    StartingQuestionnaire(FOLLOW_UP, _("Some time after the end"), 90),
)
