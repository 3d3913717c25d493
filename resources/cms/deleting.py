"""Before a page or a file is deleted: what that would break, what is lost for good, and whether it is allowed."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction as PageDeletion
from wagtail.documents.views.bulk_actions.delete import DeleteBulkAction as DocumentDeletion
from wagtail.documents.views.documents import DeleteView as DocumentDeleteView

from resources.conf import get_setting
from resources.pages import BasePage
from resources.recycling.references import would_break
from resources.recycling.rows import Doomed

OVERRIDE = "partnership_resources.delete_linked"


def is_blocked(user, breakage):
    """Whether the site forbids to delete what others lead to, and the person has no permission to do it anyway."""
    return bool(breakage.count) and get_setting("DELETE_BLOCKED_BY_LINKS") and not user.has_perm(OVERRIDE)


def before_page_deletion(request, page):
    """Hook `before_delete_page`: says on the question what it would break; stops the deletion if that is forbidden."""
    breakage = would_break([page], request.user)
    if request.method == "POST":
        return _refuse(request, breakage, redirect(request.get_full_path()))
    pages = BasePage.objects.filter(path__startswith=page.path)
    _warn(request, breakage, Doomed(pages).lost(), days=get_setting("BIN_DAYS"))
    return None


def before_bulk_deletion(request, action_type, objects, action):
    """Hook `before_bulk_action`: the same for many pages or files at once."""
    if action_type != "delete" or not objects or not get_setting("DELETE_BLOCKED_BY_LINKS"):
        return None
    return _refuse(request, would_break(objects, request.user), redirect(action.next_url))


class _WarnedBulkDeletion:
    """Says above the question what deleting all of them would break, and what is lost for good with them."""

    has_bin = False

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        objects = [item["item"] for item in context["items"]]
        if objects:
            doomed = pages_below(objects) if self.has_bin else None
            lost = Doomed(doomed).lost() if doomed is not None else {}
            days = get_setting("BIN_DAYS") if self.has_bin else None
            breakage = would_break(objects, self.request.user)
            _warn(self.request, breakage, lost, days=days, is_many=len(objects) > 1)
        return context


class WarnedPageBulkDeletion(_WarnedBulkDeletion, PageDeletion):
    """Wagtail's own for pages, with our warning."""

    has_bin = True


class WarnedDocumentBulkDeletion(_WarnedBulkDeletion, DocumentDeletion):
    """Wagtail's own for documents, with our warning."""


def pages_below(pages):
    """These pages and all below them."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    return BasePage.objects.filter(below)


class WarnedDocumentDeleteView(DocumentDeleteView):
    """Wagtail's own, which has no hook for documents."""

    def get(self, request, *args, **kwargs):
        _warn(request, would_break([self.object], request.user), {})
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        refusal = _refuse(request, would_break([self.object], request.user), redirect(request.get_full_path()))
        return refusal or super().post(request, *args, **kwargs)


def _refuse(request, breakage, answer):
    """`answer` with the reason if it is forbidden, else None."""
    if not is_blocked(request.user, breakage):
        return None
    messages.error(
        request,
        ngettext(
            "Not deleted: %(count)s link would break. Mend it first, or ask somebody who may delete it nevertheless.",
            "Not deleted: %(count)s links would break. Mend them first, or ask somebody who may delete it "
            "nevertheless.",
            breakage.count,
        )
        % {"count": breakage.count},
    )
    return answer


def _warn(request, breakage, lost, days=None, *, is_many=False):
    if breakage.count or lost or days:
        context = {
            "breakage": breakage,
            "rest": breakage.count - len(breakage.places),
            "lost": lost,
            "days": days,
            "is_many": is_many,
            "is_blocked": is_blocked(request.user, breakage),
        }
        text = render_to_string("partnership_resources/cms/before_deletion.html", context)
        level = messages.WARNING if breakage.count or lost else messages.INFO
        # The template escapes all that people typed.
        messages.add_message(request, level, mark_safe(text), extra_tags="safe")
