"""About one page in the CMS: hints on its content, and who may see and edit it. For those who may edit it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import permission_denied
from wagtail.admin.widgets import Button

from resources.content_checks.hints import hints_of
from resources.pages import BasePage

from .desk import desk_page
from .rights import rights_on, views_of, workflow_of


@desk_page
@require_safe
def hints(request, pk):
    """What readers would stumble over in the newest version of the page."""
    page, refusal = _page_or_refusal(request, pk)
    if refusal:
        return refusal
    context = {"page": page, "hints": hints_of(page.get_latest_revision_as_object()), "icon": "glasses"}
    return TemplateResponse(request, "partnership_resources/cms/page_hints.html", context)


@desk_page
@require_safe
def who_may(request, pk):
    """Groups with their rights here, limits of who may see, the workflow, and from which page each comes."""
    page, refusal = _page_or_refusal(request, pk)
    if refusal:
        return refusal
    context = {
        "page": page,
        "rights": rights_on(page),
        "views": views_of(page),
        "workflow": workflow_of(page),
        "icon": "group",
    }
    return TemplateResponse(request, "partnership_resources/cms/who_may.html", context)


def tell_hints(request, page):
    """After saving: the hints as one message, which keeps nobody from anything."""
    found = hints_of(page.specific.get_latest_revision_as_object())
    if found:
        text = render_to_string("partnership_resources/cms/saved_hints.html", {"hints": found})
        # The template escapes all that people typed.
        messages.warning(request, mark_safe(text), extra_tags="safe")


def page_buttons(page, user):
    """Doors to both, in the menu of the page."""
    if not page.pk or page.is_root() or not page.permissions_for_user(user).can_edit():
        return
    yield Button(_("Content hints"), reverse("editors_desk:hints", args=[page.pk]), icon_name="glasses", priority=60)
    url = reverse("editors_desk:who-may", args=[page.pk])
    yield Button(_("Who may see and edit here"), url, icon_name="group", priority=65)


def _page_or_refusal(request, pk):
    page = BasePage.objects.filter(pk=pk, depth__gt=1).first() if pk < 2**62 else None
    if page is None:
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        return None, permission_denied(request, PermissionDenied())
    return page.specific, None
