"""Staff plan a year: what is usual, then a table to look over, then drafts in one series (R20, R26)."""

from django.contrib.admin.utils import quote
from django.db.models import Count
from django.http import HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.actions.series import DraftGathering, make_series, take_back_series, untouched_drafts
from events.exceptions import PlanningRefused
from events.models import GatheringPage, GatheringSeries
from events.planning.forms import PlanForm, RowForm, calendars_for
from events.planning.proposal import propose
from resources.cms.acts import METHODS, ActingButtonHelper, RowAct
from resources.cms.scoped import described

from .scoped import GatheringModelAdmin

TEMPLATES = "partnership_events/cms/planning"


def take_back(series, user):
    """Run the act and say what became of each draft."""
    result = take_back_series(series, by=user)
    gone = ngettext("%(count)s draft is deleted.", "%(count)s drafts are deleted.", result.count) % {
        "count": result.count
    }
    if not result.kept:
        return gone
    kept = ngettext(
        "%(count)s is kept, because it was edited or published: %(titles)s.",
        "%(count)s are kept, because they were edited or published: %(titles)s.",
        len(result.kept),
    ) % {"count": len(result.kept), "titles": "; ".join(result.kept)}
    return f"{gone} {kept}"


def take_back_question(series):
    """What would happen, in numbers."""
    count = len(untouched_drafts(series))
    others = GatheringPage.objects.filter(series=series).count() - count
    gone = ngettext(
        "%(count)s draft that nobody has edited will be deleted.",
        "%(count)s drafts that nobody has edited will be deleted.",
        count,
    ) % {"count": count}
    if not others:
        return gone
    kept = ngettext(
        "%(count)s page that was edited or published is kept.",
        "%(count)s pages that were edited or published are kept.",
        others,
    ) % {"count": others}
    return f"{gone} {kept}"


class PlanningButtonHelper(ActingButtonHelper):
    """A series is made by planning a year, so the button says so."""

    def add_button(self, *args, **kwargs):
        label = _("Plan a year")
        return super().add_button(*args, **kwargs) | {"label": label, "title": label}


class GatheringSeriesAdmin(GatheringModelAdmin):
    """The series that were planned. "Add" is planning a year."""

    model = GatheringSeries
    menu_label = gettext_lazy("Planned series")
    menu_icon = "calendar-alt"
    button_helper_class = PlanningButtonHelper
    create_enabled = True
    list_display = ("name", "made_by", "created_at", "page_count")
    list_export = ("name", "created_at", "page_count")
    list_related = ("made_by",)
    search_fields = ("name",)
    inspect_view_fields = ["name", "made_by", "created_at", "gatherings"]
    refusals = (PlanningRefused,)
    row_acts = (
        RowAct(
            "take-back",
            gettext_lazy("Take the drafts back"),
            take_back_question,
            take_back,
            is_in_list=True,
            is_serious=True,
        ),
    )

    def scope(self, user):
        return super().scope(user).annotate(page_total=Count("partnership_events_gatheringpages"))

    @described(gettext_lazy("gatherings"))
    def page_count(self, series):
        return series.page_total

    @described(gettext_lazy("gatherings"))
    def gatherings(self, series):
        pages = GatheringPage.objects.filter(series=series).order_by("starts_at", "title")
        return format_html_join(
            "",
            '<p><a href="{}">{}</a> {}</p>',
            (
                (
                    reverse("wagtailadmin_pages:edit", args=[page.pk]),
                    page.draft_title or page.title,
                    _("published") if page.live else _("draft"),
                )
                for page in pages
            ),
        )

    def create_view(self, request):
        refusal = self._guard_desk(request, self.create_enabled)
        if refusal:
            return refusal
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = plan_year(request, self)
        response["Cache-Control"] = "private, no-store"
        return response


def plan_year(request, screen):
    """Steps by the button pressed: what is usual ("back", or first), the table ("propose"), the drafts ("make").

    Nothing is stored before the last step, and everything typed travels in the form.
    """
    today = timezone.localdate()
    context = {
        "icon": "calendar-alt",
        "index_url": screen.url_helper.index_url,
        "has_calendar": calendars_for(request.user).exists(),
    }
    step = request.POST.get("step") if request.method == "POST" else ""
    form = PlanForm(request.POST if step else None, user=request.user, today=today)
    if step not in ("propose", "make") or not form.is_valid():
        return _first_page(request, form, context, was_refused=step in ("propose", "make"))
    rows = _rows(request, form, today, is_posted=step == "make")
    problem, status = "", 200
    if step == "make":
        # Every row is looked at, not only those up to the first mistake.
        if not [row for row in rows if not row.is_valid()]:
            try:
                return _make(request, form, rows, screen)
            except PlanningRefused as why:
                problem = why.message
        status = 422
    context |= {
        "form": form,
        "rows": rows,
        "problem": problem,
        "error_count": sum(bool(row.errors) for row in rows),
        "settings_fields": _as_hidden(request.POST, form),
    }
    return TemplateResponse(request, f"{TEMPLATES}/proposal.html", context, status=status)


def _first_page(request, form, context, *, was_refused):
    if form.is_bound and not was_refused:
        # Back from the table: filled in as it was, without looking for mistakes.
        form = PlanForm(
            initial={
                name: request.POST.getlist(name) if name in ("regions", "groups", "quarters") else value
                for name, value in request.POST.items()
            },
            user=request.user,
            today=form.today,
        )
    context["form"] = form
    return TemplateResponse(request, f"{TEMPLATES}/plan.html", context, status=422 if was_refused else 200)


def _rows(request, form, today, *, is_posted):
    data = form.cleaned_data
    proposals = propose(
        data["chosen_regions"],
        data["quarters"],
        weekday=data["weekday"],
        breaks=form.breaks_read,
        user=request.user,
        today=today,
    )
    return [
        RowForm(
            request.POST if is_posted else None,
            proposal=proposal,
            starts=data["starts"],
            minutes=data["minutes"],
            today=today,
        )
        for proposal in proposals
    ]


def _make(request, form, rows, screen):
    data = form.cleaned_data
    drafts = [_draft(form, row) for row in rows if row.cleaned_data["is_taken"]]
    series, is_new = make_series(data["calendar"], drafts, name=data["name"], code=data["code"], by=request.user)
    if is_new:
        count = len(drafts)
        messages.success(
            request,
            ngettext(
                "%(count)s draft is made. Nothing is published: look it over, then publish it.",
                "%(count)s drafts are made. Nothing is published: look them over one by one, then publish them.",
                count,
            )
            % {"count": count},
        )
        if any(row.chosen_host and row.chosen_host.has_offered for row in rows if row.cleaned_data["is_taken"]):
            messages.info(request, _("Some hosts have offered to host. Accept their offers, so that they hear of it."))
    else:
        messages.info(request, _("These drafts were made already; nothing was made a second time."))
    return redirect(screen.url_helper.get_action_url("inspect", quote(series.pk)))


def _draft(form, row):
    data, region = row.cleaned_data, row.proposal.region
    host = data["host"]
    page_id = int(host.removeprefix("page:")) if host.startswith("page:") else None
    name = row.chosen_host.name if host and page_id is None else data["place"]
    return DraftGathering(
        title=form.title_of(region, data["day"]),
        summary=_("Programs of %(region)s meet, learn from each other and make plans together.")
        % {"region": region.name},
        region=region,
        starts_at=data["starts_at"],
        ends_at=data["ends_at"],
        kind=form.cleaned_data["kind"],
        host_page_id=page_id,
        host_name=name,
    )


def _as_hidden(posted: QueryDict, form):
    """What was chosen on the first page, as hidden fields of the table's form, exactly as it was typed."""
    return format_html_join(
        "\n",
        '<input type="hidden" name="{}" value="{}">',
        ((name, value) for name in form.fields for value in posted.getlist(name)),
    )
