"""Addresses of the members area: my data."""

from django.urls import path

from . import leaving, views

urlpatterns = [
    path("", views.my_data, name="my-data"),
    path("who-sees-what/", views.who_sees_what, name="my-data-who"),
    path("download/", views.download, name="my-data-download"),
    path("journal/", views.journal, name="my-data-journal"),
    path("journal/take-back/", views.take_back, name="my-data-take-back"),
    path("journal/destroy/", views.destroy, name="my-data-destroy"),
    path("leave/", leaving.leave, name="my-data-leave"),
]
