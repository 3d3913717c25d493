"""Mails on their way, and the texts of mails that staff may say differently."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from resources.enums import MailStatus


class OutgoingMail(models.Model):
    """A mail that waits for the mail server. What it says is removed once it is out; that it was sent stays.

    `once_key` is unique: a second mail with the same key is not queued. `about` names the occasion, for staff.
    """

    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("about"), max_length=255, blank=True)
    to = models.EmailField(_("to"))
    reply_to = models.EmailField(_("answers go to"), blank=True)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    attachment_name = models.CharField(_("attachment"), max_length=160, blank=True)
    attachment_type = models.CharField(max_length=80, blank=True)
    attachment = models.BinaryField(blank=True, default=b"")
    once_key = models.CharField(max_length=160, unique=True, null=True, blank=True, editable=False)
    status = models.CharField(_("status"), max_length=7, choices=MailStatus.choices, default=MailStatus.WAITING)
    tries_count = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(_("what went wrong"), max_length=255, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    try_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [models.Index(fields=["status", "try_at"], name="partnership_mail_due")]

    def __str__(self):
        return f"{self.kind} ({self.get_status_display()})"


class MailText(models.Model):
    """The staff's own opening of a mail; which mails there are, apps say in `resources.registry`. Empty: built-in."""

    key = models.CharField(_("mail"), max_length=60, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True, help_text=_("Empty: the built-in one."))
    text = models.TextField(
        _("text"), blank=True, help_text=_("Stands in place of the built-in first paragraphs. Facts and links stay.")
    )

    panels = [FieldPanel("key"), FieldPanel("subject"), FieldPanel("text")]

    class Meta:
        ordering = ["key"]
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")

    def __str__(self):
        return self.key
