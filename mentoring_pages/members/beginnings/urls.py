"""Addresses of the members area: whether a pair fits."""

from django.urls import path

from . import views

urlpatterns = [path("<uuid:code>/fit/", views.fit_check, name="fit-check")]
