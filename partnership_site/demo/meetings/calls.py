"""The kickoff webinars and the quarterly calls of all mentors and mentees."""

from datetime import time

from ..facts import Gathering, Session

ONLINE_ACCESS = "Live captions in English. Tell us two weeks ahead if you need sign language or Spanish."

CALLS = (
    Gathering(
        title="Kickoff webinar for this year's mentors and mentees",
        anchor="kickoff",
        kind="program-call",
        mode="online",
        starts=time(13),
        minutes=90,
        summary="Meet the other pairs, hear what the year asks of you and leave with a date for your first visit.",
        text=(
            "Every pair starts here. We go through who does what, how often you talk, and how journals stay private. "
            "Then you meet your partner in a small room and set your first date.",
            "Bring your calendar and one worry.",
        ),
        topics=("professional-development-and-leadership", "supportive-relationships"),
        themes=("collaboration",),
        sessions=(
            Session(time(13), "Welcome, and what peer mentoring is", people="Wendell Amoako"),
            Session(
                time(13, 15), "Two meetings, eighteen contacts: what counts and what does not", people="Wendell Amoako"
            ),
            Session(time(13, 35), "A year as a mentor, told straight", presenter="goldfinch-bridge"),
            Session(time(13, 55), "How would you define a successful relationship?", "In small rooms, pair by pair."),
            Session(time(14, 20), "Your first date, in the calendar before you hang up"),
        ),
        materials=("Peer mentoring kickoff slides", "What peer mentoring asks of you, month by month"),
        seats_online=200,
        access=ONLINE_ACCESS,
        outcome=(
            "Forty-one people from 26 programs joined. Every pair left with a date. The word heard most often was "
            "relief: nobody expects a new director to know it all in September.",
        ),
        attended=41,
        slides=("Mentoring plan form",),
    ),
    Gathering(
        title="First quarterly call: how is it going, really",
        anchor="call-1",
        kind="program-call",
        mode="online",
        starts=time(11),
        minutes=60,
        summary="All mentors and mentees with the program team. One good thing, one hard thing, one question each.",
        text=(
            "An hour, no slides. If your first visit has not happened yet, we will help you find a date on the call.",
        ),
        topics=("supportive-relationships", "program-organization"),
        themes=("challenges", "accomplishments"),
        sessions=(
            Session(time(11), "Round: one good thing, one hard thing"),
            Session(time(11, 35), "What your action plan should fit on", presenter="sandstone-trail"),
        ),
        materials=("Mentoring plan form",),
        seats_online=100,
        access=ONLINE_ACCESS,
        outcome=(
            "Staffing came up in every room. Lantern Creek shared its volunteer contract, which is now in the library.",
        ),
        attended=33,
    ),
    Gathering(
        title="Second quarterly call: halfway, read your plan again",
        anchor="call-2",
        kind="program-call",
        mode="online",
        starts=time(11),
        minutes=60,
        summary=(
            "Look at the plan you wrote in the fall. Keep, change or cross out, with a partner from another region."
        ),
        text=("You read your own plan aloud to somebody who has never seen it. It is the best hour of the winter.",),
        topics=("achieving-program-outcomes", "program-planning-and-development"),
        themes=("challenges", "program-ideas"),
        sessions=(
            Session(time(11), "Keep, change, cross out"),
            Session(time(11, 40), "The midpoint evaluation in five minutes", people="Wendell Amoako"),
        ),
        seats_online=100,
        access=ONLINE_ACCESS,
        outcome=("Nine pairs crossed out a goal. Nobody was sorry.",),
        attended=36,
    ),
    Gathering(
        title="Third quarterly call: the money talk",
        anchor="call-3",
        kind="program-call",
        mode="online",
        starts=time(11),
        minutes=60,
        summary="Budget changes before the year ends, what carries over and whom to call. Bring your last report.",
        text=("Two fiscal people answer questions. You may come with your own number and leave with a better one.",),
        topics=("budget", "administration"),
        themes=("challenges",),
        sessions=(
            Session(time(11), "What can move and what cannot", presenter="sandstone-trail"),
            Session(time(11, 30), "Your questions", presenter="second-bell"),
        ),
        materials=("Budget worksheet for a first grant year", "Uniform grant guidance, the parts programs meet"),
        seats_online=100,
        access=ONLINE_ACCESS,
        outcome=("The short answer to most questions was: ask before you spend, and keep the e-mail.",),
        attended=29,
    ),
    Gathering(
        title="Fourth quarterly call: closing well",
        anchor="call-4",
        kind="program-call",
        mode="online",
        starts=time(11),
        minutes=60,
        summary="How to end a mentoring year: the last visit, the closing talk and what to write down.",
        text=("Some of you will go on, some will stop, some will become mentors. Each of these is a good ending.",),
        topics=("supportive-relationships", "achieving-program-outcomes"),
        themes=("accomplishments",),
        sessions=(
            Session(time(11), "Six questions for the last talk", presenter="redbud-crossing"),
            Session(time(11, 40), "From mentee to mentor", presenter="bittersweet-barn"),
        ),
        materials=("Saying goodbye: a closing talk in six questions",),
        seats_online=100,
        access=ONLINE_ACCESS,
        outcome=("Three mentees asked how to become mentors. The answer begins on our page for mentors.",),
        attended=31,
    ),
    Gathering(
        title="Kickoff webinar for next year's mentors and mentees",
        anchor="next-kickoff",
        kind="program-call",
        mode="online",
        starts=time(13),
        minutes=90,
        summary="Save the date. Mentors and mentees of the next cycle meet for the first time.",
        text=("You can sign up before you are matched. We send the link a week ahead.",),
        topics=("professional-development-and-leadership",),
        themes=("collaboration",),
        seats_online=200,
        access=ONLINE_ACCESS,
        outcome=("The room was full and the date list is out.",),
        attended=38,
        guests=2,
    ),
)
