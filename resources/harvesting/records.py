"""The records of a library: which there are, in the order of their dates, and a part of them at a time."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.core import signing
from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Coalesce

from resources.models import ResourceKind, ResourcePage, Topic
from resources.public_pages import publicly_below

from .arguments import Refusal, Selection

RECORDS_A_PAGE = 100
TOKEN_SECONDS = 24 * 3600
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Place:
    """Where a list goes on: after the record with this date and key. `cursor` counts those given, `size` all."""

    selection: Selection
    after: datetime | None = None
    key: int = 0
    cursor: int = 0
    size: int | None = None


@dataclass(frozen=True)
class Part:
    """Some records of a list; `next` is the place where it goes on, or None at its end."""

    records: list[ResourcePage]
    place: Place
    size: int
    next: Place | None


def records_of(library):
    """Resources that everyone may see, each with its datestamp as `stamp`: when it was last published."""
    stamp = Coalesce("last_published_at", "first_published_at", Value(_BEGINNING, output_field=DateTimeField()))
    return ResourcePage.objects.filter(publicly_below(library)).order_by().annotate(stamp=stamp)


def earliest(library):
    """No record has an earlier datestamp."""
    first = records_of(library).order_by("stamp").values_list("stamp", flat=True).first()
    return first or library.first_published_at or _BEGINNING


def record(library, identifier):
    """The record of that identifier, with all that is written of it. Raises `Refusal` with idDoesNotExist."""
    try:
        code = UUID(identifier.removeprefix("urn:uuid:"))
    except ValueError:
        code = None
    found = _whole(records_of(library)).filter(translation_key=code).first() if code else None
    # Another spelling of the same number is another identifier.
    if found is None or found.translation_key.urn != identifier:
        raise Refusal("idDoesNotExist", "There is no record with this identifier, or no longer.")
    return found


def part(library, place):
    """The records at `place`. A fixed number of queries. Raises `Refusal` with noRecordsMatch."""
    found = _selected(records_of(library), place.selection)
    size = found.count() if place.size is None else place.size
    if place.after is not None:
        found = found.filter(Q(stamp__gt=place.after) | Q(stamp=place.after, pk__gt=place.key))
    # Sorted without the long columns, which are then read for one page alone.
    keys = list(found.order_by("stamp", "pk").values_list("pk", "stamp")[: RECORDS_A_PAGE + 1])
    if not keys:
        raise Refusal("noRecordsMatch", "No record has been changed at that time, or there is none in the set.")
    shown = keys[:RECORDS_A_PAGE]
    rows = _whole(records_of(library)).in_bulk([key for key, _stamp in shown])
    following = None
    if len(keys) > RECORDS_A_PAGE:
        key, stamp = shown[-1]
        following = Place(place.selection, stamp, key, place.cursor + len(shown), size)
    return Part([rows[key] for key, _stamp in shown if key in rows], place, size, following)


def _whole(resources):
    return resources.select_related("kind", "language", "licence").prefetch_related("topics", "items__document")


def _selected(records, selection):
    if selection.since:
        records = records.filter(stamp__gte=selection.since)
    if selection.before:
        records = records.filter(stamp__lt=selection.before)
    if selection.set_spec:
        sort, _dot, slug = selection.set_spec.partition(".")
        field = {"topic": "topics__slug", "kind": "kind__slug"}.get(sort)
        records = records.filter(**{field: slug}) if field else records.none()
    return records


def sets():
    """(setSpec, name) of all sets: one for each topic and each kind of resource. Two queries."""
    return [
        (f"{sort}.{slug}", name)
        for sort, model in (("topic", Topic), ("kind", ResourceKind))
        for slug, name in model.objects.values_list("slug", "name")
    ]


def sets_of(resource):
    """The setSpecs of a record. No query after `part` or `record`."""
    kind = [f"kind.{resource.kind.slug}"] if resource.kind else []
    return [*(f"topic.{topic.slug}" for topic in resource.topics.all()), *kind]


def token_of(library, verb, place):
    """A resumptionToken: all that is needed to go on, signed, so that nothing is kept here. Good for 24 hours."""
    selection = place.selection
    since, before = (moment.isoformat() if moment else "" for moment in (selection.since, selection.before))
    values = [verb, since, before, selection.set_spec, place.after.isoformat(), place.key, place.cursor, place.size]
    return signing.dumps(values, salt=_salt(library), compress=True)


def place_of(library, verb, token):
    """The place that a resumptionToken of this library and verb names. Raises `Refusal` with badResumptionToken."""
    try:
        values = signing.loads(token, salt=_salt(library), max_age=TOKEN_SECONDS)
    except (signing.BadSignature, ValueError):
        values = [""]
    if values[0] != verb:
        raise Refusal("badResumptionToken", "This resumptionToken is not one of ours, or is older than a day.")
    _verb, since, before, set_spec, after, key, cursor, size = values
    first, last = (datetime.fromisoformat(moment) if moment else None for moment in (since, before))
    return Place(Selection(first, last, set_spec), datetime.fromisoformat(after), key, cursor, size)


def _salt(library):
    return f"partnership-harvest-{library.pk}"
