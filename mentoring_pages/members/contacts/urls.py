"""Addresses of the members area: contacts."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.contact_list, name="contact-list"),
    path("new/", views.contact_create, name="contact-create"),
    path("<uuid:code>/", views.contact_detail, name="contact-detail"),
    path("<uuid:code>/edit/", views.contact_edit, name="contact-edit"),
    path("<uuid:code>/mistake/", views.contact_mistake, name="contact-mistake"),
]
