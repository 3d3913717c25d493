"""The public address where a certificate is checked."""

from django.urls import path

from . import checking

urlpatterns = [path("", checking.certificate_check, name="certificate-check")]
