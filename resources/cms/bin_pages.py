"""The recycle bin in the CMS: what was deleted, restored where it stood or elsewhere, or deleted for good."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets import AdminPageChooser
from wagtail.log_actions import log

from resources.conf import get_setting
from resources.models import DeletedPage
from resources.pages import BasePage
from resources.recycling.restoring import (
    CannotRestore,
    fits_below,
    may_add_below,
    may_see,
    nearest_ancestor,
    old_parent,
    restore,
)

from .desk import desk_page, list_page

ICON = "bin"


class PlaceForm(forms.Form):
    """Below which page to restore."""

    parent = forms.ModelChoiceField(
        label=gettext_lazy("Restore it below"), queryset=BasePage.objects.all(), widget=AdminPageChooser
    )


def seen_by(user):
    """Deleted pages that the person may restore, newest first; pages of one place cost no query each."""
    deleted = list(DeletedPage.objects.defer("packed").select_related("deleted_by"))
    answers = {}
    found = []
    for one in deleted:
        place = tuple(one.ancestor_ids)
        if place not in answers:
            answers[place] = may_see(user, one)
        if answers[place]:
            found.append(one)
    return found


@desk_page
@require_safe
def overview(request):
    """What is in the bin."""
    days = get_setting("BIN_DAYS")

    def decorate(rows):
        for row in rows:
            row.gone_at = row.deleted_at + timedelta(days=days)
        return rows

    context = {"days": days, "icon": ICON}
    return list_page(request, "partnership_resources/cms/bin.html", seen_by(request.user), context, decorate)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def restore_page(request, pk):
    """Ask where to, then restore."""
    deleted = _deleted_or_404(request, pk)
    parent = old_parent(deleted)
    can_go_back = parent is not None and may_add_below(request.user, parent) and fits_below(deleted, parent)
    ancestor = parent if can_go_back else nearest_ancestor(deleted)
    form = PlaceForm(request.POST or None, initial={"parent": ancestor})
    if request.method == "POST" and form.is_valid():
        try:
            page = restore(deleted.pk, form.cleaned_data["parent"].pk, request.user)
        except CannotRestore as problem:
            form.add_error("parent", problem.message)
        else:
            words = [_("“%(title)s” is restored.") % {"title": page.title}, *_states(page)]
            messages.success(request, " ".join(words))
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"deleted": deleted, "form": form, "has_place": can_go_back, "icon": ICON, "media": form.media}
    return TemplateResponse(request, "partnership_resources/cms/bin_restore.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def delete_page(request, pk):
    """Ask, then delete for good."""
    deleted = _deleted_or_404(request, pk)
    if request.method == "POST":
        # The page itself is gone, so the history of the one above it says so.
        if ancestor := nearest_ancestor(deleted):
            log(
                instance=ancestor.specific,
                action="partnership.bin_delete",
                user=request.user,
                data={"title": deleted.title, "page": deleted.page_id},
            )
        deleted.delete()
        messages.success(request, _("“%(title)s” is deleted for good.") % {"title": deleted.title})
        return redirect("editors_desk:bin")
    return TemplateResponse(request, "partnership_resources/cms/bin_delete.html", {"deleted": deleted, "icon": ICON})


def _states(page):
    """How a page came back: on the site or not, when it will be, and whether somebody has to look at it."""
    planned = page.revisions.exclude(approved_go_live_at=None).order_by("approved_go_live_at").first()
    said = []
    if page.live:
        said.append(_("It is published again."))
    elif planned is None and not page.workflow_in_progress:
        said.append(_("It is a draft: look at it and publish it."))
    if planned is not None:
        at = date_format(timezone.localtime(planned.approved_go_live_at), "DATETIME_FORMAT")
        said.append(_("It will be published on %(at)s, as it was planned.") % {"at": at})
    if page.workflow_in_progress:
        said.append(_("It is in moderation again."))
    return said


def _deleted_or_404(request, pk):
    deleted = DeletedPage.objects.filter(pk=pk).first() if pk < 2**62 else None
    if deleted is None or not may_see(request.user, deleted):
        raise Http404
    return deleted
