"""Addresses of the members area: pairs."""

from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:code>/", views.pair_detail, name="pair-detail"),
]
