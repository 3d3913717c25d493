"""A word of a vocabulary that something needs can't be deleted; staff read how much uses it and what to do instead."""

from collections import Counter

from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages


def uses_of(instance) -> str:
    """What stands in the way of deleting it, in numbers and never by name: "3 mentee profiles"; "" for nothing."""
    try:
        Collector(using=instance._state.db or "default", origin=instance).collect([instance])
    except (ProtectedError, RestrictedError) as refusal:
        rows = getattr(refusal, "protected_objects", None) or refusal.restricted_objects
        counts = Counter(type(row)._meta for row in rows)
        parts = [
            f"{count} {meta.verbose_name if count == 1 else meta.verbose_name_plural}" for meta, count in counts.items()
        ]
        return ", ".join(sorted(parts))
    return ""


@hooks.register("before_delete_snippet")
def keep_words_in_use(request, instances):
    """Before the question and before the deed, for one word and for several."""
    for instance in instances:
        if uses := uses_of(instance):
            words = _(
                "“%(name)s” can’t be deleted: it is in use (%(uses)s). Nothing was changed. You can rename it, or "
                "untick “can be chosen”: then it stays where it is and nobody chooses it any more."
            )
            messages.error(request, words % {"name": instance, "uses": uses})
            return redirect(instance.snippet_viewset.get_url_name("list"))
    return None
