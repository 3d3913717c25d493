"""Members' own reading lists: resources that somebody keeps, and may share with a pair."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.models.programs import ProgramMembership


class ReadingListQuerySet(models.QuerySet):
    def of_owner(self, user):
        """The user's own lists. Twin of `permissions.can_edit_reading_list`."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(owner=user)

    def shared(self):
        """Lists whose share holds: the pair is open, and who shared it belongs to it today."""
        people = ProgramMembership.objects.filter(is_active=True)
        owners = people.filter(
            Q(program=OuterRef("shared_with__mentor")) | Q(program=OuterRef("shared_with__mentee")),
            user=OuterRef("owner"),
            user__is_active=True,
        )
        return self.filter(Exists(owners), shared_with__status__in=OPEN_PAIR_STATUSES)

    def shared_with_user(self, user):
        """Lists of others that somebody shared with a pair of the user's."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        readers = ProgramMembership.objects.filter(
            Q(program=OuterRef("shared_with__mentor")) | Q(program=OuterRef("shared_with__mentee")),
            user=user,
            is_active=True,
        )
        return self.shared().filter(Exists(readers)).exclude(owner=user)

    def visible_to(self, user):
        """Own lists, and those shared with a pair of the user's; nobody else's, whoever asks.

        Twin of `permissions.can_view_reading_list`.
        """
        shared = self.shared_with_user(user).order_by().values("pk")
        return self.filter(Q(pk__in=self.of_owner(user).order_by().values("pk")) | Q(pk__in=shared))


class ReadingList(models.Model):
    """A list of resources, its owner's alone unless it is shared. The first one is made when something is kept."""

    code = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="reading_lists"
    )
    name = models.CharField(_("name"), max_length=120)
    note = models.TextField(_("note"), max_length=1_000, blank=True)
    # What is kept without naming a list goes here.
    is_first = models.BooleanField(default=False, editable=False)
    shared_with = models.ForeignKey(
        "mentoring_pages.MentoringPair",
        verbose_name=_("shared with the pair"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reading_lists",
    )
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = ReadingListQuerySet.as_manager()

    # Wagtail's list of what refers to what would tell staff what people read.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-is_first", "name", "pk"]
        verbose_name = _("reading list")
        verbose_name_plural = _("reading lists")
        # Staff have no screen for it, so nobody gets a permission either.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_first=True), name="mentoring_one_first_reading_list"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class ReadingItem(models.Model):
    """A resource on a list. `resource` None: it was deleted; the line stays until its owner takes it off."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="items")
    resource = models.ForeignKey(
        "partnership_resources.ResourcePage",
        verbose_name=_("resource"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    place = models.PositiveIntegerField(_("place"), default=0)
    kept_at = models.DateTimeField(_("kept"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("resource on a reading list")
        verbose_name_plural = _("resources on reading lists")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["reading_list", "resource"], name="mentoring_kept_once_in_list"),
        ]

    def __str__(self):
        return f"#{self.pk}"
