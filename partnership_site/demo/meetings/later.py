"""Gatherings that lie ahead later in the year."""

from datetime import time

from ..facts import Gathering, Place, Session

STEP_FREE = "Step-free entrance and restroom. Ask us for an interpreter two weeks ahead."

LATER = (
    Gathering(
        title="Two-day institute for new directors",
        weeks=13,
        weekday=2,
        days=2,
        kind="training-workshop",
        region="51",
        host="Prairie Capital Library",
        place=Place(
            "Prairie Capital Library, conference floor",
            "326 South Seventh Street",
            "Springfield",
            "62701",
            "Ten minutes on foot from the train. Rooms are held at two hotels until three weeks before.",
        ),
        starts=time(10),
        minutes=300,
        summary="Two days on money, staff, rooms and rest, for anyone in the first three years of the job.",
        text=(
            "You work in groups of six with one mentor. On the first evening there is supper and nothing else. Travel "
            "money is there for programs that need it; say so when you register.",
        ),
        topics=("administration", "budget", "staff-training", "program-organization"),
        themes=("challenges", "collaboration", "program-ideas"),
        sessions=(
            Session(time(10), "The first ninety days, looking back", presenter="goldfinch-bridge"),
            Session(time(13), "Reading an award letter with a pencil", presenter="sandstone-trail"),
            Session(time(10), "One room, one hour, one change", presenter="dogwood-landing", day=2),
            Session(time(13), "Rest is part of the job", people="Seraphina Oduya", day=2),
        ),
        materials=("First ninety days for a new director", "Budget worksheet for a first grant year"),
        seats=48,
        cost="$40 for two days with meals; travel money on request",
        access="Step-free. Captions on both days. Childcare on the first day.",
        guests=10,
    ),
    Gathering(
        title="Western Illinois: three towns, one table",
        weeks=16,
        weekday=2,
        kind="regional-networking",
        region="1",
        host="steeple-and-swing",
        place=Place("Quincy city market hall", "531 Hampshire Street", "Quincy", "62301"),
        summary="For programs that share staff, vans or money, and those who only dream of it.",
        text=("A lawyer is there for an hour. So is pie.",),
        topics=("partnerships", "program-governance"),
        themes=("collaboration",),
        sessions=(
            Session(time(10), "It began with a tow truck", presenter="steeple-and-swing"),
            Session(time(12, 30), "Arguments to have before you sign"),
        ),
        seats=40,
        access=STEP_FREE,
        network=("Two Rivers children's council", "https://two-rivers.example.org/"),
    ),
    Gathering(
        title="Mud morning in the loose-parts yard",
        weeks=21,
        weekday=5,
        kind="training-workshop",
        region="33",
        host="hickory-wheel",
        place=Place("Hickory Wheel yard", "1580 East Knox Street", "Galesburg", "61401"),
        starts=time(9),
        minutes=180,
        summary="Play first, then talk about risk. Old clothes needed, in every weather but lightning.",
        text=("You go home with the shopping list, the risk sheet and a clean pair of socks if you brought one.",),
        topics=("indoor-and-outdoor-environments", "growth-and-development"),
        themes=("program-ideas",),
        sessions=(
            Session(time(9), "Play"),
            Session(time(10, 30), "Risk, and the man who says no", presenter="hickory-wheel"),
        ),
        materials=("Loose parts: what to ask the lumber yard for",),
        seats=12,
        access="Grass and mud. A hard path leads to the covered half of the yard.",
        guests=15,
    ),
    Gathering(
        title="Recognition evening: thank you, mentors",
        weeks=27,
        weekday=3,
        kind="regional-networking",
        region="51",
        host="Old Courthouse Community Rooms",
        place=Place("Old Courthouse Community Rooms", "1 South Sixth Street", "Springfield", "62701"),
        starts=time(17),
        minutes=180,
        summary="Supper, short stories and a thank-you for every mentor and mentee of the year.",
        text=(
            "Each pair is called up together. Mentees say one sentence about their mentor; mentors say one about their "
            "mentee. People cry. Bring somebody who should hear it.",
        ),
        topics=("supportive-relationships", "sustainability"),
        themes=("accomplishments",),
        is_facilitated=False,
        seats=120,
        access="Step-free. Captions on a screen.",
        guests=8,
    ),
)
