"""The pair's checklist: what staff suggest to cover, ticked by either side (R13)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mentoring_pages.actions.checklists import tick_item
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.members import access
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import ChecklistItem, ChecklistTick
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_plan
from resources.dates_in_words import short_date


@require_safe
@member_required
def checklist_detail(request, pair_code):
    """All stages with who ticked what and when."""
    pair = access.get_pair_or_404(request.user, pair_code)
    stages = _stages(pair)
    rows = [row for stage in stages for row in stage["rows"]]
    context = {
        "pair_line": pair_line(pair),
        "view_title": _("Checklist"),
        "stages": stages,
        "count_line": _("%(ticked)s of %(count)s covered")
        % {"ticked": sum(row["is_ticked"] for row in rows), "count": len(rows)},
        "can_tick": can_edit_plan(request.user, pair),
        "printed_on": timezone.localdate(),
    }
    template = "mentoring_pages/members/plans/checklist_detail.html"
    return members_page(request, template, context, section="plan", pair=pair)


@require_POST
@member_required
def checklist_tick(request, pair_code, item_pk):
    """Tick an item, or take the tick back."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_edit_plan(request.user, pair):
        raise PermissionDenied
    item = access.get_checklist_item_or_404(pair, item_pk)
    try:
        tick_item(pair, item, is_ticked=request.POST.get("is_done") == "yes", by=request.user)
    except NotAllowed:
        raise PermissionDenied from None
    return redirect(f"{reverse('members:checklist-detail', args=[pair.code])}#item-{item.pk}")


def _stages(pair):
    """Items in the staff's order by stage; retired and removed ones only where they were ticked. Two queries."""
    ticks = list(ChecklistTick.objects.filter(pair=pair).select_related("ticked_by"))
    by_item = {tick.item_id: tick for tick in ticks}
    stages: dict[str, list] = {}
    for item in ChecklistItem.objects.all():
        tick = by_item.get(item.pk)
        if item.is_active or tick:
            stages.setdefault(item.stage, []).append(
                {
                    "pk": item.pk,
                    "title": item.name,
                    "text": item.description,
                    "whose": item.get_for_side_display(),
                    "is_ticked": tick is not None,
                    "by": _ticked_words(tick),
                    "url": reverse("members:checklist-tick", args=[pair.code, item.pk]),
                }
            )
    gone = [tick for tick in ticks if tick.item_id is None]
    if gone:
        stages[_("Covered, no longer on the list")] = [
            {"pk": "", "title": tick.words, "text": "", "whose": "", "is_ticked": True, "by": _ticked_words(tick)}
            for tick in gone
        ]
    return [{"title": title, "rows": rows} for title, rows in stages.items()]


def _ticked_words(tick):
    if tick is None:
        return ""
    day = short_date(timezone.localtime(tick.ticked_at))
    return _("%(name)s, %(day)s") % {"name": name_of(tick.ticked_by), "day": day}
