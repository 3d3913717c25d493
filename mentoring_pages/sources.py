"""What mentoring offers to the floors below."""

from django.utils.translation import gettext_lazy as _

from resources.registry import CollectionSource, register_collection_source


def register():
    """Let editors gather mentors in a collection; called once when the app is ready."""
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


def _profiles():
    from mentoring_pages.directory.rows import with_rows
    from mentoring_pages.models import MentorProfilePage

    return with_rows(MentorProfilePage.objects.live().public())
