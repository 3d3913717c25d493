"""Finding the terms of the vocabularies that `partnership_setup` loads."""

from functools import cached_property

from events.models import GatheringKind, GatheringTheme, Region
from mentoring_pages import models as mentoring
from resources import models as resources


class MissingTerm(LookupError):
    """The demo names a term that the database does not have; usually `partnership_setup` was not run."""


class Vocabulary:
    """Terms by slug, each model read once."""

    def __init__(self):
        self._terms = {}

    def one(self, model, slug):
        """The term of a model with this slug. Raises `MissingTerm`."""
        if model not in self._terms:
            self._terms[model] = {term.slug: term for term in model.objects.all()}
        try:
            return self._terms[model][slug]
        except KeyError:
            raise MissingTerm(f"{model._meta.verbose_name}: {slug}") from None

    def many(self, model, slugs):
        return [self.one(model, slug) for slug in slugs]

    def topics(self, slugs):
        return self.many(resources.Topic, slugs)

    def topic(self, slug):
        return self.one(resources.Topic, slug)

    def setting(self, slug):
        return self.one(resources.Setting, slug)

    def gathering_kind(self, slug):
        return self.one(GatheringKind, slug)

    def themes(self, slugs):
        return self.many(GatheringTheme, slugs)

    def funding(self, slugs):
        return self.many(mentoring.FundingSource, slugs)

    @cached_property
    def _regions(self):
        return {str(region.office_number or region.slug): region for region in Region.objects.all()}

    def region(self, code):
        """A region by its office's number, or by its slug where it has none; None for "" (the whole state)."""
        if not code:
            return None
        try:
            return self._regions[code]
        except KeyError:
            raise MissingTerm(f"region: {code}") from None
