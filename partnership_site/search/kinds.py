"""The kinds of page that a search can be narrowed to."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

# Page types by key; whatever is not named here is a plain page. The upper floor's may be missing.
KINDS = {
    "resource": (_("Resources"), ("partnership_resources.ResourcePage",)),
    "gathering": (_("Gatherings"), ("partnership_events.GatheringPage",)),
    "mentor": (_("Mentors"), ("mentoring_pages.MentorProfilePage",)),
    "collection": (_("Collections"), ("partnership_resources.CollectionPage",)),
}
PAGES = "page"
LABELS = {**{key: label for key, (label, _models) in KINDS.items()}, PAGES: _("Pages")}


def kinds_by_content_type():
    """{content type id: key} of the page types that have a kind of their own; cached by Django."""
    models = {
        apps.get_model(name): key
        for key, (_label, names) in KINDS.items()
        for name in names
        if apps.is_installed(_module_of(name))
    }
    found = ContentType.objects.get_for_models(*models)
    return {content_type.pk: models[model] for model, content_type in found.items()}


def _module_of(model_name):
    label = model_name.split(".")[0]
    return label.removeprefix("partnership_")
