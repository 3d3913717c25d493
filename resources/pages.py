"""The base page class of the host: Wagtail's `Page`, or what its setting WAGTAIL_PAGE_MODEL names (Wagtail 8 on)."""

from importlib import import_module

import swapper
from django.apps import apps
from django.db import models

# Wagtail 8 does the same in wagtail.models; on Wagtail 7.4 the setting does not exist and Page is never swapped.
swapper.set_app_prefix("wagtailcore", "wagtail")

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


def _base_page_class():
    if not swapper.is_swapped("wagtailcore", "Page"):
        from wagtail.models import Page

        return Page
    app_label, name = swapper.split(PAGE_MODEL)
    # The app registry is not ready while models are imported, so the class is taken from its module.
    return getattr(import_module(f"{apps.app_configs[app_label].name}.models"), name)


BasePage = _base_page_class()


def parent_link():
    """The one-to-one field to the base page, under one name whatever the host's base page is called."""
    return models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, parent_link=True, primary_key=True, serialize=False, related_name="+"
    )


def page_key(related_name, *, blank=True, verbose_name=None, help_text=""):
    """An optional foreign key to any page; emptied when that page is deleted."""
    return models.ForeignKey(
        PAGE_MODEL,
        verbose_name=verbose_name,
        on_delete=models.SET_NULL,
        null=True,
        blank=blank,
        related_name=related_name,
        help_text=help_text,
    )
