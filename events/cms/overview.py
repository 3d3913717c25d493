"""Staff see who hosted when, what is to come, and what still lacks a host or a presenter (R24, R26)."""

import csv

from django import forms
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import re_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Region, RegionGroup
from events.planning.overview import Choice, overview, totals
from events.planning.planned import planned_gathering
from events.planning.presenters import suggestions_for_gathering, suggestions_for_regions
from events.planning.quarters import Quarter, quarters_from
from resources.cms.scoped import neutralised
from resources.pages import BasePage

from .scoped import GatheringModelAdmin

TEMPLATES = "partnership_events/cms/planning"
QUARTERS_BACK, QUARTERS_AHEAD = 12, 9
SAFE_METHODS = ("GET", "HEAD")


class OverviewForm(forms.Form):
    """Group of regions and quarter. What cannot be read narrows nothing."""

    group = forms.ModelChoiceField(
        label=gettext_lazy("Group of regions"),
        queryset=RegionGroup.objects.none(),
        required=False,
        empty_label=gettext_lazy("All regions"),
    )
    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = RegionGroup.objects.filter(is_active=True)
        today = timezone.localdate()
        first = today.replace(year=today.year - QUARTERS_BACK // 4, day=1)
        quarters = quarters_from(first, QUARTERS_BACK + QUARTERS_AHEAD)
        self.fields["quarter"].choices = [
            ("", _("All quarters")),
            *((quarter.key, str(quarter)) for quarter in reversed(quarters)),
        ]

    def choice(self):
        """The `Choice` for what could be read."""
        self.is_valid()
        group = self.cleaned_data.get("group")
        return Choice(group.pk if group else None, Quarter.read(self.cleaned_data.get("quarter") or ""))


class OverviewAdmin(GatheringModelAdmin):
    """One page over all regions, beside it the suggestions of presenters. Nothing is changed here."""

    model = Region
    base_url_path = "partnership_events/overview"
    menu_label = gettext_lazy("Overview")
    menu_icon = "table"
    inspect_view_enabled = False

    def get_admin_urls_for_registration(self):
        helper = self.url_helper
        return (
            re_path(helper.get_action_url_pattern("index"), self.index_view, name=helper.get_action_url_name("index")),
            *(
                re_path(helper.get_action_url_pattern(action), view, name=helper.get_action_url_name(action))
                for action, view in (
                    ("presenters-of-region", self.region_presenters_view),
                    ("presenters-of-gathering", self.gathering_presenters_view),
                )
            ),
        )

    def index_view(self, request):
        refusal = self._guard_desk(request) or _only_reading(request)
        if refusal:
            return refusal
        form = OverviewForm(request.GET)
        lines = overview(request.user, form.choice())
        if request.GET.get("export") == "csv":
            return _private(overview_csv(lines))
        context = {
            "form": form,
            "lines": lines,
            "totals": totals(lines),
            "icon": self.get_menu_icon(),
            "csv_url": f"?{_with_export(request.GET)}",
            "urls": {
                "region": self.url_helper.get_action_url_name("presenters-of-region"),
                "gathering": self.url_helper.get_action_url_name("presenters-of-gathering"),
            },
            "offer_url_name": "partnership_events_hostoffer_modeladmin_inspect",
        }
        return _private(TemplateResponse(request, f"{TEMPLATES}/overview.html", context))

    def region_presenters_view(self, request, instance_pk):
        refusal = self._guard_row(request, instance_pk) or _only_reading(request)
        if refusal:
            return refusal
        region = Region.objects.get(pk=instance_pk)
        context = {"about": region.name, "suggestions": suggestions_for_regions({region.pk: frozenset()})[region.pk]}
        return self._presenters(request, context)

    def gathering_presenters_view(self, request, instance_pk):
        refusal = self._guard_desk(request) or _only_reading(request)
        if refusal:
            return refusal
        planned = planned_gathering(instance_pk, request.user) if _is_key(instance_pk) else None
        if planned is None:
            raise Http404
        context = {
            "about": planned.title,
            "planned": planned,
            "suggestions": suggestions_for_gathering(planned),
        }
        return self._presenters(request, context)

    def _presenters(self, request, context):
        suggestions = context.pop("suggestions")
        pages = BasePage.objects.in_bulk([one.page_id for one in suggestions])
        context |= {
            "rows": [(one, pages[one.page_id].get_url(request)) for one in suggestions if one.page_id in pages],
            "icon": "user",
            "index_url": self.url_helper.index_url,
        }
        return _private(TemplateResponse(request, f"{TEMPLATES}/presenters.html", context))


def overview_csv(lines):
    """The overview as a table: a row for each gathering, and one for a region without any. No live formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gatherings-overview.csv"'
    # Spreadsheet programs take a file without the mark for another encoding.
    response.write("\ufeff")
    writer = csv.writer(response)
    headings = [
        _("Region"),
        _("Group of regions"),
        _("Day"),
        _("Gathering"),
        _("State"),
        _("Host"),
        _("Sessions without a presenter"),
        _("Open offers to host"),
    ]
    writer.writerow(headings)
    for line in lines:
        region = line.region.name if line.region else _("Whole state")
        group = line.region.group.name if line.region and line.region.group else ""
        rows = [*_past_rows(line), *_coming_rows(line)] or [["", "", _("Nothing planned"), "", ""]]
        for row in rows:
            writer.writerow([neutralised(value) for value in (region, group, *row, len(line.offers))])
    return response


def _past_rows(line):
    for one in reversed(line.hosted):
        yield [_day(one.starts_at), one.title, _("Took place"), one.host, ""]


def _coming_rows(line):
    for one in line.coming:
        missing = "; ".join(one.planned.sessions_without_presenter)
        yield [_day(one.planned.starts_at), one.planned.title, state_in_words(one.planned), one.host, missing]


def state_in_words(planned):
    """Whether a gathering to come is published."""
    if not planned.takes_place:
        return _("Does not take place as planned")
    if not planned.is_live:
        return _("Draft")
    return _("Published, with changes that are not") if planned.has_changes else _("Published")


def _day(moment):
    return timezone.localdate(moment).isoformat() if moment else ""


def _with_export(parameters):
    kept = parameters.copy()
    kept["export"] = "csv"
    return kept.urlencode()


def _is_key(text):
    return text.isdecimal() and len(text) <= 18


def _only_reading(request):
    return None if request.method in SAFE_METHODS else HttpResponseNotAllowed(SAFE_METHODS)


def _private(response):
    response["Cache-Control"] = "private, no-store"
    return response
