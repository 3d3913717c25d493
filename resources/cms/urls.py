"""Addresses of the library's staff pages inside the CMS."""

from django.urls import path

from . import bin_pages, link_pages, page_insight, reviews

app_name = "editors_desk"

urlpatterns = [
    path("links/", link_pages.report, name="links"),
    path("links/<int:pk>/again/", link_pages.again, name="link-again"),
    path("links/<int:pk>/dismiss/", link_pages.dismiss, name="link-dismiss"),
    path("links/<int:pk>/mend/", link_pages.mend_all, name="link-mend"),
    path("bin/", bin_pages.overview, name="bin"),
    path("bin/<int:pk>/restore/", bin_pages.restore_page, name="bin-restore"),
    path("bin/<int:pk>/delete/", bin_pages.delete_page, name="bin-delete"),
    path("pages/<int:pk>/hints/", page_insight.hints, name="hints"),
    path("pages/<int:pk>/who-may/", page_insight.who_may, name="who-may"),
    path("reviews/", reviews.report, name="reviews"),
    path("reviews/<int:pk>/reviewed/", reviews.reviewed, name="reviewed"),
]
