"""What editors compose a saved query from, beside its types, topics and text: one block for each further criterion."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from resources.enums import Period, PeriodUnit

from .choices import criterion_choices, date_choices
from .periods import MAX_NUMBER

IS, IS_NOT = "is", "is_not"
IS_OR_NOT = [(IS, gettext_lazy("is one of")), (IS_NOT, gettext_lazy("is none of"))]
IN_OR_NOT = [(IS, gettext_lazy("lies in or below")), (IS_NOT, gettext_lazy("lies outside of"))]


class DateCriterionBlock(blocks.StructBlock):
    """A date of the page, relative to the day on which somebody looks, or fixed."""

    date = blocks.ChoiceBlock(choices=date_choices, label=gettext_lazy("Date"))
    period = blocks.ChoiceBlock(choices=Period.choices, label=gettext_lazy("lies"))
    number = blocks.IntegerBlock(
        label=gettext_lazy("How many"),
        required=False,
        min_value=1,
        max_value=MAX_NUMBER,
        help_text=gettext_lazy("For “in the last …” and “in the next …”."),
    )
    unit = blocks.ChoiceBlock(
        choices=PeriodUnit.choices, label=gettext_lazy("Unit"), default=PeriodUnit.DAYS, required=False
    )
    first = blocks.DateBlock(
        label=gettext_lazy("From"), required=False, help_text=gettext_lazy("For “between two days”. Empty: open.")
    )
    last = blocks.DateBlock(label=gettext_lazy("To"), required=False)

    def clean(self, value):
        """A number where one is counted, at least one day where two are asked for, in their order."""
        cleaned = super().clean(value)
        period, first, last = cleaned["period"], cleaned["first"], cleaned["last"]
        if period in (Period.LAST, Period.NEXT) and not cleaned["number"]:
            raise _error("number", _("Say how many days, weeks, months or years."))
        if period == Period.BETWEEN and not (first or last):
            raise _error("first", _("Give the first day, the last day, or both."))
        if period == Period.BETWEEN and first and last and last < first:
            raise _error("last", _("The last day lies before the first one."))
        return cleaned

    class Meta:
        icon = "date"
        label = gettext_lazy("Date")
        label_format = gettext_lazy("Date: {date} {period} {number}")
        description = gettext_lazy("Such as: published in the last 30 days, or takes place in the next 3 months.")


class PropertyCriterionBlock(blocks.StructBlock):
    """One property of the page, such as its region or state, and the values that it may have."""

    operator = blocks.ChoiceBlock(choices=IS_OR_NOT, label=gettext_lazy("The page"), default=IS)
    values = blocks.ListBlock(
        blocks.ChoiceBlock(choices=criterion_choices, label=gettext_lazy("Property")),
        label=gettext_lazy("any of these"),
        min_num=1,
    )

    def clean(self, value):
        """Values of one property: of two, nobody could tell whether one or both must hold."""
        cleaned = super().clean(value)
        if len({one.partition(":")[0] for one in cleaned["values"]}) > 1:
            text = _("Choose values of one property here. For another property add a row of its own: both then hold.")
            raise _error("values", text)
        return cleaned

    class Meta:
        icon = "tag"
        label = gettext_lazy("Region, state or another property")
        description = gettext_lazy("Such as: the region is Kane or Lake, or the gathering is not cancelled.")


class PlaceCriterionBlock(blocks.StructBlock):
    """Parts of the tree of pages."""

    operator = blocks.ChoiceBlock(choices=IN_OR_NOT, label=gettext_lazy("The page"), default=IS)
    pages = blocks.ListBlock(
        blocks.PageChooserBlock(label=gettext_lazy("Page")), label=gettext_lazy("any of these pages"), min_num=1
    )

    class Meta:
        icon = "site"
        label = gettext_lazy("Part of the site")
        description = gettext_lazy("Only pages in some parts of the site, or in all others.")


class CriteriaBlock(blocks.StreamBlock):
    """All further criteria of a saved query. A page has to meet each of them."""

    date = DateCriterionBlock()
    property = PropertyCriterionBlock()
    place = PlaceCriterionBlock()

    class Meta:
        required = False
        max_num = 12
        block_counts = {}


def _error(name, text):
    return blocks.StructBlockValidationError(block_errors={name: ValidationError(text)})
