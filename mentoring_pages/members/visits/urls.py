"""Addresses of the members area: site visits."""

from django.urls import path

from . import note_views, views

urlpatterns = [
    path("", views.visit_list, name="visit-list"),
    path("new/", views.visit_propose, name="visit-propose"),
    path("<uuid:code>/", views.visit_detail, name="visit-detail"),
    path("<uuid:code>/change/", views.visit_change, name="visit-change"),
    path("<uuid:code>/agree/", views.visit_agree, name="visit-agree"),
    path("<uuid:code>/call-off/", views.visit_call_off, name="visit-call-off"),
    path("<uuid:code>/held/", views.visit_record, name="visit-record"),
    path("<uuid:code>/notes/", note_views.visit_observe, name="visit-observe"),
    path("<uuid:code>/notes/share/", note_views.visit_share, name="visit-share"),
    path("<uuid:code>/notes/take-back/", note_views.visit_take_back, name="visit-take-back"),
    path("<uuid:code>/try/", note_views.idea_create, name="idea-create"),
    path("<uuid:code>/try/<uuid:idea_code>/remove/", note_views.idea_remove, name="idea-remove"),
    path("<uuid:code>/try/<uuid:idea_code>/plan/", note_views.idea_to_plan, name="idea-to-plan"),
]
