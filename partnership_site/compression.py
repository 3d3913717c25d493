"""Pages are sent compressed, but for those that are one person's own."""

from django.middleware.gzip import GZipMiddleware


class PublicGZipMiddleware(GZipMiddleware):
    """Compresses what everybody may read. A page marked `private`, such as a journal, is sent as it is: from the length
    of compressed pages that hold secrets an attacker could guess them (BREACH)."""

    def process_response(self, request, response):
        if "private" in response.get("Cache-Control", ""):
            return response
        # Feeds are compressed where they are made: each coding has a tag of its own, and `gzip;q=0` is a refusal.
        if response.get("Content-Type", "").startswith(("text/calendar", "application/atom+xml")):
            return response
        return super().process_response(request, response)
