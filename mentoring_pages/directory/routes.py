"""The addresses below the directory and a mentor's page, and what the two hand to their templates."""

from django.utils.cache import patch_cache_control
from wagtail.contrib.routable_page.models import path

from mentoring_pages.facts import Viewer, viewer_level, visible_facts


def personal_response(page, request, content, template=None):
    """The page, with what `content(page, request, viewer)` prints for a viewer of this level.

    What members and staff see besides, and bookmarks, is not kept by caches on the way.
    """
    user = getattr(request, "user", None)
    viewer = viewer_level(user, page)
    response = page.render(request, context_overrides=content(page, request, viewer), template=template)
    if viewer > Viewer.PUBLIC or (user is not None and user.is_authenticated):
        patch_cache_control(response, private=True)
    return response


class DirectoryRoutes:
    """Mixed into the directory page."""

    @path("")
    def index_route(self, request, *args, **kwargs):
        """The page itself."""
        from .listing import directory_content

        return personal_response(self, request, directory_content)

    @path("how-matching-works/")
    def score_route(self, request, *args, **kwargs):
        """How mentors are matched: the table of points."""
        from .score import score_content

        return self.render(
            request,
            context_overrides=score_content(self, request),
            template="mentoring_pages/mentor_score_page.html",
        )

    @path("compare/")
    def compare_route(self, request, *args, **kwargs):
        """Up to four mentors side by side."""
        from .compare import compare_content

        return personal_response(self, request, compare_content, template="mentoring_pages/mentor_compare.html")

    @path("refer/")
    def refer_route(self, request, *args, **kwargs):
        """Anyone refers a program, or their own (R98)."""
        from mentoring_pages.referring.page import refer

        return refer(self, request)


class ProfileRoutes:
    """Mixed into a mentor's page."""

    @path("")
    def index_route(self, request, *args, **kwargs):
        """The page itself."""
        from .profile import profile_content

        return personal_response(self, request, profile_content)

    @property
    def public_row(self):
        """The page as a row of a list, as everyone may see it: values for the component `row_mentor`."""
        from .rows import mentor_row

        return mentor_row(self, Viewer.PUBLIC)

    @property
    def public_facts(self):
        """The facts that everyone may see, as dicts number, key, label, value. What the API tells."""
        return [
            {"number": fact.number, "key": fact.key, "label": fact.label, "value": fact.value}
            for fact in visible_facts(self, Viewer.PUBLIC)
        ]

    @property
    def public_facts_text(self):
        """The same as text. What the search index holds."""
        return "\n".join(fact.value for fact in visible_facts(self, Viewer.PUBLIC))
