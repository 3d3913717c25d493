"""Programs, mentor profiles, matching, and the members area of a mentoring pair."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringPagesConfig(AppConfig):
    name = "mentoring_pages"
    label = "mentoring_pages"
    verbose_name = _("Peer mentoring")
    default_auto_field = "django.db.models.BigAutoField"
    # `manage.py partnership_uninstall` takes out the apps marked so.
    is_partnership_app = True

    def ready(self):
        from . import (  # noqa: F401
            calendar_sources,
            checks,
            hosting_sources,
            mail_texts,
            own_data,
            plan_uses,
            quiet_logs,
            reading_tool,
            recipients,
            setup,
            signals,
            sources,
            work,
        )

        setup.register()
        sources.register()
        recipients.register()
        hosting_sources.register()
        calendar_sources.register()
        reading_tool.register()
        mail_texts.register()
        plan_uses.register()
        own_data.register()
        work.register()
        quiet_logs.connect()
        signals.connect()
