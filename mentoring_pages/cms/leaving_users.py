"""What whoever deletes a user in the CMS is told first: the person's journal goes with the account."""

from django.contrib import messages
from django.utils.translation import ngettext
from wagtail import hooks

from mentoring_pages.models import JournalEntry


def _warning(users):
    count = JournalEntry.objects.filter(author__in=users).count()
    if not count:
        return ""
    return ngettext(
        "With this, %(count)d journal entry is destroyed for good. If it should be kept, ask the person to take "
        "it along first: members' pages, My data.",
        "With this, %(count)d journal entries are destroyed for good. If they should be kept, ask the person to take "
        "them along first: members' pages, My data.",
        count,
    ) % {"count": count}


@hooks.register("before_delete_user")
def say_what_goes(request, user):
    """Says it on the page that asks; changes nothing."""
    if request.method == "GET":
        text = _warning([user])
        if text:
            messages.warning(request, text)
