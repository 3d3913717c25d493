"""Who may do what in the library, beside what Wagtail's page permissions say."""

from typing import TYPE_CHECKING, Any

from wagtail.permission_policies.pages import PagePermissionPolicy

if TYPE_CHECKING:
    from django.db.models import QuerySet

EDITING = {"change", "publish"}


def can_edit_library(user: Any) -> bool:
    """Staff who may change pages somewhere. Twin: `editable_resources`."""
    return bool(user.is_active and PagePermissionPolicy().user_has_any_permission(user, EDITING))


def editable_resources(user: Any) -> "QuerySet":
    """The keys of the resources that the person may change; what readers say of them is for these people."""
    from .models import ResourcePage

    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, EDITING)
    return ResourcePage.objects.filter(pk__in=pages.order_by().values("pk")).order_by().values("pk")


def can_manage_rules(user: Any) -> bool:
    """Staff who compose content rules and read what these did."""
    return bool(user.is_active and user.has_perm("partnership_resources.manage_rules"))
