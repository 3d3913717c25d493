"""The report of links that do not work, and what staff do about them: mend, dismiss, check again. R36."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from resources.enums import LinkStatus
from resources.link_check.checking import check_again
from resources.link_check.mending import mend
from resources.models import Link, LinkUse

from .desk import desk_page, editable_pages, list_page
from .revising import Outcome

ICON = "link-external"
OPEN = Q(dismissed_at=None)
TABS = {
    "broken": (gettext_lazy("Broken"), Q(status=LinkStatus.BROKEN) & OPEN),
    "moved": (gettext_lazy("Moved for good"), Q(status=LinkStatus.MOVED) & OPEN),
    "failing": (gettext_lazy("Did not answer last time"), Q(status=LinkStatus.FAILING)),
    "unknown": (gettext_lazy("Can’t be checked"), Q(status=LinkStatus.UNKNOWN)),
    "dismissed": (gettext_lazy("Dismissed"), Q(dismissed_at__isnull=False)),
}


def links_of_staff(user):
    """Links on pages that the person may change."""
    return Link.objects.filter(Exists(_uses(user).filter(link=OuterRef("pk"))))


def _uses(user):
    return LinkUse.objects.filter(page__in=editable_pages(user))


@desk_page
@require_safe
def report(request):
    """One kind of links at a time, each with the pages where it stands."""
    chosen = request.GET.get("show") if request.GET.get("show") in TABS else "broken"
    links = links_of_staff(request.user)
    counts = links.aggregate(**{key: Count("pk", filter=condition) for key, (_label, condition) in TABS.items()})
    counts["all"] = links.count()
    tabs = [{"key": key, "label": label, "count": counts[key]} for key, (label, _condition) in TABS.items()]
    uses = Prefetch(
        "uses", _uses(request.user).select_related("page").order_by("page__title", "place"), to_attr="uses_seen"
    )
    rows = links.filter(TABS[chosen][1]).prefetch_related(uses).order_by("failing_since", "url")
    context = {"tabs": tabs, "chosen": chosen, "total": counts["all"], "icon": ICON}
    return list_page(request, "partnership_resources/cms/links.html", rows, context)


@desk_page
@require_POST
def again(request, pk):
    """Put a link first in line."""
    link = _link_or_404(request, pk)
    check_again(Link.objects.filter(pk=link.pk), timezone.now())
    messages.success(request, _("This link is checked next, within a few minutes: %(url)s") % {"url": link.url})
    return _back(request)


@desk_page
@require_POST
def dismiss(request, pk):
    """Take a link off the list, until it works again or leads somewhere else; pressed again, put it back."""
    link = _link_or_404(request, pk)
    is_back = link.dismissed_at is not None
    values = {"dismissed_at": None, "dismissed_by": None}
    if not is_back:
        values = {"dismissed_at": timezone.now(), "dismissed_by": request.user}
    Link.objects.filter(pk=link.pk).update(**values)
    text = _("This link is on the list again: %(url)s") if is_back else _("This link is off the list: %(url)s")
    messages.success(request, text % {"url": link.url})
    return _back(request)


@desk_page
@require_POST
def mend_all(request, pk):
    """Put the new address in place of the old one on all pages."""
    link = _link_or_404(request, pk)
    if link.status != LinkStatus.MOVED or not link.moved_to or request.POST.get("moved_to") != link.moved_to:
        messages.error(request, _("The new address is another one by now. Look at it again."))
        return _back(request)
    tell_outcomes(request, mend(link, request.user))
    return _back(request)


def tell_outcomes(request, outcomes):
    """Say what became of the pages that were changed, one sentence for each kind of outcome."""
    said = {
        Outcome.PUBLISHED: ngettext(
            "%(count)s page changed and published.",
            "%(count)s pages changed and published.",
            outcomes[Outcome.PUBLISHED],
        ),
        Outcome.DRAFT: ngettext(
            "%(count)s page changed as a draft: it is not published, has other unpublished work, or you may not "
            "publish it. What visitors see has not changed.",
            "%(count)s pages changed as drafts: they are not published, have other unpublished work, or you may not "
            "publish them. What visitors see has not changed.",
            outcomes[Outcome.DRAFT],
        ),
        Outcome.UNCHANGED: ngettext(
            "%(count)s page needed no change.", "%(count)s pages needed no change.", outcomes[Outcome.UNCHANGED]
        ),
        Outcome.REFUSED: ngettext(
            "%(count)s page was left alone: it is locked, or you may not change it.",
            "%(count)s pages were left alone: they are locked, or you may not change them.",
            outcomes[Outcome.REFUSED],
        ),
    }
    levels = {Outcome.PUBLISHED: messages.SUCCESS, Outcome.UNCHANGED: messages.INFO}
    for outcome, text in said.items():
        if outcomes[outcome]:
            level = levels.get(outcome, messages.WARNING)
            messages.add_message(request, level, text % {"count": outcomes[outcome]})


def _link_or_404(request, pk):
    link = links_of_staff(request.user).filter(pk=pk).first() if pk < 2**62 else None
    if link is None:
        raise Http404
    return link


def _back(request):
    show = request.POST.get("show", "")
    return redirect(reverse("editors_desk:links") + (f"?show={show}" if show in TABS else ""))
