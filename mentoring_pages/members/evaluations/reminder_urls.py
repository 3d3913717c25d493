"""Addresses where a person says whether they want to be reminded of evaluations."""

from django.urls import path

from . import reminders

urlpatterns = [
    path("reminders/", reminders.evaluation_reminders, name="evaluation-reminders"),
    path("quiet/<str:token>/", reminders.evaluation_quiet, name="evaluation-quiet"),
]
