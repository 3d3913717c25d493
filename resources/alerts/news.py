"""What is new in a list, and whether the list still is what people asked for."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import translation

from resources.library.filters import narrowed
from resources.library.listing import resources_of
from resources.library.queries import VOCABULARIES, LibraryQuery
from resources.models import ResourceLibraryPage

from .links import library_of


@dataclass
class Standing:
    """What became of a list. `lost` are the words whose end leaves nothing that could still come."""

    library: ResourceLibraryPage | None
    query: LibraryQuery | None = None
    lost: list[str] = field(default_factory=list)

    @property
    def has_ended(self):
        """Whether nothing new can ever come: the library is deleted, or all words of one filter are retired."""
        return self.library is None or bool(self.lost)

    @property
    def is_paused(self):
        """Whether nothing is told for now: the library is unpublished, and may come back."""
        return self.library is not None and not self.library.live


def standing_of(alert_filter):
    """The `Standing` of a list. A deleted or retired word never widens what people get: then the list ends."""
    library = library_of(alert_filter)
    if library is None:
        return Standing(None)
    data = alert_filter.data
    with translation.override(library.locale.language_code):
        query = LibraryQuery.read(data)
        return Standing(library, query, _lost(data, query))


def _lost(data, query):
    lost = []
    for name, model in VOCABULARIES.items():
        asked = data.getlist(name)
        if asked and not model.objects.active().filter(slug__in=asked).exists():
            known = query.vocabularies.names[name]
            lost += [str(known.get(slug, slug)) for slug in asked]
    return lost


def news_of(standing, since, until):
    """Resources of the list first published after `since`, or published with a new note on what changed.

    Newest first. Live and public ones that match the list now; two queries besides those of the search for words.
    """
    first = Q(first_published_at__gt=since, first_published_at__lte=until)
    noted = Q(version_news__noted_at__gt=since, version_news__noted_at__lte=until)
    found = narrowed(resources_of(standing.library), standing.query).filter(first | noted)
    return found.select_related("kind").prefetch_related("changes").order_by("-last_published_at", "-pk")


def as_item(resource, since, url):
    """What a mail prints of one resource. `note` is what changed, for one that is not new."""
    is_new = resource.first_published_at > since
    changes = [] if is_new else list(resource.changes.all())
    return {
        "title": resource.title,
        "url": url,
        "kind": resource.kind.name if resource.kind else "",
        "summary": resource.summary,
        "note": changes[0].note if changes else "",
        "is_new": is_new,
    }
