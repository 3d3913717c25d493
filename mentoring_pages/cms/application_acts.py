"""The steps of an application as buttons of the staff's screen: those that the one table allows, and no others."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring_pages.actions import application_decisions as decisions
from mentoring_pages.actions import applications as actions
from mentoring_pages.actions import references
from mentoring_pages.application_stages import APPLICATION_STEPS, ApplicationStatus, ApplicationStep
from resources.cms.acts import RowAct

from . import application_forms as forms


def _done(action, sentence):
    def run(application, user, **values):
        action(application, by=user, **values)
        return sentence % {"program": application.program.name}

    return run


def _asked(sentence):
    return lambda application: sentence % {"program": application.program.name}


def _offered(step):
    """Whether the table has the step in the row's stage. Who may take it, the action asks after its lock."""
    return lambda application: ApplicationStatus(application.status) in APPLICATION_STEPS[step].begins_in


def _act(step, question, action, done, **options):
    return RowAct(
        step.replace("_", "-"),
        ApplicationStep(step).label,
        _asked(question),
        _done(action, done),
        is_offered=_offered(step),
        **options,
    )


def _ask_references(application, user):
    count = references.ask_references(application, by=user)
    return _("%(count)s referees of %(program)s have a mail.") % {"count": count, "program": application.program.name}


def _sessions_attended(application):
    return {"sessions": list(application.attendances.values_list("session", flat=True))}


STEP_ACTS = (
    RowAct(
        "ask-references",
        ApplicationStep.ASK_REFERENCES.label,
        _asked(gettext_lazy("Each referee of %(program)s gets a mail with a link of their own.")),
        _ask_references,
        is_offered=_offered(ApplicationStep.ASK_REFERENCES),
    ),
    _act(
        ApplicationStep.SEND_BACK,
        gettext_lazy("The application of %(program)s becomes a draft again, with your words on what to change."),
        actions.send_back,
        gettext_lazy("%(program)s can change the application now."),
        form_class=forms.SendBackForm,
    ),
    _act(
        ApplicationStep.WAIVE_YEARS,
        gettext_lazy("%(program)s can become a mentor with fewer years as a grantee than we ask for."),
        actions.waive_years,
        gettext_lazy("The years of %(program)s are accepted as they are."),
        form_class=forms.WaiveYearsForm,
        initial=lambda application: {"reason": application.years_waived_reason},
    ),
    _act(
        ApplicationStep.ARRANGE_INTERVIEW,
        gettext_lazy("%(program)s gets a mail with the date. Arranging again moves the interview."),
        actions.arrange_interview,
        gettext_lazy("The interview of %(program)s is arranged."),
        form_class=forms.InterviewForm,
        initial=lambda application: {
            "at": application.interview_at,
            "way": application.interview_way,
            "place": application.interview_place,
        },
    ),
    _act(
        ApplicationStep.NOTE_INTERVIEW,
        gettext_lazy("When you talked with %(program)s, and what came of it."),
        actions.note_interview,
        gettext_lazy("The interview of %(program)s is recorded."),
        form_class=forms.InterviewNoteForm,
        initial=lambda application: (
            {
                "held_on": application.interview_held_on,
                "note": application.interview_note,
            }
            if application.interview_held_on
            else {}
        ),
    ),
    _act(
        ApplicationStep.BEGIN_TRAINING,
        gettext_lazy("%(program)s gets a mail with the training dates to come."),
        actions.begin_training,
        gettext_lazy("%(program)s is in training."),
    ),
    _act(
        ApplicationStep.RECORD_TRAINING,
        gettext_lazy("Tick every session that people of %(program)s attended."),
        actions.record_training,
        gettext_lazy("The training of %(program)s is recorded."),
        form_class=forms.TrainingForm,
        initial=_sessions_attended,
    ),
    _act(
        ApplicationStep.FINISH_TRAINING,
        gettext_lazy("The training of %(program)s is complete. The suitability review comes next."),
        actions.finish_training,
        gettext_lazy("%(program)s has finished the training."),
    ),
    _act(
        ApplicationStep.NOTE_REVIEW,
        gettext_lazy("How suitable %(program)s is as a mentor, at the end of the training."),
        actions.note_review,
        gettext_lazy("The review of %(program)s is recorded."),
        form_class=forms.ReviewForm,
        initial=lambda application: {"outcome": application.review_outcome, "note": application.review_note},
    ),
    _act(
        ApplicationStep.ACCEPT_PROVISIONALLY,
        gettext_lazy("%(program)s becomes a mentor with closer support, not in the directory yet. It gets a mail."),
        decisions.accept_provisionally,
        gettext_lazy("%(program)s is a provisional mentor."),
    ),
    _act(
        ApplicationStep.APPROVE,
        gettext_lazy("%(program)s becomes a mentor and gets a mail. A draft of its page is made from its facts."),
        decisions.approve_application,
        gettext_lazy("%(program)s is an approved mentor. Its page waits as a draft."),
        form_class=forms.ApprovalForm,
    ),
    _act(
        ApplicationStep.ACTIVATE,
        gettext_lazy(
            "The page of %(program)s is published as it stands now, and programs can ask it. Look at it first."
        ),
        decisions.activate_mentor,
        gettext_lazy("%(program)s is in the directory."),
    ),
    _act(
        ApplicationStep.STAY_UNMATCHED,
        gettext_lazy("%(program)s stays in the mentors' group. Nobody is matched with it; its page leaves the site."),
        decisions.stay_unmatched,
        gettext_lazy("%(program)s stays in the group without a mentee."),
    ),
    _act(
        ApplicationStep.END_BENCH,
        gettext_lazy("%(program)s is an approved mentor again; its page waits for you to publish it."),
        decisions.end_bench,
        gettext_lazy("%(program)s is an approved mentor."),
    ),
    _act(
        ApplicationStep.REINSTATE,
        gettext_lazy("%(program)s is an approved mentor again, for another period."),
        decisions.reinstate_mentor,
        gettext_lazy("%(program)s is an approved mentor."),
    ),
    _act(
        ApplicationStep.DECLINE,
        gettext_lazy("%(program)s gets a kind mail. The reason stays with staff."),
        decisions.decline_application,
        gettext_lazy("The application of %(program)s is declined."),
        form_class=forms.DeclineForm,
        is_serious=True,
    ),
)


def _can_remind(referee):
    return referee.status == "asked" and _offered(ApplicationStep.REMIND_REFEREE)(referee.application)


def _can_replace(referee):
    is_open = referee.status in ("named", "asked", "declined")
    return is_open and _offered(ApplicationStep.REPLACE_REFEREE)(referee.application)


def _remind(referee, user):
    references.remind_referee(referee, by=user)
    return _("%(name)s has the link again.") % {"name": referee.name}


def _replace(referee, user, **values):
    new = references.replace_referee(referee, by=user, **values)
    return _("%(name)s has a mail with a link.") % {"name": new.name}


REFEREE_ACTS = (
    RowAct(
        "remind",
        ApplicationStep.REMIND_REFEREE.label,
        lambda referee: (
            _("%(name)s gets the same link once more; it works for the full time again.") % {"name": referee.name}
        ),
        _remind,
        is_offered=_can_remind,
        is_in_list=True,
    ),
    RowAct(
        "replace",
        ApplicationStep.REPLACE_REFEREE.label,
        lambda referee: _("The link of %(name)s ends. Somebody else gets one.") % {"name": referee.name},
        _replace,
        is_offered=_can_replace,
        form_class=forms.RefereeForm,
        is_in_list=True,
    ),
)
