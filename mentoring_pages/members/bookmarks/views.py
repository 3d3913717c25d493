"""Bookmarks of mentors: the list with how each mentor stands today, and the two buttons on mentors' rows and pages."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mentoring_pages.actions.bookmarks import add_bookmark, remove_bookmark
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page

from .rows import bookmark_rows, compare_link, directory_link


@require_safe
@member_required
def bookmark_list(request):
    """All bookmarks, newest first; a mentor who is no longer listed stays, and says so."""
    rows = bookmark_rows(request)
    context = {
        "view_title": _("Bookmarks"),
        "rows": rows,
        "directory_url": directory_link(request),
        "compare": compare_link(rows, request),
    }
    template = "mentoring_pages/members/bookmarks/bookmark_list.html"
    return members_page(request, template, context, section="bookmarks")


@require_POST
@member_required
def bookmark_add(request, pk):
    """From a mentor's row or page, and back to it."""
    profile = access.get_public_mentor_or_404(pk)
    try:
        _bookmark, is_new = add_bookmark(profile, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        text = _("“%(name)s” is in your bookmarks.") if is_new else _("“%(name)s” is in your bookmarks already.")
        link = format_html('<a href="{}">{}</a>', reverse("members:bookmark-list"), _("Open your bookmarks"))
        messages.success(request, format_html("{} {}", text % {"name": profile.title}, link))
    return _back(request, profile.get_url(request))


@require_POST
@member_required
def bookmark_remove(request, pk):
    """Take a mentor off the list."""
    bookmark = access.get_bookmark_or_404(request.user, pk)
    try:
        remove_bookmark(bookmark, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The bookmark of “%(name)s” is removed.") % {"name": bookmark.name})
    return _back(request, None)


def _back(request, otherwise):
    """To where the button was, if that is a page of this site."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if is_ours and wanted.startswith("/") else otherwise or reverse("members:bookmark-list"))
