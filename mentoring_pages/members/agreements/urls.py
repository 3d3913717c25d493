"""Addresses of the members area: the agreement."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.agreement_detail, name="agreement-detail"),
    path("version-<int:number>/", views.agreement_signed, name="agreement-signed"),
]
