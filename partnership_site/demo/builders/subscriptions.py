"""The demo mentor's own calendars: one that is read, and one that has ended."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from events.actions.subscriptions import end_subscription, make_subscription, record_reading
from events.enums import ReaderProgram

from ..sign_ins import SIGN_INS


def build_subscriptions():
    """Nobody knows their addresses: as everywhere, they are shown once and stored hashed."""
    email = next(one.email for one in SIGN_INS if one.role == "Mentor")
    mentor = get_user_model().objects.filter(email=email).first()
    if mentor is None:
        return
    now = timezone.now()
    phone, _token = make_subscription(mentor, name="Phone")
    record_reading(phone, ReaderProgram.APPLE, now - timedelta(hours=2))
    old, _token = make_subscription(mentor, name="Old tablet", shows_waiting=False)
    record_reading(old, ReaderProgram.GOOGLE, now - timedelta(days=9))
    end_subscription(old, by=mentor, now=now - timedelta(days=8))
