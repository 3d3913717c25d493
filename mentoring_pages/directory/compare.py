"""Up to four mentors side by side, and a member's own program beside them: field by field, in words (R8-R11)."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from events.views.calendar_frame import crumbs_to
from mentoring_pages.enums import Visibility
from mentoring_pages.facts import FACTS, Viewer, visible_facts
from mentoring_pages.matching import compare, traits_of
from mentoring_pages.matching.comparing import COMPARABLE, sentence
from mentoring_pages.models import MentorProfilePage, Program
from mentoring_pages.models.directory import is_mentor
from resources.public_pages import publicly_below

from .query import MAX_COMPARED, compared_slugs
from .rows import availability_of

_RELATED = ("region", "community_type", "setting", "program")
_LISTS = ("topics", "levels", "components", "funding_sources")


def compare_content(directory, request, viewer):
    """The context of the comparison. The number of queries does not depend on how many are compared.

    What somebody may not see and what is not known look the same (T6).
    """
    path = directory.get_url(request)
    notes: list[str] = []
    own, others = _own_program(request)
    slugs = compared_slugs(request.GET, notes)
    profiles = _mentors(directory, slugs, own, notes)
    addresses = _Addresses(path, [profile.slug for profile in profiles], own if others else None)
    columns = [_column(profile, viewer, addresses, request) for profile in profiles]
    return {
        "columns": columns,
        "own": own and {"name": own.name, "url": reverse("members:program-detail"), "has_facts": bool(own.facts)},
        "own_choices": [{"title": program.name, "url": addresses.with_own(program)} for program in others],
        "rows": _rows(profiles, own, viewer) if profiles else [],
        "result_note": " ".join(notes),
        "list_url": addresses.of_list(),
        "can_add": len(profiles) < MAX_COMPARED,
        "robots": "noindex, follow",
        "crumbs": crumbs_to(directory, request, _("Compare")),
    }


def _own_program(request):
    """(the program that mentors are compared with, the person's other programs); (None, []) for who has none."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None, []
    programs = list(
        Program.objects.enrolled().of_user(user).select_related("mentor_page", "mentee_profile").order_by("name")
    )
    if not programs:
        return None, []
    wanted = request.GET.get("own", "")
    own = next((program for program in programs if str(program.code) == wanted), programs[0])
    return own, [program for program in programs if program != own]


def _mentors(directory, slugs, own, notes):
    """The mentors of the address in its order. Why one is left out is not told more closely than "not listed"."""
    found = MentorProfilePage.objects.filter(publicly_below(directory), is_mentor(), slug__in=slugs)
    found = found.with_open_pairs().select_related(*_RELATED).prefetch_related(*_LISTS)
    by_slug = {profile.slug: profile for profile in found}
    if any(slug not in by_slug for slug in slugs):
        notes.append(_("A mentor that you chose is no longer listed, so it was left out."))
    profiles = [by_slug[slug] for slug in slugs if slug in by_slug]
    if own and any(profile.program_id == own.pk for profile in profiles):
        notes.append(_("Your own program has its column already, so it is not shown twice."))
        profiles = [profile for profile in profiles if profile.program_id != own.pk]
    return profiles


class _Addresses:
    """The addresses of this comparison with one mentor less, another own program, and of the list to choose from."""

    def __init__(self, path, slugs, own):
        self.path, self.slugs, self.own = path, slugs, own

    def without(self, slug):
        return self._of(f"{self.path}compare/", [other for other in self.slugs if other != slug], self.own)

    def with_own(self, program):
        return self._of(f"{self.path}compare/", self.slugs, program)

    def of_list(self):
        return self._of(self.path, self.slugs)

    def _of(self, path, slugs, own=None):
        data = QueryDict(mutable=True)
        data.setlist("m", slugs)
        if own:
            data["own"] = str(own.code)
        return f"{path}?{data.urlencode()}" if data else path


def _column(profile, viewer, addresses, request):
    is_open, availability = availability_of(profile)
    return {
        "name": profile.title,
        "url": profile.get_url(request),
        "availability": availability,
        "availability_kind": "ok" if is_open else "wait",
        "request_url": f"{reverse('members:request-create')}?mentor={profile.program.code}" if is_open else "",
        "remove_url": addresses.without(profile.slug),
    }


def _rows(profiles, own, viewer):
    """One dict a field: label, and a cell for each column, the member's own first."""
    own_facts = own.facts if own else None
    mine = traits_of(own_facts, Viewer.STAFF)
    own_told = {fact.key: fact for fact in visible_facts(own_facts, Viewer.STAFF)} if own_facts else {}
    told = [{fact.key: fact for fact in visible_facts(profile, viewer)} for profile in profiles]
    theirs = [traits_of(profile, viewer) for profile in profiles]
    own_topics = {topic.pk for topic in own_facts.topics.all()} if isinstance(own_facts, MentorProfilePage) else set()
    rows = [{"label": _("Can help with"), "cells": _topic_cells(profiles, own, own_topics, own_facts)}]
    for fact in FACTS:
        # Who else reads one's own facts is said on the program's page.
        cells = [_cell(own.name, own_told.get(fact.key)) | {"note": ""}] if own else []
        for profile, facts, traits in zip(profiles, told, theirs, strict=True):
            words = compare(fact.key, mine, traits) if own and fact.key in COMPARABLE else None
            cells.append(_cell(profile.title, facts.get(fact.key), sentence(words.words) if words else ""))
        rows.append({"label": fact.label, "cells": cells})
    return rows


def _topic_cells(profiles, own, own_topics, own_facts):
    """What each can help with, which everyone may see."""
    cells = []
    if own:
        names = [topic.name for topic in own_facts.topics.all()] if own_topics else []
        cells.append({"name": own.name, "values": names, "words": "", "note": ""})
    for profile in profiles:
        cells.append({"name": profile.title, "values": [t.name for t in profile.topics.all()], "words": "", "note": ""})
    return cells


def _cell(name, fact, words=""):
    values = (list(fact.values) or fact.value.split("\n")) if fact else []
    notes = {Visibility.MEMBERS: _("Members see this"), Visibility.STAFF: _("Only staff see this")}
    return {"name": name, "values": values, "words": words, "note": notes.get(fact.visibility, "") if fact else ""}
