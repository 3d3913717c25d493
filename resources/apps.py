"""Ground floor of the plugin: topics, the resource library, collections and feeds."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "partnership_resources"
    verbose_name = _("Resource library")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, setup  # noqa: F401
        from .collecting import sources

        setup.register()
        sources.register()
