"""Vocabularies of the library: words that staff edit in the CMS. The starting words are in `starting_data.py`."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index


class TermQuerySet(models.QuerySet):
    def active(self):
        """Terms that can be chosen today; a retired one stays where it was used."""
        return self.filter(is_active=True)


class Term(index.Indexed, models.Model):
    """One word of a vocabulary. Its slug stands in addresses of filters and feeds: it stays when the name changes."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=120,
        unique=True,
        help_text=_("Used in the addresses of filters and feeds."),
    )
    description = models.TextField(_("description"), blank=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(
        _("can be chosen"), default=True, help_text=_("Untick to retire a term. Pages that use it keep it.")
    )

    objects = TermQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("sort_order"),
        FieldPanel("is_active"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("is_active")]

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        """The short name stays once it is saved: people have subscribed to addresses that hold it (R21)."""
        super().clean()
        saved = type(self)._default_manager.filter(pk=self.pk).values_list("slug", flat=True).first()
        if saved and self.slug != saved:
            text = _("The short name stays “%(slug)s”: it stands in addresses that people have subscribed to.")
            raise ValidationError({"slug": text % {"slug": saved}})


class TopicGroup(Term):
    """A framework that topics come from, for instance the state's quality standards."""

    is_core_elements = models.BooleanField(
        _("core elements of out-of-school time"),
        default=False,
        help_text=_("Training at gatherings follows the topics of these groups (R25)."),
    )

    panels = [*Term.panels, FieldPanel("is_core_elements")]

    class Meta(Term.Meta):
        verbose_name = _("topic group")
        verbose_name_plural = _("topic groups")


class Topic(Term):
    """What mentors know, programs need, gatherings treat and resources are about: one shared vocabulary."""

    group = models.ForeignKey(
        TopicGroup,
        verbose_name=_("group"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        help_text=_("The framework that this topic comes from."),
    )

    panels = [FieldPanel("group"), *Term.panels]

    class Meta(Term.Meta):
        ordering = ["group__sort_order", "sort_order", "name"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class ResourceKind(Term):
    """Guide, form, video, research, ..."""

    class Meta(Term.Meta):
        verbose_name = _("kind of resource")
        verbose_name_plural = _("kinds of resource")


class Audience(Term):
    """Whom a resource is written for."""

    class Meta(Term.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class GradeBand(Term):
    """The ages of the children that a resource has in mind."""

    class Meta(Term.Meta):
        verbose_name = _("grade band")
        verbose_name_plural = _("grade bands")


class Setting(Term):
    """Where a program runs: school based, faith-based, park district, CBO, ... R12: the list stays open."""

    class Meta(Term.Meta):
        verbose_name = _("program setting")
        verbose_name_plural = _("program settings")


class Language(Term):
    """A language of content; the slug is its BCP 47 tag, such as `en` or `es`."""

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Licence(Term):
    """What readers may do with a resource (R60)."""

    url = models.URLField(_("address of the licence"), blank=True)

    panels = [*Term.panels, FieldPanel("url")]

    class Meta(Term.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")


class LoadedTerm(models.Model):
    """Remembers which starting words were once loaded, so that nothing comes back that staff deleted."""

    vocabulary = models.CharField(max_length=100)
    slug = models.SlugField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vocabulary", "slug"], name="partnership_loaded_term_once")]

    def __str__(self):
        return f"{self.vocabulary}: {self.slug}"
