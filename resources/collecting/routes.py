"""The addresses below a collection page."""

from wagtail.contrib.routable_page.models import path

PAGE_SIZE = 50


class CollectionRoutes:
    """Mixed into the collection page: what it gathers, and its feeds."""

    @path("")
    def show_list(self, request):
        """The collection in the view that its editor chose."""
        from . import views

        return self.render(request, context_overrides=views.list_context(self, request, page_size=PAGE_SIZE))

    @path("feed.atom/")
    def feed(self, request):
        """The same pages as Atom, in the collection's order."""
        from . import views

        return views.atom_feed(self, request)

    @path("calendar.ics/")
    def calendar_feed(self, request):
        """What takes place, as calendar text; 404 for a collection that holds nothing of the kind."""
        from . import views

        return views.calendar_feed(self, request)
