"""Addresses of the members area: bookmarks."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.bookmark_list, name="bookmark-list"),
    path("add/<int:pk>/", views.bookmark_add, name="bookmark-add"),
    path("<int:pk>/remove/", views.bookmark_remove, name="bookmark-remove"),
]
