"""What mentoring puts into personal calendars: first meetings and due dates of the member's own pairs (R14)."""

import uuid

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.enums import GoalStatus
from resources.dates_in_words import clock
from resources.registry import PersonalDate, register_personal_source


def register():
    """Hand it to the registry; called once when the app is ready."""
    register_personal_source("mentoring", plan_dates)
    register_personal_source("first-meetings", first_meetings)
    register_personal_source("site-visits", site_visits)


def plan_dates(user, since):
    """Open steps of running pairs of the user's programs, due on `since` or later, as `PersonalDate`s. One query.

    Steps that are done leave the calendar. Nothing that the pair wrote is told: calendars are shown to others.
    """
    from mentoring_pages.models import GoalStep, MentoringPair

    pairs = MentoringPair.objects.for_member(user).open()
    steps = GoalStep.objects.filter(
        goal__plan__pair__in=pairs, goal__status=GoalStatus.OPEN, is_done=False, due_on__gte=since
    )
    rows = steps.order_by("due_on", "pk").values_list(
        "pk", "due_on", "goal__plan__pair__code", "goal__plan__updated_at"
    )
    return [
        PersonalDate(
            uid=uuid.uuid5(pair, f"step:{pk}"),
            title=_("Action plan: step due"),
            day=due_on,
            modified_at=updated_at,
            text=_("The step stands in your action plan, in the members' area."),
            path=reverse("members:plan-detail", args=[pair]),
        )
        for pk, due_on, pair, updated_at in rows
    ]


def first_meetings(user, since):
    """The agreed first meetings of the user's running pairs, from the day `since` on. One query. Where stays untold."""
    from mentoring_pages.models import MeetingDate, MentoringPair

    agreed = MeetingDate.objects.filter(pair__in=MentoringPair.objects.for_member(user).open(), is_picked=True)
    return [
        PersonalDate(
            uid=uuid.uuid5(pair, "first-meeting"),
            title=_("First meeting of your pair"),
            day=timezone.localdate(starts_at),
            modified_at=changed_at,
            text=_("At %(time)s. The place stands on your pair's page, in the members' area.")
            % {"time": clock(starts_at)},
            path=reverse("members:pair-detail", args=[pair]),
        )
        for starts_at, changed_at, pair in agreed.values_list("starts_at", "changed_at", "pair__code")
        if timezone.localdate(starts_at) >= since
    ]


def site_visits(user, since):
    """Agreed site visits of the user's running pairs, from the day `since` on. One query. Where stays untold."""
    from mentoring_pages.enums import VisitStatus
    from mentoring_pages.models import MentoringPair, SiteVisit

    agreed = SiteVisit.objects.filter(
        pair__in=MentoringPair.objects.for_member(user).open(), status=VisitStatus.PLANNED
    )
    rows = agreed.values_list("code", "starts_at", "is_remote", "changed_at", "pair__code")
    return [
        PersonalDate(
            uid=uuid.uuid5(code, "site-visit"),
            title=_("Site visit by video with your pair") if is_remote else _("Site visit with your pair"),
            day=timezone.localdate(starts_at),
            modified_at=changed_at,
            text=_("At %(time)s. Where, and who visits whom, stands on the page of the visit, in the members' area.")
            % {"time": clock(starts_at)},
            path=reverse("members:visit-detail", args=[pair, code]),
        )
        for code, starts_at, is_remote, changed_at, pair in rows
        if timezone.localdate(starts_at) >= since
    ]
