"""Addresses of the members area: journals."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.journal_list, name="journal-list"),
    path("new/", views.journal_create, name="journal-create"),
    path("<uuid:code>/", views.journal_detail, name="journal-detail"),
    path("<uuid:code>/edit/", views.journal_edit, name="journal-edit"),
    path("<uuid:code>/delete/", views.journal_delete, name="journal-delete"),
]
