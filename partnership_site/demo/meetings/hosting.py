"""Next year's series, and programs that offer to host."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    """An offer of a program, by key. `for_opening`: for the published gathering of its region that lacks a host."""

    program: str
    place: str
    months: str = ""
    note: str = ""
    status: str = "open"
    answer: str = ""
    for_opening: bool = False


@dataclass(frozen=True)
class Series:
    """Four quarters of next year in some regions, by key. `without_host`: every so manieth draft still lacks one."""

    name: str
    regions: tuple[str, ...]
    kind: str
    opening_title: str
    opening_region: str
    topics: tuple[str, ...]
    sessions: tuple[str, ...]
    without_host: int


SERIES = Series(
    name="Regional gatherings next year",
    regions=("17", "chicago", "34", "49"),
    kind="regional-networking",
    opening_title="Bloomington area: summer plans on one table",
    opening_region="17",
    topics=("daily-operations", "staff-training"),
    sessions=("What we plan for summer", "Sharing staff and buses"),
    without_host=3,
)

OFFERS = (
    Offer(
        "pebble-path",
        "Pebble Path, school library",
        months="April to June",
        note="Forty chairs, a ramp at the east door, and coffee that people come back for.",
        for_opening=True,
    ),
    Offer("harbor-maple", "Harbor Maple gym", months="Any Thursday outside basketball season"),
    Offer(
        "night-heron",
        "Night Heron, basement hall",
        months="February",
        note="Ten steps down and no lift, we are sorry to say.",
        status="declined",
        answer="The steps would keep two guests away. The ground floor is being painted in fall: let us talk then.",
    ),
)
