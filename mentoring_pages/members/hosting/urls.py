"""Addresses of the members area: hosting."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.hosting_list, name="hosting-list"),
    path("offer/<uuid:code>/", views.hosting_create, name="hosting-create"),
    path("<uuid:code>/withdraw/", views.hosting_withdraw, name="hosting-withdraw"),
]
