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
        from resources.importing.targets import register_import_target

        from . import bin_rules, mail_texts, own_data, quiet_logs, setup, signals, sources, work
        from .feeds import closing, readers, ready
        from .imports.target import TARGET
        from .invitations import recipients

        register_import_target(TARGET)
        setup.register()
        bin_rules.register()
        sources.register()
        recipients.register()
        signals.connect()
        work.register()
        mail_texts.register()
        own_data.register()
        quiet_logs.connect()
        closing.register()
        readers.register()
        ready.register()
