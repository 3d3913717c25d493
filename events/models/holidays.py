"""Days on which staff plan no gathering."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from events.enums import HolidayKind
from events.planning.holidays import LAST, HolidayRule, holidays_by_day

_NEEDED = {
    HolidayKind.DATE: ("month", "day"),
    HolidayKind.WEEKDAY: ("month", "weekday", "nth"),
    HolidayKind.ONCE: ("on_date",),
}
_PLACES = [(1, _("first")), (2, _("second")), (3, _("third")), (4, _("fourth")), (LAST, _("last"))]
_DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class HolidayQuerySet(models.QuerySet):
    def by_day(self, first_year: int, last_year: int) -> dict:
        """{day: name} of the holidays in these years. One query."""
        return holidays_by_day([holiday.rule for holiday in self], first_year, last_year)


class Holiday(models.Model):
    """A holiday, by its rule: no gathering is proposed on it, and one that staff set there is marked. R20, R26."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("when"), max_length=8, choices=HolidayKind.choices, default=HolidayKind.DATE)
    month = models.PositiveSmallIntegerField(_("month"), choices=list(MONTHS.items()), null=True, blank=True)
    day = models.PositiveSmallIntegerField(
        _("day of the month"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    nth = models.SmallIntegerField(_("which one in the month"), choices=_PLACES, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=list(WEEKDAYS.items()), null=True, blank=True)
    on_date = models.DateField(_("the day"), null=True, blank=True)
    days_later = models.PositiveSmallIntegerField(
        _("begins so many days later"),
        default=0,
        validators=[MaxValueValidator(6)],
        help_text=_("Election day is the Tuesday after the first Monday: first Monday, 1 day later."),
    )
    days_count = models.PositiveSmallIntegerField(
        _("days"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Thanksgiving has 2 with the Friday after it."),
    )
    even_years_only = models.BooleanField(_("only in even years"), default=False)
    moves_off_weekends = models.BooleanField(
        _("also the working day beside it, if it falls on a weekend"), default=False
    )

    objects = HolidayQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("month"), FieldPanel("day")]), FieldPanel("moves_off_weekends")],
            heading=_("On the same date each year"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("nth"), FieldPanel("weekday")]), FieldPanel("days_later")],
            heading=_("On a weekday of the month above"),
        ),
        MultiFieldPanel([FieldPanel("on_date")], heading=_("Once")),
        MultiFieldPanel([FieldPanel("days_count"), FieldPanel("even_years_only")], heading=_("For all")),
    ]

    class Meta:
        ordering = ["month", "on_date", "name", "pk"]
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")

    def __str__(self):
        return self.name

    @property
    def rule(self) -> HolidayRule:
        """As `planning.holidays` takes it: only what its kind uses."""
        is_weekday, is_once = self.kind == HolidayKind.WEEKDAY, self.kind == HolidayKind.ONCE
        return HolidayRule(
            self.name,
            month=self.month or 1,
            day=self.day or 1,
            weekday=self.weekday if is_weekday else None,
            n=self.nth or 1,
            on=self.on_date if is_once else None,
            days_later=self.days_later if is_weekday else 0,
            days_count=self.days_count,
            even_years_only=self.even_years_only and not is_once,
            moves_off_weekends=self.moves_off_weekends and self.kind == HolidayKind.DATE,
        )

    def clean(self):
        """What its kind needs must be there, and a date must exist in some year."""
        missing = [name for name in _NEEDED.get(self.kind, ()) if getattr(self, name) is None]
        if missing:
            raise ValidationError({name: _("This kind of holiday needs it.") for name in missing})
        if self.kind == HolidayKind.DATE and self.day > _DAYS_OF_MONTH[self.month - 1]:
            raise ValidationError({"day": _("This month has no such day.")})
