"""The address of a personal calendar. Whoever has it may read it, so nothing of the session or of cookies counts."""

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from events.actions.subscriptions import record_reading
from events.feeds.readers import program_of
from events.personal.feed import closing_response, personal_response
from events.personal.tokens import find_subscription, is_closing
from resources.feeds import FEED_METHODS


@csrf_exempt
def personal_feed(request, token):
    """The calendar; once it has ended, 30 days long one entry that says so, then 410. 404 for any other address."""
    if request.method not in FEED_METHODS:
        return HttpResponseNotAllowed(FEED_METHODS)
    subscription = find_subscription(token)
    if subscription is None:
        raise Http404
    if subscription.revoked_at is None:
        record_reading(subscription, program_of(request.headers.get("User-Agent", "")))
        return personal_response(subscription, request)
    if is_closing(subscription):
        return closing_response(subscription, request)
    answer = HttpResponse(_("This calendar has ended."), content_type="text/plain; charset=utf-8", status=410)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
