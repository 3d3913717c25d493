"""What is mailed to many guests at once: the reminder, and that a published change touches their plans."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.enums import OPEN_REGISTRATION_STATUSES, TAKING_PLACE_STATUSES, RegistrationStatus
from events.guests import mail
from events.models import GatheringPage, GatheringSettings, Registration

# The longest time that staff can set, so that the query finds every gathering that may be due.
MOST_DAYS = 30
# So many are told while the editor waits; more are left to the worker.
TOLD_AT_ONCE = 20


def send_reminders(now: datetime | None = None) -> int:
    """Remind guests with a place once, `GatheringSettings.reminder_days` before it starts. Returns how many.

    Who signed up after that moment has just read about it. A gathering with a new date reminds again.
    """
    now = now or timezone.now()
    until = now + timedelta(days=MOST_DAYS)
    coming = GatheringPage.objects.live().filter(
        status__in=TAKING_PLACE_STATUSES, starts_at__gt=now, starts_at__lte=until
    )
    count = 0
    for gathering in coming.select_related("locale").order_by("starts_at", "pk"):
        days = GatheringSettings.of(gathering).reminder_days
        remind_at = gathering.starts_at - timedelta(days=days)
        if not days or now < remind_at:
            continue
        not_yet = Q(reminded_at=None) | Q(reminded_at__lt=remind_at)
        going = gathering.registrations.filter(not_yet, status=RegistrationStatus.GOING, created_at__lt=remind_at)
        for registration in list(going.order_by("pk")):
            registration.gathering = gathering
            count += _remind(registration, not_yet, now)
    return count


def note_change(gathering: GatheringPage, sequence: int) -> None:
    """Remember that everybody who signed up must hear of the change with this SEQUENCE, once, and tell them.

    Call it inside the transaction that publishes the change. Of two changes that nobody was told of yet, the newer
    one is told.
    """
    to_tell = gathering.registrations.open()
    if to_tell.update(to_tell_sequence=sequence) <= TOLD_AT_ONCE:
        _tell(gathering, sends_now=True)


def tell_changes(now: datetime | None = None) -> int:
    """Mail everybody who has not heard of a published change yet. Returns how many."""
    waiting = Registration.objects.exclude(to_tell_sequence=None).order_by()
    pks = list(waiting.values_list("gathering_id", flat=True).distinct())
    gatherings = GatheringPage.objects.filter(pk__in=pks).select_related("locale").order_by("pk")
    return sum(_tell(gathering, sends_now=False) for gathering in gatherings)


def _tell(gathering: GatheringPage, *, sends_now: bool) -> int:
    count = 0
    for registration in list(gathering.registrations.exclude(to_tell_sequence=None).order_by("created_at", "pk")):
        registration.gathering = gathering
        sequence = registration.to_tell_sequence
        with transaction.atomic():
            # The conditional update is the lock: of two workers one tells.
            same = Registration.objects.filter(pk=registration.pk, to_tell_sequence=sequence)
            if same.update(to_tell_sequence=None) and registration.status in OPEN_REGISTRATION_STATUSES:
                key = f"change-{registration.pk}-{sequence}"
                count += mail.queue_registration_mail(
                    registration, f"gathering_{gathering.status}", once_key=key, sends_now=sends_now
                )
    return count


def _remind(registration: Registration, not_yet: Q, now: datetime) -> bool:
    with transaction.atomic():
        due = Registration.objects.filter(not_yet, pk=registration.pk, status=RegistrationStatus.GOING)
        if not due.update(reminded_at=now):
            return False
        starts_at = registration.gathering.starts_at
        key = f"reminder-{registration.pk}-{starts_at.isoformat() if starts_at else ''}"
        return mail.queue_registration_mail(registration, "reminder", once_key=key, sends_now=False)
