"""What mentoring offers to the floors below."""

from django.utils.translation import gettext_lazy as _

from resources.collecting.sources import TOPIC, term_criterion
from resources.page_sources import CollectionSource, Criterion
from resources.registry import ProgramSource, register_collection_source, register_program_source


def register():
    """Let editors gather mentors in a collection, and forms suggest programs; called once when the app is ready."""
    register_collection_source(
        CollectionSource(
            key="mentors",
            label=_("Mentor profiles"),
            queryset=_profiles,
            by_topics=lambda profiles, topic_ids: profiles.about(topic_ids),
            latest=("-first_published_at", "title"),
            row_template="mentoring_pages/components/collection_row.html",
            summary_field="tagline",
            # When a profile came onto the site says nothing of the mentor.
            date_field="",
            criteria=criteria(),
        )
    )
    register_program_source(ProgramSource(names=_program_names, find=_program_page))


def criteria():
    """What a saved query may ask of mentors beside their topics: nothing that a mentor hides from the public."""
    region = term_criterion("region", _("Region"), "partnership_events.Region", "region")
    return (
        TOPIC,
        Criterion(
            region.key,
            region.label,
            region.choices,
            lambda profiles, values: region.narrow(profiles.filter(_is_public("location")), values),
        ),
        Criterion(
            "availability",
            _("Availability of a mentor"),
            lambda: [("available", _("Takes requests now")), ("unavailable", _("Takes no requests now"))],
            _by_availability,
        ),
    )


def _is_public(fact):
    from mentoring_pages.facts import Viewer, seen

    return seen(Viewer.PUBLIC, fact)


def _by_availability(profiles, values):
    if set(values) == {"available", "unavailable"}:
        return profiles
    available = profiles.available()
    return available if "available" in values else profiles.exclude(pk__in=available.order_by().values("pk"))


def _program_names(limit):
    from mentoring_pages.models import MentorProfilePage

    return list(MentorProfilePage.objects.live().public().order_by("title").values_list("pk", "title")[:limit])


def _program_page(name):
    from mentoring_pages.models import MentorProfilePage

    found = MentorProfilePage.objects.live().public().filter(title__iexact=name).values_list("pk", flat=True)[:2]
    # Two programs of one name: nobody can tell which is meant.
    return found[0] if len(found) == 1 else None


def _profiles():
    from mentoring_pages.directory.rows import READ, with_rows
    from mentoring_pages.models import MentorProfilePage

    # Feeds tell both dates; what a row reads is less than the whole profile.
    rows = with_rows(MentorProfilePage.objects.live().public())
    return rows.only(*READ, "first_published_at", "last_published_at", "translation_key")
