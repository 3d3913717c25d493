"""What the library does when `manage.py partnership_work` looks for what is due."""

from django.utils.translation import gettext_lazy as _

from .registry import Job, register_job


def register():
    """Hand it to the registry; called once when the app is ready."""
    from .actions.imports import forget_imports
    from .actions.rules import do_waiting_steps, forget_runs
    from .actions.suggestions import forget_suggestions
    from .alerts.bouncing import end_bouncing_alerts
    from .alerts.sending import forget_alerts, send_digests
    from .collecting.gathered import gather_all
    from .files.reading import read_due_files
    from .importing.running import work_on_imports
    from .library.counting import add_up_uses
    from .library.forgetting import forget_askers
    from .link_check.checking import check_due_links
    from .link_check.uses import read_links
    from .mailing import forget_given_up_mails, send_due_mails
    from .recycling.keeping import empty_bin
    from .reviewing import send_review_reminders
    from .sent_forms import forget_used_forms

    register_job(Job("mails", _("Mails"), send_due_mails))
    register_job(Job("mails-given-up", _("Texts of mails that were given up"), forget_given_up_mails))
    register_job(Job("used-forms", _("Marks of forms that were sent"), forget_used_forms))
    register_job(Job("uses", _("Use of resources"), add_up_uses))
    register_job(Job("format_requests", _("Addresses of finished requests"), forget_askers))
    register_job(Job("imports", _("Imports"), work_on_imports))
    register_job(Job("old-imports", _("Imports nobody said yes to"), forget_imports))
    register_job(Job("suggestions", _("Names and words of old suggestions"), forget_suggestions))
    register_job(Job("files", _("Texts of files"), read_due_files))
    register_job(Job("collected", _("Collections looked through"), gather_all))
    register_job(Job("bin", _("Recycle bin emptied"), empty_bin))
    register_job(Job("link-reading", _("Pages read for links"), read_links))
    register_job(Job("alerts", _("Lists by e-mail"), send_digests))
    register_job(Job("alerts-bouncing", _("Lists by e-mail to dead addresses ended"), end_bouncing_alerts))
    register_job(Job("alerts-forgotten", _("Unconfirmed lists by e-mail removed"), forget_alerts))
    register_job(Job("rule-steps", _("Steps of content rules"), do_waiting_steps))
    register_job(Job("rules", _("Old runs of content rules removed"), forget_runs))
    register_job(Job("links", _("Links checked"), check_due_links))
    register_job(Job("reviews", _("Reminders of reviews"), send_review_reminders))
