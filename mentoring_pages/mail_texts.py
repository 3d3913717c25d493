"""The mails of the mentoring whose first paragraph staff may say in words of their own."""

from django.utils.translation import gettext_lazy as _

from mentoring_pages.roles import is_coordinator
from resources.registry import register_mail_text

LABELS = {
    "request_announced": _("Match request: a new one, to coordinators"),
    "request_asked": _("Match request: a mentor is asked"),
    "request_reminder": _("Match request: the reminder to a mentor"),
    "request_changed": _("Match request: changed, to mentors who were asked"),
    "request_removed": _("Match request: off the list, to a mentor who was asked"),
    "request_let_go": _("Match request: goes on to others, to the mentor"),
    "request_moved_on": _("Match request: a mentor fell away, to the mentee"),
    "request_closed": _("Match request: settled, to mentors who were asked"),
    "request_withdrawn": _("Match request: taken back, to mentors who were asked"),
    "request_withdrawn_for": _("Match request: taken back by a coordinator, to the mentee"),
    "request_ended": _("Match request: ended without a mentor, to the mentee"),
    "request_unmatched": _("Match request: no mentor free, to coordinators"),
    "request_meanwhile": _("Match request: no mentor yet, and what to join meanwhile"),
    "pair_held_mentee": _("Pair to be confirmed: to the mentee"),
    "pair_held_mentor": _("Pair to be confirmed: to the mentor"),
    "pair_to_confirm": _("Pair to be confirmed: to coordinators"),
    "pair_not_confirmed": _("Pair not confirmed: to the mentor"),
    "pair_mentee": _("New pair: to the mentee"),
    "pair_mentor": _("New pair: to the mentor"),
    "agreement_signed": _("Agreement: the other side has signed"),
    "agreement_asked": _("Agreement: a version to sign, to both sides"),
    "plan_approved": _("Action plan: the other side has approved it"),
    "visit_proposed": _("Site visit: a day is proposed"),
    "visit_agreed": _("Site visit: the day is agreed"),
    "visit_called_off": _("Site visit: called off"),
    "visit_shared": _("Site visit: the other side shared what it saw"),
    "meeting_proposed": _("Meeting: times proposed"),
    "meeting_agreed": _("Meeting: the time is agreed, or moved"),
    "meeting_changed": _("Meeting: place or length changed"),
    "meeting_cancelled": _("Meeting: cancelled"),
    "meeting_withdrawn": _("Meeting: a proposal is taken back"),
    "meeting_none_fits": _("Meeting: none of the times fits"),
    "meeting_reminder": _("Meeting: the reminder before"),
    "fit_check": _("After the first meeting: does it fit"),
    "fit_not": _("A pair does not fit, to coordinators"),
    "pair_rematch": _("Pair: ended because it did not fit"),
    "pair_closed": _("Pair: the ending is recorded"),
    "ending_proposed": _("Ending: one side proposes it"),
    "extension_proposed": _("Going on: one side proposes it"),
    "ending_not_yet": _("Ending or going on: not yet, to the side that proposed"),
    "ending_taken_back": _("Ending or going on: taken back, to the other side"),
    "pair_extended": _("Pair: goes on after the season"),
    "season_ending": _("End of the season: told beforehand"),
    "season_ended": _("End of the season: the pair is closed"),
    "evaluation_asked": _("Evaluation: a few questions are open"),
    "evaluation_reminder": _("Evaluation: the reminder"),
    "mentor_thanked": _("After the end: the mentee thanks its mentor"),
    "application_received": _("Mentor application: it has arrived"),
    "application_submitted": _("Mentor application: a new one, to coordinators"),
    "application_sent_back": _("Mentor application: please change something"),
    "application_withdrawn": _("Mentor application: taken back, to coordinators"),
    "reference_asked": _("Reference: a referee is asked"),
    "reference_reminder": _("Reference: a referee is reminded"),
    "reference_closed": _("Reference: not needed any more"),
    "reference_came": _("Reference: an answer came, to the program"),
    "reference_in": _("Reference: an answer came, to coordinators"),
    "reference_refused": _("Reference: a referee would rather not, to coordinators"),
    "application_interview": _("Mentor application: the interview"),
    "application_training": _("Mentor application: the training begins"),
    "application_trained": _("Mentor application: the training is complete"),
    "application_provisional": _("Mentor application: provisional mentor"),
    "application_approved": _("Mentor application: approved"),
    "application_active": _("Mentor: in the directory"),
    "application_bench": _("Mentor: stays in the group without a mentee"),
    "application_declined": _("Mentor application: declined"),
    "mentor_renewal": _("Mentor: please confirm for another period"),
    "mentor_lapsed": _("Mentor: lapsed"),
    "mentor_lapsed_staff": _("Mentor: lapsed, to coordinators"),
    "mentor_invited": _("Former mentee: would you be a mentor?"),
    "profile_submitted": _("Mentor page changed, to coordinators"),
    "enrolment_asked": _("Enrolment: a program asks, to coordinators"),
    "enrolment_received": _("Enrolment: we have it, to the program"),
    "enrolment_approved": _("Enrolment: approved"),
    "enrolment_declined": _("Enrolment: declined"),
    "join_asked": _("Joining a program: somebody asks, to directors and coordinators"),
    "join_approved": _("Joining a program: let in"),
    "join_declined": _("Joining a program: declined"),
    "program_invitation": _("Invitation into a program"),
    "person_joined": _("Invitation into a program: accepted, to directors"),
    "person_removed": _("Removed from a program"),
    "account_changed": _("Account: address or password changed by staff"),
    "director_you": _("New director: to the person"),
    "director_changed": _("New director: to coordinators"),
    "program_without_director": _("Program without a director, to coordinators"),
    "referral_new": _("Referral: a new one, to coordinators"),
    "referral_received": _("Referral: thanks"),
    "referral_invitation": _("Referral: invitation to the program"),
}


# Nobody learns from the list of mails that there was a concern: it could be about whoever looks.
SEALED_LABELS = {
    "concern_new": _("Concern: a new one, to those who read concerns"),
    "concern_message": _("Concern: the sender wrote again, to those who read concerns"),
    "concern_waiting": _("Concern: nobody has answered in time"),
    "concern_handlers": _("Concerns: who reads them was changed"),
}


def register():
    """Hand them to the registry; called once when the app is ready."""
    for key, label in LABELS.items():
        register_mail_text(key, label, is_known_to=is_coordinator)
    for key, label in SEALED_LABELS.items():
        register_mail_text(key, label, is_known_to=lambda user: False)
