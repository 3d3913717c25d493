"""What tests of alerts share: asking for a list as a visitor does, and publishing at a time of their choice."""

import re

from django.core.cache import cache
from django.utils import timezone

from resources.actions.alerts import filter_for
from resources.library.queries import LibraryQuery
from resources.models import AlertSubscription, ResourcePage
from tests.factories import resources as make

ADDRESS = "kim@example.org"


def ask(client, library, query="", **values):
    """Send the form of a list."""
    cache.clear()
    return client.post(f"{library.url}alerts/{query}", {"email": ADDRESS, "period": "daily", "homepage": ""} | values)


def links_of(message):
    """{name of the page: path} of our pages that a mail leads to."""
    found = {}
    for path in re.findall(r"https?://[^/\s]+(/mail-alerts/[^\s>]+)", message.body):
        name = "confirm" if "/confirm/" in path else "end" if path.endswith("/end/") else "manage"
        found[name] = path
    return found


def subscribed(library, query=None, *, told_until, email=ADDRESS, period="daily"):
    """A confirmed alert whose mails told everything until `told_until`."""
    from django.http import QueryDict

    found = filter_for(library, LibraryQuery.read(QueryDict(query or "")))
    return AlertSubscription.objects.create(
        filter=found,
        email=email,
        period=period,
        asked_at=told_until,
        confirmed_at=told_until,
        told_until=told_until,
    )


def published(title, at, **kwargs):
    """A resource that was first published at that time."""
    page = make.resource(title, **kwargs)
    ResourcePage.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    return ResourcePage.objects.get(pk=page.pk)


def clock(text):
    """A moment in the site's zone: "2026-11-10 07:05"."""
    zone = timezone.get_default_timezone()
    return timezone.datetime.fromisoformat(text).replace(tzinfo=zone)
