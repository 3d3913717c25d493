"""Addresses of the members area: programs."""

from django.urls import path

from . import editing, views

urlpatterns = [
    path("", views.program_detail, name="program-detail"),
    path("<uuid:code>/", views.program_detail, name="program-detail"),
    path("<uuid:code>/edit/", editing.program_edit, name="program-edit"),
    path("<uuid:code>/edit/review/", editing.program_review, name="program-review"),
    path("<uuid:code>/edit/<slug:key>/", editing.program_step, name="program-step"),
]
