"""The mentors that a visitor has chosen to compare: kept in the address of the list, so it works without an account."""

from urllib.parse import quote

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .query import MAX_COMPARED

COMPARE = "compare/"


class Tray:
    """What is chosen, in the order of choosing. One query if anything is; mentors who are not listed fall out."""

    def __init__(self, query, profiles, path):
        self.query, self.path = query, path
        names = dict(profiles.filter(slug__in=query.compared).values_list("slug", "title")) if query.compared else {}
        if len(names) < len(query.compared):
            query.notes.append(_("A mentor that you chose is no longer listed, so it was left out."))
        query.compared = [slug for slug in query.compared if slug in names]
        self.names = names

    def content(self):
        """For the component `compare_tray`; None while nothing is chosen."""
        chosen = self.query.compared
        if not chosen:
            return None
        label = ngettext("Compare %(count)s mentor", "Compare %(count)s mentors", len(chosen))
        return {
            "chips": [{"label": self.names[slug], "remove_url": self._without(slug)} for slug in chosen],
            "url": self.query.address(f"{self.path}{COMPARE}", leave_out=self.query.everything),
            "label": label % {"count": len(chosen)},
            "is_full": len(chosen) == MAX_COMPARED,
        }

    def choice(self, profile):
        """The link of one row: choose it, or take it back; None for a mentor beyond the fourth.

        It leads back to the row, so that nobody loses the place in the list.
        """
        chosen, place = self.query.compared, f"#mentor-{profile.pk}"
        if profile.slug in chosen:
            return {"url": self._without(profile.slug) + place, "is_chosen": True}
        if len(chosen) >= MAX_COMPARED:
            return None
        return {"url": f"{self._with_one_more}{quote(profile.slug)}{place}", "is_chosen": False}

    @cached_property
    def _with_one_more(self):
        """The list's address up to the slug of the next one: most rows differ in nothing else."""
        address = self.query.address(self.path)
        return f"{address}{'&' if '?' in address else '?'}m="

    def _without(self, slug):
        return self.query.address(self.path, m=[other for other in self.query.compared if other != slug])


def bookmark_of(profile, kept, path):
    """For the component `bookmark`; `kept` as of `MentorBookmarkQuerySet.by_profile`, None for visitors."""
    if kept is None:
        return None
    return {"page_id": profile.pk, "title": profile.title, "kept_as": kept.get(profile.pk), "path": path}


def row_foot(profile, tray, kept, path):
    """What stands below a row of the directory: its choice to compare and its bookmark."""
    back = None if kept is None else f"{tray.query.address(path)}#mentor-{profile.pk}"
    return {
        "compare": tray.choice(profile),
        "bookmark": bookmark_of(profile, kept, back),
        "title": profile.title,
    }
