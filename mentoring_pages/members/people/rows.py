"""What the list of a program's people prints."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring_pages.people import name_of
from resources.dates_in_words import short_date


def person_row(membership, user, program, *, is_manager):
    """A person with the role and what a director may change; nobody changes their own role here."""
    may_change = is_manager and membership.user_id != user.pk
    return {
        "name": name_of(membership.user),
        "email": membership.user.email,
        "role": membership.get_role_display(),
        "is_self": membership.user_id == user.pk,
        "role_url": reverse("members:people-role", args=[program.code, membership.pk]) if may_change else "",
        "remove_url": reverse("members:people-remove", args=[program.code, membership.pk]) if may_change else "",
    }


def invitation_row(invitation, program):
    """A letter that waits for an answer, or for which it is too late."""
    has_ended = invitation.expires_at <= timezone.now()
    day = short_date(timezone.localdate(invitation.expires_at))
    return {
        "email": invitation.email,
        "role": invitation.get_role_display(),
        "state": _("Ran out on %(day)s") % {"day": day} if has_ended else _("Works until %(day)s") % {"day": day},
        "resend_url": reverse("members:invitation-resend", args=[program.code, invitation.pk]),
        "revoke_url": reverse("members:invitation-revoke", args=[program.code, invitation.pk]),
    }


def join_row(wish, program):
    """Somebody who asks to be let in."""
    return {
        "name": name_of(wish.user),
        "email": wish.user.email,
        "role": wish.get_role_display(),
        "message": wish.message,
        "on": short_date(timezone.localdate(wish.created_at)),
        "answer_url": reverse("members:join-answer", args=[program.code, wish.pk]),
    }
