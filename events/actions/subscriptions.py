"""Personal calendars: made, renewed, changed and ended by their member, and what is noted of who read them."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.scopes import over_before, start_of_today
from events.enums import OPEN_REGISTRATION_STATUSES, RegistrationStatus
from events.exceptions import SubscriptionRefused
from events.models import CalendarEntry, CalendarSubscription, GatheringPage, LostGathering, Registration
from events.permissions import can_change_subscription
from events.personal.tokens import new_token

# Calendars that one member may have at a time.
MOST_DEVICES = 10
# A reading is noted at most so often for each kind of program.
NOTED_EVERY = timedelta(minutes=10)


def make_subscription(
    user: Any, *, name: str, shows_waiting: bool = True, shows_pair: bool = True
) -> tuple[CalendarSubscription, str]:
    """A new calendar for one device, and its token, which cannot be read again. `SubscriptionRefused`."""
    token, token_hash = new_token()
    with transaction.atomic():
        # The member's row is the lock: two devices made at once are counted one after the other.
        member = _locked_member(user)
        if not member.is_active:
            raise SubscriptionRefused
        _refuse_same_name(member, name)
        own = CalendarSubscription.objects.filter(user=member, revoked_at=None)
        if own.count() >= MOST_DEVICES:
            raise SubscriptionRefused(
                _("You have %(count)s calendars. End one that you do not use any more.") % {"count": MOST_DEVICES}
            )
        made = CalendarSubscription.objects.create(
            user=member, name=name, token_hash=token_hash, shows_waiting=shows_waiting, shows_pair=shows_pair
        )
    return made, token


def change_subscription(
    subscription: CalendarSubscription, *, by: Any, name: str, shows_waiting: bool, shows_pair: bool
) -> None:
    """Another name, or other things in it; the address stays. `SubscriptionRefused`."""
    with transaction.atomic():
        member = _locked_member(by)
        current = _locked(subscription, by)
        _refuse_same_name(member, name, but=current.pk)
        current.name, current.shows_waiting, current.shows_pair = name, shows_waiting, shows_pair
        current.save(update_fields=["name", "shows_waiting", "shows_pair"])


def renew_subscription(subscription: CalendarSubscription, *, by: Any) -> str:
    """A new token at once; the old address is unknown from now on. `SubscriptionRefused`."""
    token, token_hash = new_token()
    with transaction.atomic():
        current = _locked(subscription, by)
        current.token_hash = token_hash
        current.last_read_at, current.last_program = None, ""
        current.save(update_fields=["token_hash", "last_read_at", "last_program"])
    return token


def end_subscription(subscription: CalendarSubscription, *, by: Any, now: datetime | None = None) -> None:
    """The calendar has nothing of the member's any more, at once. `SubscriptionRefused`, also if it has ended."""
    with transaction.atomic():
        current = _locked(subscription, by)
        current.revoked_at = now or timezone.now()
        current.save(update_fields=["revoked_at"])


def end_all_subscriptions(user: Any) -> int:
    """Every calendar of a member ends: the password was changed, or the account was deactivated. Returns how many."""
    return CalendarSubscription.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def record_reading(subscription: CalendarSubscription, program: str, now: datetime | None = None) -> None:
    """Note who read a calendar last: the kind of program, nothing else. At most one UPDATE in ten minutes.

    Of two kinds of program that take turns, the earlier one waits its ten minutes too.
    """
    now = now or timezone.now()
    before = subscription.last_read_at
    if before is not None and now - before < NOTED_EVERY:
        return
    CalendarSubscription.objects.filter(pk=subscription.pk).update(last_read_at=now, last_program=program)


def _locked_member(user: Any) -> Any:
    return get_user_model()._default_manager.select_for_update().get(pk=user.pk)


def _locked(subscription: CalendarSubscription, by: Any) -> CalendarSubscription:
    current = CalendarSubscription.objects.select_for_update().get(pk=subscription.pk)
    if not can_change_subscription(by, current):
        raise SubscriptionRefused
    return current


def _refuse_same_name(member: Any, name: str, but: int = 0) -> None:
    """Two of one name could not be told apart; a form that is sent twice makes one calendar."""
    same = CalendarSubscription.objects.filter(user=member, revoked_at=None, name__iexact=name).exclude(pk=but)
    if same.exists():
        raise SubscriptionRefused(_("You have a calendar of this name already. Choose another name."))


def keep_lost_gathering(gathering: GatheringPage, entry: CalendarEntry) -> None:
    """A gathering is about to be deleted with its registrations: personal calendars that have it are to say so. R21."""
    statuses: dict[int, set[str]] = {}
    registered = Registration.objects.filter(gathering=gathering, user__isnull=False)
    kept = (*OPEN_REGISTRATION_STATUSES, RegistrationStatus.ATTENDED)
    for user_id, status in registered.filter(status__in=kept).values_list("user", "status"):
        statuses.setdefault(user_id, set()).add(status)
    own = CalendarSubscription.objects.filter(user__in=statuses, revoked_at=None)
    LostGathering.objects.bulk_create(
        (
            LostGathering(subscription=one, entry=entry)
            for one in own
            if one.shows_waiting or statuses[one.user_id] != {RegistrationStatus.WAITLISTED}
        ),
        ignore_conflicts=True,
    )


def forget_lost_gatherings(now: datetime | None = None) -> int:
    """What personal calendars show no more, because its time is over. Returns how many."""
    over = CalendarEntry.objects.filter(over_before(start_of_today(now)))
    return LostGathering.objects.filter(entry__in=over).delete()[0]
