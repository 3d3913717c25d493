"""How well a mentor fits what a mentee asks for (R8-R10), and who is proposed to whom (R4, T1).

`comparing` says whether two programs are alike in a fact, `scoring` makes points and sentences of it, `weights` is the
published table of points, `reading` takes the compared values from the database, `assigning` finds the best set of
pairs. All but `reading` know no models: values in, values out.
"""

from .comparing import COMPARABLE, Comparison, Traits, alike, compare
from .reading import traits_of
from .scoring import Fit, Part, Wish, fit
from .weights import RULES, Rule, Weights

__all__ = [
    "COMPARABLE",
    "RULES",
    "Comparison",
    "Fit",
    "Part",
    "Rule",
    "Traits",
    "Weights",
    "Wish",
    "alike",
    "compare",
    "fit",
    "traits_of",
]
