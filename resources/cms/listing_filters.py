"""What staff narrow the list of resources by."""

from datetime import timedelta

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import WorkflowState

from resources.enums import AccessibilityStatus, ItemKind, LinkStatus
from resources.models import (
    Audience,
    Language,
    Licence,
    LinkUse,
    ResourceItem,
    ResourceKind,
    ResourcePage,
    Topic,
)
from resources.pages import BasePage

STATES = (
    ("published", _("Published")),
    ("changed", _("Published, with changes that are not")),
    ("draft", _("Not published")),
    ("moderation", _("In moderation")),
)
REVIEWS = (
    ("due", _("Due")),
    ("soon", _("Due within 30 days")),
    ("none", _("No date")),
)


def _words(label, model):
    return django_filters.ModelMultipleChoiceFilter(
        label=label, queryset=model.objects.all(), widget=CheckboxSelectMultiple
    )


def _one_of(label, choices, method):
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=_("Any"), method=method, widget=RadioSelect
    )


class ResourceFilterSet(WagtailFilterSet):
    """By what a resource is about, where it stands, and what is wrong with it."""

    state = _one_of(_("Status"), STATES, "in_state")
    kind = _words(_("Kind"), ResourceKind)
    topics = _words(_("Topics"), Topic)
    audiences = _words(_("Audience"), Audience)
    language = _words(_("Language"), Language)
    licence = _words(_("Licence"), Licence)
    review = _one_of(_("Review by"), REVIEWS, "by_review")
    accessibility = django_filters.MultipleChoiceFilter(
        label=_("Accessibility of files"),
        choices=AccessibilityStatus.choices,
        method="by_accessibility",
        widget=CheckboxSelectMultiple,
    )
    links = _one_of(_("Links"), [("broken", _("Has a broken link"))], "with_broken_links")

    class Meta:
        model = ResourcePage
        fields = []

    def in_state(self, pages, _name, value):
        """By what readers and staff see of it."""
        if value == "moderation":
            base_type = ContentType.objects.get_for_model(BasePage)
            open_states = WorkflowState.objects.active().filter(
                object_id=Cast(OuterRef("pk"), CharField(max_length=255))
            )
            return pages.filter(Exists(open_states.filter(base_content_type=base_type)))
        if value == "changed":
            return pages.filter(live=True, has_unpublished_changes=True)
        return pages.filter(live=value == "published")

    def by_review(self, pages, _name, value):
        """By the day on which staff look at it again."""
        today = timezone.localdate()
        if value == "none":
            return pages.filter(review_by=None)
        if value == "due":
            return pages.filter(review_by__lte=today)
        return pages.filter(review_by__gt=today, review_by__lte=today + timedelta(days=30))

    def by_accessibility(self, pages, _name, value):
        """With a file of that status."""
        items = ResourceItem.objects.filter(resource=OuterRef("pk"), kind=ItemKind.FILE, accessibility_status__in=value)
        return pages.filter(Exists(items))

    def with_broken_links(self, pages, _name, _value):
        """With a link that is broken and that nobody dismissed."""
        broken = LinkUse.objects.filter(page=OuterRef("pk"), link__status=LinkStatus.BROKEN, link__dismissed_at=None)
        return pages.filter(Exists(broken))
