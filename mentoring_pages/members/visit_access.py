"""The doors to site visits and what hangs on them; beside `access.py`, and like it they start from what is seen."""

from django.shortcuts import get_object_or_404

from mentoring_pages.models import SiteVisit, VisitIdea, VisitObservation


def get_visit_or_404(user, pair_code, code):
    """A visit of that pair, with the pair's programs and cycle."""
    visits = SiteVisit.objects.visible_to(user).select_related("pair__cycle", "pair__mentor", "pair__mentee")
    return get_object_or_404(visits, pair__code=pair_code, code=code)


def get_idea_or_404(user, pair_code, visit_code, code):
    """Something to try after a visit of that pair, whoever wrote it."""
    ideas = VisitIdea.objects.filter(visit__in=SiteVisit.objects.visible_to(user)).select_related(
        "visit__pair__cycle", "visit__pair__mentor", "visit__pair__mentee"
    )
    return get_object_or_404(ideas, visit__pair__code=pair_code, visit__code=visit_code, code=code)


def observations_of(user, visit):
    """{side: what was written} of what the user may read. One query, two more for who belongs where."""
    return {row.side: row for row in VisitObservation.objects.readable_by(user).filter(visit=visit)}
