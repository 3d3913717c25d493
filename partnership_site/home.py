"""The addresses below the home page."""

from django.http import QueryDict
from django.shortcuts import redirect
from wagtail.contrib.routable_page.models import path


class HomeRoutes:
    """Mixed into the home page: the front page, and the ZIP box that leads into the calendar."""

    @path("")
    def show_front_page(self, request):
        """What the partnership does, and what is new."""
        return self._render_front_page(request)

    @path("near/")
    def near(self, request):
        """The calendar narrowed to the regions of `?zip=`; if that is no ZIP code, the front page with a word on it."""
        from events.calendars.filters import STATEWIDE

        from .near import UnknownZip, regions_near

        zip_code = request.GET.get("zip", "")
        calendar = self.calendar if self.calendar and self.calendar.live else None
        try:
            regions = regions_near(zip_code)
        except UnknownZip:
            return self._render_front_page(request, zip_code=zip_code[:10], zip_is_unknown=True)
        if calendar is None:
            return redirect(self.get_url(request))
        query = QueryDict(mutable=True)
        query.setlist("region", [*regions, STATEWIDE])
        return redirect(f"{calendar.get_url(request)}?{query.urlencode()}")

    def _render_front_page(self, request, **changes):
        # Imported late: the models import this module.
        from .front_page import front_page_context

        return self.render(request, context_overrides=front_page_context(self, request) | changes)
