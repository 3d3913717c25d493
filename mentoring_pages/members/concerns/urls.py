"""Addresses of concerns; no account is asked for."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.concern_create, name="concern-create"),
    path("follow/", views.concern_follow, name="concern-follow"),
    path("follow/write/", views.concern_write, name="concern-write"),
]
