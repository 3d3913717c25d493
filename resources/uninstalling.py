"""Taking the plugin out of a site: what it added is exported and removed while its apps are still installed."""

import json

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from .models import LoadedTerm
from .recycling.keeping import deleting_for_good
from .registry import removal_steps


class CannotUninstall(Exception):
    """What stands in the way, in words for the person at the keyboard."""


def plugin_apps():
    """The installed apps of the plugin, upper floors first."""
    return [app for app in reversed(list(apps.get_app_configs())) if getattr(app, "is_partnership_app", False)]


def plugin_pages():
    """Pages of the plugin's types, wherever they stand in the tree."""
    return Page.objects.filter(content_type__app_label__in=[app.label for app in plugin_apps()])


def check():
    """Raises CannotUninstall if removing the plugin's pages would take something else with them."""
    pages = plugin_pages()
    site = Site.objects.filter(root_page__in=pages).first()
    if site:
        raise CannotUninstall(
            _("The site %(host)s begins at a page of the plugin. Give it another root page first.")
            % {"host": site.hostname}
        )
    for page in pages:
        foreign = page.get_descendants().exclude(pk__in=pages).first()
        if foreign:
            raise CannotUninstall(
                _("The page “%(title)s” stands below “%(parent)s”, which goes. Move it elsewhere first.")
                % {"title": foreign.title, "parent": page.title}
            )


def counts():
    """{name of the model: number of rows} of all that goes, for people to read; empty tables are left out."""
    numbers = {str(model._meta.verbose_name_plural): model._base_manager.count() for model in _models()}
    return {name: number for name, number in numbers.items() if number}


def export(path):
    """Write pages and records to a JSON file, each row as `dumpdata` writes it; returns how many.

    Confidential models, and those with a confidential field, stay out: what was written in confidence must not lie
    about in a file (T4).
    OSError if the file cannot be written.
    """
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        file.write("[")
        for row in _rows():
            file.write(
                f"{',' if count else ''}\n{json.dumps(row, ensure_ascii=False, cls=serializers.json.DjangoJSONEncoder)}"
            )
            count += 1
        file.write("\n]\n")
    return count


def remove(say):
    """Delete pages, groups and workflow, then the tables, content types and permissions. `say(text)` prints a line."""
    for step in removal_steps():
        step(say)
    pages = plugin_pages()
    number = pages.count()
    with deleting_for_good():
        while page := plugin_pages().order_by("-path").first():
            page.specific.delete()
    say(_("Pages removed: %(count)s.") % {"count": number})
    LoadedTerm.objects.all().delete()
    for app in plugin_apps():
        _drop_tables(app)
        say(_("Tables removed: %(app)s.") % {"app": app.verbose_name})
    labels = [app.label for app in plugin_apps()]
    ContentType.objects.filter(app_label__in=labels).delete()
    ContentType.objects.clear_cache()


def _drop_tables(app):
    """Drop them as they are now; to go back through every migration takes minutes and leaves the same behind."""
    with connection.schema_editor() as editor:
        for model in app.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.delete_model(model)
    MigrationRecorder(connection).migration_qs.filter(app=app.label).delete()


def _models():
    for app in reversed(plugin_apps()):
        yield from app.get_models(include_auto_created=True)


def _rows():
    yield from serializers.serialize("python", plugin_pages().order_by("path"))
    for model in _models():
        fields = model._meta.local_fields
        if not any(getattr(one, "is_confidential", False) for one in (model, *fields)):
            yield from serializers.serialize("python", model._base_manager.order_by("pk").iterator())
