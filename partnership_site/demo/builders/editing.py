"""What editors find to do: resources due for review, links that broke or moved, and a page in the recycle bin."""

from datetime import timedelta

from django.utils import timezone
from wagtail.rich_text import RichText

from resources.enums import LinkStatus
from resources.link_check.uses import read_page
from resources.models import Link, ResourcePage

DUE_DAYS = (-12, -3, 18)
# On a page of our own, and to invented sites: nothing wrong is said of anybody's real page.
LINKED_FROM = "Mentoring plan form"
BROKEN = "https://print-shop.example.org/plan-forms"
MOVED = "https://forms.example.org/plan"
TEXT = (
    f'<p>Printed copies come from <a href="{BROKEN}">the print shop</a>, '
    f'or <a href="{MOVED}">order them by mail</a>.</p>'
)
# The check leaves addresses for examples alone and would only call them unknown.
NEXT_CHECK = timedelta(days=365)


def build_editing(demo):
    """Needs the library."""
    now = timezone.now()
    resources = list(ResourcePage.objects.order_by("title"))
    for page, days in zip(resources, DUE_DAYS, strict=False):
        page.review_by = demo.today + timedelta(days=days)
        page.save_revision(user=demo.editor).publish()
    page = demo.resources[LINKED_FROM]
    page.body = [*((block.block_type, block.value) for block in page.body), ("text", RichText(TEXT))]
    page.save_revision(user=demo.editor).publish()
    for page in ResourcePage.objects.live():
        read_page(page, now)
    broken, moved = Link.objects.get(url=BROKEN), Link.objects.get(url=MOVED)
    values = {"checked_at": now - timedelta(days=1), "check_at": now + NEXT_CHECK}
    Link.objects.filter(pk=broken.pk).update(
        status=LinkStatus.BROKEN,
        problem="There is no such page (404).",
        failures_count=3,
        failing_since=now - timedelta(days=6),
        **values,
    )
    Link.objects.filter(pk=moved.pk).update(status=LinkStatus.MOVED, moved_to=f"{moved.url}-new", **values)
    _delete_one(demo, resources[0])


def _delete_one(demo, like):
    """A page that somebody has taken for outdated and that can be restored."""
    page = ResourcePage(
        title="Sign-out sheet, old version", summary="Replaced by the sheet with a second signature.", kind=like.kind
    )
    page.owner = demo.editor
    demo.publish(demo.pages["library"], page).delete(user=demo.editor)
