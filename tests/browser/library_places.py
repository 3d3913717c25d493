"""The pages around the library: forms that anyone may send, lists by e-mail, filters of an editor, reading lists."""

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.models import ReadingList
from resources.actions.alerts import filter_for
from resources.alerts.links import confirming_token, own_token
from resources.enums import ItemKind, LibraryFacetName
from resources.library.queries import LibraryQuery
from resources.models import AlertSubscription, LibraryFacet, ResourceItem, ResourceLibraryPage
from tests.browser.place import MENTOR, Place, below, fixed, page_of, press
from tests.factories import resources as make

library = fixed("/library/")
resource = page_of("partnership_resources.ResourcePage", slug="a-shared-bus-agreement-and-cost-sheet")
FILTER = "kind=checklist&topic=safety-health-and-nutrition"
OWN_FILTERS = (LibraryFacetName.PUBLISHER, LibraryFacetName.LICENCE, LibraryFacetName.ACCESSIBILITY)


def _asking_for_a_format():
    item = ResourceItem.objects.filter(kind=ItemKind.FILE, resource__live=True).order_by("pk").first()
    return f"{item.resource.get_url()}ask/{item.pk}/"


def _library_with_filters_of_its_editor():
    found = ResourceLibraryPage.objects.filter(slug="reading-room").first()
    if found is None:
        found = make.library(title="Reading room", slug="reading-room")
        found.chosen_facets = [LibraryFacet(facet=name, is_open=True) for name in OWN_FILTERS]
        found.save_revision().publish()
        make.resource("Tea for two groups", parent=found, licence=make.licence())
    return found.get_url()


def _alert(*, is_confirmed):
    """Somebody's list, made once."""
    of_demo = ResourceLibraryPage.objects.get(slug="library")
    who = {"filter": filter_for(of_demo, LibraryQuery.read(QueryDict(FILTER))), "email": f"{is_confirmed}@example.org"}
    now = timezone.now()
    times = {"asked_at": now, "told_until": now} | ({"confirmed_at": now} if is_confirmed else {})
    return AlertSubscription.objects.get_or_create(**who, defaults=times | {"period": "weekly"})[0]


def _alert_to_confirm():
    return reverse("partnership_alerts:confirm", args=[confirming_token(_alert(is_confirmed=False))])


def _own_alert(name):
    return lambda: reverse(f"partnership_alerts:{name}", args=[own_token(_alert(is_confirmed=True))])


def _wider_searches_are_offered(page):
    assert page.locator(".p-wider li").count() > 0


def _reading_list(name):
    def path():
        own = ReadingList.objects.filter(owner__email=MENTOR).exclude(shared_with=None).first()
        return reverse(f"members:{name}", args=[own.code])

    return path


LIBRARY = {
    "library with filters of its editor": Place(_library_with_filters_of_its_editor),
    "library without results, wider searches": Place(
        below(library, "?kind=video&grade=pre-kindergarten&topic=budget"), "", _wider_searches_are_offered
    ),
    "suggesting a resource": Place(below(library, "propose/")),
    "suggesting a resource with errors": Place(below(library, "propose/"), "", press("Send suggestion"), True),
    "asking for another format": Place(_asking_for_a_format),
    "thanks for an answer": Place(below(resource, "useful/?sent=1")),
    "list by e-mail": Place(below(library, f"alerts/?{FILTER}")),
    "list by e-mail to confirm": Place(_alert_to_confirm),
    "list by e-mail, one's own": Place(_own_alert("manage")),
    "list by e-mail to end": Place(_own_alert("end")),
}

READING = {
    "reading list form": Place(_reading_list("reading-edit"), MENTOR),
    "deleting a reading list": Place(_reading_list("reading-delete"), MENTOR),
}
