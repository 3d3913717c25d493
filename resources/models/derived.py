"""Columns worked out from others when a row is written, so that the database can sort and count by an index."""

import unicodedata

from django.db import models


def sort_key(text: str) -> str:
    """What a list is sorted by: small letters without accents, as in a printed register. At most 255 characters."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:255]


class _Derived:
    """`derived_from` names the property or attribute of the model that gives the value.

    Written with every `save()` and `bulk_create()`, not by `update()`. In migrations it is the plain field.
    """

    def __init__(self, *args, derived_from="", **kwargs):
        self.derived_from = derived_from
        super().__init__(*args, **({"editable": False} | kwargs))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.plain.__name__}", args, kwargs

    def pre_save(self, model_instance, add):
        if self.derived_from:
            setattr(model_instance, self.attname, getattr(model_instance, self.derived_from))
        return super().pre_save(model_instance, add)


class DerivedCharField(_Derived, models.CharField):
    """Text that is worked out."""

    plain = models.CharField


class DerivedDateField(_Derived, models.DateField):
    """A date that is worked out."""

    plain = models.DateField


class DerivedYearField(_Derived, models.PositiveSmallIntegerField):
    """A year that is worked out."""

    plain = models.PositiveSmallIntegerField


class DerivedBooleanField(_Derived, models.BooleanField):
    """Yes or no, worked out."""

    plain = models.BooleanField


class SortTitleMixin(models.Model):
    """A page that lists show by its title: "Été" stands between "Etch" and "Eton", on every database."""

    sort_title = DerivedCharField(max_length=255, derived_from="title_as_sorted", default="")

    class Meta:
        abstract = True

    @property
    def title_as_sorted(self) -> str:
        """The title as `sort_key` writes it."""
        return sort_key(self.title)


class DerivedFloatField(_Derived, models.FloatField):
    """A number that is worked out."""

    plain = models.FloatField
