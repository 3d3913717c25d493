"""The mails of the mentoring whose first paragraph staff may say in words of their own."""

from django.utils.translation import gettext_lazy as _

from resources.registry import register_mail_text

LABELS = {
    "request_announced": _("Match request: a new one, to coordinators"),
    "request_asked": _("Match request: a mentor is asked"),
    "request_declined": _("Match request: a mentor said no, to the mentee"),
    "request_closed": _("Match request: settled, to mentors who were asked"),
    "request_withdrawn": _("Match request: taken back, to mentors who were asked"),
    "request_unmatched": _("Match request: no mentor free, to coordinators"),
    "request_meanwhile": _("Match request: no mentor yet, and what to join meanwhile"),
    "pair_mentee": _("New pair: to the mentee"),
    "pair_mentor": _("New pair: to the mentor"),
    "pair_closed": _("Pair: the ending is recorded"),
    "profile_submitted": _("Mentor page changed, to coordinators"),
}


def register():
    """Hand them to the registry; called once when the app is ready."""
    for key, label in LABELS.items():
        register_mail_text(key, label)
