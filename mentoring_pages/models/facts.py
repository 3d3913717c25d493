"""The 14 facts that programs tell about themselves (R11), each with its own visibility (T6)."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from mentoring_pages.enums import BudgetBand, SizeBand, Visibility


@dataclass(frozen=True)
class Fact:
    """One of the 14 facts: number in R11, key, label, the fields that hold it, and who sees it at first."""

    number: int
    key: str
    label: str
    fields: tuple[str, ...]
    default_visibility: str = Visibility.PUBLIC

    @property
    def visibility_field(self):
        return f"{self.key}_visibility"


FACTS = (
    Fact(1, "location", _("Location"), ("region", "city", "county", "zip_code")),
    Fact(2, "community", _("Community"), ("community_type", "community_note")),
    Fact(3, "population", _("Who is served"), ("levels", "age_from", "age_to", "population_note")),
    Fact(4, "size", _("Size"), ("size_band",)),
    Fact(5, "setting", _("Setting"), ("setting",)),
    Fact(6, "sites", _("Number of sites"), ("site_count",)),
    Fact(7, "experience", _("Years of experience"), ("founded_year", "grantee_since")),
    Fact(8, "mission", _("Mission"), ("mission",)),
    Fact(9, "focus", _("Focus"), ("focus",)),
    Fact(10, "components", _("Components offered"), ("components",)),
    Fact(11, "achievements", _("Achievements and recognition"), ("achievements",)),
    Fact(12, "budget", _("Budget"), ("budget_band",), Visibility.STAFF),
    Fact(13, "accreditation", _("Licensing and accreditation"), ("accreditation",)),
    Fact(14, "funding", _("Funding sources"), ("funding_sources",), Visibility.MEMBERS),
)
FACTS_BY_KEY = {fact.key: fact for fact in FACTS}


def _visibility(key):
    return models.CharField(
        _("who sees this"), max_length=8, choices=Visibility.choices, default=FACTS_BY_KEY[key].default_visibility
    )


class ProgramFacts(models.Model):
    """Abstract: the 14 facts with one visibility each. `mentoring_pages.facts` decides who sees what."""

    region = models.ForeignKey(
        "partnership_events.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    city = models.CharField(_("city or town"), max_length=80, blank=True)
    county = models.CharField(_("county"), max_length=60, blank=True)
    zip_code = models.CharField(_("ZIP code"), max_length=10, blank=True)
    location_visibility = _visibility("location")

    community_type = models.ForeignKey(
        "mentoring_pages.CommunityType",
        verbose_name=_("community type"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    community_note = models.TextField(_("community demographics"), max_length=1_000, blank=True)
    community_visibility = _visibility("community")

    levels = ParentalManyToManyField("mentoring_pages.Level", verbose_name=_("levels"), blank=True, related_name="+")
    age_from = models.PositiveSmallIntegerField(
        _("youngest age"), null=True, blank=True, validators=[MaxValueValidator(21)]
    )
    age_to = models.PositiveSmallIntegerField(
        _("oldest age"), null=True, blank=True, validators=[MaxValueValidator(21)]
    )
    population_note = models.TextField(_("more about the children"), max_length=1_000, blank=True)
    population_visibility = _visibility("population")

    size_band = models.CharField(_("size"), max_length=10, choices=SizeBand.choices, blank=True)
    size_visibility = _visibility("size")

    setting = models.ForeignKey(
        "partnership_resources.Setting",
        verbose_name=_("setting"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    setting_visibility = _visibility("setting")

    site_count = models.PositiveSmallIntegerField(
        _("number of sites"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    sites_visibility = _visibility("sites")

    founded_year = models.PositiveSmallIntegerField(
        _("running since (year)"), null=True, blank=True, validators=[MinValueValidator(1850), MaxValueValidator(2100)]
    )
    grantee_since = models.PositiveSmallIntegerField(
        _("21st CCLC grantee since (year)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1995), MaxValueValidator(2100)],
        help_text=_("Empty: not a grantee."),
    )
    experience_visibility = _visibility("experience")

    mission = models.TextField(_("mission"), max_length=1_500, blank=True)
    mission_visibility = _visibility("mission")

    focus = models.TextField(_("focus"), max_length=1_000, blank=True)
    focus_visibility = _visibility("focus")

    components = ParentalManyToManyField(
        "mentoring_pages.Component", verbose_name=_("components offered"), blank=True, related_name="+"
    )
    components_visibility = _visibility("components")

    achievements = models.TextField(_("achievements and recognition"), max_length=1_500, blank=True)
    achievements_visibility = _visibility("achievements")

    budget_band = models.CharField(_("budget"), max_length=12, choices=BudgetBand.choices, blank=True)
    budget_visibility = _visibility("budget")

    accreditation = models.TextField(_("licensing and accreditation"), max_length=1_000, blank=True)
    accreditation_visibility = _visibility("accreditation")

    funding_sources = ParentalManyToManyField(
        "mentoring_pages.FundingSource", verbose_name=_("funding sources"), blank=True, related_name="+"
    )
    funding_visibility = _visibility("funding")

    class Meta:
        abstract = True

    def clean(self):
        """Ages and years in their order."""
        super().clean()
        errors = {}
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            errors["age_to"] = _("The oldest age must not be below the youngest.")
        if self.founded_year and self.founded_year > timezone.localdate().year:
            errors["founded_year"] = _("This year is still to come.")
        if errors:
            raise ValidationError(errors)

    @property
    def experience_years(self):
        """Full years since the program began; None if that is not known."""
        return max(timezone.localdate().year - self.founded_year, 0) if self.founded_year else None
