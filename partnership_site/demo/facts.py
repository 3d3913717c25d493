"""The shapes the demo data is written in. Everything is frozen: data modules state, builders create."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class Person:
    """Somebody who works for a program or for the partnership. `email` is the whole address."""

    name: str
    role: str
    email: str

    @property
    def first_name(self) -> str:
        return self.name.rsplit(" ", 1)[0]

    @property
    def last_name(self) -> str:
        return self.name.rsplit(" ", 1)[1]


@dataclass(frozen=True)
class Program:
    """A program with the 14 fields of R11. Years are counted back from today, so nobody ages out of a demo.

    `grantee_years` is None where the program never held a 21st CCLC grant. `visibility` names only the fields that
    differ from "public"; its values are "members" and "staff". `story` holds paragraphs, `quote` one sentence of the
    director's. `capacity` is the number of mentees the program can take in a cycle; 0 for a mentee program.
    """

    key: str
    name: str
    city: str
    county: str
    zip_code: str
    region: str
    community_type: str
    demographics: str
    levels: tuple[str, ...]
    ages: tuple[int, int]
    size_band: str
    setting: str
    site_count: int
    years_running: int
    mission: str
    focus: str
    components: tuple[str, ...]
    achievements: str
    budget_band: str
    accreditation: str
    funding: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[Person, ...]
    tagline: str = ""
    offer: str = ""
    story: tuple[str, ...] = ()
    quote: str = ""
    capacity: int = 0
    availability: str = ""
    grantee_years: int | None = None
    visibility: dict[str, str] = field(default_factory=dict)

    @property
    def director(self) -> Person:
        return self.people[0]


@dataclass(frozen=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True)
class Resource:
    """One entry of the library. `pdf` names a template in `pdf_files.TEMPLATES`; `review_months` counts from today."""

    title: str
    summary: str
    body: tuple[str, ...]
    kind: str
    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    publisher: str
    year: int
    links: tuple[Link, ...] = ()
    pdf: str = ""
    videos: tuple[Link, ...] = ()
    grade_bands: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    language: str = "en"
    licence: str = "all-rights-reserved"
    review_months: int = 12
    accessibility: str = "not_checked"
    accessibility_note: str = ""
    author: str = ""
    author_program: str = ""
    # What changed, as (days before today, note).
    changes: tuple[tuple[int, str], ...] = ()
    # Titles of resources that belong to it.
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Session:
    """A line of an agenda. `presenter` is a program's key, `people` are names from outside."""

    starts: time
    title: str
    text: str = ""
    presenter: str = ""
    people: str = ""
    day: int = 1


@dataclass(frozen=True)
class Place:
    """Where people come: a program's site or a community place."""

    name: str
    street: str
    city: str
    zip_code: str
    getting_there: str = ""


@dataclass(frozen=True)
class Question:
    """What the registration form asks besides. `kind` is a `QuestionKind`."""

    label: str
    kind: str = "short"
    choices: tuple[str, ...] = ()
    is_required: bool = False
    help_text: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture of our own (`pictures.draw`) with what it shows in words."""

    picture: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Gathering:
    """A gathering at `starts`, placed by `weeks` from today (negative is past) on `weekday` (0 is Monday).

    With an `anchor` (see `dates.anchored`) it is tied to the school year instead. `minutes` None: nobody knows the end.
    `starts` None: all day. `region` "" is the whole state. `host` is a program's key, or the name of a community place.
    What came out of it (`outcome`, `attended`, `slides`, `photos`) is shown once the gathering is past; `slides` are
    titles of our own resources. `moved_from` are the weeks and weekday of a first date: the gathering is published
    with it and then moved. `zone` is an IANA name.
    """

    title: str
    kind: str
    summary: str
    text: tuple[str, ...]
    topics: tuple[str, ...]
    weeks: int = 0
    weekday: int = 1
    anchor: str = ""
    starts: time | None = time(10)
    minutes: int | None = 240
    days: int = 1
    mode: str = "in_person"
    region: str = ""
    host: str = ""
    place: Place | None = None
    themes: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    materials: tuple[str, ...] = ()
    status: str = "scheduled"
    status_note: str = ""
    is_facilitated: bool = True
    seats: int | None = None
    seats_online: int | None = None
    cost: str = ""
    access: str = ""
    network: tuple[str, str] = ("", "")
    outcome: tuple[str, ...] = ()
    attended: int | None = None
    guests: int = 4
    zone: str = "America/Chicago"
    moved_from: tuple[int, int] | None = None
    questions: tuple[Question, ...] = ()
    slides: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of a goal. `due` is a share (0 to 1) of the pair's time together."""

    text: str
    owner: str = "both"
    due: float = 0.5
    is_done: bool = False


@dataclass(frozen=True)
class PlanGoal:
    text: str
    topic: str
    measure: str
    steps: tuple[Step, ...]
    status: str = "open"
    state_goal: str = ""


@dataclass(frozen=True)
class JournalText:
    """A journal entry by the director of one side, written at a share of the pair's time so far.

    `passage` is shared with the pair alone. A draft is not saved yet.
    """

    side: str
    at: float
    title: str
    text: str
    audience: str = "only_me"
    passage: str = ""
    is_draft: bool = False


@dataclass(frozen=True)
class Ending:
    """How a pair was closed, at a share of the cycle."""

    reason: str
    method: str
    at: float
    goals_reached: str


@dataclass(frozen=True)
class Pair:
    """Two programs in one cycle.

    `pace` is the share of the contacts due so far that were made: 1 is on pace. `days_ago` starts a pair that many days
    before today instead of at the start of its cycle. `scores` are what mentor and mentee give on a scale of 1 to 5.
    """

    mentor: str
    mentee: str
    outline: str
    frequency: str
    goals: tuple[PlanGoal, ...]
    journals: tuple[JournalText, ...]
    pace: float = 1.0
    days_ago: int | None = None
    status: str = "active"
    decided_by: str = "mentee"
    planned_contacts: int = 20
    ending: Ending | None = None
    scores: tuple[int, int] = (4, 5)
    remarks: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Choice:
    mentor: str
    reason: str
    status: str = "waiting"
    decline_reason: str = ""


@dataclass(frozen=True)
class Referee:
    """Somebody who knows an applicant's work. `answers` are scores and words in the order of the questions."""

    name: str
    email: str
    relation: str
    answers: tuple[int | str, ...] = ()


@dataclass(frozen=True)
class Application:
    """An application to become a mentor: its stages with the days since each, topics as (topic, result)."""

    program: str
    stages: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, str], ...]
    motivation: str
    hours: int
    who: str
    referees: tuple[Referee, ...] = ()
    # What it says where its years as a grantee are fewer than asked for.
    years_word: str = ""
    story: str = ""
    interview_in_days: int | None = None
    interview_note: str = ""
    review: str = ""
    reason: str = ""
    words: str = ""
    # Days until the mentor is to confirm again.
    valid_days: int | None = None


@dataclass(frozen=True)
class Request:
    """A match request: needs as (topic, sentence), wishes as (fact, direction, weight), mentors in order of wish."""

    mentee: str
    status: str
    needs: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    wishes: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    days_ago: int = 20
