"""What `manage.py partnership_work` does about alerts: digests, ends, and forgetting what is not needed any more."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from resources.absolute_addresses import absolute_url
from resources.enums import AlertPeriod, MailStatus
from resources.models import AlertFilter, AlertSubscription, OutgoingMail

from .links import CONFIRM_DAYS
from .mails import PREFIX, queue_digest, queue_ended
from .news import as_item, news_of, standing_of
from .periods import latest_moment

# People told in one round of the worker; the others come in the next one.
BATCH = 500
# An address of a mail that is out helps with questions this long.
KEEP_ADDRESS = timedelta(days=30)


def send_digests(now=None):
    """Tell each subscriber what is new since their last mail, once a period. Returns how many mails were queued.

    Nothing is sent when nothing is new. Run twice, or after a crash in the middle, nobody is told twice: that somebody
    was told is stored together with the mail.
    """
    now = now or timezone.now()
    moments = {str(period): latest_moment(period, now) for period in AlertPeriod}
    due = Q(pk__in=[])
    for period, moment in moments.items():
        due |= Q(period=period, told_until__lt=moment)
    waiting = AlertSubscription.objects.confirmed().filter(due)
    filters = AlertFilter.objects.filter(pk__in=waiting.order_by().values("filter")).order_by("pk")
    count, left = 0, BATCH
    for alert_filter in filters:
        standing = standing_of(alert_filter)
        if standing.is_paused or left <= 0:
            continue
        rows = list(waiting.filter(filter=alert_filter).order_by("pk")[:left])
        left -= len(rows)
        if standing.has_ended:
            count += sum(_end(row, alert_filter, standing) for row in rows)
        else:
            count += _tell(rows, alert_filter, standing, moments)
    return count


def _tell(rows, alert_filter, standing, moments):
    """Most have the same period behind them, so what is new is looked up once for all of them."""
    found = {}
    count = 0
    label = ", ".join(standing.query.labels())
    for row in rows:
        row.filter = alert_filter
        moment = moments[row.period]
        since = row.told_until
        if (since, moment) not in found:
            found[since, moment] = [
                as_item(resource, since, absolute_url(resource)) for resource in news_of(standing, since, moment)
            ]
        items = found[since, moment]
        with transaction.atomic():
            # Taking the turn is the lock: of two workers only one sees a row change.
            same = AlertSubscription.objects.filter(pk=row.pk, told_until=since)
            if same.update(told_until=moment) and items:
                queue_digest(row, standing.library, items, moment, label=label)
                count += 1
    return count


def _end(row, alert_filter, standing):
    with transaction.atomic():
        row = AlertSubscription.objects.select_for_update().filter(pk=row.pk).first()
        if row is None:
            return 0
        row.filter = alert_filter
        queue_ended(row, standing.library, standing.lost)
        row.delete()
        return 1


def forget_alerts(now=None):
    """Remove requests that nobody confirmed, lists that nobody gets, and old addresses of mails. Returns how many."""
    now = now or timezone.now()
    unconfirmed = AlertSubscription.objects.unconfirmed().filter(asked_at__lte=now - timedelta(days=CONFIRM_DAYS))
    count, _by_model = unconfirmed.delete()
    AlertFilter.objects.filter(subscriptions=None).delete()
    old = OutgoingMail.objects.filter(kind__startswith=PREFIX, created_at__lte=now - KEEP_ADDRESS)
    old.exclude(status=MailStatus.WAITING).exclude(to="").update(to="")
    return count
