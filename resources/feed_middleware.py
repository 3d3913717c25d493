"""Feeds that are known are answered before sessions, languages and sign-in are looked at: none of them has a say."""

from .feeds import FEED_METHODS, known_answer
from .registry import note_feed_reading, ready_feed_answer

_ENDINGS = (".ics", ".atom")


def answer_without_page(request, path):
    """The answer of a feed that is kept ready, or 304 for a program that has the feed already; else None.

    No page is looked for, so only public feeds are known here. Asked once for each request.
    """
    if getattr(request, "partnership_feed_is_unknown", False):
        return None
    request.partnership_feed_is_unknown = True
    answer = ready_feed_answer(request, path) or known_answer(request)
    return note_feed_reading(request, answer) if answer is not None else None


class KnownFeedMiddleware:
    """To stand first, after Django's SecurityMiddleware. Without it the same answers come a little later."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not (request.path_info.endswith(_ENDINGS) and request.method in FEED_METHODS):
            return self.get_response(request)
        answer = answer_without_page(request, request.path_info.removeprefix("/"))
        return self._without_the_reader(self.get_response(request)) if answer is None else answer

    def _without_the_reader(self, response):
        """The same headers for a feed that was built as for one that is known.

        Its language is that of its address. What the middleware of languages and sessions says is of the reader.
        """
        if response.has_header("ETag") and "private" not in response.get("Cache-Control", ""):
            names = [name for name in response.get("Vary", "").split(", ") if name.lower() != "accept-language"]
            response["Vary"] = ", ".join(names)
            del response["Content-Language"]
            response.cookies.clear()
        return response
