"""Mentors that a member keeps in mind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MentorBookmarkQuerySet(models.QuerySet):
    def of_owner(self, user):
        """The user's own, newest first; none for anonymous visitors."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(owner=user)

    def by_profile(self, profiles):
        """{key of the profile: key of the bookmark} for those of these profiles that have one. One query."""
        return dict(self.filter(profile__in=profiles).values_list("profile", "pk"))


class MentorBookmark(models.Model):
    """A mentor's page in one person's list, seen by nobody else.

    `profile` None: the page was deleted; the line stays until its owner takes it off. `name` is what the page was
    called when it was kept, for when it is no longer listed.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="mentor_bookmarks"
    )
    profile = models.ForeignKey(
        "mentoring_pages.MentorProfilePage",
        verbose_name=_("mentor profile"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=255)
    kept_at = models.DateTimeField(_("kept"), auto_now_add=True)

    objects = MentorBookmarkQuerySet.as_manager()

    # Wagtail's list of what refers to what would tell staff whom people think of asking.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-kept_at", "-pk"]
        verbose_name = _("bookmark of a mentor")
        verbose_name_plural = _("bookmarks of mentors")
        # Staff have no screen for it, so nobody gets a permission either.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "profile"], name="mentoring_bookmarked_once")]

    def __str__(self):
        return f"#{self.pk}"
