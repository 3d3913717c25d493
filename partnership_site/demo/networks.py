"""Two networks that there are not, with the events of their calendars."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class NetworkEntry:
    """An event of a network, placed like a gathering; `starts` None: all day. `ours`: the title of our gathering that
    it is, whose time it then has."""

    title: str
    weeks: int = 0
    weekday: int = 2
    starts: time | None = time(10)
    minutes: int | None = 120
    days: int = 1
    place: str = ""
    text: str = ""
    is_cancelled: bool = False
    ours: str = ""


@dataclass(frozen=True)
class Network:
    """A network's calendar. Its address is one for examples, so it is never fetched."""

    name: str
    slug: str
    region: str
    is_in_feeds: bool
    events: tuple[NetworkEntry, ...]


# Our own gathering that a network announces too.
SHARED = "Your first self-assessment, without tears"

NETWORKS = (
    Network(
        name="Blackhawk Valley Youth Network",
        slug="blackhawk-valley",
        region="40",
        is_in_feeds=True,
        events=(
            NetworkEntry(
                title="Open gym coordinators, monthly table",
                weeks=-4,
                weekday=1,
                starts=time(9, 30),
                minutes=90,
                place="Blackhawk Valley library, lower level",
                text="Bring your calendar of gym hours. We trade slots and settle who covers whom.",
            ),
            NetworkEntry(
                title="Open gym coordinators, monthly table",
                weeks=2,
                weekday=1,
                starts=time(9, 30),
                minutes=90,
                place="Blackhawk Valley library, lower level",
                text="Bring your calendar of gym hours. We trade slots and settle who covers whom.",
            ),
            NetworkEntry(
                title="Van drivers' refresher",
                weeks=3,
                weekday=4,
                starts=time(13),
                minutes=180,
                place="County garage, bay 2",
                text="For everyone who drives children. Loading, headcounts, and what to do when a parent is late.",
            ),
            NetworkEntry(
                title="Family supper and resource table",
                weeks=5,
                weekday=3,
                starts=time(17),
                minutes=150,
                place="Fairgrounds hall",
                text="Soup, bread and twelve tables. Programs may book a table until the week before.",
                is_cancelled=True,
            ),
        ),
    ),
    Network(
        name="Prairie State Summer Learning Circle",
        slug="summer-learning",
        region="",
        is_in_feeds=False,
        events=(
            NetworkEntry(
                title="Planning hour: what summer costs",
                weeks=1,
                weekday=3,
                starts=time(15),
                minutes=60,
                place="https://meet.example.org/summer-circle",
                text="One budget on the screen, forty questions. Cameras may stay off.",
            ),
            NetworkEntry(
                title="Summer Learning Circle, two days in Springfield",
                weeks=8,
                weekday=2,
                starts=None,
                days=2,
                place="Lincoln Prairie Conference House, Springfield",
                text="Day one is for program directors, day two for site leads. A room for children is next door.",
            ),
            NetworkEntry(title=SHARED, ours=SHARED),
        ),
    ),
)
