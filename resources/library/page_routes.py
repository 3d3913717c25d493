"""The addresses below a resource's page."""

from wagtail.contrib.routable_page.models import path


class ResourceRoutes:
    """Mixed into the page of a resource. Views are imported late: the models import this module."""

    @path("")
    def show_resource(self, request):
        """The page itself; seen by a reader, it counts."""
        from .counting import count_view

        response = self.render(request)
        count_view(self, request, response)
        return response

    @path("get/<int:item_key>/")
    def get_item(self, request, item_key):
        """Leads to one of its files, links and videos, and counts that."""
        from .counting import lead_to_item

        return lead_to_item(self, request, item_key)

    @path("ask/<int:item_key>/")
    def ask_for_format(self, request, item_key):
        """A form to ask for one of its items in another form."""
        from .asking import ask_for_format

        return ask_for_format(self, request, item_key)

    @path("useful/")
    def say_useful(self, request):
        """A form to say whether it was useful."""
        from .answering import say_useful

        return say_useful(self, request)

    @path("cite.bib/")
    def cite_bib(self, request):
        """The citation for BibTeX."""
        from .citing import BIBTEX, citation_file

        return citation_file(self, request, BIBTEX)

    @path("cite.ris/")
    def cite_ris(self, request):
        """The citation for reference managers that read RIS."""
        from .citing import RIS, citation_file

        return citation_file(self, request, RIS)
