"""Reading lists and what is on them, as the members' pages print them."""

from django.urls import reverse

from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.people import name_of
from resources.models import ResourcePage
from resources.rows import resource_row


def list_row(reading_list):
    """One list in the overview. No query for one read with its owner, pair, programs and `item_count`."""
    return {
        "name": reading_list.name,
        "note": reading_list.note,
        "count": reading_list.item_count,
        "url": reverse("members:reading-detail", args=[reading_list.code]),
        "owner": name_of(reading_list.owner),
        "shared_with": share_line(reading_list),
    }


def share_line(reading_list):
    """The pair that reads the list, in words; "" for a list that nobody else reads."""
    pair = reading_list.shared_with
    return pair_line(pair) if pair is not None and pair.status in OPEN_PAIR_STATUSES else ""


def item_rows(reading_list, request):
    """What is on a list, in its order. `resource` is None for one that not everyone may see any more.

    Of such a one nothing is told, not even its title: it may have become private for a reason.
    """
    lines = list(reading_list.items.all())
    shown = ResourcePage.objects.live().public().with_row_data().in_bulk([line.resource_id for line in lines])
    return [
        {
            "pk": line.pk,
            "note": line.note,
            "resource": resource_row(shown[line.resource_id], request) if line.resource_id in shown else None,
            "is_first": line is lines[0],
            "is_last": line is lines[-1],
        }
        for line in lines
    ]
