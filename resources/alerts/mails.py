"""The mails about alerts. Every text is a template in `partnership_resources/mail/`, plain and HTML alike.

Call these inside the transaction of the change that they tell of.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.absolute_addresses import absolute_url
from resources.enums import AlertPeriod, MailStatus
from resources.mailing import queue_mail, rendered
from resources.models import OutgoingMail
from resources.registry import register_mail_text

from .links import CONFIRM_DAYS, confirming_token, full_url, own_token

FOLDER = "partnership_resources/mail"
PREFIX = "alert_"
LABELS = {
    "alert_confirm": gettext_lazy("Lists by e-mail: please confirm"),
    "alert_known": gettext_lazy("Lists by e-mail: you get this one already"),
    "alert_digest": gettext_lazy("Lists by e-mail: what is new"),
    "alert_ended": gettext_lazy("Lists by e-mail: this list has ended"),
}
# Most resources that one mail lists; beyond them it leads to the list.
MOST_ITEMS = 50
_BY_MACHINE = {"Auto-Submitted": "auto-generated"}


def register():
    """Let staff reword these mails; called once when the app is ready."""
    for key, label in LABELS.items():
        register_mail_text(key, label)


def queue_confirmation(subscription, library):
    """Ask whether it was them. Nothing else is sent to an address before it has said yes."""
    context = {
        "confirm_url": full_url("confirm", confirming_token(subscription), library),
        "days": CONFIRM_DAYS,
        "is_daily": subscription.period == AlertPeriod.DAILY,
    }
    _queue("alert_confirm", subscription, library, context, headers=_BY_MACHINE)


def queue_known(subscription, library):
    """Tell somebody who asked again that they get this list already, and where to change that."""
    _queue("alert_known", subscription, library, {}, headers=_headers(subscription, library))


def queue_digest(subscription, library, items, moment, *, label):
    """What is new, once for each `moment`. `items` are dicts of `news.as_item`; the mails wait for the worker."""
    _queue(
        "alert_digest",
        subscription,
        library,
        {"items": items[:MOST_ITEMS], "more_count": max(0, len(items) - MOST_ITEMS), "count": len(items)},
        label=label,
        headers=_headers(subscription, library),
        moment=moment.isoformat(),
        sends_now=False,
    )


def queue_ended(subscription, library, lost):
    """Say once that a list has ended: its library is gone, or the words `lost` are not used any more."""
    context = {"lost": lost}
    _queue("alert_ended", subscription, library, context, headers=_BY_MACHINE, moment="ended", sends_now=False)


def forget_mails(subscription):
    """Take back mails that wait, and remove the address from those that are out: the alert ends."""
    mails = OutgoingMail.objects.filter(once_key__startswith=_key(subscription, ""))
    mails.filter(status=MailStatus.WAITING, tries_count=0).delete()
    mails.exclude(status=MailStatus.WAITING).update(to="")


def _queue(name, subscription, library, context, *, label=None, headers=None, moment="", sends_now=True):
    language = library.locale.language_code if library else settings.LANGUAGE_CODE
    alert_filter = subscription.filter
    with translation.override(language):
        list_url = absolute_url(library) if library else ""
        if list_url and alert_filter.query:
            list_url = f"{list_url}?{alert_filter.query}"
        subject, text, html = rendered(
            FOLDER,
            name,
            {
                "language": language,
                "library_title": library.title if library else alert_filter.library_title,
                "list_label": alert_filter.label if label is None else label,
                "list_url": list_url,
                "library_url": absolute_url(library) if library else "",
                "manage_url": full_url("manage", own_token(subscription), library),
                "end_url": full_url("end", own_token(subscription), library),
                "site_name": _site_name(library),
                **context,
            },
        )
    queue_mail(
        name,
        subscription.email,
        subject=subject,
        text=text,
        html=html,
        about=str(alert_filter),
        headers=headers,
        once_key=_key(subscription, moment) if moment else None,
        sends_now=sends_now,
    )


def _key(subscription, moment):
    return f"alert-{subscription.code.hex}-{moment}"


def _headers(subscription, library):
    """One click in the mail program ends it (RFC 8058), without a visit to our pages (RFC 2369)."""
    url = full_url("end", own_token(subscription), library)
    return {
        **_BY_MACHINE,
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _site_name(library):
    site = library.get_site() if library else None
    return (site.site_name or site.hostname) if site else _("our library")
