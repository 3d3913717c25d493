"""Pages that rows seem to be about, wherever they stand, and their places in words for the person who imports."""

from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction
from wagtail.permissions import page_permission_policy

from resources.pages import BasePage


class Finder:
    """Finds pages by their looks. What the site has is loaded once for each kind of page; a step costs one query."""

    def __init__(self):
        self._finders = {}

    def pages(self, planned):
        """{number of a row: the page that seems to be the same thing}."""
        keys = {one.record.number: self._key(one) for one in planned if one.target is not None}
        found = BasePage.objects.in_bulk([key for key in keys.values() if key is not None])
        return {number: found[key] for number, key in keys.items() if key in found}

    def _key(self, one):
        if one.target.key not in self._finders:
            self._finders[one.target.key] = one.target.likeness()
        return self._finders[one.target.key](one.values)


class Places:
    """Says where a page stands. The pages above are asked for once for each place."""

    def __init__(self, user):
        roots = page_permission_policy.instances_with_direct_explore_permission(user)
        self._own_paths = tuple(page.path for page in roots)
        limits = PageViewRestriction.objects.values_list("page__path", flat=True)
        self._closed_paths = tuple(limits)
        self._said = {}

    def of(self, page):
        """A sentence with title and place; only that the page exists, if the person may not see it."""
        is_public = page.live and not page.path.startswith(self._closed_paths)
        if not is_public and not page.path.startswith(self._own_paths):
            return _("We have it already, in a part of the site that you do not work in.")
        parent_path = page.path[: -BasePage.steplen]
        if parent_path not in self._said:
            above = list(page.get_ancestors().order_by("depth").values_list("title", flat=True))
            # Everything stands below the first two: the root of the tree, and the home page.
            self._said[parent_path] = " › ".join(above[2:] or above[1:])
        words = _("We have it already: “%(title)s” below “%(place)s”.")
        return words % {"title": page.title, "place": self._said[parent_path]}
