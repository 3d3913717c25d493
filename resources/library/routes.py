"""The addresses below a library page."""

from wagtail.contrib.routable_page.models import path


class LibraryRoutes:
    """Mixed into the library page: the list, and the feed of the same list."""

    @path("")
    def show_list(self, request):
        """Resources, narrowed and sorted as the query string says."""
        # Imported late: the models import this module.
        from .listing import list_context

        return self.render(request, context_overrides=list_context(self, request))

    @path("feed.atom/")
    def feed(self, request):
        """The newest of them as Atom; the same query string narrows it."""
        from .listing import feed

        return feed(self, request)
