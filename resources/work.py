"""What the library does when `manage.py partnership_work` looks for what is due."""

from django.utils.translation import gettext_lazy as _

from .registry import Job, register_job


def register():
    """Hand it to the registry; called once when the app is ready."""
    from .mailing import send_due_mails

    register_job(Job("mails", _("Mails"), send_due_mails))
