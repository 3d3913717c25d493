"""What a program without a mentor can join meanwhile: gatherings and resources (R3, R23)."""

from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format

from events.enums import GatheringStatus
from events.models import GatheringPage
from mentoring_pages.mail import absolute
from resources.models import ResourcePage

SHOWN = 3
TAKES_PLACE = (GatheringStatus.SCHEDULED, GatheringStatus.MOVED)


class Suggestion(NamedTuple):
    """A page to open: `when` is a day in words for a gathering, "" for a resource."""

    title: str
    url: str
    when: str = ""


def meanwhile(match_request) -> tuple[list[Suggestion], list[Suggestion]]:
    """(gatherings, resources): the next ones in the program's region or for the whole state, and the newest ones about
    what it needs. At most three each, public ones alone.
    """
    facts = match_request.program.facts
    near = Q(region=None) | Q(region=facts.region_id if facts else None)
    gatherings = GatheringPage.objects.live().public().upcoming().filter(near, status__in=TAKES_PLACE).by_time()
    topics = [need.topic_id for need in match_request.needs.all()]
    resources = ResourcePage.objects.live().public().about(topics).newest_first()
    return (
        [
            Suggestion(one.title, absolute(one.get_url() or ""), date_format(one.starts_in(one.zone), "D j M Y"))
            for one in gatherings[:SHOWN]
        ],
        [Suggestion(one.title, absolute(one.get_url() or "")) for one in resources[:SHOWN]],
    )
