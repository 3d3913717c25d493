"""The site's addresses and those of the bare views."""

from django.urls import include, path

from .bare import ready, rows

urlpatterns = [
    path("bare/ready/", ready),
    path("bare/<slug:name>/", rows),
    path("", include("partnership_site.urls")),
]
