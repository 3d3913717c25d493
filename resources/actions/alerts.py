"""Somebody asks for a list by e-mail, confirms it, changes it, ends it. What a publication adds to the news."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from resources.alerts import mails
from resources.library.queries import LibraryQuery
from resources.limits import is_over_limit
from resources.models import AlertFilter, AlertSubscription, ResourceLibraryPage, ResourcePage, VersionNews

# Mails that others can set off to one address within an hour.
MAILS_PER_HOUR = 3
# A page published before this was kept has no count of notes; one of its notes from these days is taken as new.
FRESH = timedelta(days=31)


def ask_for_alert(library: ResourceLibraryPage, query: LibraryQuery, *, email: str, period: str) -> None:
    """Send a mail with the link that confirms it, or one saying that they get this list already.

    Whoever asks cannot tell which, so that nobody learns what others get. Many requests for one address within an hour
    send nothing more.
    """
    if is_over_limit("alert-mail", email.lower(), MAILS_PER_HOUR):
        return
    now = timezone.now()
    with transaction.atomic():
        found = filter_for(library, query)
        subscription, is_new = AlertSubscription.objects.get_or_create(
            filter=found, email__iexact=email, defaults={"email": email, "period": period, "asked_at": now}
        )
        if subscription.confirmed_at is not None:
            mails.queue_known(subscription, library)
            return
        if not is_new:
            subscription.period, subscription.asked_at = period, now
            subscription.save(update_fields=["period", "asked_at"])
        mails.queue_confirmation(subscription, library)


def filter_for(library: ResourceLibraryPage, query: LibraryQuery) -> AlertFilter:
    """The row of what a query asks of a library, made once."""
    text = query.query(leave_out=("sort",)).urlencode()
    values = {
        "library_key": library.pk,
        "library_title": library.title,
        "query": text,
        "label": ", ".join(query.labels()),
    }
    found, _is_new = AlertFilter.objects.get_or_create(key=AlertFilter.key_of(library.pk, text), defaults=values)
    return found


def confirm_alert(subscription: AlertSubscription) -> bool:
    """Begin to send; what was published until now is not told. False if it was confirmed before."""
    now = timezone.now()
    waiting = AlertSubscription.objects.unconfirmed().filter(pk=subscription.pk)
    return bool(waiting.update(confirmed_at=now, told_until=now))


def change_alert(subscription: AlertSubscription, *, period: str) -> None:
    """Send as often as they now want."""
    AlertSubscription.objects.filter(pk=subscription.pk).update(period=period)


def end_alert(code: UUID | str) -> bool:
    """Remove the address and all that was kept with it. False if that was done before."""
    with transaction.atomic():
        subscription = AlertSubscription.objects.select_for_update().filter(code=code).first()
        if subscription is None:
            return False
        mails.forget_mails(subscription)
        subscription.delete()
        return True


def end_alerts_to(email: str) -> int:
    """Remove an address from all lists, for somebody who asked staff for it. Returns from how many."""
    codes = list(AlertSubscription.objects.filter(email__iexact=email).values_list("code", flat=True))
    return sum(end_alert(code) for code in codes)


def note_publication(resource: ResourcePage) -> None:
    """Take down that a resource was published with a new note on what changed; called on each publication.

    A note is new if its day has more of them than before. The first publication is news by itself.
    """
    if not resource.live:
        return
    notes = dict(Counter(change.changed_on.isoformat() for change in resource.changes.all()))
    known = VersionNews.objects.filter(resource_id=resource.pk).first()
    if known is None:
        VersionNews.objects.create(resource_id=resource.pk, notes=notes, noted_at=_first_noted_at(resource, notes))
        return
    is_news = any(count > known.notes.get(day, 0) for day, count in notes.items())
    if notes != known.notes:
        known.notes = notes
        known.noted_at = resource.last_published_at if is_news else known.noted_at
        known.save(update_fields=["notes", "noted_at"])


def _first_noted_at(resource: ResourcePage, notes: dict[str, int]) -> datetime | None:
    if resource.first_published_at == resource.last_published_at or not notes:
        return None
    since = (timezone.localdate() - FRESH).isoformat()
    return resource.last_published_at if max(notes) >= since else None
