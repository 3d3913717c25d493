"""All resources of the site in one flat list for staff, wherever their pages are in the tree. R36."""

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from resources.enums import AccessibilityStatus, ItemKind, LinkStatus
from resources.models import LinkUse, ResourcePage
from resources.searching import read_search_text

from .listing_filters import ResourceFilterSet
from .scoped import neutralised

SEARCHED = ("title", "draft_title", "summary", "author", "publisher")
# What is worst stands first.
_WORST_FIRST = (
    AccessibilityStatus.NOT_ACCESSIBLE,
    AccessibilityStatus.NOT_CHECKED,
    AccessibilityStatus.PARTLY,
    AccessibilityStatus.ACCESSIBLE,
)


def topics_of(page):
    """The topics in one line."""
    return ", ".join(topic.name for topic in page.topics.all())


def review_day_of(page):
    """The day itself; how long ago it was says little of a date to come."""
    return date_format(page.review_by, "DATE_FORMAT") if page.review_by else ""


def accessibility_of(page):
    """How accessible the files are, the worst first: "Not accessible (1), Accessible (2)". Empty without files."""
    found = [item.accessibility_status for item in page.items.all() if item.kind == ItemKind.FILE]
    said = [(status.label, found.count(status)) for status in _WORST_FIRST if status in found]
    if len(found) == 1:
        return str(said[0][0])
    return ", ".join(f"{label} ({count})" for label, count in said)


def broken_links_of(page):
    """“2 broken links”; empty if there is none."""
    if not page.broken_links_count:
        return ""
    text = ngettext("%(count)s broken link", "%(count)s broken links", page.broken_links_count)
    return text % {"count": page.broken_links_count}


def state_of(page):
    """Published, draft, ... as Wagtail's own lists say it."""
    return str(page.status_string)


def searched(pages, text):
    """Pages with each word in one of the columns; no search backend, which a lone quotation mark upsets."""
    for word in read_search_text(text).words:
        found = Q()
        for field in SEARCHED:
            found |= Q(**{f"{field}__icontains": word})
        pages = pages.filter(found)
    return pages


class ResourceIndexView(IndexView):
    """The list, last changed first. A fixed number of queries, whatever its length."""

    base_filterset_class = ResourceFilterSet
    default_ordering = "-latest_revision_created_at"
    page_title = gettext_lazy("Resources")
    search_fields = SEARCHED
    export_filename = "resources"
    base_columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title", classname="title", width="26%"),
        Column("kind", label=gettext_lazy("Kind"), accessor="kind", sort_key="kind__name"),
        Column("topics", label=gettext_lazy("Topics"), accessor=topics_of, width="16%"),
        Column("review_by", label=gettext_lazy("Review by"), accessor=review_day_of, sort_key="review_by", width="9%"),
        DateColumn(
            "latest_revision_created_at",
            label=gettext_lazy("Updated"),
            sort_key="latest_revision_created_at",
            width="10%",
        ),
        Column("accessibility", label=gettext_lazy("Accessibility of files"), accessor=accessibility_of, width="12%"),
        Column("links", label=gettext_lazy("Links"), accessor=broken_links_of, sort_key="broken_links_count"),
        PageStatusColumn("status", label=gettext_lazy("Status"), sort_key="live"),
    ]
    export_columns = {
        "title": (gettext_lazy("Title"), lambda page: page.title),
        "url": (gettext_lazy("Address"), lambda page: page.full_url or ""),
        "state": (gettext_lazy("Status"), state_of),
        "kind": (gettext_lazy("Kind"), lambda page: page.kind),
        "topics": (gettext_lazy("Topics"), topics_of),
        "audiences": (gettext_lazy("Audiences"), lambda page: ", ".join(str(one) for one in page.audiences.all())),
        "licence": (gettext_lazy("Licence"), lambda page: page.licence),
        "language": (gettext_lazy("Language"), lambda page: page.language),
        "review_by": (gettext_lazy("Review by"), lambda page: page.review_by),
        "updated": (
            gettext_lazy("Updated"),
            lambda page: page.latest_revision_created_at and page.latest_revision_created_at.date(),
        ),
        "accessibility": (gettext_lazy("Accessibility of files"), accessibility_of),
        "broken_links": (gettext_lazy("Broken links"), lambda page: page.broken_links_count),
    }
    list_export = list(export_columns)
    export_headings = {key: label for key, (label, _value) in export_columns.items()}

    def annotate_queryset(self, pages):
        """All that a row prints. The pages are resources already, so none is looked up a second time."""
        broken = LinkUse.objects.filter(
            page=OuterRef("pk"), link__status=LinkStatus.BROKEN, link__dismissed_at=None
        ).order_by()
        counted = broken.values("page").annotate(count=Count("link", distinct=True)).values("count")
        pages = pages.annotate(broken_links_count=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        pages = pages.defer_streamfields().select_related("kind", "licence", "language", "locale", "content_type")
        pages = pages.prefetch_related("topics", "audiences", "items")
        return pages.prefetch_workflow_states().annotate_site_root_state().annotate_approved_schedule()

    def search_queryset(self, queryset):
        return searched(queryset, self.search_query) if self.is_searching else queryset

    def get_ordering(self):
        wanted = self.request.GET.get("ordering", self.default_ordering)
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering

    def to_row_dict(self, item):
        """A row of the file. What a spreadsheet would take for a formula has an apostrophe in front."""
        return {key: neutralised(value(item)) for key, (_label, value) in self.export_columns.items()}


class ResourceListing(PageListingViewSet):
    """The list in the menu of the CMS."""

    model = ResourcePage
    index_view_class = ResourceIndexView
    icon = "doc-full"
    menu_label = gettext_lazy("Resources")
    menu_order = 225
    add_to_admin_menu = True
    name = "resource_list"
    url_prefix = "resources"
    columns = ResourceIndexView.base_columns
    filterset_class = ResourceFilterSet
    list_export = ResourceIndexView.list_export
    export_filename = "resources"
