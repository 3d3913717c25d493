"""Addresses that stand in mails. They belong to no page, so that they work whatever becomes of the library."""

from django.urls import re_path

from . import views

app_name = "partnership_alerts"

# A code, perhaps a time, and the signature.
TOKEN = r"(?P<token>[\w.\-]{20,120})"

urlpatterns = [
    re_path(rf"^confirm/{TOKEN}/$", views.confirm, name="confirm"),
    re_path(rf"^{TOKEN}/$", views.manage, name="manage"),
    re_path(rf"^{TOKEN}/end/$", views.end, name="end"),
]
