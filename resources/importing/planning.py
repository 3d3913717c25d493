"""What an import would do with each row, before anything is written."""

import hashlib
import unicodedata
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from resources.enums import DuplicateChoice, ImportOutcome
from resources.models import ImportRow
from resources.pages import BasePage
from resources.suggesting.addresses import plain_address

from .cells import written
from .finding import Finder, Places
from .row_files import foresee
from .tables import Record
from .targets import CellProblem, import_targets

LEFT_OUT = (ImportOutcome.PROBLEM, ImportOutcome.DUPLICATE)
WRITTEN = (ImportOutcome.NEW, ImportOutcome.UPDATE)


@dataclass
class Planned:
    """One row: what happens, why, and the values that would be written."""

    record: Record
    outcome: str = ImportOutcome.NEW
    title: str = ""
    notes: list = field(default_factory=list)
    identity: str = ""
    world_identity: str = ""
    target: Any = None
    values: dict = field(default_factory=dict)
    page: Any = None

    def leave_out(self, outcome, note):
        self.outcome = outcome
        self.notes.append(str(note))
        return self


class Planner:
    """Plans the rows of a batch. Vocabularies and what the site has are loaded once for all rows.

    With a `Bringer` each row says which of its files come along; without one nothing is said of them.
    """

    def __init__(self, batch, user, bringer=None):
        self.batch, self.user, self._bringer = batch, user, bringer
        self._targets, self._parents = {}, {}
        self._finder, self._places = Finder(), Places(user)
        self._titles = Counter()

    def plan(self, records):
        """A `Planned` for each of some records, at a few queries for all of them together."""
        planned = [self._read(record) for record in records]
        known = self._known(planned)
        seen = self._seen_before(planned)
        alike = self._finder.pages(planned) if self.batch.duplicates != DuplicateChoice.CREATE else {}
        decided = [self._decide(one, known, seen, alike) for one in planned]
        for one in decided:
            if one.outcome in WRITTEN:
                one.notes += foresee(one, self._bringer) if self._bringer else []
                if one.record.is_not_public:
                    one.notes.append(_("It was not public where it comes from, so it stays a draft."))
        return decided

    def parent(self, key):
        """The page below which a target's pages go; None if it was not chosen, is gone or may not be added to."""
        if key not in self._parents:
            page = BasePage.objects.filter(pk=self.batch.parents.get(key) or 0).first()
            page = page.specific if page else None
            may_add = page is not None and page.permissions_for_user(self.user).can_add_subpage()
            self._parents[key] = page if may_add else None
        return self._parents[key]

    def columns(self, key):
        """{key: Column} of a target."""
        if key not in self._targets:
            target = import_targets()[key]
            self._targets[key] = target, {column.key: column for column in target.columns()}
        return self._targets[key][1]

    def _read(self, record):
        one = Planned(record)
        key = record.cells.get("_target", self.batch.target or "resource")
        if record.problem:
            one.title = str(record.cells.get("title", ""))[:255]
            return one.leave_out(ImportOutcome.PROBLEM, record.problem)
        if key not in import_targets():
            one.title = str(record.cells.get("title", ""))[:255]
            return one.leave_out(ImportOutcome.PROBLEM, _("This kind of content has no place on our site."))
        one.target = import_targets()[key]
        self._fill(one, self.columns(key))
        one.title = str(one.values.get("title", "") or record.cells.get("title", ""))[:255]
        one.identity = identity_of(self.batch.source, key, one.values)
        one.world_identity = world_identity_of(key, one.values)
        return one

    def _fill(self, one, columns):
        """Read each cell. A word that is not in a vocabulary leaves out the row: staff should decide, not we."""
        cells = one.record.cells
        for key, column in columns.items():
            # Without a mapping the reader names what it found as we do, or as the usual names are.
            usual = next((name for name in (key, *column.names) if name in cells), "")
            heading = self.batch.columns.get(key, "") if self.batch.columns else usual
            given = heading in cells
            # Macs write "é" as two signs in names of files; search and comparisons want one.
            text = unicodedata.normalize("NFC", cells.get(heading, "") or self.batch.defaults.get(key, ""))
            if not given and not text and not column.is_required:
                continue
            try:
                # A foreign system's words are not ours, so what we do not know of them is left out and said.
                value = column.read(text) if text.strip() else _nothing(column)
            except CellProblem as problem:
                words = _("%(column)s: %(problem)s") % {"column": column.label, "problem": problem.message}
                if self.batch.columns or column.is_required:
                    one.leave_out(ImportOutcome.PROBLEM, words)
                else:
                    one.notes.append(words)
                continue
            if column.is_required and not value:
                one.leave_out(ImportOutcome.PROBLEM, _("%(column)s is empty.") % {"column": column.label})
                continue
            one.values[key] = value

    def _decide(self, one, known, seen, alike):
        if one.outcome == ImportOutcome.PROBLEM:
            return one
        first = seen.get(one.identity)
        if first and first != one.record.number:
            words = _("It has the same ID, address or title as row %(number)s.") % {"number": first}
            return one.leave_out(ImportOutcome.DUPLICATE, words)
        one.page, last = known.get(one.identity, (None, None))
        if one.page is not None:
            return self._decide_update(one, last)
        page = known[one.world_identity][0] if one.world_identity in known else alike.get(one.record.number)
        if page is not None and self.batch.duplicates != DuplicateChoice.CREATE:
            return self._decide_duplicate(one, page)
        parent = self.parent(one.target.key)
        if parent is None:
            words = _("No place was chosen for this kind of content, or you may not add pages there.")
            return one.leave_out(ImportOutcome.PROBLEM, words)
        return self._decide_new(one)

    def _decide_duplicate(self, one, page):
        words = self._places.of(page)
        if self.batch.duplicates == DuplicateChoice.SKIP:
            one.page = page
            return one.leave_out(ImportOutcome.DUPLICATE, words)
        one.page = page.specific
        one.notes.append(words)
        return self._decide_update(one, None)

    def _decide_new(self, one):
        # A hash takes eight octets, a title a hundred.
        mark = hash(one.title.casefold())
        self._titles[mark] += 1
        if self._titles[mark] > 1:
            one.notes.append(_("Another row has the same title. Both are taken: their addresses differ."))
        return one

    def _decide_update(self, one, last):
        rights = one.page.permissions_for_user(self.user)
        if not rights.can_edit():
            return one.leave_out(ImportOutcome.PROBLEM, _("The page is there, and you may not edit it."))
        if one.page.locked:
            return one.leave_out(ImportOutcome.PROBLEM, _("The page is there and locked."))
        draft = one.page.get_latest_revision_as_object()
        revision = Revision.objects.filter(pk=last.revision_after).first() if last and last.revision_after else None
        before = revision.as_object() if revision else None
        columns = self.columns(one.target.key)
        # What the file said last time and still says is left alone: staff may have corrected it since.
        one.values = {
            key: value
            for key, value in one.values.items()
            if key not in ("id", "old_address")
            and _differs(columns[key], draft, value)
            and (before is None or _differs(columns[key], before, value))
        }
        one.outcome = ImportOutcome.UPDATE if one.values else ImportOutcome.UNCHANGED
        if one.outcome == ImportOutcome.UPDATE and one.page.alias_of_id:
            return one.leave_out(ImportOutcome.PROBLEM, _("The page is there, and it copies another page."))
        if one.values:
            labels = ", ".join(str(columns[key].label) for key in one.values)
            one.notes.append(_("Changes: %(columns)s.") % {"columns": labels})
        return one

    def _known(self, planned):
        """{identity: (page, the row that wrote it last)} of what was imported before, or has that ID on our site."""
        identities = [one.identity for one in planned if one.identity]
        rows = ImportRow.objects.filter(identity__in=identities, is_written=True, page__isnull=False).exclude(
            batch=self.batch
        )
        last = {row.identity: row for row in rows.select_related("page").order_by("pk")}
        found = {identity: (row.page.specific, row) for identity, row in last.items()}
        found |= self._known_in_world(planned)
        own = {_uuid(one.values.get("id")): one for one in planned if _uuid(one.values.get("id"))}
        for page in BasePage.objects.filter(translation_key__in=list(own)).specific() if own else ():
            one = own[page.translation_key]
            if isinstance(page, one.target.model()):
                found.setdefault(one.identity, (page, None))
        return found

    def _known_in_world(self, planned):
        """{world identity: (page, row)} of what another source brought in before."""
        wanted = [one.world_identity for one in planned if one.world_identity]
        rows = ImportRow.objects.filter(world_identity__in=wanted, is_written=True, page__isnull=False).exclude(
            batch=self.batch
        )
        last = {row.world_identity: row for row in rows.select_related("page").order_by("pk")} if wanted else {}
        return {identity: (row.page, row) for identity, row in last.items()}

    def _seen_before(self, planned):
        """{identity: the first row of this file that has it}."""
        identities = [one.identity for one in planned if one.identity]
        stored = ImportRow.objects.filter(batch=self.batch, identity__in=identities).exclude(outcome__in=LEFT_OUT)
        seen = {}
        for identity, number in stored.order_by("number").values_list("identity", "number"):
            seen.setdefault(identity, number)
        for one in planned:
            if one.identity and one.outcome != ImportOutcome.PROBLEM:
                seen[one.identity] = min(seen.get(one.identity, one.record.number), one.record.number)
        return seen


def identity_of(source, key, values):
    """By what a row is found again: its ID, else its first address, else its title."""
    own = values.get("id")
    if not own:
        addresses = values.get("addresses") or ()
        own = f"address:{plain_address(addresses[0])}" if addresses else f"title:{values.get('title', '').casefold()}"
    return hashlib.sha256("\n".join((source, key, own)).encode()).hexdigest()


def world_identity_of(key, values):
    """The same for an ID that no other source gives to something else (an address, a UUID, a URN); "" without one."""
    own = values.get("id") or ""
    is_unique = _uuid(own) is not None or "://" in own or own.startswith(("urn:", "oai:", "tag:"))
    return hashlib.sha256("\n".join(("world", key, own)).encode()).hexdigest() if is_unique else ""


def _nothing(column):
    value = column.read("")
    return "" if value is None and column.key in ("id", "old_address", "title") else value


def _differs(column, page, value):
    if column.differs is not None:
        return column.differs(page, value)
    return _as_text(column.write(page)) != _as_text(value)


def _as_text(value):
    if isinstance(value, list | tuple):
        return "\n".join(sorted(str(part) for part in value))
    return written(value)


def _uuid(text):
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
