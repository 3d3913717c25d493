"""The addresses below calendars and gatherings. The work is done in `events.views`, which may import the models."""

from wagtail.contrib.routable_page.models import path


class CalendarRoutes:
    """Mixed into the calendar page: the list, a month as a grid, and the feed."""

    @path("", name="index")
    def index_route(self, request):
        from .views import calendars

        return calendars.index(self, request)

    @path("month/<int:year>/<int:month>/", name="month")
    def month_route(self, request, year, month):
        from .views import calendars

        return calendars.month(self, request, year, month)

    # Wagtail puts a slash after the last part before it looks here; the address itself has none.
    @path("calendar.ics/", name="feed")
    def feed_route(self, request):
        from .feeds import calendar_feed_response

        return calendar_feed_response(self, request)


class GatheringRoutes:
    """Mixed into the gathering page: the page, its calendar file, signing up, and a guest's own registration."""

    @path("", name="index")
    def index_route(self, request):
        from .views import gatherings

        return gatherings.detail(self, request)

    @path("event.ics/", name="event")
    def event_route(self, request):
        from .feeds import gathering_feed_response

        return gathering_feed_response(self, request)

    @path("register/", name="register")
    def register_route(self, request):
        from .views import registrations

        return registrations.register_guest(self, request)

    @path("register/done/", name="register-done")
    def register_done_route(self, request):
        from .views import registrations

        return registrations.done(self, request)

    @path("registration/<uuid:code>/", name="registration")
    def registration_route(self, request, code):
        from .views import registrations

        return registrations.manage(self, request, code)

    @path("registration/<uuid:code>/cancel/", name="registration-cancel")
    def registration_cancel_route(self, request, code):
        from .views import registrations

        return registrations.cancel(self, request, code)
