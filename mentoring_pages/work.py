"""What mentoring does when `manage.py partnership_work` looks for what is due."""

from django.utils.translation import gettext_lazy as _

from resources.registry import Job, register_job


def register():
    """Hand it to the registry; called once when the app is ready."""
    from .actions.application_decisions import ask_for_renewals, lapse_due_mentors
    from .actions.mentor_invitations import propose_former_mentees
    from .actions.references import remind_due_referees

    register_job(Job("referees", _("Referees reminded"), remind_due_referees))
    register_job(Job("mentor-renewals", _("Mentors asked to confirm"), ask_for_renewals))
    register_job(Job("mentor-lapses", _("Mentors who lapsed"), lapse_due_mentors))
    register_job(Job("former-mentees", _("Former mentees to invite"), propose_former_mentees))
