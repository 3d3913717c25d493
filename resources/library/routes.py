"""The addresses below a library page."""

from wagtail.contrib.routable_page.models import path


class LibraryRoutes:
    """Mixed into the library page: the list; the same list as feed and table; suggestions; the harvesters' door."""

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

    @path("results.csv/")
    def table(self, request):
        """The same list as a table for spreadsheets."""
        from .table import table

        return table(self, request)

    @path("suggest/")
    def suggest(self, request):
        """What the search box suggests for the first letters of a word, as JSON."""
        from .suggesting import suggest

        return suggest(self, request)

    @path("propose/")
    def propose(self, request):
        """A form on which anyone suggests a resource."""
        from resources.suggesting.page import propose

        return propose(self, request)

    @path("alerts/")
    def alerts(self, request):
        """A form to get the same list by e-mail."""
        from resources.alerts.asking import ask_by_mail

        return ask_by_mail(self, request)

    @path("oai/")
    def harvest(self, request):
        """Metadata of all resources for other catalogues (OAI-PMH 2.0)."""
        from resources.harvesting.answering import answer

        return answer(self, request)
