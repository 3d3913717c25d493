"""Addresses of the members area: a pair's meetings."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.meeting_list, name="meeting-list"),
    path("new/", views.meeting_propose, name="meeting-propose"),
    path("<uuid:code>/", views.meeting_detail, name="meeting-detail"),
    path("<uuid:code>/other-times/", views.meeting_move, name="meeting-move"),
    path("<uuid:code>/agree/", views.meeting_agree, name="meeting-agree"),
    path("<uuid:code>/none-fits/", views.meeting_refuse, name="meeting-refuse"),
    path("<uuid:code>/edit/", views.meeting_edit, name="meeting-edit"),
    path("<uuid:code>/cancel/", views.meeting_cancel, name="meeting-cancel"),
    path("<uuid:code>/outcome/", views.meeting_settle, name="meeting-settle"),
]
