"""Vocabularies of gatherings, which staff edit in the CMS."""

from django.utils.translation import gettext_lazy as _

from resources.models import Term


class GatheringKind(Term):
    """Networking, training workshop, kickoff webinar or program call, ..."""

    class Meta(Term.Meta):
        verbose_name = _("kind of gathering")
        verbose_name_plural = _("kinds of gathering")


class GatheringTheme(Term):
    """What people talk about (R22): challenges, collaboration, program ideas, accomplishments."""

    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
