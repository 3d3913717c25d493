"""Alerts to an address that the mail server refuses again and again end by themselves."""

from resources.actions.alerts import end_alerts_to
from resources.enums import MailStatus
from resources.mailing import BOUNCED, REFUSED
from resources.models import AlertSubscription, OutgoingMail

from .mails import PREFIX

# Mails refused for good, one after the other with none that went out in between.
MOST_REFUSALS = 3


def end_bouncing_alerts(now=None):
    """End all alerts to addresses whose last three mails were refused for good. Returns how many alerts ended.

    An address that has no alerts any more costs nothing; two queries, and one for each address that was refused.
    """
    mails = OutgoingMail.objects.filter(kind__startswith=PREFIX).exclude(to="")
    refused = mails.filter(status=MailStatus.FAILED, problem__in=(REFUSED, BOUNCED))
    addresses = {address.lower() for address in refused.values_list("to", flat=True).distinct()}
    subscribed = AlertSubscription.objects.confirmed().values_list("email", flat=True).distinct()
    count = 0
    for address in {one for one in subscribed if one.lower() in addresses} if addresses else ():
        last = mails.filter(to__iexact=address).exclude(status=MailStatus.WAITING).order_by("-created_at", "-pk")
        states = list(last.values_list("status", "problem")[:MOST_REFUSALS])
        if len(states) == MOST_REFUSALS and all(
            status == MailStatus.FAILED and problem in (REFUSED, BOUNCED) for status, problem in states
        ):
            count += end_alerts_to(address)
    return count
