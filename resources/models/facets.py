"""Which filters a library shows, and in which order."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.models import Orderable

from resources.enums import LibraryFacetName

# A library without rows of its own; measured: each further one costs every visit of an unfiltered library about 1 ms.
USUAL_FACETS = (
    LibraryFacetName.KIND,
    LibraryFacetName.TOPIC,
    LibraryFacetName.AUDIENCE,
    LibraryFacetName.GRADE,
    LibraryFacetName.SETTING,
    LibraryFacetName.FORMAT,
    LibraryFacetName.LANGUAGE,
    LibraryFacetName.YEAR,
)


class LibraryFacet(Orderable):
    """One filter beside the list of a library; its place is the editor's."""

    library = ParentalKey(
        "partnership_resources.ResourceLibraryPage", on_delete=models.CASCADE, related_name="chosen_facets"
    )
    facet = models.CharField(_("filter"), max_length=20, choices=LibraryFacetName.choices)
    is_open = models.BooleanField(
        _("open at first"), default=False, help_text=_("Its values are seen at once. Best for one or two filters.")
    )

    panels = [FieldPanel("facet"), FieldPanel("is_open")]

    class Meta(Orderable.Meta):
        verbose_name = _("filter")
        verbose_name_plural = _("filters")
        constraints = [models.UniqueConstraint(fields=["library", "facet"], name="partnership_library_facet_once")]

    def __str__(self):
        return str(self.get_facet_display())


class LibraryFacetsMixin(models.Model):
    """A library whose editor chooses its filters."""

    facet_panels = [
        HelpPanel(
            content=_(
                "<p>Choose the filters that people see beside the list, in your order. Leave this empty to show the "
                "usual ones: kind, topic, for whom, ages, program setting, what you get, language and year.</p>"
                "<p>A filter without any value to choose is not shown. Links and feeds that people saved keep "
                "working when you take a filter away: they see it for as long as they use it.</p>"
            ),
            heading=_("How filters work"),
        ),
        InlinePanel("chosen_facets", heading=_("Filters beside the list"), label=_("Filter")),
    ]

    class Meta:
        abstract = True

    def shown_facets(self) -> dict[str, bool]:
        """{name of facet: whether it is open at first}, in the editor's order; the usual ones if none was chosen."""
        # A host's own library page may have no such rows.
        rows = self.chosen_facets.all() if hasattr(self, "chosen_facets") else ()
        chosen = {row.facet: row.is_open for row in rows if row.facet in LibraryFacetName.values}
        usual_open = (LibraryFacetName.KIND, LibraryFacetName.TOPIC)
        return chosen or {str(name): name in usual_open for name in USUAL_FACETS}
