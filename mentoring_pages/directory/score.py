"""The page that says how mentors are matched: the table of points that the score is worked out with."""

from django.utils.translation import gettext as _

from events.views.calendar_frame import crumbs_to
from mentoring_pages.matching.weights import RULES
from mentoring_pages.models import MatchingWeights


def score_content(directory, request):
    """The context of the page: two tables of rows label, description, points. One query besides the page's own."""
    weights = MatchingWeights.load(request_or_site=request).as_weights()
    rows = [
        {"label": rule.label, "description": rule.description, "points": weights[rule.key], "is_asked": not rule.fact}
        for rule in RULES
    ]
    return {
        "title": _("How mentors are matched"),
        "asked": [row for row in rows if row["is_asked"]],
        "alike": [row for row in rows if not row["is_asked"]],
        "directory_url": directory.get_url(request),
        "crumbs": crumbs_to(directory, request, _("How mentors are matched")),
        "meta_description": _("The table of points with which mentors are suggested and proposed."),
    }
