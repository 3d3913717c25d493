"""Where an application to become a mentor stands, and the one table of the steps that lead on (R31, R63, R81)."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicationStatus(models.TextChoices):
    """The dated stages of a mentor, from the first draft on."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Application received")
    REFERENCES = "references", _("References asked")
    INTERVIEW = "interview", _("Interview")
    TRAINING = "training", _("In training")
    REVIEW = "review", _("Trained, suitability review")
    PROVISIONAL = "provisional", _("Provisional mentor")
    APPROVED = "approved", _("Approved mentor")
    ACTIVE = "active", _("Active mentor")
    BENCH = "bench", _("On the bench")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


IN_PROGRESS_STATUSES = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.REFERENCES,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.TRAINING,
    ApplicationStatus.REVIEW,
)
# Their page may be in the directory.
MENTOR_STATUSES = (ApplicationStatus.APPROVED, ApplicationStatus.ACTIVE)
TRAINED_STATUSES = (ApplicationStatus.PROVISIONAL, *MENTOR_STATUSES, ApplicationStatus.BENCH)
RENEWABLE_STATUSES = (*MENTOR_STATUSES, ApplicationStatus.BENCH)
CLOSED_APPLICATION_STATUSES = (ApplicationStatus.DECLINED, ApplicationStatus.WITHDRAWN, ApplicationStatus.LAPSED)
OPEN_APPLICATION_STATUSES = (ApplicationStatus.DRAFT, *IN_PROGRESS_STATUSES, *TRAINED_STATUSES)
# While a referee's answer can still matter.
REFERENCE_STATUSES = (ApplicationStatus.REFERENCES, ApplicationStatus.INTERVIEW, ApplicationStatus.TRAINING)


class StepTaker(models.TextChoices):
    """Who may take a step."""

    APPLICANT = "applicant", _("A director of the program")
    COORDINATOR = "coordinator", _("A coordinator who does not belong to the program")
    CLOCK = "clock", _("By itself, when it is due")


class ApplicationStep(models.TextChoices):
    """What can be done with an application; each is one action."""

    EDIT = "edit", _("Write on the draft")
    SUBMIT = "submit", _("Send in")
    SEND_BACK = "send_back", _("Send back for changes")
    ASK_REFERENCES = "ask_references", _("Ask the referees")
    REMIND_REFEREE = "remind_referee", _("Send the link to a referee again")
    REPLACE_REFEREE = "replace_referee", _("Replace a referee")
    WAIVE_YEARS = "waive_years", _("Accept without the years as a grantee")
    ARRANGE_INTERVIEW = "arrange_interview", _("Arrange the interview")
    NOTE_INTERVIEW = "note_interview", _("Record the interview")
    BEGIN_TRAINING = "begin_training", _("Begin the training")
    RECORD_TRAINING = "record_training", _("Record the training")
    FINISH_TRAINING = "finish_training", _("Finish the training")
    NOTE_REVIEW = "note_review", _("Record the suitability review")
    ACCEPT_PROVISIONALLY = "accept_provisionally", _("Accept provisionally")
    APPROVE = "approve", _("Approve as a mentor")
    ACTIVATE = "activate", _("Publish the page and make active")
    STAY_UNMATCHED = "stay_unmatched", _("Stay in the group without a mentee")
    END_BENCH = "end_bench", _("Back from the bench")
    RENEW = "renew", _("Confirm for another period")
    LAPSE = "lapse", _("Lapse")
    REINSTATE = "reinstate", _("Take back as a mentor")
    DECLINE = "decline", _("Decline")
    WITHDRAW = "withdraw", _("Withdraw")


@dataclass(frozen=True)
class StepRule:
    """From which stages a step is taken, by whom, and where it leads; None: the stage stays."""

    begins_in: tuple[ApplicationStatus, ...]
    takers: tuple[StepTaker, ...]
    leads_to: ApplicationStatus | None = None


_APPLICANT = (StepTaker.APPLICANT,)
_STAFF = (StepTaker.COORDINATOR,)
_S = ApplicationStatus

APPLICATION_STEPS = {
    ApplicationStep.EDIT: StepRule((_S.DRAFT,), _APPLICANT),
    ApplicationStep.SUBMIT: StepRule((_S.DRAFT,), _APPLICANT, _S.SUBMITTED),
    ApplicationStep.SEND_BACK: StepRule((_S.SUBMITTED,), _STAFF, _S.DRAFT),
    ApplicationStep.ASK_REFERENCES: StepRule((_S.SUBMITTED,), _STAFF, _S.REFERENCES),
    ApplicationStep.REMIND_REFEREE: StepRule(REFERENCE_STATUSES, (*_STAFF, StepTaker.CLOCK)),
    ApplicationStep.REPLACE_REFEREE: StepRule(REFERENCE_STATUSES, _STAFF),
    ApplicationStep.WAIVE_YEARS: StepRule(IN_PROGRESS_STATUSES, _STAFF),
    ApplicationStep.ARRANGE_INTERVIEW: StepRule((_S.REFERENCES, _S.INTERVIEW), _STAFF, _S.INTERVIEW),
    ApplicationStep.NOTE_INTERVIEW: StepRule((_S.INTERVIEW,), _STAFF),
    ApplicationStep.BEGIN_TRAINING: StepRule((_S.INTERVIEW,), _STAFF, _S.TRAINING),
    ApplicationStep.RECORD_TRAINING: StepRule((_S.TRAINING, *TRAINED_STATUSES), _STAFF),
    ApplicationStep.FINISH_TRAINING: StepRule((_S.TRAINING,), _STAFF, _S.REVIEW),
    ApplicationStep.NOTE_REVIEW: StepRule((_S.REVIEW, _S.PROVISIONAL), _STAFF),
    ApplicationStep.ACCEPT_PROVISIONALLY: StepRule((_S.REVIEW,), _STAFF, _S.PROVISIONAL),
    ApplicationStep.APPROVE: StepRule((_S.REVIEW, _S.PROVISIONAL), _STAFF, _S.APPROVED),
    ApplicationStep.ACTIVATE: StepRule((_S.APPROVED,), _STAFF, _S.ACTIVE),
    ApplicationStep.STAY_UNMATCHED: StepRule(
        (_S.REVIEW, _S.PROVISIONAL, *MENTOR_STATUSES), (*_STAFF, *_APPLICANT), _S.BENCH
    ),
    ApplicationStep.END_BENCH: StepRule((_S.BENCH,), _STAFF, _S.APPROVED),
    ApplicationStep.RENEW: StepRule(RENEWABLE_STATUSES, _APPLICANT),
    ApplicationStep.LAPSE: StepRule(RENEWABLE_STATUSES, (StepTaker.CLOCK,), _S.LAPSED),
    ApplicationStep.REINSTATE: StepRule((_S.LAPSED,), _STAFF, _S.APPROVED),
    ApplicationStep.DECLINE: StepRule((*IN_PROGRESS_STATUSES, _S.PROVISIONAL), _STAFF, _S.DECLINED),
    ApplicationStep.WITHDRAW: StepRule(OPEN_APPLICATION_STATUSES, _APPLICANT, _S.WITHDRAWN),
}


class PrerequisiteKind(models.TextChoices):
    """How a prerequisite is met."""

    CONFIRM = "confirm", _("The director confirms it")
    YEARS = "years", _("Years as a 21st CCLC grantee")
    TEXT = "text", _("An answer in words")


class RefereeStatus(models.TextChoices):
    """Where a reference stands."""

    NAMED = "named", _("Not asked yet")
    ASKED = "asked", _("Asked")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Would rather not")
    REPLACED = "replaced", _("Replaced")


class MeetingWay(models.TextChoices):
    """How an interview is held."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("By video call")
    PHONE = "phone", _("By telephone")


class ReviewOutcome(models.TextChoices):
    """What the suitability review at the end of the training came to (R83)."""

    SUITABLE = "suitable", _("Suitable")
    WITH_SUPPORT = "with_support", _("Suitable with closer support")
    NOT_NOW = "not_now", _("Not now")


class MentorInvitationStatus(models.TextChoices):
    """Where the idea stands that a former mentee could become a mentor (R90)."""

    PROPOSED = "proposed", _("Proposed")
    INVITED = "invited", _("Invited")
    DISMISSED = "dismissed", _("Not now")
