"""Suggestions of the public: received, made into a draft or declined, and forgotten in time. R36."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from resources.conf import get_setting
from resources.enums import ItemKind, SuggestionStatus
from resources.kept_files import make_document, opened
from resources.mailing import queue_mail, rendered
from resources.models import (
    Audience,
    KeptFile,
    ResourceItem,
    ResourceLibraryPage,
    ResourcePage,
    Suggestion,
)
from resources.permissions import can_edit_library
from resources.suggesting.addresses import address_key

FOLDER = "partnership_resources/mail"
NEW_MAIL, TAKEN_MAIL, DECLINED_MAIL = "suggestion_new", "suggestion_taken_up", "suggestion_declined"


class SuggestionRefused(Exception):
    """A decision that can't be taken; `message` says why, for staff."""

    def __init__(self, message: str):
        self.message = message
        super().__init__(message)


def can_decide_suggestions(user: Any) -> bool:
    """Staff who look at what the public suggests: who edit resources anyway."""
    return can_edit_library(user)


def suggest(library: ResourceLibraryPage, *, topics: Any, file: KeptFile | None, **values: Any) -> Suggestion:
    """Store a suggestion and tell the library's contact. The same address that still waits is stored once more:
    two people who suggest it are a reason to take it up.
    """
    with transaction.atomic():
        suggestion = Suggestion.objects.create(
            library=library, file=file, url_key=address_key(values.get("url", "")), **values
        )
        suggestion.topics.set(topics)
        to = library.contact_email or get_setting("LIBRARY_EMAIL")
        subject, text, html = rendered(FOLDER, NEW_MAIL, {"suggestion": suggestion})
        queue_mail(NEW_MAIL, to, subject=subject, text=text, html=html, about=suggestion.title)
    return suggestion


def make_draft(suggestion: Suggestion, *, by: Any, answers: list[str]) -> ResourcePage:
    """Make a draft of a resource below the library, with the link or the file, and tell who suggested it.

    Nothing goes live: staff complete the draft and send it through the workflow of the site as ever.
    Raises SuggestionRefused if `by` may not add pages there, or if it was decided before.
    """
    library = suggestion.library
    if not can_decide_suggestions(by) or not library.permissions_for_user(by).can_add_subpage():
        raise SuggestionRefused(_("You may not add pages to this library."))
    with transaction.atomic():
        _take(suggestion, SuggestionStatus.DRAFTED, by, answers)
        page = ResourcePage(title=suggestion.title, summary=suggestion.why[:400], live=False, owner=by)
        page.topics = list(suggestion.topics.all())
        wanted = suggestion.for_whom.casefold()
        page.audiences = [term for term in Audience.objects.active() if wanted and term.name.casefold() in wanted]
        page.items.add(_item(suggestion, by))
        library.add_child(instance=page)
        page.save_revision(user=by, clean=False, log_action=True)
        Suggestion.objects.filter(pk=suggestion.pk).update(draft=page.pk)
        _tell(suggestion, TAKEN_MAIL)
    return page


def decline(suggestion: Suggestion, *, by: Any, answers: list[str], reason: str) -> None:
    """Say no, and why. Raises SuggestionRefused if `by` may not, or if it was decided before."""
    if not can_decide_suggestions(by):
        raise SuggestionRefused(_("You may not decide on suggestions."))
    with transaction.atomic():
        _take(suggestion, SuggestionStatus.DECLINED, by, answers, reason)
        suggestion.reason = reason
        _tell(suggestion, DECLINED_MAIL)


def forget_suggestions(now: Any = None) -> int:
    """Remove who suggested, their words and their file some time after the decision; that it was suggested stays."""
    before = (now or timezone.now()) - timedelta(days=get_setting("SUGGESTION_KEEP_DAYS"))
    due = Suggestion.objects.filter(decided_at__lte=before).exclude(
        name="", email="", why="", for_whom="", reason="", file=None
    )
    KeptFile.objects.filter(suggestion__in=due).delete()
    return due.update(name="", email="", why="", for_whom="", reason="", file=None)


def _take(suggestion: Suggestion, status: str, by: Any, answers: list[str], reason: str = "") -> None:
    """The decision, once: of two people who press at the same time, the second is told."""
    taken = Suggestion.objects.filter(pk=suggestion.pk, status=SuggestionStatus.WAITING).update(
        status=status, decided_by=by, decided_at=timezone.now(), answers=answers, reason=reason
    )
    if not taken:
        raise SuggestionRefused(_("Somebody has decided on this suggestion already. Nothing was changed."))


def _item(suggestion: Suggestion, by: Any) -> ResourceItem:
    if suggestion.file is None:
        return ResourceItem(kind=ItemKind.LINK, url=suggestion.url)
    with opened(suggestion.file) as content:
        document = make_document(suggestion.file.name, content, title=suggestion.title, user=by)
    return ResourceItem(kind=ItemKind.FILE, document=document)


def _tell(suggestion: Suggestion, mail: str) -> None:
    subject, text, html = rendered(FOLDER, mail, {"suggestion": suggestion})
    once_key = f"suggestion-{suggestion.pk}"
    queue_mail(mail, suggestion.email, subject=subject, text=text, html=html, about=suggestion.title, once_key=once_key)
