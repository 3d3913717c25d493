"""Addresses of the members area: reading lists."""

from django.urls import path

from . import items, views

urlpatterns = [
    path("", views.reading_list, name="reading-list"),
    path("keep/<int:pk>/", items.keep, name="reading-keep"),
    path("<uuid:code>/", views.reading_detail, name="reading-detail"),
    path("<uuid:code>/edit/", views.reading_edit, name="reading-edit"),
    path("<uuid:code>/delete/", views.reading_delete, name="reading-delete"),
    path("<uuid:code>/share/", views.reading_share, name="reading-share"),
    path("<uuid:code>/unshare/", views.reading_unshare, name="reading-unshare"),
    path("<uuid:code>/<int:pk>/edit/", items.item_edit, name="reading-item-edit"),
    path("<uuid:code>/<int:pk>/move/", items.item_move, name="reading-item-move"),
    path("<uuid:code>/<int:pk>/remove/", items.item_remove, name="reading-item-remove"),
]
