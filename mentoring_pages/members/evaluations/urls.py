"""Addresses of the members area: evaluations of a pair."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.evaluation_list, name="evaluation-list"),
    path("<uuid:code>/sent/", views.evaluation_detail, name="evaluation-detail"),
    path("<slug:key>/", views.evaluation_create, name="evaluation-create"),
]
