"""What of guests is kept, and until when: one rule for the job that removes it and for the screen that tells staff."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import Site

from events.models import GatheringPage, GatheringSettings, Invitation, PollParticipant, Registration
from events.models.gathering_fields import OPEN_END

# Rows that must have an address keep one that can belong to nobody (RFC 2606).
REMOVED_DOMAIN = "removed.invalid"


@dataclass(frozen=True)
class Keeping:
    """The data of one gathering's guests: how many rows, and when names and all that was typed are removed."""

    gathering: GatheringPage
    remove_at: datetime
    registrations: int
    invitations: int
    participants: int


def kept():
    """A `Keeping` for each gathering that still has data of people, the next to be removed first.

    Costs a query for the gatherings, one for the sites and one for their settings.
    """
    days_of = _days_by_place()
    found = [
        Keeping(
            gathering,
            ended_at(gathering) + timedelta(days=days_of(gathering)),
            gathering.kept_registrations,
            gathering.kept_invitations,
            gathering.kept_participants,
        )
        for gathering in _with_data()
    ]
    return sorted(found, key=lambda keeping: (keeping.remove_at, keeping.gathering.pk))


def ended_at(gathering):
    """From when the days are counted: the end; without a date, as while a poll looks for one, the last change."""
    if gathering.ends_at:
        return gathering.ends_at
    if gathering.starts_at:
        return gathering.starts_at + OPEN_END
    return gathering.latest_revision_created_at or gathering.last_published_at or timezone.now()


def longest_keep_days():
    """The days of the site that keeps data longest."""
    return max(GatheringSettings.objects.values_list("keep_days", flat=True), default=_default_days())


def kept_registrations():
    """Registrations whose name and address are still there."""
    return Registration.objects.filter(anonymised_at=None)


def kept_invitations():
    """Invitations whose address is still there."""
    return Invitation.objects.exclude(email__endswith=f"@{REMOVED_DOMAIN}")


def kept_participants():
    """Participants of polls whose address is still there."""
    return PollParticipant.objects.exclude(email__endswith=f"@{REMOVED_DOMAIN}")


def _days_by_place():
    """A function from a gathering to the days of its site; asking each page for its site would cost a query each."""
    sites = sorted(Site.objects.select_related("root_page"), key=lambda site: -len(site.root_page.path))
    days = dict(GatheringSettings.objects.values_list("site", "keep_days"))
    default_site = next((site for site in sites if site.is_default_site), None)

    def days_of(gathering):
        site = next((site for site in sites if gathering.path.startswith(site.root_page.path)), default_site)
        return days.get(site.pk, _default_days()) if site else _default_days()

    return days_of


def _default_days():
    return GatheringSettings._meta.get_field("keep_days").default


def _with_data():
    registrations = kept_registrations().filter(gathering=OuterRef("pk"))
    invitations = kept_invitations().filter(gathering=OuterRef("pk"))
    participants = kept_participants().filter(poll__gathering=OuterRef("pk"))
    return GatheringPage.objects.filter(Exists(registrations) | Exists(invitations) | Exists(participants)).annotate(
        kept_registrations=_count(registrations, "gathering"),
        kept_invitations=_count(invitations, "gathering"),
        kept_participants=_count(participants, "poll__gathering"),
    )


def _count(rows, by):
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
