"""Answers at secret addresses, such as those that only a mail tells."""

from functools import wraps


def private(view):
    """Whatever the view answers, no cache keeps it, no search engine lists it and its address goes to no other site."""

    @wraps(view)
    def answer(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        # With "no-referrer" browsers send forms from the origin "null", which the check against forgery refuses.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer
