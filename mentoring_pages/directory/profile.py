"""What a mentor's page prints: availability, facts in groups, gatherings, and Organization data."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.calendars.scopes import with_seats
from events.gatherings.rows import gathering_row
from events.models import GatheringPage
from mentoring_pages.facts import Viewer, can_see_fact, has_facts_for_members, place_in_words, visible_facts
from mentoring_pages.models import MentorBookmark
from resources.dates_in_words import short_date

from .recognition import recognition_of
from .rows import availability_of
from .tray import bookmark_of

GATHERINGS_SHOWN = 5


def fact_groups(facts):
    """Visible facts as (title, facts for the component `facts`), in three groups; empty groups are left out."""
    groups = (
        (_("Place and children"), ("location", "community", "population")),
        (_("The program"), ("size", "setting", "sites", "experience", "mission", "focus", "components")),
        (_("Standing and money"), ("achievements", "budget", "accreditation", "funding")),
    )
    by_key = {fact.key: fact for fact in facts}
    found = []
    for title, keys in groups:
        rows = [_fact_row(by_key[key]) for key in keys if key in by_key]
        if rows:
            found.append({"title": title, "facts": rows})
    return found


def profile_content(page, request, viewer):
    """The context of the profile's template. The number of queries does not depend on how much there is to show."""
    facts = visible_facts(page, viewer)
    takes_requests, availability = availability_of(page)
    directory = page.get_parent() if page.pk else None
    directory_url = directory.get_url(request) if directory else ""
    return {
        "availability": availability,
        "reopening": "" if takes_requests else reopening_in_words(page),
        "bookmark": _bookmark(page, request),
        "compare_url": f"{directory_url}compare/?m={page.slug}" if directory_url and page.live else "",
        "takes_requests": takes_requests,
        "request_url": _request_url(page) if takes_requests else "",
        "place": place_in_words(page) if can_see_fact(page, "location", viewer) else "",
        "topics": [topic.name for topic in page.topics.all()],
        "fact_groups": fact_groups(facts),
        "members_see_more": has_facts_for_members(page, viewer),
        "sign_in_url": reverse("members:home"),
        "directory_url": directory_url,
        **recognition_of(page),
        **_gatherings(page, request),
        "organization": organization(page, request),
        "meta_description": page.search_description or page.tagline,
    }


def organization(page, request=None):
    """schema.org Organization. Machines read it without signing in, so it holds only what everyone may see."""
    is_public = {key: can_see_fact(page, key, Viewer.PUBLIC) for key in ("location", "mission", "experience")}
    address = None
    if is_public["location"] and (page.city or page.zip_code):
        address = {
            "@type": "PostalAddress",
            "addressLocality": page.city,
            "addressRegion": "IL",
            "postalCode": page.zip_code,
            "addressCountry": "US",
        }
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": page.title,
        "url": page.get_full_url(request),
        "description": page.tagline or page.offer,
        "address": address,
        "foundingDate": str(page.founded_year) if is_public["experience"] and page.founded_year else None,
        "slogan": page.mission if is_public["mission"] and len(page.mission) <= 160 else None,
        "knowsAbout": [topic.name for topic in page.topics.all()] or None,
    }


def reopening_in_words(page):
    """When a full or paused mentor may take requests again; "" if nobody can tell. One query at most."""
    today = timezone.localdate()
    if page.reopens_on and page.reopens_on > today:
        return _("It may take requests again from %(day)s.") % {"day": short_date(page.reopens_on)}
    if not page.pk or not page.is_full:
        return ""
    ends = page.program.pairs_as_mentor.open().filter(cycle__ends_on__gte=today).order_by("cycle__ends_on")
    day = ends.values_list("cycle__ends_on", flat=True).first()
    return _("A place may come free when this season ends, on %(day)s.") % {"day": short_date(day)} if day else ""


def _bookmark(page, request):
    """For those who are signed in, on a page that is listed; else None."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not page.pk or not page.live:
        return None
    kept = MentorBookmark.objects.of_owner(user).by_profile([page.pk])
    return bookmark_of(page, kept, page.get_url(request) or "")


def _request_url(page):
    return f"{reverse('members:request-create')}?mentor={page.program.code}"


def _fact_row(fact):
    return {
        "label": fact.label,
        "value": fact.value,
        "values": list(fact.values) or fact.value.split("\n"),
        "note": _("Members see this") if fact.is_for_members else "",
    }


def _gatherings(page, request):
    """Gatherings that the program hosts or presents at: the next ones, and the last ones."""
    if not page.pk:
        return {"upcoming": [], "past": []}
    gatherings = (
        GatheringPage.objects.live().public().filter(Q(host_page=page.pk) | Q(sessions__presenter_page=page.pk))
    )
    gatherings = GatheringPage.objects.filter(pk__in=gatherings.values("pk"))
    upcoming = with_seats(gatherings.upcoming().with_row_data().by_time())[:GATHERINGS_SHOWN]
    past = gatherings.past().with_row_data().order_by("-starts_at")[:3]
    return {
        "upcoming": [gathering_row(gathering, request) for gathering in upcoming],
        "past": [gathering_row(gathering, request) for gathering in past],
    }
