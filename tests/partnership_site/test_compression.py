"""What is sent compressed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from partnership_site.compression import PublicGZipMiddleware


@pytest.mark.parametrize(
    ("cache_control", "encoding"), [(None, "gzip"), ("public, max-age=60", "gzip"), ("private, no-store", None)]
)
def test_only_what_everybody_may_read_is_compressed(cache_control, encoding):
    """The length of a compressed page that holds somebody's secret would give the secret away bit by bit."""

    def view(request):
        response = HttpResponse("prairie " * 100)
        if cache_control:
            response["Cache-Control"] = cache_control
        return response

    answer = PublicGZipMiddleware(view)(RequestFactory().get("/", headers={"accept-encoding": "gzip"}))

    assert answer.get("Content-Encoding") == encoding
