"""Invitations to gatherings and date polls (R29, R35)."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.enums import DateAnswer, InvitationAnswer, PollStatus, RoundStatus
from events.invitations.placeholders import braces_problem, filled
from resources.pages import page_key


class InvitationText(models.Model):
    """A text that staff start an invitation from."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(
        _("text"), help_text=_("You can write {gathering}, {when}, {place}, {host} and {name}; each mail has its own.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("invitation text")
        verbose_name_plural = _("invitation texts")

    def __str__(self):
        return self.name

    def clean(self):
        """Words in braces are those that can be filled in."""
        super().clean()
        _check_braces(self, "subject", "text")


class InvitationRound(models.Model):
    """One sending of invitations to a gathering. `choice` says who was chosen, for staff to read."""

    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="invitation_rounds",
    )
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("text"))
    choice = models.JSONField(_("who was chosen"), default=dict, blank=True)
    poll = models.ForeignKey(
        "partnership_events.DatePoll",
        verbose_name=_("date poll"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The mail then asks to mark dates, and not yet whether somebody comes."),
    )
    is_reminder = models.BooleanField(_("to those who have not answered"), default=False)
    status = models.CharField(_("status"), max_length=8, choices=RoundStatus.choices, default=RoundStatus.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    # What the worker counted last; `recipient_count` is known as soon as the round is sent.
    recipient_count = models.PositiveIntegerField(_("people"), default=0, editable=False)
    sent_count = models.PositiveIntegerField(_("mails sent"), default=0, editable=False)
    failed_count = models.PositiveIntegerField(_("mails failed"), default=0, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("round of invitations")
        verbose_name_plural = _("rounds of invitations")

    def __str__(self):
        return self.subject

    @property
    def subject_words(self):
        """The subject with the gathering's name in it, for lists."""
        return filled(self.subject, {"gathering": self.gathering.title})

    def clean(self):
        """Words in braces are those that can be filled in."""
        super().clean()
        _check_braces(self, "subject", "text")


class Invitation(models.Model):
    """One person invited to one gathering, however many rounds there are. The code in the mail is the key to answer."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    first_round = models.ForeignKey(
        InvitationRound, verbose_name=_("first round"), on_delete=models.CASCADE, related_name="invitations"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    program_name = models.CharField(_("program"), max_length=160, blank=True)
    answer = models.CharField(
        _("answer"), max_length=6, choices=InvitationAnswer.choices, default=InvitationAnswer.NONE
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    # The rounds whose mail is out: no mail twice.
    last_round = models.ForeignKey(
        InvitationRound,
        verbose_name=_("last round sent"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("last sent"), null=True, blank=True)

    class Meta:
        ordering = ["email"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint("gathering", Lower("email"), name="partnership_invited_once"),
        ]

    def __str__(self):
        return self.email


class DatePoll(models.Model):
    """Dates proposed for a gathering, for programs to mark (R29). Anyone with the poll's address can answer."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    gathering = models.ForeignKey(
        "partnership_events.GatheringPage",
        verbose_name=_("gathering"),
        on_delete=models.CASCADE,
        related_name="date_polls",
    )
    question = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PollStatus.choices, default=PollStatus.OPEN)
    chosen = models.ForeignKey(
        "partnership_events.DateOption",
        verbose_name=_("chosen date"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("date poll")
        verbose_name_plural = _("date polls")
        constraints = [
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(status=PollStatus.OPEN), name="partnership_one_open_poll"
            ),
        ]

    def __str__(self):
        return self.question


class DateOption(models.Model):
    """A proposed date, in the gathering's own zone when shown."""

    poll = models.ForeignKey(DatePoll, verbose_name=_("poll"), on_delete=models.CASCADE, related_name="options")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("proposed date")
        verbose_name_plural = _("proposed dates")
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="partnership_date_once_in_poll")]

    def __str__(self):
        return str(self.starts_at)


class PollParticipant(models.Model):
    """Someone who marked dates for a program; the code lets them change their marks."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    poll = models.ForeignKey(DatePoll, verbose_name=_("poll"), on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    program_name = models.CharField(_("program"), max_length=160, blank=True)
    program_page = page_key("+", verbose_name=_("program's page"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("participant of a poll")
        verbose_name_plural = _("participants of polls")
        constraints = [models.UniqueConstraint("poll", Lower("email"), name="partnership_once_in_poll")]

    def __str__(self):
        return self.name


class DateMark(models.Model):
    """One participant's mark on one proposed date."""

    option = models.ForeignKey(DateOption, verbose_name=_("date"), on_delete=models.CASCADE, related_name="marks")
    participant = models.ForeignKey(
        PollParticipant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="marks"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=DateAnswer.choices)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = [models.UniqueConstraint(fields=["option", "participant"], name="partnership_mark_once")]

    def __str__(self):
        return self.get_answer_display()


def _check_braces(row, *names):
    problems = {name: braces_problem(getattr(row, name)) for name in names}
    if any(problems.values()):
        raise ValidationError({name: problem for name, problem in problems.items() if problem})
