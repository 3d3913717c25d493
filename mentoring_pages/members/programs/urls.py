"""Addresses of the members area: programs."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.program_detail, name="program-detail"),
    path("<uuid:code>/", views.program_detail, name="program-detail"),
    path("<uuid:code>/edit/", views.program_edit, name="program-edit"),
]
