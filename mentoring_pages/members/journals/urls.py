"""Addresses of the members area: journals."""

from django.urls import path

from . import exporting, finding, sharing, views, writing

urlpatterns = [
    path("", views.journal_list, name="journal-list"),
    path("new/", writing.journal_create, name="journal-create"),
    path("drafts/", writing.draft_keep, name="journal-draft-keep"),
    path("drafts/<uuid:code>/discard/", writing.draft_discard, name="journal-draft-discard"),
    path("search/", finding.journal_search, name="journal-search"),
    path("calendar/", finding.journal_calendar, name="journal-calendar"),
    path("export/", exporting.journal_export, name="journal-export"),
    path("passages/<uuid:code>/", sharing.passage_detail, name="journal-passage"),
    path("<uuid:code>/", views.journal_detail, name="journal-detail"),
    path("<uuid:code>/edit/", writing.journal_edit, name="journal-edit"),
    path("<uuid:code>/delete/", views.journal_delete, name="journal-delete"),
    path("<uuid:code>/take-back/", sharing.journal_take_back, name="journal-take-back"),
    path("<uuid:code>/passage/", sharing.passage_share, name="journal-passage-share"),
    path("<uuid:code>/passage/take-back/", sharing.passage_take_back, name="journal-passage-take-back"),
]
