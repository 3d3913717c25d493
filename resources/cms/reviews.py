"""The report "Due for review", with one button for what is still right. R36."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from resources.models import ResourcePage
from resources.reviewing import due_for_review, next_review

from .desk import desk_page, editable_pages, list_page
from .link_pages import tell_outcomes
from .revising import Outcome, revise

ICON = "date"
LOG_ACTION = "partnership.reviewed"
AHEAD = timedelta(days=30)


class NextReviewForm(forms.Form):
    """When to look again."""

    review_by = forms.DateField(label=gettext_lazy("Next review"))

    def clean_review_by(self):
        day = self.cleaned_data["review_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day


@desk_page
@require_safe
def report(request):
    """Resources that are due, or soon will be, among the pages that the person may change."""
    today = timezone.localdate()
    is_soon = request.GET.get("show") == "soon"
    mine = ResourcePage.objects.filter(pk__in=editable_pages(request.user).values("pk"))
    due = due_for_review(today) & mine
    soon = due_for_review(today + AHEAD).filter(review_by__gt=today) & mine
    rows = (soon if is_soon else due).select_related("kind", "owner").order_by("review_by", "sort_title", "pk")
    context = {
        "is_soon": is_soon,
        "due_count": due.count(),
        "soon_count": soon.count(),
        "proposed": next_review(today),
        "icon": ICON,
    }
    return list_page(request, "partnership_resources/cms/reviews.html", rows, context)


@desk_page
@require_POST
def reviewed(request, pk):
    """“Still right”: the next date is set as a revision, which is published if the person may."""
    form = NextReviewForm(request.POST)
    page = ResourcePage.objects.filter(pk=pk, pk__in=editable_pages(request.user).values("pk")).first()
    if page is None:
        messages.error(request, _("This page is gone, or you may not change it."))
    elif not form.is_valid():
        messages.error(request, f"{page.title}: " + " ".join(form.errors["review_by"]))
    else:
        day = form.cleaned_data["review_by"]
        outcome = revise(pk, request.user, lambda draft: set_review(draft, day), log_action=LOG_ACTION)
        if outcome == Outcome.PUBLISHED:
            messages.success(request, _("“%(title)s” is still right. It is due again later.") % {"title": page.title})
        else:
            tell_outcomes(request, {one: int(one == outcome) for one in Outcome})
    return redirect("editors_desk:reviews")


def set_review(page, day):
    """Give the page another review date. False if it has it already."""
    if page.review_by == day:
        return False
    page.review_by = day
    return True
