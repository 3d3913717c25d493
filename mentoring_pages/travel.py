"""How far the two programs of a pair are apart, and what the way costs: an estimate from their ZIP codes, offline."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from events.places import coordinates_of_zip, miles_between
from mentoring_pages.facts import Viewer, can_see_fact
from mentoring_pages.models import MentoringPair, MentoringSettings


@dataclass(frozen=True)
class Travel:
    """`miles` one way by road, `cost` in whole dollars there and back; None: staff set no rate."""

    miles: int
    cost: int | None
    rate: Decimal
    factor: Decimal

    @property
    def sentence(self) -> str:
        """The estimate, and how it came about (R28)."""
        miles = ngettext("About %(miles)d mile each way.", "About %(miles)d miles each way.", self.miles) % {
            "miles": self.miles
        }
        if self.cost is None:
            return miles
        cost = _("There and back by car about $%(cost)d, at $%(rate)s a mile.")
        return f"{miles} {cost % {'cost': self.cost, 'rate': self.rate}}"

    @property
    def basis(self) -> str:
        """What the estimate rests on."""
        return _(
            "An estimate: the straight line between the two ZIP codes, times %(factor)s for roads. Your map may differ."
        ) % {"factor": self.factor.normalize()}


def travel_of(pair: MentoringPair) -> Travel | None:
    """The way between the two programs; None if a ZIP code is not known, or is for staff only. Six queries at most."""
    places = [_place_of(program) for program in (pair.mentor, pair.mentee)]
    if None in places:
        return None
    numbers = _numbers()
    exact = Decimal(miles_between(*places)) * numbers.visit_road_factor
    cost = (exact * 2 * numbers.visit_mile_rate).quantize(Decimal(1), ROUND_HALF_UP)
    return Travel(
        miles=max(int(exact.quantize(Decimal(1), ROUND_HALF_UP)), 1),
        cost=int(cost) if numbers.visit_mile_rate else None,
        rate=numbers.visit_mile_rate,
        factor=numbers.visit_road_factor,
    )


def _place_of(program):
    """Where the program is, as far as members may know."""
    facts = program.facts
    if facts is None or not can_see_fact(facts, "location", Viewer.MEMBER):
        return None
    return coordinates_of_zip(facts.zip_code)


def _numbers():
    """Read without making the row: looking changes nothing."""
    site = Site.objects.filter(is_default_site=True).first()
    return (site and MentoringSettings.objects.filter(site=site).first()) or MentoringSettings()
