"""Addresses of the members area: applications to become a mentor."""

from django.urls import path

from . import editing, views

urlpatterns = [
    path("", views.application_start, name="application-start"),
    path("<uuid:code>/", views.application_detail, name="application-detail"),
    path("<uuid:code>/edit/<slug:part>/", editing.application_edit, name="application-edit"),
    path("<uuid:code>/submit/", views.application_submit, name="application-submit"),
    path("<uuid:code>/withdraw/", views.application_withdraw, name="application-withdraw"),
    path("<uuid:code>/unmatched/", views.application_unmatched, name="application-unmatched"),
    path("<uuid:code>/renew/", views.application_renew, name="application-renew"),
]
