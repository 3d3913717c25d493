"""Who may do what on a page, and from which page above each right comes."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, PageViewRestriction, WorkflowPage

LABELS = {
    "add": _("Add pages below it"),
    "change": _("Edit"),
    "publish": _("Publish"),
    "lock": _("Lock"),
    "unlock": _("Unlock"),
    "bulk_delete": _("Delete with all below it"),
}


@dataclass
class GroupRights:
    """A group, how many active people are in it, and its rights: [(what, page that it comes from)]."""

    group: object
    people_count: int
    rights: list[tuple[str, object]] = field(default_factory=list)


def rights_on(page):
    """`GroupRights` of all groups with a right on the page, by name. Three queries."""
    above = {one.pk: one for one in page.get_ancestors(inclusive=True)}
    found = {}
    granted = GroupPagePermission.objects.filter(page__in=above).select_related("group", "permission")
    for one in granted.order_by("group__name", "permission__codename"):
        group = found.setdefault(one.group_id, GroupRights(one.group, 0))
        kind = one.permission.codename.rsplit("_", 1)[0]
        group.rights.append((kind, above[one.page_id]))
    for group in found.values():
        group.people_count = group.group.user_set.filter(is_active=True).count()
        group.rights = _nearest_first(group.rights)
    return list(found.values())


def _nearest_first(rights):
    """Each right once, in the usual order, from the nearest page that gives it."""
    nearest = {}
    for kind, page in rights:
        if kind not in nearest or page.depth > nearest[kind].depth:
            nearest[kind] = page
    order = list(LABELS)
    kinds = sorted(nearest, key=lambda kind: order.index(kind) if kind in order else len(order))
    return [(LABELS.get(kind, kind), nearest[kind]) for kind in kinds]


def views_of(page):
    """Limits on who may see the page: [(words, groups, page that it comes from)]; empty: everybody may."""
    limits = PageViewRestriction.objects.filter(page__in=page.get_ancestors(inclusive=True))
    return [
        (limit.get_restriction_type_display(), [group.name for group in limit.groups.all()], limit.page)
        for limit in limits.select_related("page").prefetch_related("groups").order_by("page__depth")
    ]


def workflow_of(page):
    """(workflow, page that it comes from) of what is submitted here; None without one."""
    nearest = (
        WorkflowPage.objects.filter(page__in=page.get_ancestors(inclusive=True), workflow__active=True)
        .select_related("workflow", "page")
        .order_by("-page__depth")
        .first()
    )
    return (nearest.workflow, nearest.page) if nearest else None
