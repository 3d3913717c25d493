"""What mentoring tells those who plan gatherings: who could host in a region, and who could present (R24, R26)."""

from collections import defaultdict

from django.db.models import Count
from django.db.models.functions import Coalesce

from mentoring_pages.enums import OPEN_PAIR_STATUSES, EnrolmentStatus, GoalStatus
from resources.registry import Presenter, PresenterSource, register_host_source, register_presenter_source

# A topic that one program alone works on would tell what stands in its plan.
FEWEST_PROGRAMS = 2


def register():
    """Hand both to the registry; called once when the app is ready."""
    register_host_source("mentors", mentor_hosts)
    register_presenter_source(PresenterSource(key="mentors", open_topics=open_topics, presenters=presenters))


def mentor_hosts(region_ids):
    """{region: [(page key, name)]} of enrolled mentor programs. Two queries.

    Who does not tell everyone where it is, is not proposed: hosting would tell. It may offer to host all the same.
    """
    from mentoring_pages.facts import Viewer, seen

    pages = _profiles().filter(seen(Viewer.PUBLIC, "location"), region__in=region_ids)
    found = defaultdict(list)
    for region, pk, title in pages.order_by("title", "pk").values_list("region", "pk", "title"):
        found[region].append((pk, title))
    return dict(found)


def open_topics(region_ids):
    """{region: {topic: number of programs}} of the open goals of running pairs, by where the mentee is. One query.

    Numbers below two are left out, and nothing tells which programs they are.
    """
    from mentoring_pages.models import Goal

    goals = Goal.objects.filter(
        status=GoalStatus.OPEN, plan__pair__status__in=OPEN_PAIR_STATUSES, topic__is_active=True
    ).annotate(
        at=Coalesce("plan__pair__mentee__mentor_page__region", "plan__pair__mentee__mentee_profile__region"),
    )
    counted = (
        goals.filter(at__in=region_ids)
        .order_by()
        .values("at", "topic")
        .annotate(programs=Count("plan__pair__mentee", distinct=True))
        .filter(programs__gte=FEWEST_PROGRAMS)
    )
    found = defaultdict(dict)
    for region, topic, count in counted.values_list("at", "topic", "programs"):
        found[region][topic] = count
    return dict(found)


def presenters(topic_ids):
    """Enrolled mentor programs with a public page that know one of the topics, as `Presenter`s. Three queries."""
    from mentoring_pages.facts import Viewer, can_see_fact

    pages = _profiles().filter(topics__in=topic_ids).distinct().only("title", "region", "location_visibility")
    return [
        Presenter(
            page_id=page.pk,
            name=page.title,
            topic_ids=frozenset(topic.pk for topic in page.topics.all()),
            region_id=page.region_id if can_see_fact(page, "location", Viewer.PUBLIC) else None,
        )
        for page in pages.prefetch_related("topics")
    ]


def _profiles():
    from mentoring_pages.models import MentorProfilePage

    return MentorProfilePage.objects.live().public().filter(program__status=EnrolmentStatus.ENROLLED)
