"""Decisions on mentors: provisional, approved, active, on the bench, declined, renewed, lapsed (R31, R83, R101)."""

from calendar import monthrange
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.actions import application_mails as mails
from mentoring_pages.actions.application_steps import begin_step, check_no_mentee, end_step
from mentoring_pages.actions.errors import Incomplete, TransitionError, WrongState
from mentoring_pages.actions.mentor_pages import ensure_mentor_page, publish_mentor_page, unpublish_mentor_page
from mentoring_pages.application_stages import (
    REFERENCE_STATUSES,
    RENEWABLE_STATUSES,
    ApplicationStatus,
    ApplicationStep,
    ReviewOutcome,
)
from mentoring_pages.enums import EnrolmentStatus
from mentoring_pages.models import MentorApplication, MentorApplicationSettings, MentoringPair
from mentoring_pages.prerequisites import lacks_years
from mentoring_pages.roles import is_coordinator


@transaction.atomic
def accept_provisionally(application, *, by):
    """A mentor with closer support, not in the directory yet. Raises Incomplete without a review that says so."""
    application = begin_step(application, ApplicationStep.ACCEPT_PROVISIONALLY, by=by)
    _check_ready(application, (ReviewOutcome.SUITABLE, ReviewOutcome.WITH_SUPPORT))
    end_step(application, ApplicationStep.ACCEPT_PROVISIONALLY, by=by)
    mails.tell_decided(application, "application_provisional")
    return application


@transaction.atomic
def approve_application(application, *, by, reason=""):
    """Make the program a mentor, with a draft of its page from its facts; its mentee profile ends. Returns the page.

    Raises NotAllowed, WrongState, Incomplete (no review that says suitable, too few years, not enrolled, no directory).
    """
    application = begin_step(application, ApplicationStep.APPROVE, by=by)
    _check_ready(application, (ReviewOutcome.SUITABLE,))
    page = ensure_mentor_page(application, by=by)
    application.decision_reason = reason.strip()
    application.approved_on = timezone.localdate()
    _start_period(application)
    end_step(application, ApplicationStep.APPROVE, by=by, note=reason)
    mails.tell_decided(application, "application_approved")
    return page


@transaction.atomic
def activate_mentor(application, *, by):
    """Publish the mentor's page as it stands in the newest draft; from now on mentees find it. Returns the page."""
    application = begin_step(application, ApplicationStep.ACTIVATE, by=by)
    _check_enrolled(application)
    end_step(application, ApplicationStep.ACTIVATE, by=by)
    page = publish_mentor_page(application.program, by=by)
    mails.tell_decided(application, "application_active")
    return page


@transaction.atomic
def stay_unmatched(application, *, by):
    """Stay in the group without a mentee (R101); the page leaves the directory. Raises HasMentee, Incomplete."""
    application = begin_step(application, ApplicationStep.STAY_UNMATCHED, by=by)
    check_no_mentee(application)
    if application.status == ApplicationStatus.REVIEW:
        # What the review says is for staff, so the applicant can't try it out; nor skip the decision.
        if not is_coordinator(by):
            raise WrongState
        _check_ready(application, (ReviewOutcome.SUITABLE, ReviewOutcome.WITH_SUPPORT))
    if application.valid_until is None:
        _start_period(application)
    end_step(application, ApplicationStep.STAY_UNMATCHED, by=by)
    unpublish_mentor_page(application.program, by=by)
    mails.tell_decided(application, "application_bench")
    return application


@transaction.atomic
def end_bench(application, *, by):
    """From the bench to an approved mentor, whose page a coordinator publishes next. Returns the page."""
    application = begin_step(application, ApplicationStep.END_BENCH, by=by)
    _check_ready(application, (ReviewOutcome.SUITABLE, ReviewOutcome.WITH_SUPPORT))
    page = ensure_mentor_page(application, by=by)
    application.approved_on = application.approved_on or timezone.localdate()
    end_step(application, ApplicationStep.END_BENCH, by=by)
    mails.tell_decided(application, "application_approved")
    return page


@transaction.atomic
def decline_application(application, *, by, reason, words=""):
    """Say no. Staff read `reason`; the program a kind sentence and `words`. Raises Incomplete without a reason."""
    application = begin_step(application, ApplicationStep.DECLINE, by=by)
    if not reason.strip():
        raise Incomplete(_("Say why; only staff read it."))
    if application.status == ApplicationStatus.PROVISIONAL:
        check_no_mentee(application)
    had_referees = application.status in REFERENCE_STATUSES
    application.decision_reason, application.decline_words = reason.strip(), words.strip()
    end_step(application, ApplicationStep.DECLINE, by=by, note=reason)
    if had_referees:
        mails.tell_referees_closed(application)
    mails.tell_declined(application)
    return application


@transaction.atomic
def renew_mentor(application, *, by):
    """A director confirms for another period, from today."""
    application = begin_step(application, ApplicationStep.RENEW, by=by)
    _start_period(application)
    return end_step(application, ApplicationStep.RENEW, by=by)


@transaction.atomic
def reinstate_mentor(application, *, by):
    """Take a lapsed mentor back as approved. Raises Incomplete if it has applied anew. Returns the page."""
    application = begin_step(application, ApplicationStep.REINSTATE, by=by)
    if MentorApplication.objects.open().filter(program=application.program_id).exists():
        raise Incomplete(_("This program has a newer application."))
    _check_enrolled(application)
    page = ensure_mentor_page(application, by=by)
    _start_period(application)
    end_step(application, ApplicationStep.REINSTATE, by=by)
    mails.tell_decided(application, "application_approved")
    return page


@transaction.atomic
def lapse_mentor(application, *, by=None):
    """The period is over and nobody confirmed: the page leaves the site, and both sides are told."""
    application = begin_step(application, ApplicationStep.LAPSE, by=by)
    if by is None and (application.valid_until is None or application.valid_until >= timezone.localdate()):
        # Confirmed in this very moment.
        raise WrongState
    check_no_mentee(application)
    end_step(application, ApplicationStep.LAPSE, by=by)
    unpublish_mentor_page(application.program)
    mails.tell_lapsed(application)
    return application


def ask_for_renewals(now):
    """Ask each mentor once whose period ends within the days of notice. Returns how many."""
    settings = MentorApplicationSettings.current()
    if not settings.renewal_months:
        return 0
    due = MentorApplication.objects.filter(
        status__in=RENEWABLE_STATUSES,
        renewal_asked_at=None,
        valid_until__lte=_day(now) + timedelta(days=settings.renewal_notice_days),
    )
    return sum(_ask_to_renew(application, now) for application in due.select_related("program"))


def lapse_due_mentors(now):
    """Let each mentor lapse whose period is over and who was asked in time. A mentor of a running pair stays.

    Returns how many.
    """
    settings = MentorApplicationSettings.current()
    if not settings.renewal_months:
        return 0
    mentors = MentoringPair.objects.open().values("mentor")
    due = MentorApplication.objects.filter(
        status__in=RENEWABLE_STATUSES,
        valid_until__lt=_day(now),
        # Nobody lapses without notice, also when the clock stood still for a while.
        renewal_asked_at__lte=now - timedelta(days=settings.renewal_notice_days),
    ).exclude(program__in=mentors)
    count = 0
    for application in due:
        try:
            lapse_mentor(application)
        except TransitionError:
            # Matched or confirmed in this very moment.
            continue
        count += 1
    return count


@transaction.atomic
def _ask_to_renew(application, now):
    asked = MentorApplication.objects.filter(pk=application.pk, renewal_asked_at=None).update(renewal_asked_at=now)
    if asked:
        mails.ask_to_renew(application)
    return asked


def months_later(day, months):
    """The same day of a later month; its last day if the month is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _start_period(application):
    months = MentorApplicationSettings.current().renewal_months
    today = timezone.localdate()
    application.valid_until = months_later(today, months) if months else None
    application.renewal_asked_at = None


def _check_ready(application, outcomes):
    if application.review_outcome not in outcomes:
        raise Incomplete(_("Record a suitability review that says so first."))
    if lacks_years(application, timezone.localdate()):
        raise Incomplete(_("The years as a grantee are not met. Accept fewer with a reason first."))
    _check_enrolled(application)


def _check_enrolled(application):
    if application.program.status != EnrolmentStatus.ENROLLED:
        raise Incomplete(_("%(name)s is not enrolled in the partnership now.") % {"name": application.program.name})


def _day(now):
    return timezone.localtime(now).date()
