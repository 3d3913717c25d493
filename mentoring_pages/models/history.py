"""The history of programs, of the people in them, and of pairs. Rows are added by actions and never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import PairAct, ProgramAct


def _person(label, **kwargs):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        **kwargs,
    )


class ProgramEvent(models.Model):
    """What was done with a program or, where `person` is set, with that person in it. Never a reason or a note."""

    program = models.ForeignKey(
        "mentoring_pages.Program", verbose_name=_("program"), on_delete=models.CASCADE, related_name="events"
    )
    act = models.CharField(_("what"), max_length=16, choices=ProgramAct.choices)
    person = _person(_("person"))
    by = _person(_("by"), help_text=_("Empty: it came about with time."))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a program")
        verbose_name_plural = _("steps of programs")

    def __str__(self):
        return self.get_act_display()


class PairEvent(models.Model):
    """What was done with a pair. Never a reason or a note."""

    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="events"
    )
    act = models.CharField(_("what"), max_length=16, choices=PairAct.choices)
    by = _person(_("by"), help_text=_("Empty: it came about with time."))
    at = models.DateTimeField(_("when"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("step of a pair")
        verbose_name_plural = _("steps of pairs")

    def __str__(self):
        return self.get_act_display()
