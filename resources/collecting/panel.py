"""The panel in the editor of a collection that shows what it finds, and the address that answers for its button."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.panels import Panel
from wagtail.models import Page

from .found import found_by

FRAGMENT = "partnership_resources/cms/collection_found.html"
_FIELDS = {"source", "topics", "text", "below", "criteria", "order", "limit"}


class FoundPanel(Panel):
    """How many pages the collection shows and the first of them: as last saved and, with scripts, as typed."""

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("What it shows"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "partnership_resources/cms/collection_found_panel.html"

        @cached_property
        def media(self):
            return Media(js=[Script("partnership/cms/collection-found.js", type="module")])

        def get_context_data(self, parent_context=None):
            """Adds what was found, and where the button asks again."""
            context = super().get_context_data(parent_context)
            return context | {"found": found_by(self.instance), "found_url": self._url()}

        def _url(self):
            if self.instance.pk:
                return reverse("partnership_collection_found", args=[self.instance.pk])
            parent = getattr(self.form, "parent_page", None)
            return reverse("partnership_collection_found_new", args=[parent.pk]) if parent else ""


@require_POST
def found_as_typed(request, page_id):
    """The fragment for a collection that is being changed. Nothing is saved."""
    from resources.models import CollectionPage

    page = get_object_or_404(CollectionPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _fragment(request, page.get_latest_revision_as_object(), page.get_parent())


@require_POST
def found_as_typed_new(request, parent_id):
    """The fragment for a collection that does not exist yet."""
    from resources.models import CollectionPage

    parent = get_object_or_404(Page, pk=parent_id).specific
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    return _fragment(request, CollectionPage(owner=request.user), parent)


def _fragment(request, page, parent):
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, instance=page, parent_page=parent, for_user=request.user)
    # What does not belong to the query may still be empty or wrong, such as the title of a new page.
    for name in set(form.fields) - _FIELDS:
        del form.fields[name]
    form.formsets = {name: formset for name, formset in form.formsets.items() if name == "picks"}
    if form.is_valid():
        found, errors = found_by(form.save(commit=False)), []
    else:
        found, errors = None, _fields_in_error(form)
    context = {"found": found, "errors": errors}
    return HttpResponse(render_to_string(FRAGMENT, context, request), headers={"Cache-Control": "no-store"})


def _fields_in_error(form):
    """The labels of fields that cannot be read as they are."""
    labels = [form.fields[name].label or name for name in form.errors if name in form.fields]
    labels += [str(_("Picked by hand"))] if any(not formset.is_valid() for formset in form.formsets.values()) else []
    return labels or [str(_("the form"))]
