"""The way out of every mail: stored with the change that caused it, sent after commit, tried again if that fails.

`queue_mail` is called inside the transaction of the change, so a mail about something undone never exists. The text is
removed once the mail is out, and some days after it was given up.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from functools import partial
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from .conf import get_setting
from .enums import MailStatus
from .models import MailText, OutgoingMail
from .registry import mail_texts

logger = logging.getLogger(__name__)

# What went wrong with a mail that the server of the recipient refused for good: at once, or as it told later.
REFUSED, BOUNCED = SMTPRecipientsRefused.__name__, "Bounced"
# Minutes until the next try, after the first, second ... failure; after the last one the mail is given up.
PAUSES_MINUTES = (1, 5, 15, 60, 180, 720, 1_440)
BATCH = 100
# A worker that died in the middle of sending leaves the mail claimed this long.
CLAIM = timedelta(minutes=10)


def queue_mail(
    kind,
    to,
    *,
    subject,
    text,
    html="",
    about="",
    reply_to="",
    headers=None,
    attachment=None,
    once_key=None,
    sends_now=True,
):
    """Store one mail to one address and send it when the running transaction is stored. Returns it, or None.

    None: there is no address, or a mail with this `once_key` was queued before. `attachment` is (name, octets, type).
    Without `sends_now` it waits for the worker (`manage.py partnership_work`), as for hundreds of mails at once.
    """
    if not to:
        return None
    name, octets, mime_type = attachment or ("", b"", "")
    values = {
        "kind": kind,
        "about": about[:255],
        "to": to,
        "reply_to": reply_to or "",
        "subject": " ".join(subject.split())[:255],
        "text": text,
        "html": html,
        "headers": headers or {},
        "attachment_name": name,
        "attachment": octets,
        "attachment_type": mime_type,
        "try_at": timezone.now(),
    }
    if once_key is None:
        mail = OutgoingMail.objects.create(**values)
    else:
        mail, is_new = OutgoingMail.objects.get_or_create(once_key=once_key, defaults=values)
        if not is_new:
            return None
    if sends_now:
        transaction.on_commit(partial(send_mail, mail.pk), robust=True)
    return mail


def rendered(folder, name, context):
    """(subject, text, HTML) of the mail `<folder>/<name>`: the templates .subject.txt, .txt and .html.

    Staff may have set another subject and opening for the key `name` (`MailText`); the templates print `opening` where
    they have their own first paragraphs.
    """
    own = MailText.objects.filter(key=name).first() if name in mail_texts() else None
    context = {**context, "opening": own.text.strip() if own else ""}
    subject = own.subject if own and own.subject else render_to_string(f"{folder}/{name}.subject.txt", context)
    text = render_to_string(f"{folder}/{name}.txt", context).strip() + "\n"
    return " ".join(subject.split()), text, render_to_string(f"{folder}/{name}.html", context)


def send_mail(pk):
    """Send one waiting mail now; True if it went out. A failure is stored and tried again later, never raised."""
    mail = _claim(pk)
    return mail is not None and _attempt(mail, get_connection()) is None


def send_due_mails(now=None):
    """Send the mails whose time has come, oldest first, at most a hundred at once. Returns how many went out.

    They share one connection. When the mail server cannot be reached, the rest waits for the next round instead of
    each waiting for the same silence.
    """
    now = now or timezone.now()
    due = OutgoingMail.objects.filter(status=MailStatus.WAITING, try_at__lte=now).order_by("created_at", "pk")
    count = 0
    connection = get_connection()
    try:
        for pk in list(due.values_list("pk", flat=True)[:BATCH]):
            mail = _claim(pk)
            if mail is None:
                continue
            problem = _attempt(mail, connection, keeps_open=True)
            count += problem is None
            if problem is not None:
                _close(connection)
                if _is_server_away(problem):
                    break
    finally:
        _close(connection)
    return count


def try_again(mail):
    """Put a mail that was given up back in line; staff press a button for it."""
    # Of a mail that came back, or was given up long ago, the text is gone.
    OutgoingMail.objects.filter(pk=mail.pk, status=MailStatus.FAILED).exclude(problem=BOUNCED).exclude(text="").update(
        status=MailStatus.WAITING, tries_count=0, try_at=timezone.now()
    )


def forget_given_up_mails(now=None):
    """Remove what mails said that were given up some days ago: their links may still work. Returns how many."""
    before = (now or timezone.now()) - timedelta(days=get_setting("FAILED_MAIL_DAYS"))
    due = OutgoingMail.objects.filter(status=MailStatus.FAILED, try_at__lt=before).exclude(text="")
    return due.update(text="", html="", headers={}, attachment=b"")


def note_bounce(to):
    """A mail service told that the last mail to an address came back for good. Returns whether there was one."""
    last = OutgoingMail.objects.filter(to__iexact=to, status=MailStatus.SENT).order_by("-sent_at", "-pk").first()
    if last is None:
        return False
    last.status, last.problem = MailStatus.FAILED, BOUNCED
    last.save(update_fields=["status", "problem"])
    return True


def is_mail_server_down():
    """Whether mails wait because the last try of each failed; staff see a notice then."""
    return OutgoingMail.objects.filter(status=MailStatus.WAITING, tries_count__gt=0).exists()


def _claim(pk):
    """The mail, if it waits and nobody else is sending it: moving its next try ahead is the lock."""
    now = timezone.now()
    claimed = OutgoingMail.objects.filter(pk=pk, status=MailStatus.WAITING, try_at__lte=now).update(
        try_at=now + CLAIM, tries_count=F("tries_count") + 1
    )
    return OutgoingMail.objects.get(pk=pk) if claimed else None


def _attempt(mail, connection, *, keeps_open=False):
    """Send a claimed mail and store what came of it. Returns the problem, or None when it is out."""
    try:
        if keeps_open:
            # Opened by hand, it is not closed after each mail.
            connection.open()
        _message(mail, connection).send()
    except Exception as problem:  # A mail service's own backend raises what it likes; nothing may be lost by it.
        if isinstance(problem, SMTPRecipientsRefused) and _is_refused_for_good(problem):
            _give_up(mail, problem)
        else:
            _try_later(mail, problem)
        return problem
    mail.status, mail.sent_at, mail.problem = MailStatus.SENT, timezone.now(), ""
    _forget(mail)
    mail.save()
    return None


def _is_refused_for_good(problem):
    """Codes from 500 on are final (RFC 5321 section 4.2.1); with 450 a server asks to come again."""
    return all(code >= 500 for code, _text in problem.recipients.values())


def _is_server_away(problem):
    """Whether the next mail would fail for the same reason: nobody answers, or the connection broke off."""
    if isinstance(problem, SMTPServerDisconnected):
        return True
    return isinstance(problem, OSError) and not isinstance(problem, SMTPException)


def _close(connection):
    with suppress(Exception):
        connection.close()


def _message(mail, connection):
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=mail.headers,
        connection=connection,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.attachment_name:
        content = bytes(mail.attachment)
        is_text = mail.attachment_type.startswith("text/")
        message.attach(mail.attachment_name, content.decode() if is_text else content, mail.attachment_type)
    return message


def _try_later(mail, problem):
    if mail.tries_count > len(PAUSES_MINUTES):
        _give_up(mail, problem)
        return
    pause = PAUSES_MINUTES[mail.tries_count - 1]
    mail.try_at = timezone.now() + timedelta(minutes=pause)
    mail.problem = type(problem).__name__
    mail.save(update_fields=["try_at", "problem"])
    logger.warning("A mail of the kind %s could not be sent; it is tried again in %s minutes.", mail.kind, pause)


def _give_up(mail, problem):
    mail.status, mail.problem = MailStatus.FAILED, type(problem).__name__
    mail.save(update_fields=["status", "problem"])
    logger.error("A mail of the kind %s was given up after %s tries.", mail.kind, mail.tries_count)


def _forget(mail):
    mail.text = mail.html = ""
    mail.headers = {}
    mail.attachment = b""
