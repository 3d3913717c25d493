"""Everything in the demo's library."""

from . import mentoring, own, people_and_money, programming, quality

RESOURCES = mentoring.RESOURCES + quality.RESOURCES + programming.RESOURCES + people_and_money.RESOURCES + own.RESOURCES
