"""Programs, mentor profiles, matching, and the members area of a mentoring pair."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringPagesConfig(AppConfig):
    name = "mentoring_pages"
    label = "mentoring_pages"
    verbose_name = _("Peer mentoring")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, setup, sources  # noqa: F401

        setup.register()
        sources.register()
