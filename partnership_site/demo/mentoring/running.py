"""The pairs of the running cycle whose work goes well."""

from ..facts import JournalText, Pair, PlanGoal, Step

PAIRS = (
    Pair(
        mentor="goldfinch-bridge",
        mentee="pebble-path",
        outline=(
            "A first year that does not break anyone: staff who know the day, a budget that adds up, and Lucia asleep "
            "by ten."
        ),
        frequency="A call every second Thursday at 1 pm, a visit in the fall and one in the spring.",
        planned_contacts=22,
        goals=(
            PlanGoal(
                "Get to know each other and each other's rooms",
                "relationships-and-interactions",
                "Both visits done by Thanksgiving.",
                (
                    Step("Lucia visits two Goldfinch rooms", "mentee", 0.08, True),
                    Step("Nora visits Pontiac", "mentor", 0.2, True),
                ),
                "reached",
                "community-collaboration",
            ),
            PlanGoal(
                "Staff run the first hour without the director",
                "staff-training",
                "Lucia sits in the office for one whole Tuesday.",
                (
                    Step("Write down the first hour, minute by minute", "mentee", 0.15, True),
                    Step("Benedict shadows Elias for an afternoon", "both", 0.3),
                    Step("One Tuesday in the office, door closed", "mentee", 0.5),
                ),
                state_goal="social-emotional",
            ),
            PlanGoal(
                "A budget we can explain in one page",
                "budget",
                "The principal understands it without help.",
                (
                    Step("Fill in the worksheet with real numbers", "mentee", 0.25, True),
                    Step("Go through it line by line on a call", "both", 0.4),
                    Step("Show the principal", "mentee", 0.7),
                ),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.1,
                "Key ring",
                "Eleven keys and one of them opens the gym. I tried nine while thirty-one children watched. Benedict "
                "said it "
                "was the best activity of the week. I laughed and then I sat in my car for a while.",
            ),
            JournalText(
                "mentee",
                0.3,
                "A room where nobody shouts",
                "I watched Elias for two hours. He never raised his voice and he never hurried. He says the same four "
                "sentences all afternoon. I wrote them down. I am going to steal all four.",
                "my_pair",
            ),
            JournalText(
                "mentor",
                0.35,
                "Lucia in our rooms",
                "She saw things I have stopped seeing. She asked why the coats are so far from the door. Nobody knows. "
                "We "
                "moved the hooks on Friday.",
                "my_pair",
            ),
            JournalText(
                "mentee",
                0.6,
                "Numbers",
                "I counted the snack money twice. Nora did not laugh. She told me what she counted twice in her first "
                "year "
                "and it was the bus. We are both still here.",
                "pair_and_staff",
            ),
            JournalText(
                "mentor",
                0.75,
                "A thing I should say",
                "She answers mail at midnight. I should say something about it. I did the same and nobody said "
                "anything, "
                "and it took me four years to stop.",
                passage="I did the same and nobody said anything, and it took me four years to stop.",
            ),
            JournalText(
                "mentee",
                0.95,
                "What I want to ask next time",
                "How do you say no to a parent who is right? I began to write it down three times and",
                is_draft=True,
            ),
            JournalText(
                "mentee",
                0.9,
                "Tired but",
                "Tired. But today a second grader told a new child where the coats go and which step is slippery, and "
                "I "
                "thought: that is a program.",
                "pair_and_staff",
            ),
        ),
        pace=1.0,
        scores=(5, 5),
        remarks=("Time for both of us to write things down.", "A second pair of eyes on the budget."),
    ),
    Pair(
        mentor="sandstone-trail",
        mentee="cobblestone-corner",
        outline="Three new sites on a large first grant. Nothing clever: every paper where it belongs, every month.",
        frequency="Monday mornings at 8:30, half an hour.",
        planned_contacts=30,
        goals=(
            PlanGoal(
                "A folder for each month, full by the tenth",
                "administration",
                "Ten folders by June, none with a red card left in it.",
                (
                    Step("Copy the red cards", "mentor", 0.05, True),
                    Step("Name one person a site", "mentee", 0.1, True),
                    Step("Swap folders and look for gaps", "both", 0.45),
                ),
            ),
            PlanGoal(
                "First quarter report, sent early",
                "local-evaluation",
                "Sent three days before it is due.",
                (Step("Draft with Milo on the phone", "both", 0.2, True), Step("Send", "mentee", 0.3, True)),
                "reached",
                "academic-achievement",
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.4,
                "Folders",
                "My staff tease me about the folders. This morning a reviewer called and I answered every question in "
                "four minutes. Nobody teased me at lunch.",
                "pair_and_staff",
            ),
            JournalText(
                "mentor",
                0.7,
                "Three sites at once",
                "She opened three sites in a month. I would not have dared. I must be careful not to teach her my "
                "fear.",
            ),
        ),
        pace=1.05,
        scores=(5, 5),
        remarks=("Nothing, keep going.", "Fiscal help beyond what a mentor can give."),
    ),
    Pair(
        mentor="harbor-maple",
        mentee="clover-street",
        outline="Families who feel that the door is open, in a town where people do not like to be invited.",
        frequency="Video call every second Wednesday.",
        goals=(
            PlanGoal(
                "A letter home that people keep",
                "family-engagement",
                "We see it on three refrigerators.",
                (
                    Step("Ask two grandmothers to read it", "mentee", 0.15, True),
                    Step("Rewrite without the word requirement", "both", 0.2, True),
                    Step("Send and count answers", "mentee", 0.4),
                ),
                state_goal="community-collaboration",
            ),
            PlanGoal(
                "One family evening, run by families",
                "family-and-community-partnerships",
                "Twenty families, and staff sit down.",
                (Step("Visit Waukegan's evening", "mentee", 0.35, True), Step("Choose a host family", "mentee", 0.6)),
            ),
        ),
        journals=(
            JournalText(
                "mentee",
                0.5,
                "Second mentor, first evening",
                "I was worried that I would compare. Josephine taught me to hurry; Rosalba teaches me to wait. I need "
                "both.",
                "my_pair",
            ),
            JournalText(
                "mentor",
                0.6,
                "Small towns",
                "I keep giving big-city answers. She listens and then she does something smaller and better.",
            ),
        ),
        pace=1.0,
        scores=(4, 5),
        remarks=("A visit south, when the budget allows.", "Somebody to translate two pages."),
    ),
    Pair(
        mentor="cornerlight",
        mentee="marigold-steps",
        outline="A parent council with a real vote, before the first year is over.",
        frequency="Every Friday, on foot, around the block between our two towns.",
        planned_contacts=36,
        goals=(
            PlanGoal(
                "Parents elect a council",
                "family-engagement",
                "An election with more than one name for each seat.",
                (
                    Step("Read our by-laws aloud with five parents", "both", 0.15, True),
                    Step("Parents change them", "mentee", 0.3, True),
                    Step("Election evening", "mentee", 0.55),
                ),
                state_goal="community-collaboration",
            ),
            PlanGoal(
                "The council decides about one real sum",
                "program-governance",
                "Five hundred dollars, spent as they say.",
                (Step("Set the money aside", "mentee", 0.4), Step("Lose a vote and say thank you", "mentee", 0.9)),
            ),
        ),
        journals=(
            JournalText(
                "mentor",
                0.3,
                "Walking",
                "We walk instead of sitting. Twelve blocks, two towns. She talks more when she does not have to look "
                "at me.",
                "my_pair",
            ),
            JournalText(
                "mentee",
                0.7,
                "They crossed out my paragraph",
                "The parents crossed out my favorite paragraph. I heard Amparo in my head: it means you can lose the "
                "vote. "
                "I said thank you and meant it by the time I got home.",
                "pair_and_staff",
            ),
        ),
        pace=1.35,
        scores=(5, 5),
        remarks=("Nothing.", "Childcare at evening meetings."),
    ),
)
