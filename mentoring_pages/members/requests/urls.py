"""Addresses of the members area: requests."""

from django.urls import path

from . import editing, views

urlpatterns = [
    path("", views.request_list, name="request-list"),
    path("new/", editing.request_create, name="request-create"),
    path("availability/", views.request_availability, name="request-availability"),
    path("<uuid:code>/", views.request_detail, name="request-detail"),
    path("<uuid:code>/edit/", editing.request_edit, {"step": "needs"}, name="request-edit"),
    path("<uuid:code>/edit/<slug:step>/", editing.request_edit, name="request-edit"),
    path("<uuid:code>/send/", views.request_send, name="request-send"),
    path("<uuid:code>/withdraw/", views.request_withdraw, name="request-withdraw"),
    path("<uuid:code>/choices/<int:choice_pk>/accept/", views.choice_accept, name="choice-accept"),
    path("<uuid:code>/choices/<int:choice_pk>/decline/", views.choice_decline, name="choice-decline"),
]
