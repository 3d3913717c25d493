"""Forms that were sent already, so that a double click acts once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UsedForm(models.Model):
    """The mark of a form that was sent and acted on; unique, so that a second copy of it does nothing."""

    token = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(_("sent"), auto_now_add=True, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")
        default_permissions = ()

    def __str__(self):
        return f"#{self.pk}"
