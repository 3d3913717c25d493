"""The five pairs of the cycle that is over, one for each reason to end."""

from ..facts import Ending, JournalText, Pair, PlanGoal, Step

PAIRS = (
    Pair(
        mentor="dogwood-landing",
        mentee="quilted-sky",
        outline="Three tiny sites that feel like one program. We want the same afternoon in each town.",
        frequency="A call every second Tuesday at 10, a visit in fall and spring.",
        planned_contacts=22,
        goals=(
            PlanGoal(
                "One schedule for all three sites",
                "program-organization",
                "Each site lead can draw it from memory.",
                (
                    Step("List what each site does at 3:45", "mentee", 0.1, True),
                    Step("Watch one afternoon at each site", "both", 0.3, True),
                    Step("Agree on five fixed points in the day", "mentee", 0.5, True),
                ),
                "reached",
                "community-collaboration",
            ),
            PlanGoal(
                "Site leads score their own room",
                "observation-and-assessment",
                "Three scores within one point of Rashid's.",
                (
                    Step("Practice with the short film", "both", 0.4, True),
                    Step("Score together, room by room", "both", 0.7, True),
                ),
                "reached",
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.08,
                "The first drive south",
                "Four hours in the car to sit in someone else's gym. Worth it by the second hour. Theodora did not "
                "show me "
                "her best site. She showed me the one that worries her. I could breathe after that.",
                "my_pair",
            ),
            JournalText(
                "mentee",
                0.45,
                "Five fixed points",
                "We have five fixed points. I taped them inside a cupboard door. Today all three leads said them "
                "without "
                "looking and then laughed because I was so pleased.",
                "pair_and_staff",
            ),
            JournalText(
                "mentor",
                0.5,
                "What I notice about my own sites",
                "I tell Rufus to visit when nothing is wrong. I have not been to our river site since October. "
                "Practice "
                "what you preach, Theodora.",
            ),
            JournalText(
                "mentor",
                0.97,
                "Closing",
                "He no longer asks what he should do. He tells me what he did and asks what I see. That is the whole "
                "job.",
                "my_pair",
            ),
        ),
        pace=1.1,
        status="complete",
        ending=Ending("goals-met", "meeting", 0.96, "One schedule at three sites; leads score their own rooms."),
        scores=(5, 5),
        remarks=("Pay mileage sooner.", "Keep the visits. Everything else is talk."),
    ),
    Pair(
        mentor="second-bell",
        mentee="night-heron",
        outline="Count what matters to teenagers, and write a report that a foundation will read to the end.",
        frequency="First Monday of the month, late, with tea.",
        goals=(
            PlanGoal(
                "Three measures we believe in",
                "local-evaluation",
                "The young people agree with them.",
                (
                    Step("Ask twelve young people what changed", "mentee", 0.2, True),
                    Step("Choose three things to count", "both", 0.4, True),
                    Step("Count for eight weeks", "mentee", 0.8, True),
                ),
                "reached",
                "attendance-graduation",
            ),
            PlanGoal(
                "A two-page report",
                "sustainability",
                "Two funders say they read it.",
                (
                    Step("Draft", "mentee", 0.85, True),
                    Step("Cut it in half", "mentor", 0.95),
                ),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.2,
                "Twelve young people, twelve answers",
                "I asked what changed. One said: my mother stopped asking where I am. I do not know how to count that "
                "and "
                "I do not want to lose it.",
                "my_pair",
            ),
            JournalText(
                "mentor",
                0.6,
                "Tea",
                "Isadora is better at this than I was. I am careful not to say so too early, because she will stop "
                "asking "
                "me things. Or that is my vanity.",
            ),
            JournalText(
                "mentee",
                0.92,
                "Not finished",
                "The report is four pages. June is here. We agreed that half a report is more than last year.",
                "pair_and_staff",
            ),
        ),
        pace=0.95,
        status="complete",
        ending=Ending("cycle-ended", "letter", 1.0, "Three measures agreed and counted. The report is half done."),
        scores=(4, 4),
        remarks=("A shared folder would have helped.", "More time. It takes a year to start."),
    ),
    Pair(
        mentor="lantern-creek",
        mentee="clover-street",
        outline="Find and keep people in a town where nobody is looking for work.",
        frequency="Phone on Thursdays, ten minutes, never more.",
        planned_contacts=30,
        goals=(
            PlanGoal(
                "Four volunteers who come every week",
                "staff-recruitment",
                "Four names on the rota in March who were there in November.",
                (
                    Step("List everyone in town who knows a craft", "mentee", 0.1, True),
                    Step("Background checks, start to finish", "mentor", 0.25, True),
                    Step("Call every Monday", "mentee", 0.5, True),
                ),
                "reached",
            ),
            PlanGoal(
                "Parents who stay for ten minutes",
                "family-engagement",
                "Half of the families once a month.",
                (Step("Coffee at the door", "mentee", 0.6, True), Step("Ask a parent to host", "mentee", 0.9)),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.3,
                "Ten minutes on a Thursday",
                "She hangs up at ten minutes even if I am in the middle of a sentence. I was offended for a month. Now "
                "I "
                "start with the thing I am afraid of.",
                "my_pair",
            ),
            JournalText(
                "mentor",
                0.8,
                "What I cannot teach",
                "She needs someone who knows families, and two languages. That is not me. I will say so at the next "
                "call "
                "and I hope it lands as kindness.",
            ),
        ),
        pace=1.0,
        status="complete",
        ending=Ending("new-match", "meeting", 0.94, "Four steady volunteers. Family work goes on with another mentor."),
        scores=(5, 4),
        remarks=("Nothing. It worked.", "Let us change mentors in the middle of a year if we both want to."),
    ),
    Pair(
        mentor="peony-hill",
        mentee="tallgrass-table",
        outline="Steady money for a small program in a church hall.",
        frequency="Every two weeks by phone.",
        goals=(
            PlanGoal(
                "A hundred monthly givers",
                "sustainability",
                "A hundred names.",
                (Step("Make the list", "mentee", 0.2, True), Step("Call the first twenty", "mentee", 0.4)),
                "dropped",
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.4,
                "It is not working",
                "She is kind and I dread the calls. We want different things. She wants a hundred givers; I want a "
                "kitchen "
                "license. I should have said so in October.",
            ),
            JournalText(
                "mentor",
                0.45,
                "A hard letter",
                "He said it plainly and thanked me. I was hurt for an evening. Then I was glad that somebody can still "
                "say a thing plainly.",
                "pair_and_staff",
            ),
        ),
        pace=0.7,
        status="complete",
        ending=Ending("not-a-fit", "meeting", 0.45, "None. Both sides are sorry and neither is angry."),
        scores=(3, 2),
        remarks=("Ask for the real need first.", "The first meeting should ask what we do not want."),
    ),
    Pair(
        mentor="capitol-crow",
        mentee="sparrow-gate",
        outline="Calm rooms after a hard year.",
        frequency="Weekly text, monthly visit.",
        decided_by="coordinator",
        goals=(
            PlanGoal(
                "Every staff member has a calm sentence",
                "relationships-and-interactions",
                "We hear it in the room.",
                (
                    Step("Half-day training in Danville", "mentor", 0.3, True),
                    Step("Practice on Fridays", "mentee", 0.5, True),
                ),
                "reached",
                "social-emotional",
            ),
            PlanGoal(
                "Hire two site leads",
                "staff-recruitment",
                "Both still there after ninety days.",
                (Step("Write the advertisement together", "both", 0.5, True), Step("Interview", "mentee", 0.8)),
            ),
        ),
        journals=(
            JournalText(
                "mentor",
                0.6,
                "The director is leaving",
                "She told me before she told her board. I said I would hold it. It is heavy to hold.",
            ),
            JournalText(
                "mentee",
                0.7,
                "Interim",
                "I am the interim director as of Monday. I have the keys, the phone and this journal. Desmond called "
                "within the hour and asked what I had eaten.",
                "my_pair",
            ),
        ),
        pace=0.85,
        status="complete",
        ending=Ending("someone-left", "letter", 0.75, "Calm sentences in every room. Hiring was not finished."),
        scores=(4, 4),
        remarks=("Have a plan for when a director goes.", "He kept calling after it was over."),
    ),
)
