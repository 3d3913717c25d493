"""What actions on a pair begin with: its row under a lock, and who stands on which side."""

from mentoring_pages.enums import Side
from mentoring_pages.models import MentoringPair


def locked_pair(pair):
    """The pair's row as it is now, with its programs and cycle, held until the end of the transaction."""
    return (
        MentoringPair.objects.select_for_update(of=("self",))
        .select_related("mentor", "mentee", "cycle")
        .get(pk=pair.pk)
    )


def other_side(side):
    """The side across."""
    return Side.MENTEE if side == Side.MENTOR else Side.MENTOR


def program_of(pair, side):
    """The program that stands on a side."""
    return pair.mentor if side == Side.MENTOR else pair.mentee
