"""Results of evaluations and the review of a cycle, for coordinators (R19, R34, R69, R72, R110)."""

import csv

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.models import Site

from mentoring_pages.actions.reviews import outcomes_of, save_review
from mentoring_pages.enums import CycleStatus, Side
from mentoring_pages.evaluation_results import comparison, repeated_questions, results_of
from mentoring_pages.models import CycleReview, MentoringCycle, MentoringSettings
from mentoring_pages.permissions import can_read_results
from resources.cms.scoped import guarded, neutralised

from .charts import bars

TEMPLATES = "mentoring_pages/cms"
app_name = "mentoring_results"
results_page = guarded(can_read_results)


class ReviewForm(forms.Form):
    """What staff learned, for those who plan the next cycle."""

    lessons = forms.CharField(
        label=gettext_lazy("What we learned"),
        max_length=8_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    changes = forms.CharField(
        label=gettext_lazy("What we change next time"),
        max_length=8_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@results_page
@require_GET
def cycles(request):
    """Every cycle with how many evaluations came, and whether it was reviewed."""
    rows = (
        MentoringCycle.objects.exclude(status=CycleStatus.DRAFT)
        .annotate(
            pair_count=Count("pairs", distinct=True),
            evaluation_count=Count("pairs__evaluations", distinct=True),
            review_count=Count("review", filter=~Q(review__lessons=""), distinct=True),
        )
        .order_by("-starts_on")
    )
    return TemplateResponse(request, f"{TEMPLATES}/results_cycles.html", {"icon": "form", "cycles": rows})


@results_page
@require_GET
def results(request, pk):
    """Counts and a drawing for each question, and the times compared."""
    cycle = get_object_or_404(MentoringCycle, pk=pk)
    fewest = fewest_answers()
    found = results_of(cycle, fewest)
    context = {
        "icon": "form",
        "cycle": cycle,
        "fewest": fewest,
        "moments": [
            {
                "title": moment.title,
                "sent": moment.sent,
                "questions": [
                    {
                        "text": one.text,
                        "section": one.section,
                        "rows": one.rows,
                        "texts": one.texts,
                        "mean": one.mean,
                        "counted": one.counted,
                        "is_shown": one.is_shown,
                        "chart": bars(one) if one.is_shown and one.options else "",
                    }
                    for one in moment.questions
                ],
            }
            for moment in found
        ],
        "comparison": [(title, *(sides[side] for side in Side)) for title, sides in comparison(found)],
        "repeated": repeated_questions(found),
    }
    return TemplateResponse(request, f"{TEMPLATES}/results.html", context)


@results_page
@require_GET
def export(request, pk):
    """The counts as CSV; a spreadsheet takes none of its cells for a formula. Words of members are not in it."""
    cycle = get_object_or_404(MentoringCycle, pk=pk)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evaluations-{cycle.pk}.csv"'
    # Spreadsheets read UTF-8 by this mark.
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("When"), _("Question"), _("Answer"), _("Mentors"), _("Mentees"), _("Both")])
    for moment in results_of(cycle, fewest_answers()):
        for question in moment.questions:
            for option, *numbers in question.rows:
                cells = [_("too few") if number is None else number for number in numbers]
                writer.writerow([neutralised(cell) for cell in (moment.title, question.text, option, *cells)])
    return response


@results_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, pk):
    """One page after a cycle: what came of it, and what staff learned (R72)."""
    cycle = get_object_or_404(MentoringCycle, pk=pk)
    kept = CycleReview.objects.filter(cycle=cycle).select_related("updated_by").first()
    initial = {"lessons": kept.lessons, "changes": kept.changes} if kept else {}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_review(cycle, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(reverse("mentoring_results:review", args=[cycle.pk]))
    found = results_of(cycle, fewest_answers())
    context = {
        "icon": "form",
        "cycle": cycle,
        "outcomes": outcomes_of(cycle),
        "comparison": [(title, *(sides[side] for side in Side)) for title, sides in comparison(found)],
        "form": form,
        "kept": kept,
    }
    return TemplateResponse(request, f"{TEMPLATES}/cycle_review.html", context)


def fewest_answers():
    """How many answers stand together at least, by the default site's settings."""
    site = Site.objects.filter(is_default_site=True).first()
    return (MentoringSettings.for_site(site) if site else MentoringSettings()).fewest_answers


urlpatterns = [
    path("", cycles, name="cycles"),
    path("<int:pk>/", results, name="results"),
    path("<int:pk>/export.csv", export, name="export"),
    path("<int:pk>/review/", review, name="review"),
]
