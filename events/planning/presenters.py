"""Who could present: mentors who know what a region works on, or what a gathering is about (R24).

What a region works on comes from its programs' plans, as numbers alone; a source leaves out a number so small that it
would tell what one program works on. Never is a pair named.
"""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resources.models import Topic
from resources.registry import presenter_sources


@dataclass(frozen=True)
class Suggestion:
    """A program that could present, and why, in whole sentences. `weight`: how well it fits."""

    page_id: int
    name: str
    reasons: tuple[str, ...]
    weight: int = 0


def suggestions_for_regions(topics_of) -> dict[int, list[Suggestion]]:
    """{region: suggestions, best first} for {region: topics of its gatherings to come}, all by key.

    The number of queries does not depend on the number of regions.
    """
    open_topics = _open_topics(list(topics_of))
    wanted = {topic for topics in topics_of.values() for topic in topics}
    wanted |= {topic for counts in open_topics.values() for topic in counts}
    presenters = _presenters(wanted)
    names = dict(Topic.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
    return {
        region: _suggestions(region, presenters, frozenset(topics), open_topics.get(region, {}), names)
        for region, topics in topics_of.items()
    }


def suggestions_for_gathering(planned) -> list[Suggestion]:
    """Suggestions for one gathering (`Planned`), best first: by its own topics, and by what its region works on."""
    if planned.region_id is not None:
        return suggestions_for_regions({planned.region_id: planned.topic_ids})[planned.region_id]
    presenters = _presenters(planned.topic_ids)
    names = dict(Topic.objects.filter(pk__in=planned.topic_ids).values_list("pk", "name"))
    return _suggestions(None, presenters, planned.topic_ids, {}, names)


def _open_topics(region_ids):
    found: dict[int, dict[int, int]] = {}
    for source in presenter_sources():
        for region, counts in source.open_topics(region_ids).items():
            mine = found.setdefault(region, {})
            for topic, count in counts.items():
                mine[topic] = max(count, mine.get(topic, 0))
    return found


def _presenters(topic_ids):
    if not topic_ids:
        return []
    return [one for source in presenter_sources() for one in source.presenters(topic_ids)]


def _suggestions(region_id, presenters, topic_ids, open_topics, names):
    found = []
    for presenter in presenters:
        worked_on = sorted(presenter.topic_ids & open_topics.keys(), key=lambda topic: (-open_topics[topic], topic))
        asked = sorted(presenter.topic_ids & topic_ids)
        if not worked_on and not asked:
            continue
        is_near = region_id is not None and presenter.region_id == region_id
        reasons = [
            *(_worked_on(names.get(topic, ""), open_topics[topic]) for topic in worked_on),
            *_asked([names.get(topic, "") for topic in asked]),
            *([_("Is in this region, so nobody travels far.")] if is_near else []),
        ]
        weight = 2 * len(worked_on) + 2 * len(asked) + is_near
        found.append(Suggestion(presenter.page_id, presenter.name, tuple(reasons), weight))
    return sorted(found, key=lambda one: (-one.weight, one.name.casefold(), one.page_id))


def _worked_on(topic, count):
    return ngettext(
        "Can help with %(topic)s, which %(count)s program of the region works on.",
        "Can help with %(topic)s, which %(count)s programs of the region work on.",
        count,
    ) % {"topic": topic, "count": count}


def _asked(topics):
    if not topics:
        return []
    return [_("Knows what the gathering is about: %(topics)s.") % {"topics": get_text_list(topics, _("and"))}]
