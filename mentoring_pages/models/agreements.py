"""The agreement that both sides of a pair sign: staff's text in versions, and the signatures."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import RichTextField

from mentoring_pages.enums import AgreementStatus, Side
from mentoring_pages.roles import is_coordinator

from .pairs import MentoringPair

TEXT_FEATURES = ["bold", "italic", "link", "ul", "ol"]
PARTS = ("opening", "confidentiality", "boundaries", "expectations")


class AgreementTextQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=AgreementStatus.PUBLISHED)

    def current(self):
        """The version that pairs are asked to sign; None before the first one is published."""
        return self.published().order_by("-number").first()

    def with_counts(self):
        """Adds `signature_count`, and `both_count`: pairs of which both sides signed."""
        mentors = Q(signatures__side=Side.MENTOR)
        mentees = AgreementSignature.objects.filter(side=Side.MENTEE, version=OuterRef("pk"))
        both = mentors & Q(signatures__pair__in=mentees.order_by().values("pair"))
        return self.annotate(
            signature_count=Count("signatures", distinct=True),
            both_count=Count("signatures", filter=both, distinct=True),
        )


class AgreementText(models.Model):
    """One version of the agreement (R56, R57, R92-R94). Once somebody signed it, it never changes again."""

    number = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=AgreementStatus.choices,
        default=AgreementStatus.DRAFT,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=120)
    opening = RichTextField(_("opening"), blank=True, features=TEXT_FEATURES)
    confidentiality = RichTextField(
        _("confidentiality and its limits"),
        features=TEXT_FEATURES,
        help_text=_("What stays between the two, and when somebody must be told (R94)."),
    )
    boundaries = RichTextField(
        _("aims, roles and boundaries"),
        features=TEXT_FEATURES,
        help_text=_("What the mentor offers and what not, and what both work on (R92, R93)."),
    )
    expectations = RichTextField(
        _("what we expect of each other"), features=TEXT_FEATURES, help_text=_("Of mentors and of mentees (R56, R57).")
    )
    what_changed = models.CharField(
        _("what is new in this version"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences, read in the mail and on the page by pairs that signed an earlier version."),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # When the open pairs had their mail about it; None: the worker still sends it.
    asked_at = models.DateTimeField(_("pairs asked"), null=True, blank=True, editable=False)

    objects = AgreementTextQuerySet.as_manager()

    panels = [
        HelpPanel(
            _("Pairs sign this text. Once somebody has signed a version it stays as it is: begin a new one then."),
        ),
        FieldPanel("title"),
        FieldPanel("opening"),
        FieldPanel("confidentiality"),
        FieldPanel("boundaries"),
        FieldPanel("expectations"),
        FieldPanel("what_changed"),
    ]

    class Meta:
        ordering = ["-number"]
        verbose_name = _("agreement version")
        verbose_name_plural = _("agreement versions")
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=AgreementStatus.DRAFT), name="mentoring_one_agreement_draft"
            ),
        ]

    def __str__(self):
        return _("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}

    def clean(self):
        super().clean()
        if self.pk and self.signatures.exists():
            raise ValidationError(_("Somebody has signed this version, so it stays as it is. Begin a new one."))

    @property
    def parts(self) -> list[dict]:
        """What is signed, in order: `heading` ("" for the opening) and rich `text`. Empty parts are left out."""
        headings = {name: str(self._meta.get_field(name).verbose_name) for name in PARTS[1:]}
        return [
            {"heading": headings.get(name, "").capitalize(), "text": getattr(self, name)}
            for name in PARTS
            if getattr(self, name)
        ]


class AgreementSignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Signatures of the user's own pairs; coordinators see all. Twin of `permissions.can_view_agreement`."""
        if is_coordinator(user):
            return self.all()
        pairs = MentoringPair.objects.for_member(user).order_by().values("pk")
        return self.filter(pair__in=pairs)


class AgreementSignature(models.Model):
    """One side signed one version. The text is kept as it was read, beside the version it came from."""

    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair",
        verbose_name=_("pair"),
        on_delete=models.CASCADE,
        related_name="agreement_signatures",
    )
    version = models.ForeignKey(
        AgreementText, verbose_name=_("version"), on_delete=models.PROTECT, related_name="signatures"
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    signed_name = models.CharField(_("name as typed"), max_length=120)
    program_name = models.CharField(_("for the program"), max_length=255)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(_("signed"))
    # {"title", "number", "parts": as of `AgreementText.parts`}
    text = models.JSONField(_("text as signed"))

    objects = AgreementSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-version__number", "signed_at", "pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["pair", "version", "side"], name="mentoring_side_signs_version_once"),
            models.CheckConstraint(condition=~Q(signed_name=""), name="mentoring_signature_has_name"),
        ]

    def __str__(self):
        return f"{self.pair}: {self.get_side_display()}"
