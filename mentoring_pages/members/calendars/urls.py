"""Addresses of the members area: personal calendars."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.calendar_list, name="calendar-list"),
    path("<int:pk>/", views.calendar_edit, name="calendar-edit"),
    path("<int:pk>/renew/", views.calendar_renew, name="calendar-renew"),
    path("<int:pk>/end/", views.calendar_end, name="calendar-end"),
]
