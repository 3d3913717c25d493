"""The log of a pair's contacts."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring_pages.models.pairs import MentoringPair


class ContactQuerySet(models.QuerySet):
    def made(self):
        """Contacts that came about; attempts, and what was logged by mistake, count for nothing."""
        return self.filter(was_made=True)

    def for_pair(self, pair):
        people = ("logged_by", "seconded_by", "mistaken_by")
        return self.filter(pair=pair).select_related("mode", "kind", *people).prefetch_related("topics")

    def like(self, *, happened_on, mode, was_made):
        """Those that may be the same as one of that day and mode which is being logged; a try is no contact."""
        return self.filter(happened_on=happened_on, mode=mode, was_made=was_made, mistaken_at=None)

    def visible_to(self, user):
        """Contacts of the pairs that the user sees. Twin of `permissions.can_view_contact`."""
        return self.filter(pair__in=MentoringPair.objects.visible_to(user))

    def editable_by(self, user):
        """What the user logged, and nobody marked as mistaken, in an own pair that is still open.

        That of a site visit is changed with the visit.

        Twin of `permissions.can_edit_contact`.
        """
        if not user.is_authenticated:
            return self.none()
        own = MentoringPair.objects.for_member(user).open()
        return self.filter(logged_by=user, mistaken_at=None, visit=None, pair__in=own)


class Contact(models.Model):
    """A meeting, call, letter, visit, ... (R41, R42). What was said belongs into the journals.

    Marked as mistaken, it stays in the log and has `was_made` False, so that nothing counts it.
    """

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
    topics = models.ManyToManyField(
        "partnership_resources.Topic",
        verbose_name=_("topics of the plan"),
        blank=True,
        related_name="+",
    )
    note = models.TextField(
        _("about"), max_length=2_000, blank=True, help_text=_("Both sides and coordinators read this.")
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("logged by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The other side wanted to log the same contact, and said so.
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("logged by the other side too"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    second_note = models.TextField(_("about, from the other side"), max_length=2_000, blank=True)
    mistaken_at = models.DateTimeField(_("marked as mistaken"), null=True, blank=True, editable=False)
    mistaken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("marked as mistaken by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    mistaken_reason = models.CharField(_("why it is mistaken"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("logged"), auto_now_add=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mistaken_at=None) | models.Q(was_made=False), name="mentoring_mistaken_not_made"
            )
        ]

    def __str__(self):
        return f"{self.happened_on}: {self.mode}"


class ContactChange(models.Model):
    """What a contact was before it was corrected, by the words of that time."""

    contact = models.ForeignKey(Contact, verbose_name=_("contact"), on_delete=models.CASCADE, related_name="changes")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("changed by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now_add=True)
    happened_on = models.DateField(_("date"))
    mode = models.CharField(_("mode"), max_length=120)
    kind = models.CharField(_("kind"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    was_made = models.BooleanField(_("we reached each other"))
    topics = models.CharField(_("topics of the plan"), max_length=1_000, blank=True)
    note = models.TextField(_("about"), blank=True)
    was_mistaken = models.BooleanField(_("marked as mistaken"), default=False)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        verbose_name = _("earlier state of a contact")
        verbose_name_plural = _("earlier states of contacts")

    def __str__(self):
        return f"{self.contact_id}: {self.changed_at:%Y-%m-%d %H:%M}"
