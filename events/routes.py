"""The addresses below calendars and gatherings. The work is done in `events.views`, which may import the models."""

from wagtail.contrib.routable_page.models import path


class CalendarRoutes:
    """Mixed into the calendar page: its list, month, near-me, paper and embedded views, and the feed."""

    @path("", name="index")
    def index_route(self, request):
        from .views import calendars

        return calendars.index(self, request)

    @path("month/", name="jump")
    def jump_route(self, request):
        from .views import calendar_month

        return calendar_month.jump(self, request)

    @path("month/<int:year>/<int:month>/", name="month")
    def month_route(self, request, year, month):
        from .views import calendar_month

        return calendar_month.month(self, request, year, month)

    @path("near/", name="near")
    def near_route(self, request):
        from .views import calendar_near

        return calendar_near.near(self, request)

    @path("print/", name="paper")
    def paper_route(self, request):
        from .views import calendar_paper

        return calendar_paper.paper(self, request)

    @path("embed/", name="embed")
    def embed_route(self, request):
        from .views import calendar_embed

        return calendar_embed.embed(self, request)

    @path("share/", name="share")
    def share_route(self, request):
        from .views import sharing

        return sharing.share_calendar(self, request)

    @path("qr/", name="qr")
    def qr_route(self, request):
        from .views import sharing

        return sharing.qr_calendar(self, request)

    @path("subscribe/", name="subscribe")
    def subscribe_route(self, request):
        from .views import subscribe

        return subscribe.subscribe(self, request)

    @path("subscribe/qr/", name="subscribe-qr")
    def subscribe_qr_route(self, request):
        from .views import subscribe

        return subscribe.qr_subscribe(self, request)

    # Wagtail puts a slash after the last part before it looks here; the address itself has none.
    @path("calendar.ics/", name="feed")
    def feed_route(self, request):
        from .feeds.answers import calendar_feed_response

        return calendar_feed_response(self, request)


class GatheringRoutes:
    """Mixed into the gathering page: the page, its calendar file, signing up, and a guest's own registration."""

    @path("", name="index")
    def index_route(self, request):
        from .views import gatherings

        return gatherings.detail(self, request)

    @path("share/", name="share")
    def share_route(self, request):
        from .views import sharing

        return sharing.share_gathering(self, request)

    @path("qr/", name="qr")
    def qr_route(self, request):
        from .views import sharing

        return sharing.qr_gathering(self, request)

    @path("event.ics/", name="event")
    def event_route(self, request):
        from .feeds.answers import gathering_feed_response

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
        from .views import own_registration

        return own_registration.manage(self, request, code)

    @path("registration/<uuid:code>/confirm/", name="registration-confirm")
    def registration_confirm_route(self, request, code):
        from .views import own_registration

        return own_registration.confirm(self, request, code)

    @path("registration/<uuid:code>/transfer/", name="registration-transfer")
    def registration_transfer_route(self, request, code):
        from .views import own_registration

        return own_registration.transfer(self, request, code)

    @path("registration/<uuid:code>/cancel/", name="registration-cancel")
    def registration_cancel_route(self, request, code):
        from .views import own_registration

        return own_registration.cancel(self, request, code)

    @path("registration/<uuid:code>/rides/", name="registration-rides")
    def registration_rides_route(self, request, code):
        from .views import rides

        return rides.rides(self, request, code)

    @path("registration/<uuid:code>/rides/<uuid:match_code>/", name="registration-ride-answer")
    def registration_ride_answer_route(self, request, code, match_code):
        from .views import rides

        return rides.answer(self, request, code, match_code)

    @path("registration/<uuid:code>/certificate/", name="registration-certificate")
    def registration_certificate_route(self, request, code):
        from .views import afterwards

        return afterwards.certificate(self, request, code)

    @path("registration/<uuid:code>/feedback/", name="registration-feedback")
    def registration_feedback_route(self, request, code):
        from .views import afterwards

        return afterwards.feedback(self, request, code)
