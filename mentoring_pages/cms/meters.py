"""Where all pairs of a cycle stand, for coordinators: who is late, and what is due this month (R15, R39-R43).

Staff count: of journals they learn on how many days each side wrote, nothing else (T4).
"""

import calendar
import csv
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from mentoring_pages.contacts import Pace, Progress
from mentoring_pages.enums import CycleStatus, RuleState
from mentoring_pages.meter.reading import meters_of
from mentoring_pages.meter.words import state_words
from mentoring_pages.models import MentoringCycle, MentoringPair
from mentoring_pages.permissions import can_view_meters
from resources.cms.scoped import guarded, neutralised

PER_PAGE = 50
ALL, LATE, DUE, MISSED = "all", "late", "due", "missed"
FILTERS = (
    (ALL, gettext_lazy("All open pairs")),
    (LATE, gettext_lazy("Late")),
    (DUE, gettext_lazy("Due this month")),
    (MISSED, gettext_lazy("A time has passed")),
)
app_name = "mentoring_meters"
meters_page = guarded(can_view_meters)


@dataclass(frozen=True)
class MeterRow:
    """A pair with its meter."""

    pair: MentoringPair
    progress: Progress

    @property
    def rules(self):
        """Each rule that is asked of the pair, with its state in words."""
        return [
            {"label": rule.label, "counted": rule.counted, "minimum": rule.minimum, "words": state_words(rule)}
            | {"state": RuleState(rule.state).value, "note": rule.sentence}
            for rule in self.progress.rules
            if rule.parts
        ]


@meters_page
@require_GET
def meter_list(request):
    """The pairs of a cycle, those most behind first where a filter asks for them. A fixed number of queries."""
    cycles = list(MentoringCycle.objects.exclude(status=CycleStatus.DRAFT).order_by("-starts_on"))
    running = [cycle for cycle in cycles if cycle.status == CycleStatus.RUNNING]
    cycle = next(
        (one for one in cycles if str(one.pk) == request.GET.get("cycle")), next(iter(running or cycles), None)
    )
    chosen = next((key for key, _label in FILTERS if key == request.GET.get("show")), ALL)
    context = {"icon": "order", "cycles": cycles, "cycle": cycle, "chosen": chosen, "filters": FILTERS}
    if cycle:
        today = timezone.localdate(timezone=cycle.zone)
        pairs = MentoringPair.objects.open().visible_to(request.user).filter(cycle=cycle)
        keys = list(pairs.order_by("mentor__name", "pk").values_list("pk", flat=True))
        if chosen != ALL:
            keys = _narrowed(pairs, keys, chosen, today)
        if request.GET.get("export") == "csv":
            return _table(keys, cycle, today)
        page = Paginator(keys, PER_PAGE).get_page(request.GET.get("p"))
        context |= {"page_obj": page, "rows": meter_rows(list(page), today), "today": today, "count": len(keys)}
    response = TemplateResponse(request, "mentoring_pages/cms/meters.html", context)
    return response


def meter_rows(keys, today) -> list[MeterRow]:
    """The pairs with these keys and their meters, in this order. Eleven queries, however many."""
    meters = dict(meters_of(keys, today=today))
    pairs = MentoringPair.objects.select_related("mentor", "mentee", "cycle").in_bulk(keys)
    return [MeterRow(pairs[key], meters[key]) for key in keys]


def _narrowed(pairs, keys, chosen, today):
    """Those that the filter keeps, most behind first; of the others only keys are held."""
    end_of_month = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    tests = {
        LATE: lambda state: state.is_late or state.pace == Pace.MISSED,
        DUE: lambda state: state.is_due_by(end_of_month),
        MISSED: lambda state: state.is_missed,
    }
    behind = {pk: state.behind_by for pk, state in meters_of(pairs, today=today) if tests[chosen](state)}
    return sorted((key for key in keys if key in behind), key=lambda key: -behind[key])


def _table(keys, cycle, today):
    """The same as CSV: what a spreadsheet would take for a formula is made plain text."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meters-{today.isoformat()}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Mentor"), _("Mentee"), _("Cycle"), _("Contacts"), _("Asked for"), _("Behind"), _("Rules")])
    for first in range(0, len(keys), 1_000):
        for row in meter_rows(keys[first : first + 1_000], today):
            state = row.progress
            rules = "; ".join(f"{rule['label']}: {rule['words']}" for rule in row.rules)
            line = [str(row.pair.mentor), str(row.pair.mentee), str(cycle)]
            line += [state.counted, state.needed, state.behind_by, rules]
            writer.writerow([neutralised(cell) for cell in line])
    return response


urlpatterns = [path("", meter_list, name="list")]
