"""What guests said afterwards, as staff may read it: never so few answers that one can tell whose they are."""

from dataclasses import dataclass, field

from django.db.models import Avg, Count

from events.models import GatheringFeedback

# Below this nothing is shown: with two answers each guest would know the other's.
FEWEST = 3


@dataclass(frozen=True)
class Rating:
    """The evaluations of one gathering. With fewer than three answers only their number is told."""

    count: int
    average: float | None = None
    # (1 to 5, how many)
    scores: list[tuple[int, int]] = field(default_factory=list)
    took_home: list[str] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)

    @property
    def is_shown(self):
        return self.count >= FEWEST


def rating_of(gathering):
    """The `Rating` of a gathering at three queries. Texts come by the alphabet, each kind by itself.

    So neither their order nor their neighbours tell who wrote them.
    """
    answers = GatheringFeedback.objects.filter(gathering=gathering)
    numbers = answers.aggregate(count=Count("pk"), average=Avg("usefulness"))
    if numbers["count"] < FEWEST:
        return Rating(numbers["count"])
    found = dict(answers.order_by().values_list("usefulness").annotate(count=Count("pk")))
    texts = list(answers.order_by().values_list("took_home", "wishes"))
    return Rating(
        numbers["count"],
        numbers["average"],
        [(score, found.get(score, 0)) for score in range(5, 0, -1)],
        sorted((took_home for took_home, _wishes in texts if took_home), key=str.casefold),
        sorted((wishes for _took_home, wishes in texts if wishes), key=str.casefold),
    )
