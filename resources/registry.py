"""What upper floors put into lower ones: each app fills these in `AppConfig.ready()`, so imports only ever go down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .page_sources import CollectionSource


class BinRule(StrEnum):
    """What the recycle bin does with rows that go with a deleted page.

    KEPT: restored with it. LOST: gone for good, and said so before. FORGOTTEN: gone too, but it makes itself anew.
    """

    KEPT = "kept"
    LOST = "lost"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Job:
    """Work that falls due by itself: `run(now)` does all of it that is due and returns how many things it did.

    A job decides by what is stored, so running it twice, or after a crash, does nothing twice.
    """

    key: str
    label: str
    run: Callable


@dataclass(frozen=True)
class ProgramSource:
    """The programs that a form suggests where somebody types one.

    `names(limit)` returns up to `limit` pairs (page number, name) of public pages, by name. `find(name)` returns the
    number of the one public page of that name, however it is capitalised, else None.
    """

    names: Callable[[int], list[tuple[int, str]]]
    find: Callable[[str], int | None]


@dataclass(frozen=True)
class RecipientSource:
    """People whom staff may invite together. `find(region_ids)` returns (name, e-mail, program) of each.

    An empty list of regions means the whole state. Only people who are active and have an address are returned.
    """

    key: str
    label: str
    find: Callable


@dataclass(frozen=True)
class Presenter:
    """A page whose program could present: the topics it knows, and its region's key; None: not known to everyone."""

    page_id: int
    name: str
    topic_ids: frozenset[int]
    region_id: int | None = None


@dataclass(frozen=True)
class PresenterSource:
    """Who could present at gatherings, and what programs of a region work on. Both cost a fixed number of queries.

    `open_topics(region_ids)` gives {region: {topic: number of programs}}, by key, and leaves out a number so small that
    it would tell what one program works on. `presenters(topic_ids)` gives `Presenter`s who know one of the topics.
    """

    key: str
    open_topics: Callable
    presenters: Callable


@dataclass(frozen=True)
class PersonalDate:
    """A day in a member's personal calendar. `uid` lasts as long as the thing; `modified_at` is when it last changed.

    `title` and `text` are neutral: a calendar is often shown to others. `path` leads to the page with the details.
    With an aware `starts_at` it is a time of that day in `time_zone`, not the whole day. `sequence` rises when its time
    or place changes; one that is off is told as cancelled. `join_url` is for its people alone, as their calendars are.
    """

    uid: UUID
    title: str
    day: date
    modified_at: datetime
    text: str = ""
    path: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    time_zone: str = "UTC"
    place: str = ""
    join_url: str = ""
    join_label: str = ""
    sequence: int = 0
    is_cancelled: bool = False


_collection_sources: dict[str, CollectionSource] = {}
_setup_steps: list[tuple[int, Callable]] = []
_removal_steps: list[Callable] = []
SMALLEST_USE_COUNT = 3

_use_counts: dict[str, tuple[Callable, Callable]] = {}
_related_lists: dict[str, tuple[str, Callable]] = {}
_jobs: dict[str, Job] = {}
_mail_texts: dict[str, str] = {}
_mail_readers: dict = {}
_feed_token: list[Callable[[], str]] = []
_lost_feeds: list[Callable] = []
_ready_feeds: list[Callable] = []
_bin_rules: dict[str, BinRule] = {}
_host_sources: dict[str, Callable] = {}
_presenter_sources: dict[str, PresenterSource] = {}
_recipient_sources: dict[str, RecipientSource] = {}
_program_sources: list[ProgramSource] = []
_personal_sources: dict[str, Callable] = {}
_feed_readings: list[Callable] = []


def register_collection_source(source):
    """Offer a kind of page to collections. Registering the same key again replaces it."""
    _collection_sources[source.key] = source


def collection_sources():
    """All sources by key, in the order in which apps registered them."""
    return dict(_collection_sources)


def register_setup_step(step, *, order):
    """Run `step(say)` in `manage.py partnership_setup`, lower `order` first. `say(text)` prints a line."""
    if (order, step) not in _setup_steps:
        _setup_steps.append((order, step))


def setup_steps():
    """Steps of `partnership_setup` in their order."""
    return [step for _, step in sorted(_setup_steps, key=lambda pair: pair[0])]


def register_removal_step(step):
    """Run `step(say)` in `manage.py partnership_uninstall`, before pages and tables go."""
    if step not in _removal_steps:
        _removal_steps.append(step)


def removal_steps():
    """Steps of `partnership_uninstall`, those of upper floors first."""
    return list(reversed(_removal_steps))


def register_related_list(key, model_label, find):
    """Show a list of upper-floor pages on the pages of `model_label`, such as the gatherings that use a resource.

    `find(page, request)` returns a heading and a list of link dicts (title, url, note). Without links nothing is shown.
    """
    _related_lists[key] = (model_label, find)


def related_lists(page, request):
    """(heading, links) of every list that upper floors show on this page; empty ones are left out."""
    found = [find(page, request) for label, find in _related_lists.values() if label == page._meta.label]
    return [(heading, links) for heading, links in found if links]


def register_use_count(key, count, words):
    """Say how many confidential things use a resource: `count(resource)` is their number, `words(number)` the sentence.

    A number below 3 is not told: it would say who works with what. The same key again replaces it.
    """
    _use_counts[key] = (count, words)


def use_counts(resource):
    """The sentences of all registered counts that are large enough, for instance "Named in 5 action plans"."""
    numbers = ((count(resource), words) for count, words in _use_counts.values())
    return [words(number) for number, words in numbers if number >= SMALLEST_USE_COUNT]


def register_job(job):
    """Run it each time that `manage.py partnership_work` looks for what is due."""
    _jobs[job.key] = job


def jobs():
    """All jobs in the order in which apps registered them."""
    return list(_jobs.values())


def register_mail_text(key, label, *, is_known_to=None):
    """Let staff write an opening of their own for the mail `key`, which they find under `label`.

    `is_known_to(user)` says who may learn from the list of mails that one was sent; None: whoever sees the list.
    """
    _mail_texts[key] = label
    if is_known_to:
        _mail_readers[key] = is_known_to


def mails_unknown_to(user):
    """Kinds of mails of which the user may not know that they were sent."""
    return [key for key, is_known_to in _mail_readers.items() if not is_known_to(user)]


def mail_texts():
    """{key: label} of the mails that staff may reword."""
    return dict(_mail_texts)


def register_program_source(source):
    """Suggest these programs wherever a program is typed."""
    if source not in _program_sources:
        _program_sources.append(source)


def program_names(limit=200):
    """[(page number, name)] to suggest, at most `limit` of each source; empty on a site without a directory."""
    return [pair for source in _program_sources for pair in source.names(limit)]


def find_program(name):
    """The number of the public page of a program by its exact name, or None."""
    name = " ".join((name or "").split())
    return next((pk for source in _program_sources if name and (pk := source.find(name)) is not None), None)


def register_recipient_source(key, label, find):
    """Offer people to those who send invitations; see `RecipientSource`. The same key again replaces it."""
    _recipient_sources[key] = RecipientSource(key, label, find)


def recipient_sources():
    """All sources of recipients by key, in the order in which apps registered them."""
    return dict(_recipient_sources)


def register_host_source(key, find):
    """Propose hosts of gatherings (R26): `find(region_ids)` gives {region: [(page id, name), ...]}, all by key."""
    _host_sources[key] = find


def host_sources():
    """The `find`s of all apps, in the order in which they registered them."""
    return list(_host_sources.values())


def register_presenter_source(source):
    """Propose presenters of sessions (R24). Registering the same key again replaces it."""
    _presenter_sources[source.key] = source


def presenter_sources():
    """All `PresenterSource`s, in the order in which apps registered them."""
    return list(_presenter_sources.values())


def register_personal_source(key, find):
    """Put days into members' personal calendars: `find(user, since)` gives `PersonalDate`s from the day `since` on."""
    _personal_sources[key] = find


def personal_dates(user, since):
    """The days that all apps have for a member, in their order. The cost is that of the sources."""
    found = [one for find in _personal_sources.values() for one in find(user, since)]
    return sorted(found, key=lambda one: (one.day, str(one.uid)))


def register_feed_reading(note):
    """`note(request, response)` is told of each answer of a feed address. Registering again changes nothing."""
    if note not in _feed_readings:
        _feed_readings.append(note)


def note_feed_reading(request, response):
    """Tell of an answer, and give it back."""
    for note in _feed_readings:
        note(request, response)
    return response


def register_feed_token(token):
    """`token()` names the present state of all that public feeds say. Registering again replaces it."""
    _feed_token[:] = [token]


def feed_token():
    """The present state of public feeds; None as long as nobody can tell, so that no answer is remembered."""
    return _feed_token[0]() if _feed_token else None


def register_ready_feed(find):
    """`find(request, path)` answers for a feed that is kept ready, or returns None. Public feeds only: nobody's rights
    are asked. Registering again changes nothing.
    """
    if find not in _ready_feeds:
        _ready_feeds.append(find)


def ready_feed_answer(request, path):
    """The first answer of those who keep feeds ready; None if the page has to be asked."""
    return next((answer for find in _ready_feeds if (answer := find(request, path)) is not None), None)


def register_lost_feed(find):
    """`find(request, path)` answers for the path of a feed that no page serves any more, or returns None."""
    if find not in _lost_feeds:
        _lost_feeds.append(find)


def lost_feed_answer(request, path):
    """The first answer of those who may know the path; None if nobody does."""
    return next((answer for find in _lost_feeds if (answer := find(request, path)) is not None), None)


def register_bin_rules(rule, *model_labels):
    """Say what the recycle bin does with rows of these models; by default inline rows are kept, all others lost."""
    for label in model_labels:
        _bin_rules[label] = rule


def bin_rules():
    """{label of a model: `BinRule`} of what apps said."""
    return dict(_bin_rules)
