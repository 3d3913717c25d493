"""Site visits and concerns, as the browser looks at them."""

from django.urls import reverse

from mentoring_pages.enums import VisitStatus
from mentoring_pages.models import SiteVisit
from tests.browser.place import MENTEE, Place, named, press


def _visit_url(name, *statuses):
    """The page of a visit of the demo's own pair in one of these states."""

    def path():
        own = SiteVisit.objects.filter(pair__mentee__memberships__user__email=MENTEE, status__in=statuses)
        visit = own.order_by("pk").first()
        return reverse(f"members:{name}", args=[visit.pair.code, visit.code])

    return path


def _visits():
    own = SiteVisit.objects.filter(pair__mentee__memberships__user__email=MENTEE)
    return reverse("members:visit-list", args=[own.first().pair.code])


def _send_a_concern(page):
    """Write it, wait as long as a person does, and be shown the code."""
    page.get_by_label("What happened?").fill("Nobody answers my calls.")
    page.wait_for_timeout(3_200)
    press("Send it")(page)


VISITS = {
    "site visits": Place(_visits, MENTEE),
    "site visit to answer": Place(_visit_url("visit-detail", VisitStatus.PROPOSED), MENTEE),
    "site visit, another day": Place(_visit_url("visit-change", VisitStatus.PROPOSED), MENTEE),
    "site visit held": Place(_visit_url("visit-detail", VisitStatus.HELD), MENTEE),
    "site visit, correcting it": Place(_visit_url("visit-record", VisitStatus.HELD), MENTEE),
    "site visit, writing what one sees": Place(_visit_url("visit-observe", VisitStatus.HELD), MENTEE),
}
CONCERNS = {
    "concern": Place(named("members:concern-create")),
    "concern with errors": Place(named("members:concern-create"), "", press("Send it"), is_answer=True),
    "concern sent": Place(named("members:concern-create"), "", _send_a_concern, is_answer=True),
    "following a concern": Place(named("members:concern-follow")),
    "following a concern with a wrong code": Place(
        named("members:concern-follow"), "", press("Show it"), is_answer=True
    ),
}
