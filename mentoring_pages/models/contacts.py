"""The log of a pair's contacts."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models.pairs import MentoringPair


class ContactQuerySet(models.QuerySet):
    def made(self):
        """Contacts that came about; attempts count for nothing."""
        return self.filter(was_made=True)

    def for_pair(self, pair):
        return self.filter(pair=pair).select_related("mode", "kind", "logged_by")

    def visible_to(self, user):
        """Contacts of the pairs that the user sees. Twin of `permissions.can_view_contact`."""
        return self.filter(pair__in=MentoringPair.objects.visible_to(user))

    def editable_by(self, user):
        """What the user logged in an own pair that is still open; that of a site visit is changed with the visit.

        Twin of `permissions.can_edit_contact`.
        """
        if not user.is_authenticated:
            return self.none()
        return self.filter(logged_by=user, visit=None, pair__in=MentoringPair.objects.for_member(user).open())


class Contact(models.Model):
    """A meeting, call, letter, visit, ... (R41, R42). What was said belongs into the journals."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    pair = models.ForeignKey(
        "mentoring_pages.MentoringPair", verbose_name=_("pair"), on_delete=models.CASCADE, related_name="contacts"
    )
    happened_on = models.DateField(_("date"))
    mode = models.ForeignKey(
        "mentoring_pages.ContactMode", verbose_name=_("mode"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.ForeignKey(
        "mentoring_pages.ContactKind", verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+"
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1_440)]
    )
    was_made = models.BooleanField(
        _("we reached each other"), default=True, help_text=_("Untick it for an attempt that did not work.")
    )
    note = models.CharField(
        _("about"), max_length=300, blank=True, help_text=_("Both sides and coordinators read this.")
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("logged by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("logged"), auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return f"{self.happened_on}: {self.mode}"
