"""Addresses of the members area: plans."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.plan_detail, name="plan-detail"),
    path("edit/", views.plan_edit, name="plan-edit"),
    path("steps/<int:step_pk>/", views.step_tick, name="step-tick"),
]
