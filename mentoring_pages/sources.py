"""What mentoring offers to the floors below."""

from django.utils.translation import gettext_lazy as _

from resources.registry import CollectionSource, ProgramSource, register_collection_source, register_program_source


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
        )
    )
    register_program_source(ProgramSource(names=_program_names, find=_program_page))


def _program_names(limit):
    from mentoring_pages.models import MentorProfilePage

    return list(MentorProfilePage.objects.live().public().order_by("title").values_list("pk", "title")[:limit])


def _program_page(name):
    from mentoring_pages.models import MentorProfilePage

    found = MentorProfilePage.objects.live().public().filter(title__iexact=name).values_list("pk", flat=True)[:2]
    # Two programs of one name: nobody can tell which is meant.
    return found[0] if len(found) == 1 else None


def _profiles():
    from mentoring_pages.directory.rows import with_rows
    from mentoring_pages.models import MentorProfilePage

    return with_rows(MentorProfilePage.objects.live().public())
