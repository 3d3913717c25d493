"""Addresses of the members area: evaluations."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.evaluation_list, name="evaluation-list"),
    path("<slug:moment>/", views.evaluation_create, name="evaluation-create"),
    path("<slug:moment>/sent/", views.evaluation_detail, name="evaluation-detail"),
]
