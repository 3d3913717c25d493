"""The button of members on a resource's page: keep it for later."""

from resources.page_tools import PageTool, register_page_tool


def register():
    """Show it on the pages of resources; called once when the app is ready."""
    register_page_tool("keep", "partnership_resources.ResourcePage", keep_tool)


def keep_tool(page, request):
    """For those who are signed in, on a page that everyone may see; else None. Two queries and those of the rule."""
    from mentoring_pages.models import ReadingItem, ReadingList
    from mentoring_pages.permissions import can_keep_resource

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not can_keep_resource(user, page):
        return None
    lists = list(ReadingList.objects.of_owner(user))
    lines = ReadingItem.objects.filter(reading_list__owner=user, resource=page.pk)
    keeping = set(lines.values_list("reading_list", flat=True))
    context = {
        "page_id": page.pk,
        "kept_in": [one for one in lists if one.pk in keeping],
        "lists": [one for one in lists if one.pk not in keeping],
        # Without a list to choose the first one is made.
        "can_keep": not lists or len(keeping) < len(lists),
    }
    return PageTool("mentoring_pages/components/keep.html", context)
