"""The partnership's own website: what the plugin is added to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipSiteConfig(AppConfig):
    name = "partnership_site"
    label = "partnership_site"
    verbose_name = _("Partnership site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from resources.importing.targets import register_import_target
        from resources.personal_data import register_address_proof

        from . import setup
        from .importing import TARGET
        from .own_addresses import verified_addresses

        register_import_target(TARGET)
        setup.register()
        register_address_proof(verified_addresses)
