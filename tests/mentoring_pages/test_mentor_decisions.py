"""From interview to decision, the mentor's page, the bench and the renewal (R31, R33, R65, R83, R93, R101)."""

import datetime as dt

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.application_decisions import (
    accept_provisionally,
    activate_mentor,
    approve_application,
    ask_for_renewals,
    decline_application,
    end_bench,
    lapse_due_mentors,
    months_later,
    reinstate_mentor,
    renew_mentor,
    stay_unmatched,
)
from mentoring_pages.actions.application_drafts import create_application, withdraw_application
from mentoring_pages.actions.application_steps import HasMentee
from mentoring_pages.actions.applications import (
    arrange_interview,
    begin_training,
    finish_training,
    note_review,
    record_training,
    send_back,
    waive_years,
)
from mentoring_pages.actions.errors import Incomplete
from mentoring_pages.application_stages import ApplicationStatus, PrerequisiteKind, RefereeStatus
from mentoring_pages.cms.mentor_pages import refuse_to_publish
from mentoring_pages.enums import Visibility
from mentoring_pages.models import Level, MenteeProfile, MentorApplication, MentorProfilePage
from mentoring_pages.recipients import mentors_on_bench
from resources.registry import recipient_sources
from tests.factories import applications as factory
from tests.factories import mentoring

pytestmark = pytest.mark.django_db

S = ApplicationStatus


@pytest.fixture
def directory(db):
    return mentoring.mentor_directory()


# --- References, interview, training ---


def test_an_interview_waits_for_the_references_or_a_reason(coordinator):
    """R63."""
    application = factory.application_in(S.REFERENCES)
    later = timezone.now() + dt.timedelta(days=3)

    with pytest.raises(Incomplete):
        arrange_interview(application, by=coordinator, at=later, way="video")
    arranged = arrange_interview(application, by=coordinator, at=later, way="video", without_references="Known to us")

    assert arranged.status == S.INTERVIEW
    assert arranged.events.get().note == "Known to us"


def test_the_program_hears_when_how_and_where_and_again_when_it_moves(coordinator, committed):
    application = factory.application_in(S.REFERENCES)
    application.referees.update(status=RefereeStatus.ANSWERED)
    at = dt.datetime(2031, 3, 4, 16, 0, tzinfo=dt.UTC)

    committed(arrange_interview, application, by=coordinator, at=at, way="phone", place="217 555 0101")
    committed(arrange_interview, application, by=coordinator, at=at + dt.timedelta(hours=2), way="phone")

    assert [message.to for message in mail.outbox] == [[application.created_by.email]] * 2
    assert "10\N{NO-BREAK SPACE}am" in mail.outbox[0].body
    assert "217 555 0101" in mail.outbox[0].body
    assert "12\N{NO-BREAK SPACE}pm" in mail.outbox[1].body


def test_an_interview_is_not_arranged_in_the_past(coordinator):
    application = factory.application_in(S.INTERVIEW)

    with pytest.raises(Incomplete):
        arrange_interview(application, by=coordinator, at=timezone.now(), way="phone")


def test_training_begins_after_the_interview_was_held(coordinator):
    application = factory.application_in(S.INTERVIEW)

    with pytest.raises(Incomplete):
        begin_training(application, by=coordinator)


def test_training_ends_when_each_required_topic_was_covered(coordinator):
    """R65, R93: the contents are a list that staff edit."""
    listening, limits = factory.training_topic("Active listening"), factory.training_topic("Boundaries")
    factory.training_topic("Songs", required=False)
    application = factory.application_in(S.TRAINING)
    first = factory.training_session("First day", topics=[listening])
    second = factory.training_session("Second day", topics=[limits])

    record_training(application, by=coordinator, sessions=[first])
    with pytest.raises(Incomplete) as refusal:
        finish_training(application, by=coordinator)
    record_training(application, by=coordinator, sessions=[first, second])
    finished = finish_training(application, by=coordinator)

    assert str(refusal.value.message) == "The training has not covered: Boundaries."
    assert finished.status == S.REVIEW
    assert [one.session for one in finished.attendances.all()] == [first, second]


def test_a_session_to_come_was_attended_by_nobody(coordinator):
    application = factory.application_in(S.TRAINING)
    ahead = factory.training_session(days=2)

    with pytest.raises(Incomplete):
        record_training(application, by=coordinator, sessions=[ahead])


def test_sent_back_it_is_a_draft_with_the_staffs_words(coordinator, committed):
    application = factory.application_in(S.SUBMITTED)

    committed(send_back, application, by=coordinator, note="Please add a number to each result.")

    application.refresh_from_db()
    assert (application.status, application.sent_back_note) == (S.DRAFT, "Please add a number to each result.")
    assert "Please add a number to each result." in mail.outbox[0].body


# --- Decisions ---


@pytest.mark.parametrize(
    ("outcome", "refused"), [("", True), ("not_now", True), ("with_support", True), ("suitable", False)]
)
def test_approval_needs_a_review_that_says_suitable(outcome, refused, coordinator, directory):
    """R83: the review stands at the end of the training."""
    application = factory.application_in(S.REVIEW)
    if outcome:
        note_review(application, by=coordinator, outcome=outcome, note="")

    if refused:
        with pytest.raises(Incomplete):
            approve_application(application, by=coordinator)
    else:
        assert approve_application(application, by=coordinator).live is False


def test_closer_support_makes_a_provisional_mentor_who_is_in_no_list(coordinator, directory):
    application = factory.application_in(S.REVIEW)
    note_review(application, by=coordinator, outcome="with_support", note="")

    provisional = accept_provisionally(application, by=coordinator)

    assert provisional.status == S.PROVISIONAL
    assert not MentorProfilePage.objects.exists()


def test_approval_waits_for_the_years_or_a_waiver(coordinator, directory):
    """R46."""
    factory.prerequisite("Three years", kind=PrerequisiteKind.YEARS, years=3)
    application = factory.application_in(S.REVIEW)
    MenteeProfile.objects.update(grantee_since=timezone.localdate().year - 2)
    note_review(application, by=coordinator, outcome="suitable", note="")

    with pytest.raises(Incomplete):
        approve_application(application, by=coordinator)
    waive_years(application, by=coordinator, reason="Twelve years of Teen REACH")
    approve_application(application, by=coordinator)

    application.refresh_from_db()
    assert (application.status, application.years_waived_by) == (S.APPROVED, coordinator)


def test_facts_move_from_the_mentee_profile_to_the_page_and_stand_on_one_only(coordinator, directory):
    """R11: all fourteen with who sees each; the page is a draft from the application's topics and results."""
    application = factory.application_in(S.REVIEW)
    profile = application.program.mentee_profile
    profile.levels = [mentoring.term(Level, name="Middle")]
    profile.mission, profile.mission_visibility = "Every child known by name", Visibility.MEMBERS
    profile.budget_band = "under_50k"
    profile.save()
    note_review(application, by=coordinator, outcome="suitable", note="")

    made = approve_application(application, by=coordinator)

    page = MentorProfilePage.objects.get()
    assert (made.pk, page.live, page.program) == (page.pk, False, application.program)
    assert not MenteeProfile.objects.filter(program=application.program).exists()
    assert (page.city, page.mission, page.mission_visibility) == ("Galena", "Every child known by name", "members")
    assert (page.budget_band, page.budget_visibility) == ("under_50k", "staff")
    assert [level.name for level in page.levels.all()] == ["Middle"]
    assert [topic.pk for topic in page.topics.all()] == [one.topic_id for one in application.topics.all()]
    assert page.get_latest_revision_as_object().offer == "Nine of ten families came to a meeting."


def test_without_a_directory_nothing_changes(coordinator):
    """One transaction: neither stage nor facts."""
    application = factory.application_in(S.REVIEW)
    note_review(application, by=coordinator, outcome="suitable", note="")

    with pytest.raises(Incomplete):
        approve_application(application, by=coordinator)

    application.refresh_from_db()
    assert application.status == S.REVIEW
    assert MenteeProfile.objects.filter(program=application.program).exists()


def test_an_existing_page_is_kept_and_marked(coordinator, directory):
    """A mentor that lapsed and applies again finds its page as it was."""
    application = factory.application_in(S.REVIEW)
    page = mentoring.mentor_profile(application.program, tagline="As before")
    page.unpublish()
    note_review(application, by=coordinator, outcome="suitable", note="")

    found = approve_application(application, by=coordinator)

    assert (found.pk, found.tagline, MentorProfilePage.objects.count()) == (page.pk, "As before", 1)
    assert not MenteeProfile.objects.filter(program=application.program).exists()


def test_made_active_the_page_is_public_and_takes_requests(coordinator, directory, committed):
    application = factory.application_in(S.REVIEW)
    note_review(application, by=coordinator, outcome="suitable", note="")
    approve_application(application, by=coordinator)

    page = committed(activate_mentor, application, by=coordinator)

    assert MentorProfilePage.objects.live().available().get().pk == page.pk
    assert mail.outbox[-1].subject.endswith("is in the mentor directory")


def test_declined_kindly_without_the_staffs_reason(coordinator, committed):
    application = factory.application_in(S.REVIEW)
    factory.numbers(decline_text="Thank you for coming all this way.")

    committed(decline_application, application, by=coordinator, reason="Too harsh with staff", words="Try next year.")

    (message,) = mail.outbox
    assert message.body.startswith("Thank you for coming all this way.\n\nTry next year.")
    assert "harsh" not in message.body + message.subject


def test_declining_needs_a_reason(coordinator):
    application = factory.application_in(S.REVIEW)

    with pytest.raises(Incomplete):
        decline_application(application, by=coordinator, reason="  ")


def test_a_declined_program_may_apply_again(coordinator):
    application = factory.application_in(S.SUBMITTED)
    decline_application(application, by=coordinator, reason="Too early")

    again = create_application(application.program, by=application.created_by)

    assert (again.pk != application.pk, again.status) == (True, S.DRAFT)


def test_every_step_is_remembered_with_who_and_when(coordinator, directory):
    application = factory.application_in(S.REVIEW)
    note_review(application, by=coordinator, outcome="suitable", note="Warm and clear")
    approve_application(application, by=coordinator, reason="Just right")

    rows = application.events.values_list("step", "stage_before", "stage_after", "by", "note")

    assert list(rows) == [
        ("note_review", "review", "review", coordinator.pk, ""),
        ("approve", "review", "approved", coordinator.pk, "Just right"),
    ]


# --- The directory shows mentors only ---


@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_page_takes_requests_only_if_its_program_is_a_mentor(status, directory):
    """R33: whatever an editor published. Without an application a live page counts as approved."""
    membership = mentoring.ProgramMembershipFactory()
    page = mentoring.mentor_profile(membership.program)
    before = MentorProfilePage.objects.available().filter(pk=page.pk).exists()

    factory.MentorApplicationFactory(program=membership.program, status=status)

    after = MentorProfilePage.objects.available().filter(pk=page.pk).exists()
    assert (before, after) == (True, status in (S.DRAFT, S.APPROVED, S.ACTIVE))


def test_the_directory_leaves_out_who_is_no_mentor(client, directory):
    shown, hidden = mentoring.mentor_profile(), mentoring.mentor_profile()
    factory.MentorApplicationFactory(program=hidden.program, status=S.TRAINING)

    page = client.get(directory.url).content.decode()

    assert (shown.title in page, hidden.title in page) == (True, False)


def test_an_editor_cannot_publish_the_page_of_somebody_who_is_no_mentor(rf, superuser, directory):
    page = mentoring.mentor_profile()
    request = rf.post("/cms/")
    request.user, request.session = superuser, {}
    request._messages = FallbackStorage(request)
    before = refuse_to_publish(request, page)
    factory.MentorApplicationFactory(program=page.program, status=S.WITHDRAWN)

    refusal = refuse_to_publish(request, page)

    assert before is None
    assert refusal.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [str(message).strip() for message in request._messages] == [
        f"{page.program} is no approved mentor now, so its page is not published. Your changes are kept as a draft."
    ]


# --- The bench ---


def test_trained_mentors_without_a_mentee_are_on_the_bench(paired):
    """R101: also those who chose to stay without one; nobody else."""
    found = {}
    for status in ApplicationStatus:
        application = factory.MentorApplicationFactory(status=status)
        on_bench = MentorApplication.objects.on_bench().filter(pk=application.pk).exists()
        found[status] = (on_bench, application.is_on_bench, application.stays_unmatched)
    matched = factory.MentorApplicationFactory(program=paired.pair.mentor, status=S.ACTIVE)

    on_bench = {status for status, (in_list, on_row, _chose) in found.items() if in_list and on_row}
    assert on_bench == {S.PROVISIONAL, S.APPROVED, S.ACTIVE, S.BENCH}
    assert {status for status, (_in_list, _on_row, chose) in found.items() if chose} == {S.BENCH}
    assert matched.is_on_bench is False
    assert not MentorApplication.objects.on_bench().filter(pk=matched.pk).exists()


def test_who_stays_without_a_mentee_leaves_the_directory_and_comes_back(coordinator, directory):
    application = factory.application_in(S.ACTIVE)
    page = mentoring.mentor_profile(application.program)

    stay_unmatched(application, by=application.created_by)
    page.refresh_from_db()
    gone = (page.live, MentorApplication.objects.staying_unmatched().get() == application)
    end_bench(application, by=coordinator)
    activate_mentor(application, by=coordinator)

    page.refresh_from_db()
    assert gone == (False, True)
    assert page.live is True


def test_a_mentor_with_a_mentee_neither_sits_down_nor_leaves(paired):
    application = factory.MentorApplicationFactory(program=paired.pair.mentor, status=S.ACTIVE)

    for step in (stay_unmatched, withdraw_application):
        with pytest.raises(HasMentee):
            step(application, by=paired.mentor)


def test_mentors_on_the_bench_can_be_invited_to_gatherings(paired):
    """R101: a source of recipients of its own."""
    application = factory.MentorApplicationFactory(program=mentoring.ProgramMembershipFactory().program, status=S.BENCH)
    factory.MentorApplicationFactory(program=paired.pair.mentor, status=S.ACTIVE)
    person = application.program.memberships.get().user

    assert str(recipient_sources()["mentors-on-bench"].label) == "Mentors on the bench"
    assert mentors_on_bench([]) == [(person.get_full_name(), person.email, application.program.name)]


# --- Renewal ---


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (dt.date(2026, 11, 29), 24, dt.date(2028, 11, 29)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 12, 1), 12, dt.date(2027, 12, 1)),
    ],
)
def test_a_period_ends_on_the_same_day_of_a_later_month(day, months, later):
    assert months_later(day, months) == later


def _valid_until(application, day):
    MentorApplication.objects.filter(pk=application.pk).update(valid_until=day)


def test_mentors_are_asked_once_before_their_period_ends(committed):
    factory.numbers(renewal_notice_days=30)
    application = factory.application_in(S.ACTIVE)
    now = timezone.now()
    _valid_until(application, timezone.localdate() + dt.timedelta(days=31))

    counts = [committed(ask_for_renewals, now + dt.timedelta(days=days)) for days in (0, 1, 2)]

    assert counts == [0, 1, 0]
    assert [message.to for message in mail.outbox] == [[application.created_by.email]]


def test_a_confirmation_begins_a_new_period(committed):
    factory.numbers(renewal_months=12)
    application = factory.application_in(S.ACTIVE)
    _valid_until(application, timezone.localdate())
    ask_for_renewals(timezone.now())

    renewed = renew_mentor(application, by=application.created_by)

    assert renewed.valid_until == months_later(timezone.localdate(), 12)
    assert renewed.renewal_asked_at is None


def test_without_an_answer_the_mentor_lapses_with_notice(coordinator, directory, committed):
    """The page leaves the site; never before the days of notice are over."""
    factory.numbers(renewal_notice_days=30)
    application = factory.application_in(S.ACTIVE)
    page = mentoring.mentor_profile(application.program)
    _valid_until(application, timezone.localdate() - dt.timedelta(days=1))
    now = timezone.now()

    unasked = committed(lapse_due_mentors, now)
    committed(ask_for_renewals, now)
    too_soon = committed(lapse_due_mentors, now + dt.timedelta(days=29))
    lapsed = committed(lapse_due_mentors, now + dt.timedelta(days=30))
    again = committed(lapse_due_mentors, now + dt.timedelta(days=31))

    application.refresh_from_db()
    page.refresh_from_db()
    assert (unasked, too_soon, lapsed, again) == (0, 0, 1, 0)
    assert (application.status, page.live) == (S.LAPSED, False)
    assert mail.outbox[-1].subject.endswith("is not listed as a mentor any more")

    reinstate_mentor(application, by=coordinator)
    application.refresh_from_db()
    assert application.status == S.APPROVED


def test_a_mentor_of_a_running_pair_does_not_lapse(paired):
    application = factory.MentorApplicationFactory(program=paired.pair.mentor, status=S.ACTIVE)
    long_ago = timezone.now() - dt.timedelta(days=90)
    MentorApplication.objects.filter(pk=application.pk).update(valid_until=long_ago.date(), renewal_asked_at=long_ago)

    assert lapse_due_mentors(timezone.now()) == 0


def test_zero_months_mean_never(committed):
    factory.numbers(renewal_months=0)
    application = factory.application_in(S.ACTIVE)
    _valid_until(application, timezone.localdate() - dt.timedelta(days=90))

    assert (ask_for_renewals(timezone.now()), lapse_due_mentors(timezone.now())) == (0, 0)
    assert renew_mentor(application, by=application.created_by).valid_until is None
