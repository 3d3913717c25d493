"""Which event a publication is, and which pages a rule is about."""

from wagtail.models import PageLogEntry

from resources.collecting.criteria import further, kinds_of_page
from resources.enums import RuleEvent
from resources.pages import BasePage

from .page_types import is_of_type

_COMINGS = ("wagtail.publish", "wagtail.publish.scheduled")
_GOINGS = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


def event_of_publication(page):
    """PUBLISHED or UPDATED; None while the page only waits for its day. Ask before the publication is logged.

    Wagtail's signal does not tell whether there was a live version before; the page's log does. One query.
    """
    if not page.live:
        return None
    if page.first_published_at == page.last_published_at:
        return RuleEvent.PUBLISHED
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=[*_COMINGS, *_GOINGS])
    last = entries.order_by("-timestamp", "-pk").values_list("action", flat=True).first()
    return RuleEvent.PUBLISHED if last in _GOINGS else RuleEvent.UPDATED


def event_of_end(page):
    """EXPIRED if the page reached its day, else UNPUBLISHED."""
    return RuleEvent.EXPIRED if page.expired else RuleEvent.UNPUBLISHED


def failed_conditions(rule, page):
    """What a specific page lacks for a rule, as names: "type", "place", and labels of criteria. Empty: it fits."""
    failed = []
    if not is_of_type(page, rule.page_type):
        failed.append("type")
    if rule.lost_its_place or (rule.below is not None and not _is_in(page, rule.below)):
        failed.append("place")
    return failed + [condition.label for condition in further(rule.criteria) if not _meets(page, condition)]


def _is_in(page, place):
    return page.path.startswith(place.path)


def _meets(page, condition):
    """As it is stored: drafts of a published page count when they are published."""
    for source in kinds_of_page():
        model = source.queryset().model
        if isinstance(page, model) and condition.narrow(source, model.objects.filter(pk=page.pk)).exists():
            return True
    return False


def page_or_none(key):
    """The specific page, or None once it is deleted."""
    page = BasePage.objects.filter(pk=key).first()
    return page.specific if page else None
