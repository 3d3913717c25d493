"""The staff's screen of mails on their way: that they went out, never what they say and to whom exactly."""

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.cms.acts import RowAct
from resources.cms.scoped import described
from resources.enums import MailStatus
from resources.mailing import BOUNCED, try_again
from resources.models import OutgoingMail
from resources.registry import mail_texts, mails_unknown_to

from .scoped import GatheringModelAdmin


def masked(address):
    """ "a…@e….org": enough to recognise an address that one knows, not enough to learn one."""
    local, _at, domain = address.partition("@")
    if not domain:
        return ""
    host, dot, ending = domain.rpartition(".")
    return f"{local[:1]}…@{host[:1]}…{dot}{ending}" if dot else f"{local[:1]}…@{domain[:1]}…"


def _try_again(mail, user):
    try_again(mail)
    return _("The mail is in line again. It goes out within some minutes.")


class OutgoingMailAdmin(GatheringModelAdmin):
    """Mails that went out, wait, or were given up. Their texts are kept only until they are out, and never shown."""

    model = OutgoingMail
    menu_label = gettext_lazy("Mails")
    menu_icon = "mail"
    index_view_extra_css = ["partnership_events/desk.css"]
    list_display = ("kind_label", "about", "recipient", "status_label", "tries_count", "created_at", "sent_at")
    list_filter = ("status",)
    search_fields = ("about",)
    ordering = ("-created_at", "-pk")
    inspect_view_fields = [
        "kind_label",
        "about",
        "recipient",
        "status_label",
        "tries_count",
        "problem_label",
        "created_at",
        "try_at",
        "sent_at",
    ]
    row_acts = (
        RowAct(
            "try-again",
            gettext_lazy("Try again"),
            lambda mail: _("The mail goes back in line and is sent within some minutes."),
            _try_again,
            # A mail without address can't go anywhere; one that came back or waited long has no text any more.
            is_offered=lambda mail: (
                mail.status == MailStatus.FAILED and bool(mail.to) and mail.problem != BOUNCED and mail.has_text
            ),
            is_in_list=True,
        ),
    )

    def scope(self, user):
        # The texts are not even read.
        return (
            super()
            .scope(user)
            .exclude(kind__in=mails_unknown_to(user))
            .annotate(has_text=ExpressionWrapper(~Q(text=""), output_field=BooleanField()))
            .defer("subject", "text", "html", "headers", "attachment")
        )

    @described(gettext_lazy("kind"))
    def kind_label(self, mail):
        return mail_texts().get(mail.kind) or mail.kind.replace("_", " ").capitalize()

    @described(gettext_lazy("to"))
    def recipient(self, mail):
        return masked(mail.to) or _("(removed)")

    @described(gettext_lazy("status"))
    def status_label(self, mail):
        if mail.problem:
            return format_html("{} ({})", mail.get_status_display(), self.problem_label(mail))
        return mail.get_status_display()

    @described(gettext_lazy("what went wrong"))
    def problem_label(self, mail):
        problems = {
            "SMTPRecipientsRefused": _("the address was refused"),
            "ConnectionRefusedError": _("the mail server did not answer"),
            "TimeoutError": _("the mail server did not answer in time"),
            "gaierror": _("the mail server was not found"),
            "SMTPAuthenticationError": _("the mail server refused our sign-in"),
            "SMTPServerDisconnected": _("the mail server hung up"),
            "BadHeaderError": _("the mail cannot be written like this"),
        }
        return problems.get(mail.problem, mail.problem)
