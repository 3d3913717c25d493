"""What a deletion would break: pages and records that lead to what is about to go, by Wagtail's reference index."""

from dataclasses import dataclass

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import ReferenceIndex

from resources.pages import BasePage


@dataclass(frozen=True)
class Place:
    """Something that leads there. `url` is None if the person may not edit it; then `title` is its kind alone."""

    title: str
    field: str
    url: str | None


@dataclass(frozen=True)
class Breakage:
    """How many links a deletion breaks, and the first of the places."""

    count: int
    places: list[Place]


def would_break(objects, user, at_most=10):
    """The `Breakage` of deleting these pages or files, with all below the pages. What goes too is not counted."""
    pages = [one for one in objects if isinstance(one, BasePage)]
    targets = [one for one in objects if not isinstance(one, BasePage)]
    doomed = set()
    for page in pages:
        below = BasePage.objects.filter(path__startswith=page.path)
        targets += below
        doomed |= {str(one.pk) for one in targets if isinstance(one, BasePage)}
    is_page = _base_type_of(BasePage)
    finder, count, places = AdminURLFinder(user), 0, []
    seen = set()
    for groups in ReferenceIndex.get_grouped_references_to_in_bulk(targets).values():
        for reference in groups.qs:
            key = (reference.base_content_type_id, reference.object_id, reference.content_path_hash)
            is_doomed = reference.base_content_type_id == is_page and reference.object_id in doomed
            if is_doomed or key in seen:
                continue
            seen.add(key)
            count += 1
            if len(places) < at_most:
                places.append(_place(reference, finder))
    return Breakage(count, [place for place in places if place is not None])


def _base_type_of(model):
    return ReferenceIndex._get_base_content_type(model).pk


def _place(reference, finder):
    source = reference.base_content_type.model_class()._base_manager.filter(pk=reference.object_id).first()
    if source is None:
        return None
    url = finder.get_edit_url(source)
    title = str(source) if url else str(source._meta.verbose_name)
    return Place(title, str(reference.describe_source_field()), url)
