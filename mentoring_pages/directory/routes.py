"""The addresses below the directory and a mentor's page, and what the two hand to their templates."""

from django.utils.cache import patch_cache_control
from wagtail.contrib.routable_page.models import path

from mentoring_pages.facts import Viewer, viewer_level, visible_facts


class PersonalPage:
    """A page that shows more to members and staff: what they see is not kept by caches on the way."""

    @path("")
    def index_route(self, request, *args, **kwargs):
        """The page itself."""
        viewer = viewer_level(getattr(request, "user", None), self)
        response = self.render(request, context_overrides=self.content_for(request, viewer))
        if viewer > Viewer.PUBLIC:
            patch_cache_control(response, private=True)
        return response

    def content_for(self, request, viewer):
        """What the template prints for a viewer of this level."""
        raise NotImplementedError


class DirectoryRoutes(PersonalPage):
    """Mixed into the directory page."""

    def content_for(self, request, viewer):
        from .listing import directory_content

        return directory_content(self, request, viewer)


class ProfileRoutes(PersonalPage):
    """Mixed into a mentor's page."""

    def content_for(self, request, viewer):
        from .profile import profile_content

        return profile_content(self, request, viewer)

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
