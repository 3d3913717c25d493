"""When digests are due: at a fixed hour in the site's time zone, each day or each Monday."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from resources.conf import get_setting
from resources.enums import AlertPeriod

# A publication bears the time of its beginning and is seen once it is stored; so long we let it finish.
SETTLING = timedelta(minutes=5)


def latest_moment(period, now):
    """The last moment before `now` at which digests of this period were due, once what it tells of has settled."""
    zone = timezone.get_default_timezone()
    settled = now - SETTLING
    day = settled.astimezone(zone).date()
    step = timedelta(days=1)
    if period == AlertPeriod.WEEKLY:
        day -= timedelta(days=day.weekday())
        step = timedelta(days=7)
    moment = _at_hour(day, zone)
    return moment if moment <= settled else _at_hour(day - step, zone)


def _at_hour(day, zone):
    return datetime.combine(day, time(get_setting("ALERTS_HOUR")), tzinfo=zone)
