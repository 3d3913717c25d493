"""Ground floor of the plugin: topics, the resource library, collections and feeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "partnership_resources"
    verbose_name = _("Resource library")
    default_auto_field = "django.db.models.BigAutoField"
    # `manage.py partnership_uninstall` takes out the apps marked so.
    is_partnership_app = True

    def ready(self):
        from . import bin_rules, checks, setup, signals, work  # noqa: F401
        from .alerts import mails as alert_mails
        from .alerts import own_data as alert_data
        from .collecting import sources
        from .files import signals as file_signals
        from .importing.resources import TARGET
        from .importing.targets import register_import_target
        from .registry import register_mail_text
        from .rules import steps as rule_steps

        register_import_target(TARGET)
        setup.register()
        sources.register()
        work.register()
        bin_rules.register()
        signals.connect()
        alert_mails.register()
        alert_data.register()
        rule_steps.register()
        file_signals.connect()
        register_mail_text("suggestion_new", _("Library: somebody suggests a resource"))
        register_mail_text("suggestion_taken_up", _("Suggestion: taken up"))
        register_mail_text("suggestion_declined", _("Suggestion: not taken up"))
        register_mail_text("review_due", _("Library: a resource is due for review"))
        register_mail_text("format_request", _("Library: a file is needed in another format"))
