"""The pairs of the running cycle that are new, behind or on hold."""

from ..facts import JournalText, Pair, PlanGoal, Step

PAIRS = (
    Pair(
        mentor="bittersweet-barn",
        mentee="bluebell-hollow",
        outline="Find two people who will stay, and hours that fit an orchard.",
        frequency="A call on Sunday evenings. It is when we are both free.",
        decided_by="coordinator",
        goals=(
            PlanGoal(
                "Two part-time people hired and trained",
                "staff-recruitment",
                "Both still here after the picking season.",
                (
                    Step("Write hours that fit the orchard", "mentee", 0.15, True),
                    Step("Ask the school store graduates", "mentor", 0.3),
                ),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.5,
                "Three Sundays missed",
                "We have missed three Sundays. Once me, once him, once nobody remembers. I do not want to write to the "
                "coordinator. I will write to Harlan instead.",
            ),
            JournalText(
                "mentor",
                0.8,
                "My part in it",
                "I was the one who did not call. The greenhouse roof came down and I let everything else go. I will "
                "drive "
                "to Anna next week and start again in person.",
                "my_pair",
            ),
        ),
        pace=0.4,
        scores=(3, 3),
        remarks=("A nudge from the coordinator.", "Calls at another time of the week."),
    ),
    Pair(
        mentor="millwright-hall",
        mentee="tugboat",
        outline="An agreement with the mill that outlives its manager.",
        frequency="Once a month, at the plant gate.",
        goals=(
            PlanGoal(
                "A signed agreement",
                "partnerships",
                "Two signatures and a date.",
                (
                    Step("Bring the first draft", "mentor", 0.15, True),
                    Step("Read it with the mill's lawyer", "both", 0.4),
                    Step("Sign", "mentee", 0.7),
                ),
                state_goal="community-collaboration",
            ),
            PlanGoal(
                "Six apprentices with a plan",
                "college-and-career-readiness",
                "Six pages, one a person.",
                (Step("Ask each what they want", "mentee", 0.3, True), Step("Write the page together", "mentee", 0.6)),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.6,
                "The gate",
                "He was late, the lawyer was early and I was in the wrong shoes. We read two paragraphs. It is slow. "
                "It is "
                "still the first time anyone has read it with me.",
                "my_pair",
            ),
        ),
        pace=0.5,
        scores=(4, 3),
        remarks=("A second person on their side.", "More than one call a month."),
    ),
    Pair(
        mentor="goldfinch-bridge",
        mentee="chalk-and-cedar",
        outline="A new director in an old program: listen first, change one thing.",
        frequency="To be agreed at our first visit.",
        days_ago=16,
        decided_by="coordinator",
        goals=(
            PlanGoal(
                "Get to know each other",
                "relationships-and-interactions",
                "One visit, one honest phone call.",
                (
                    Step("First call", "both", 0.05, True),
                    Step("Ignatius comes to Bloomington", "mentee", 0.2),
                ),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.7,
                "Old program, new person",
                "Everybody here has been here longer than I have, including the fish. I am going to listen until the "
                "end "
                "of the month and then ask one question.",
            ),
        ),
        pace=1.0,
        scores=(4, 4),
    ),
    Pair(
        mentor="limestone-lane",
        mentee="kettle-pond",
        outline="From drop-in to a program with a plan, without losing the fun.",
        frequency="Every third week, alternating Kankakee and Round Lake by video.",
        days_ago=45,
        goals=(
            PlanGoal(
                "A week with a plan on the wall",
                "program-planning-and-development",
                "Children can read it and tell us what is next.",
                (
                    Step("Photograph a week as it is", "mentee", 0.1, True),
                    Step("Children vote on two fixed things", "mentee", 0.3),
                ),
            ),
            PlanGoal(
                "Three jobs that children hold",
                "youth-engagement-voice-and-choice",
                "Somebody misses them when they are ill.",
                (Step("Junior leaders call each other", "both", 0.4),),
                state_goal="social-emotional",
            ),
        ),
        journals=(
            JournalText(
                "mentor",
                0.6,
                "They asked for a form",
                "He asked me for a form. I sent him a twelve-year-old instead, on a video call, with a list. It went "
                "well.",
                "my_pair",
            ),
        ),
        pace=1.0,
        scores=(5, 4),
    ),
    Pair(
        mentor="catalpa-house",
        mentee="plum-thicket",
        outline="Keep a small program alive on gifts and stubbornness.",
        frequency="First Tuesday of the month.",
        goals=(
            PlanGoal(
                "Fifty gifts by spring",
                "sustainability",
                "Fifty names, any sum.",
                (
                    Step("Write down who ever helped", "mentee", 0.2, True),
                    Step("Read your mission out loud to each of them", "mentee", 0.6),
                ),
            ),
        ),
        journals=(
            JournalText(
                "mentor",
                0.6,
                "The roof",
                "Their hall flooded and Hester is feeding volunteers, not children. We put the pair on hold. I said: "
                "call "
                "me when you want to talk about anything but the roof.",
                "pair_and_staff",
            ),
            JournalText(
                "mentee",
                0.75,
                "On hold",
                "On hold sounds like music in a telephone. It is quieter than that. I am glad nobody asked me to write "
                "a "
                "report about the water.",
            ),
        ),
        pace=0.6,
        status="on_hold",
        scores=(4, 5),
    ),
)
