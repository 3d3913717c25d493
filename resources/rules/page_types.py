"""The types of page that a rule may be about."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from resources.pages import BasePage


def page_type_choices():
    """[(label of the model, name)]: any page, then the types of the plugin's apps, by name."""
    found = [
        (model._meta.label, capfirst(str(model._meta.verbose_name)))
        for app in apps.get_app_configs()
        if getattr(app, "is_partnership_app", False)
        for model in app.get_models()
        if issubclass(model, BasePage)
    ]
    return [("", _("Any page")), *sorted(found, key=lambda pair: pair[1])]


def is_of_type(page, label):
    """Whether a specific page is of the type; one that is not installed any more fits no page."""
    if not label:
        return True
    try:
        return isinstance(page, apps.get_model(label))
    except (LookupError, ValueError):
        return False


def type_name(label):
    """The name of a type of page; its label if it is not installed."""
    return dict(page_type_choices()).get(label, label)
