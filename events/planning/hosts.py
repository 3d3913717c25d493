"""Who could host in a region, and when they hosted last (R26)."""

from datetime import date

from django.db.models import Max
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.enums import TAKING_PLACE_STATUSES
from events.models import GatheringPage, HostOffer
from resources.registry import host_sources

from .rotation import Candidate


def page_key_of(page_id) -> str:
    """The key of a candidate with a page."""
    return f"page:{page_id}"


def name_key_of(name) -> str:
    """The key of a candidate without a page; capitals make no difference."""
    return f"name:{' '.join(name.split()).casefold()}"


def host_candidates(region_ids, planned=()) -> dict[int, list[Candidate]]:
    """{region: candidates}: the programs of the region and those with an open offer to host at any time.

    `planned` are gatherings to come (`Planned`) whose hosts count as having hosted, on that day. Three queries beside
    those of the sources, whatever the number of regions.
    """
    names: dict[int, dict[str, str]] = {region: {} for region in region_ids}
    offered: dict[int, set[str]] = {region: set() for region in region_ids}
    for find in host_sources():
        for region, hosts in find(region_ids).items():
            names[region].update({page_key_of(page_id): name for page_id, name in hosts})
    offers = HostOffer.objects.open().filter(region__in=region_ids, gathering=None)
    for region, page_id, name in offers.order_by("pk").values_list("region", "program_page", "program_name"):
        key = page_key_of(page_id) if page_id else name_key_of(name)
        names[region].setdefault(key, name)
        offered[region].add(key)
    hosted = _last_hosted(planned)
    return {
        region: [
            Candidate(key, name, _latest(hosted.get(key), hosted.get(name_key_of(name))), key in offered[region])
            for key, name in found.items()
        ]
        for region, found in names.items()
    }


def reason_in_words(candidate: Candidate, earlier_turns=0) -> str:
    """Why this candidate was chosen, as one sentence."""
    if earlier_turns:
        return _("Everyone else of the region has had a turn in this plan.")
    hosted = candidate.last_hosted_on
    words = {"day": date_format(hosted, "j F Y") if hosted else ""}
    if candidate.has_offered:
        if hosted:
            return _("Offers to host; last hosted %(day)s.") % words
        return _("Offers to host and has not hosted yet.")
    if hosted is None:
        return _("Has not hosted yet.")
    return _("Last hosted %(day)s.") % words


def _last_hosted(planned) -> dict[str, date]:
    """The day of the last gathering of each host, by key; those to come count too."""
    taking_place = GatheringPage.objects.live().filter(status__in=TAKING_PLACE_STATUSES).exclude(starts_at=None)
    by_page = taking_place.exclude(host_page=None).order_by().values_list("host_page").annotate(Max("starts_at"))
    named = taking_place.filter(host_page=None).exclude(host_name="")
    by_name = named.annotate(host=Lower("host_name")).order_by().values_list("host").annotate(Max("starts_at"))
    found: dict[str, date] = {}
    for key, moment in [
        *((page_key_of(page_id), moment) for page_id, moment in by_page),
        *((name_key_of(name), moment) for name, moment in by_name),
        *((_host_key(one), one.starts_at) for one in planned if one.starts_at and one.takes_place),
    ]:
        found[key] = _latest(found.get(key), timezone.localdate(moment))
    found.pop("", None)
    return found


def _host_key(planned):
    if planned.host_page_id:
        return page_key_of(planned.host_page_id)
    return name_key_of(planned.host_name) if planned.host_name.strip() else ""


def _latest(*days):
    return max((day for day in days if day), default=None)
