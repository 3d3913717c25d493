"""The table of points: what counts how much when a mentor is matched to a request.

One table for the score, the page that publishes it and the setting in which staff change it.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from .comparing import COMPARABLE


@dataclass(frozen=True)
class Rule:
    """One line of the table. `points` are those that a new site begins with; `fact` is set where a fact is compared."""

    key: str
    label: str
    description: str
    points: int
    fact: str = ""


ALIKE = {
    "location": (_("Same county or region"), _("Nobody asked for it, and it makes visits easier."), 3),
    "community": (_("Same kind of community"), _("Rural, suburban or urban."), 1),
    "population": (_("Same age groups"), _("They serve at least one level that you serve."), 3),
    "size": (_("About the same size"), _("The same band of children on a usual day."), 1),
    "setting": (_("Same setting"), _("For instance both in a school."), 1),
    "sites": (_("About as many sites"), _("One site each, or neither has more than twice as many as the other."), 1),
    "experience": (_("Running about as long"), _("Within three years of each other."), 1),
    "components": (_("Shared components"), _("They offer at least one component that you offer."), 1),
    "budget": (
        _("Budget in the same band"),
        _("Suggestions count it only where the mentor shows its budget to members."),
        1,
    ),
    "accreditation": (
        _("Both licensed or accredited, or neither"),
        _("Whether they tell of one. No points to begin with: most programs tell of none."),
        0,
    ),
    "funding": (_("Shared funding source"), _("At least one funding source in common."), 1),
}
RULES = (
    Rule("topic", _("Each topic you need help with that the mentor knows"), _("From the needs of the request."), 10),
    Rule("must", _("Each must that is met"), _("A mentor known to miss a must is never suggested or proposed."), 8),
    Rule("wish", _("Each wish that is met"), _("A wish that is not met costs nothing."), 4),
    Rule(
        "choice",
        _("A place on your own list"),
        _("For coordinators' proposals: these points for the first choice, one fifth less for each one after it."),
        15,
    ),
    *(Rule(f"like_{key}", *ALIKE[key][:2], points=ALIKE[key][2], fact=key) for key in COMPARABLE),
)
STARTING_POINTS = MappingProxyType({rule.key: rule.points for rule in RULES})
CHOICES_WITH_POINTS = 5


@dataclass(frozen=True)
class Weights:
    """Points of each rule, by its key; those not named have the points of the table."""

    points: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> int:
        return self.points.get(key, STARTING_POINTS[key])

    def of_choice(self, rank: int | None) -> int:
        """Points for being on the program's own list at this rank, from 1; 0 for None and beyond the fifth."""
        if rank is None or not 1 <= rank <= CHOICES_WITH_POINTS:
            return 0
        return self["choice"] * (CHOICES_WITH_POINTS + 1 - rank) // CHOICES_WITH_POINTS
