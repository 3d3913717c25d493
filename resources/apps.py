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
        from . import checks, setup, work  # noqa: F401
        from .collecting import sources

        setup.register()
        sources.register()
        work.register()
