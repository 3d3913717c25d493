"""Concerns: what somebody tells a person outside both programs (R104). Sealed from the pair and from its records.

No page, export, index, log or history of a pair knows of them. The rule that matters most stands in
`ConcernQuerySet.visible_to`.
"""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Site

from mentoring_pages.encryption import EncryptedTextField
from mentoring_pages.enums import OPEN_CONCERN_STATUSES, ConcernAct, ConcernStatus
from mentoring_pages.models.programs import ProgramMembership
from mentoring_pages.roles import is_coordinator, is_named_handler
from resources.blocks import SHORT_TEXT_FEATURES


@register_setting(icon="warning")
class ConcernSettings(BaseSiteSetting, ClusterableModel):
    """Who reads concerns, until when they answer, and how long a closed one is kept."""

    intro_text = RichTextField(
        _("above the form"),
        blank=True,
        features=SHORT_TEXT_FEATURES,
        help_text=_("For instance whom to call when somebody is in danger now."),
    )
    acknowledge_days = models.PositiveSmallIntegerField(
        _("working days until somebody answers"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Monday to Friday. Whoever sends a concern is told this number."),
    )
    escalation_email = models.EmailField(
        _("where it is reported that nobody answers"),
        blank=True,
        help_text=_(
            "The mail tells nothing of the concern but its number. Best somebody outside all programs. Empty: the "
            "coordinators' address, without the number."
        ),
    )
    repeat_days = models.PositiveSmallIntegerField(
        _("report again after (working days)"), default=2, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    keep_days = models.PositiveSmallIntegerField(
        _("days that a closed concern is kept"),
        default=365,
        validators=[MinValueValidator(30), MaxValueValidator(3_650)],
        help_text=_("Then it is deleted with all that was written."),
    )

    panels = [
        HelpPanel(template="mentoring_pages/cms/concern_warnings.html", heading=_("Please look at this")),
        InlinePanel(
            "handlers",
            heading=_("Who reads concerns"),
            label=_("Person"),
            help_text=_(
                "Coordinators, by name. Nobody else reads concerns, administrators included. Who belongs or belonged "
                "to a program that a concern is about does not see that one."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("acknowledge_days"),
                FieldPanel("escalation_email"),
                FieldRowPanel([FieldPanel("repeat_days"), FieldPanel("keep_days")]),
            ],
            heading=_("Deadlines"),
        ),
        FieldPanel("intro_text"),
    ]

    class Meta:
        verbose_name = _("concerns")

    def warnings(self):
        """Sentences on what would leave a concern unread or tell too much. One query."""
        found = []
        if self.handlers.count() < 2:
            found.append(
                _(
                    "Fewer than two people are named. A concern about a program of the only one reaches nobody. "
                    "Name at least two who belong to no common program, and one who never belonged to any."
                )
            )
        if not self.escalation_email:
            found.append(
                _(
                    "No address is set to which it is reported that nobody answers. The coordinators' address gets "
                    "that report, and it may be read by people a concern is about."
                )
            )
        return found

    def as_stored(self):
        """(people who are named, address for reports), as the database has them. Two queries."""
        people = [row.user for row in ConcernHandler.objects.filter(owner_id=self.pk).select_related("user")]
        address = type(self).objects.filter(pk=self.pk).values_list("escalation_email", flat=True).first() or ""
        return people, address

    @classmethod
    def current(cls):
        """Those of the default site, without making the row; the built-in numbers while there is none."""
        site = Site.objects.filter(is_default_site=True).first()
        return (site and cls.objects.filter(site=site).first()) or cls()


class ConcernHandler(Orderable):
    """A coordinator who is named to read concerns."""

    owner = ParentalKey(ConcernSettings, on_delete=models.CASCADE, related_name="handlers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="named_for_concerns",
        limit_choices_to={"is_active": True},
    )

    panels = [FieldPanel("user")]

    class Meta(Orderable.Meta):
        verbose_name = _("person who reads concerns")
        verbose_name_plural = _("people who read concerns")

    def __str__(self):
        return str(self.user)

    def clean(self):
        super().clean()
        if self.user_id and not is_coordinator(self.user):
            raise ValidationError({"user": _("Choose somebody who is a coordinator.")})


class ConcernQuerySet(models.QuerySet):
    def open(self):
        """Not closed."""
        return self.filter(status__in=OPEN_CONCERN_STATUSES)

    def visible_to(self, user):
        """All but those about a program to which the user belongs or ever belonged; none for who is not named.

        Unplaced ones only for who never belonged to any. Superusers count as anyone else. Twin of
        `permissions.can_handle_concern`.
        """
        if not is_named_handler(user):
            return self.none()
        own = ProgramMembership.objects.filter(user=user, program__concerns_about__concern=OuterRef("pk"))
        seen = self.filter(~Exists(own))
        return seen.filter(is_unplaced=False) if user.program_memberships.exists() else seen


def random_number():
    """Eight digits. Numbers in a row would tell whoever sees a gap that there is a concern about them."""
    return 10_000_000 + secrets.randbelow(90_000_000)


class Concern(models.Model):
    """What somebody wrote. Who it was is known only if the text or the words on how to answer say so."""

    # Its number is a random one, given by the action that receives it: see `random_number`.
    # Digests: of the code that the sender follows it by, and of the form, so that a double post makes one.
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    form_hash = models.CharField(max_length=64, unique=True, editable=False)
    text = EncryptedTextField(_("what happened"))
    about = EncryptedTextField(_("about which program or pair"), blank=True)
    # The sender named a program or pair, and no program of ours is called so: nobody knows yet who must not see it.
    is_unplaced = models.BooleanField(_("its program is not known yet"), default=False, editable=False)
    reach = EncryptedTextField(_("how to answer"), blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ConcernStatus.choices, default=ConcernStatus.RECEIVED, db_index=True
    )
    received_at = models.DateTimeField(_("received"))
    # Until when one of those who read concerns acts; None: it is the sender's turn, or nobody's.
    answer_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("reported as waiting"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"


class ConcernAbout(models.Model):
    """A program that a concern names: its people never see it."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="programs")
    program = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("program"), on_delete=models.CASCADE, related_name="concerns_about"
    )

    # Stays out of exports, as what it belongs to.
    is_confidential = True
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("program of a concern")
        verbose_name_plural = _("programs of concerns")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["concern", "program"], name="mentoring_concern_program_once")]

    def __str__(self):
        return f"#{self.pk}"


class ConcernMessage(models.Model):
    """What the sender and those who handle it write to each other."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="messages")
    form_hash = models.CharField(max_length=64, unique=True, editable=False)
    is_from_sender = models.BooleanField(_("from the sender"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    text = EncryptedTextField(_("text"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name = _("message about a concern")
        verbose_name_plural = _("messages about concerns")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"


class ConcernTrace(models.Model):
    """Who read it and who did what, when. Only added to; never what was read."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="traces")
    act = models.CharField(_("what"), max_length=12, choices=ConcernAct.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)

    is_confidential = True
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("line in the log of a concern")
        verbose_name_plural = _("log of concerns")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"
