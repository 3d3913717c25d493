"""What mentoring does when `manage.py partnership_work` looks for what is due."""

from django.utils.translation import gettext_lazy as _

from resources.registry import Job, register_job


def register():
    """Hand it to the registry; called once when the app is ready."""
    from .actions.agreements import ask_pairs_to_sign
    from .actions.application_decisions import ask_for_renewals, lapse_due_mentors
    from .actions.concerns import escalate_concerns, forget_concerns
    from .actions.evaluations import ask_for_evaluations
    from .actions.fit_checks import ask_for_fit
    from .actions.meeting_outcomes import remind_of_meetings
    from .actions.meetings import cancel_meetings_of_ended_pairs
    from .actions.mentor_invitations import propose_former_mentees
    from .actions.references import remind_due_referees
    from .actions.referrals import forget_referrals
    from .actions.request_clock import close_unanswered, remind_mentors
    from .actions.request_upkeep import tidy_requests
    from .actions.season_end import close_at_season_end, tell_of_season_end

    register_job(Job("referees", _("Referees reminded"), remind_due_referees))
    register_job(Job("mentor-renewals", _("Mentors asked to confirm"), ask_for_renewals))
    register_job(Job("mentor-lapses", _("Mentors who lapsed"), lapse_due_mentors))
    register_job(Job("former-mentees", _("Former mentees to invite"), propose_former_mentees))
    register_job(Job("request-closings", _("Requests that went on to the next mentor"), close_unanswered))
    register_job(Job("request-reminders", _("Mentors reminded of a request"), remind_mentors))
    register_job(Job("request-upkeep", _("Requests whose mentor or program is gone"), tidy_requests))
    register_job(Job("agreements", _("Pairs asked to sign a new agreement"), ask_pairs_to_sign))
    register_job(Job("fit-checks", _("Pairs asked how it fits"), ask_for_fit))
    register_job(Job("concerns", _("Concerns that wait too long"), escalate_concerns))
    register_job(Job("old-concerns", _("Closed concerns deleted"), forget_concerns))
    register_job(Job("meeting-reminders", _("Pairs reminded of a meeting"), remind_of_meetings))
    register_job(Job("ended-meetings", _("Meetings of ended pairs cancelled"), cancel_meetings_of_ended_pairs))
    register_job(Job("referrals", _("Names and words of old referrals"), forget_referrals))
    register_job(Job("evaluations", _("People asked for evaluations"), ask_for_evaluations))
    register_job(Job("season-end-notices", _("Pairs told that their season ends"), tell_of_season_end))
    register_job(Job("season-ends", _("Pairs closed at the end of their season"), close_at_season_end))
