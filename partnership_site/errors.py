"""Error pages that lead on."""

from django.shortcuts import render

from .doors import site_doors


def page_not_found(request, exception):
    """404: a search box and the doors of the home page. Says nothing of what was asked for."""
    return render(request, "404.html", {"doors": site_doors(request)}, status=404)
