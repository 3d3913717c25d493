"""After a gathering: one mail of thanks to each guest, and the evaluation that names nobody. R88."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.calendars.scopes import over_from
from events.enums import TAKING_PLACE_STATUSES, RegistrationStatus
from events.exceptions import FeedbackClosed
from events.guests.attendance import guests_of, was_attendance_taken
from events.guests.mail import queue_registration_mail
from events.links import guest_address
from events.models import GatheringFeedback, GatheringPage, GatheringSettings, Registration
from events.permissions import can_evaluate
from resources.absolute_addresses import absolute_url

# Staff have this long to tick off who came before guests are thanked.
PAUSE = timedelta(hours=12)
# A site that turns follow-ups on does not write to the guests of years ago.
LATEST = timedelta(days=14)
BATCH = 500


def send_follow_ups(now: datetime | None = None) -> int:
    """Thank the guests of gatherings that ended between 12 hours and 14 days ago; each once. Returns how many.

    Only where the site's settings say so. Run again, or after a crash in the middle, it writes to nobody twice.
    """
    now = now or timezone.now()
    count = 0
    for gathering in _due(now):
        if not GatheringSettings.of(gathering).sends_follow_ups:
            continue
        materials = materials_of(gathering)
        guests = guests_of(gathering).filter(followed_up_at=None).exclude(email="")
        for pk in list(guests.values_list("pk", flat=True)[:BATCH]):
            count += _follow_up(pk, now, materials)
    return count


def send_feedback(registration: Registration, *, usefulness: int, took_home: str = "", wishes: str = "") -> None:
    """Store an evaluation. That this guest sent one is kept, so that nobody sends two; which one it was is not.

    Raises FeedbackClosed if it was sent before or cannot be sent.
    """
    with transaction.atomic():
        registration = Registration.objects.select_related("gathering").get(pk=registration.pk)
        if not may_evaluate(registration):
            raise FeedbackClosed
        # Not through save(): the time of the last change must not tell who sent which one.
        unused = Registration.objects.filter(pk=registration.pk, has_sent_feedback=False)
        if not unused.update(has_sent_feedback=True):
            raise FeedbackClosed
        GatheringFeedback.objects.create(
            gathering=registration.gathering, usefulness=usefulness, took_home=took_home, wishes=wishes
        )


def may_evaluate(registration: Registration) -> bool:
    """Whether this guest can send an evaluation now: who came, or had a place where nobody was ticked off."""
    if not can_evaluate(registration):
        return False
    return registration.status == RegistrationStatus.ATTENDED or not was_attendance_taken(registration.gathering)


def _due(now: datetime) -> list[GatheringPage]:
    ended = GatheringPage.objects.live().past(now - PAUSE).filter(status__in=TAKING_PLACE_STATUSES)
    return list(ended.filter(over_from(now - LATEST)).order_by("pk"))


def materials_of(gathering: GatheringPage) -> list[dict[str, str]]:
    """[{"title", "url"}]: live resources of the library that belong to the gathering, with their full addresses."""
    resources = [material.resource for material in gathering.materials.select_related("resource")]
    public = [resource for resource in resources if resource.live and not resource.get_view_restrictions().exists()]
    return [{"title": resource.title, "url": absolute_url(resource)} for resource in public]


def _follow_up(pk: int, now: datetime, materials: list[dict[str, str]]) -> int:
    with transaction.atomic():
        due = Registration.objects.filter(pk=pk, followed_up_at=None, anonymised_at=None)
        # Taking the turn is the lock: of two workers only one sees a row change.
        if not due.update(followed_up_at=now):
            return 0
        registration = Registration.objects.select_related("gathering__locale").get(pk=pk)
        own_url = guest_address(registration)
        return int(
            queue_registration_mail(
                registration,
                "follow_up",
                once_key=f"follow-up-{pk}",
                sends_now=False,
                has_certificate=registration.status == RegistrationStatus.ATTENDED,
                certificate_url=f"{own_url}certificate/",
                feedback_url=f"{own_url}feedback/",
                materials=materials,
            )
        )
