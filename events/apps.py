"""Regions, gatherings, calendars and registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "partnership_events"
    verbose_name = _("Gatherings")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import setup, signals, sources

        setup.register()
        sources.register()
        signals.connect()
