"""Regions, gatherings, calendars and registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    label = "partnership_events"
    verbose_name = _("Gatherings")
    default_auto_field = "django.db.models.BigAutoField"
    # `manage.py partnership_uninstall` takes out the apps marked so.
    is_partnership_app = True

    def ready(self):
        from . import closing, feed_readers, mail_texts, quiet_logs, recipients, setup, signals, sources, work

        setup.register()
        sources.register()
        recipients.register()
        signals.connect()
        work.register()
        mail_texts.register()
        quiet_logs.connect()
        closing.register()
        feed_readers.register()
