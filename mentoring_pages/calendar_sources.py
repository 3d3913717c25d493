"""What mentoring puts into personal calendars: meetings and due dates of the member's own pairs (R14)."""

import uuid
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages import visit_calendar
from mentoring_pages.enums import GoalStatus, MeetingStatus
from mentoring_pages.meeting_calendar import is_off, path_of, place_of, text_of, title_of
from resources.registry import PersonalDate, register_personal_source

# What stands in calendars, cancelled or not. A meeting that did not happen has had its time.
TOLD_STATUSES = (MeetingStatus.AGREED, MeetingStatus.HELD, MeetingStatus.NOT_HELD, MeetingStatus.CANCELLED)


def register():
    """Hand it to the registry; called once when the app is ready."""
    register_personal_source("mentoring", plan_dates)
    register_personal_source("meetings", meetings)
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


def meetings(user, since):
    """Agreed meetings of the user's pairs, from the day `since` on. Two queries.

    What is cancelled, or is still to come in a pair that has ended, is told as cancelled until its day is over. Place
    and link are in it: the calendar is the member's own.
    """
    from mentoring_pages.models import Meeting, MentoringPair, Program

    own = set(Program.objects.of_user(user).values_list("pk", flat=True))
    pairs = MentoringPair.objects.for_member(user)
    now = timezone.now()
    first = timezone.make_aware(datetime.combine(since, time.min)) - timedelta(days=1)
    found = Meeting.objects.filter(
        pair__in=pairs, status__in=TOLD_STATUSES, agreed_at__isnull=False, starts_at__gte=first
    ).with_people()
    dates = []
    for meeting in found.order_by("starts_at", "pk"):
        zone = meeting.pair.cycle.zone
        day = timezone.localdate(meeting.starts_at, zone)
        is_over = meeting.ends_at <= now
        is_cancelled = meeting.status == MeetingStatus.CANCELLED or (is_off(meeting) and not is_over)
        if day < since or (is_cancelled and is_over):
            continue
        partner = meeting.pair.mentee if meeting.pair.mentor_id in own else meeting.pair.mentor
        dates.append(
            PersonalDate(
                uid=meeting.code,
                title=title_of(partner),
                day=day,
                modified_at=meeting.changed_at,
                text=text_of(meeting),
                path=path_of(meeting),
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                time_zone=meeting.pair.cycle.zone_name,
                place=place_of(meeting),
                join_url=meeting.join_url,
                join_label=_("Join the meeting") if meeting.join_url else "",
                sequence=meeting.sequence,
                is_cancelled=is_cancelled,
            )
        )
    return dates


def site_visits(user, since):
    """Site visits that the user's pairs agreed on, from the day `since` on. One query.

    What was agreed and then called off or moved is told as cancelled until its day is over.
    """
    from mentoring_pages.models import MentoringPair, SiteVisit

    told = SiteVisit.objects.filter(pair__in=MentoringPair.objects.for_member(user), sequence__gt=0)
    now = timezone.now()
    return [
        PersonalDate(
            uid=visit_calendar.uid_of(visit),
            title=visit_calendar.title_of(visit),
            day=timezone.localdate(visit.starts_at),
            modified_at=visit.changed_at,
            text=visit_calendar.text_of(visit),
            path=visit_calendar.path_of(visit),
            starts_at=visit.starts_at,
            ends_at=visit.starts_at + visit_calendar.USUAL,
            time_zone=timezone.get_default_timezone_name(),
            place=visit.place,
            sequence=visit.sequence,
            is_cancelled=visit_calendar.is_off(visit),
        )
        for visit in told.select_related("pair").order_by("starts_at", "pk")
        if timezone.localdate(visit.starts_at) >= since
        and not (visit_calendar.is_off(visit) and visit.starts_at + visit_calendar.USUAL <= now)
    ]
