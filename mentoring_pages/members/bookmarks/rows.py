"""A member's bookmarks as rows of a list."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring_pages.directory.query import MAX_COMPARED
from mentoring_pages.directory.rows import mentor_row, with_rows
from mentoring_pages.facts import viewer_level
from mentoring_pages.models import MentorBookmark, MentorDirectoryPage, MentorProfilePage


def bookmark_rows(request):
    """Dicts pk, name, mentor (the values of `mentor_row`, None for one who is no longer listed), slug, note."""
    bookmarks = list(MentorBookmark.objects.of_owner(request.user))
    keys = [bookmark.profile_id for bookmark in bookmarks if bookmark.profile_id]
    profiles = with_rows(MentorProfilePage.objects.listed()).in_bulk(keys)
    viewer = viewer_level(request.user)
    return [_row(bookmark, profiles.get(bookmark.profile_id), viewer, request) for bookmark in bookmarks]


def directory_link(request):
    """Address of the mentor directory; "" without one."""
    directory = MentorDirectoryPage.objects.live().order_by("path").first()
    return (directory.get_url(request) or "") if directory else ""


def compare_link(rows, request):
    """(address, words) to look at the newest listed bookmarks side by side; None for less than two."""
    slugs = [row["slug"] for row in rows if row["mentor"]][:MAX_COMPARED]
    path = directory_link(request)
    if len(slugs) < 2 or not path:
        return None
    words = ngettext("Compare the newest %(count)s", "Compare the newest %(count)s", len(slugs))
    return {"url": f"{path}compare/?{urlencode({'m': slugs}, doseq=True)}", "title": words % {"count": len(slugs)}}


def _row(bookmark, profile, viewer, request):
    note = ""
    if profile is None:
        note = (
            _("This mentor's page is not listed at the moment. It may come back.")
            if bookmark.profile_id
            else _("This mentor's page was taken away for good.")
        )
    return {
        "pk": bookmark.pk,
        # What a page that is not listed is called now is not for everyone.
        "name": profile.title if profile else bookmark.name,
        "mentor": mentor_row(profile, viewer, request) if profile else None,
        "slug": profile.slug if profile else "",
        "note": note,
        "kept_at": bookmark.kept_at,
    }
