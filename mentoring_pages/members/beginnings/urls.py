"""Addresses of the members area: a pair's first meeting and its fit."""

from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:code>/first-meeting/", views.meeting_propose, name="meeting-propose"),
    path("<uuid:code>/first-meeting/<uuid:date_code>/pick/", views.meeting_pick, name="meeting-pick"),
    path("<uuid:code>/fit/", views.fit_check, name="fit-check"),
]
