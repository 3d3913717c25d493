"""Regions of the state: 39 as shipped, which staff may rename, group and retire."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from events.enums import CountyPart
from resources.models import Term


class RegionGroup(Term):
    """A coarser region that staff may group regions into."""

    class Meta(Term.Meta):
        verbose_name = _("group of regions")
        verbose_name_plural = _("groups of regions")


class Region(Term, ClusterableModel):
    """A region of the state with its counties (R20)."""

    office_number = models.PositiveSmallIntegerField(
        _("office number"),
        null=True,
        blank=True,
        help_text=_("Number of the Regional Office of Education, if it has one."),
    )
    group = models.ForeignKey(
        RegionGroup,
        verbose_name=_("group"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="regions",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("office_number"),
        FieldPanel("group"),
        InlinePanel("counties", heading=_("Counties"), label=_("County")),
        FieldPanel("description"),
        FieldPanel("sort_order"),
        FieldPanel("is_active"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class County(Orderable):
    """A county of a region. Cook County stands in four regions."""

    region = ParentalKey(Region, on_delete=models.CASCADE, related_name="counties")
    name = models.CharField(_("name"), max_length=60)
    fips = models.CharField(_("FIPS code"), max_length=5, help_text=_("Five digits; places the county on the map."))
    part = models.CharField(
        _("part"),
        max_length=10,
        choices=CountyPart.choices,
        blank=True,
        help_text=_("For Cook County: which part of it this region is. Empty: the whole county."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("county")
        verbose_name_plural = _("counties")
        constraints = [models.UniqueConstraint(fields=["region", "fips"], name="partnership_county_once_in_region")]

    def __str__(self):
        return self.name

    @staticmethod
    def shape_code_of(fips, part):
        """The code of the shape of a county, or of its part, in `events.geo.shapes`."""
        return f"{fips}-{part}" if part else fips
