"""Telling somebody outside both programs, and following it by a code. Nothing here knows who somebody is (R104).

The code is in no address: the page behind it is the answer to a POST, so it stands in no log, history or bookmark.
"""

from functools import wraps

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.concerns import FormUsed, find_by_code, receive_concern, write_as_sender
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.encryption import ConfidentialText
from mentoring_pages.enums import ConcernStatus
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.shell import posted, status_of
from mentoring_pages.models import ConcernSettings, MentoringPair
from mentoring_pages.people import name_of
from resources.conf import get_setting
from resources.dates_in_words import short_date, when_in_words
from resources.limits import client_address, is_over_limit

from .forms import CodeForm, ConcernForm, MessageForm, new_mark

BADGES = {ConcernStatus.RECEIVED: "wait", ConcernStatus.ACKNOWLEDGED: "ok", ConcernStatus.CLOSED: "neutral"}


def sealed(view):
    """Open to everybody; nothing of it is stored by browsers or proxies, or stands in an error report."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store"
        # With "no-referrer" browsers send forms without their origin, and Django refuses those.
        response["Referrer-Policy"] = "same-origin"
        return response

    return confidential(wrapped)


@sealed
@require_http_methods(["GET", "HEAD", "POST"])
def concern_create(request):
    """The form, and in answer to it the code, once."""
    pairs = MentoringPair.objects.for_member(request.user).select_related("mentor", "mentee", "cycle")
    form = ConcernForm(posted(request), pairs=pairs)
    if request.method == "POST" and form.is_valid():
        if form.is_by_machine:
            # A browser may have filled the hidden field in. Nothing may be lost by it, so it is asked again, once.
            form.add_error(
                None, _("Our form took you for a machine. Please look over what you typed and send it again.")
            )
            form.data = form.data.copy()
            form.data["homepage"] = ""
        elif is_over_limit("concern", client_address(request), get_setting("CONCERNS_PER_HOUR")):
            form.add_error(None, _("Many concerns came from your network in the last hour. Please try again later."))
        else:
            try:
                code = receive_concern(**form.concern_values())
            except FormUsed as used:
                form.add_error(None, used.message)
                # What was typed is still worth sending anew, if it was meant so.
                form.data = form.data.copy()
                form.data["mark"] = new_mark()
            else:
                return _page(request, "sent", {"code": code, "promise": _promise(), "view_title": _("We have it")})
    form.renew_stamp()
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "intro": ConcernSettings.current().intro_text,
        "promise": _promise(),
        "view_title": _("Tell somebody outside your program"),
    }
    return _page(request, "create", context, status=status_of(form))


@sealed
@require_http_methods(["GET", "HEAD", "POST"])
def concern_follow(request):
    """Ask for the code; by POST, show where it stands and what was written."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        concern = _found(request, form.cleaned_data["code"], form)
        if concern is not None:
            return _conversation(request, concern, form.cleaned_data["code"])
    context = {"form": form, "view_title": _("Follow a concern")}
    return _page(request, "follow", context, status=status_of(form))


@sealed
@require_POST
def concern_write(request):
    """Add a word; the page with all of it is the answer."""
    form = MessageForm(request.POST)
    lookup = CodeForm({"code": request.POST.get("code", "")})
    concern = _found(request, lookup.cleaned_data["code"], lookup) if lookup.is_valid() else None
    if concern is None:
        context = {
            "form": lookup,
            "kept": ConfidentialText(request.POST.get("text", "")),
            "view_title": _("Follow a concern"),
        }
        return _page(request, "follow", context, status=422)
    if form.is_valid():
        try:
            write_as_sender(concern, form.cleaned_data["text"], form_id=form.cleaned_data["mark"])
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            concern.refresh_from_db()
            return _conversation(request, concern, lookup.cleaned_data["code"], is_written=True)
    return _conversation(request, concern, lookup.cleaned_data["code"], form=form, status=422)


def _found(request, code, form):
    """The concern of this code; None with a word in the form, the same for a wrong code and for too many tries."""
    if is_over_limit("concern-code", client_address(request), get_setting("CONCERN_LOOKS_PER_HOUR")):
        form.add_error(None, _("Many codes were tried from your network in the last hour. Please try again later."))
        return None
    concern = find_by_code(code)
    if concern is None:
        form.add_error("code", _("We know no such code. Check each letter; closed concerns are deleted after a time."))
    return concern


def _conversation(request, concern, code, *, form=None, is_written=False, status=200):
    context = {
        "view_title": _("Your concern"),
        "badge_label": concern.get_status_display(),
        "badge_kind": BADGES[ConcernStatus(concern.status)],
        "standing": _standing(concern),
        "received": when_in_words(concern.received_at),
        "text": concern.text,
        "items": [
            {
                "who": _("You") if message.is_from_sender else name_of(message.author),
                "is_own": message.is_from_sender,
                "when": when_in_words(message.written_at),
                "text": message.text,
            }
            for message in concern.messages.select_related("author")
        ],
        "form": form or MessageForm(initial={"code": code}),
        "is_written": is_written,
    }
    return _page(request, "detail", context, status=status)


def _standing(concern):
    if concern.status == ConcernStatus.CLOSED:
        days = ConcernSettings.current().keep_days
        return _("A coordinator has closed it. It is deleted %(days)s days later. If you write, it is open again.") % {
            "days": days
        }
    if concern.answer_by is not None:
        return _("Somebody answers by %(day)s.") % {"day": short_date(concern.answer_by)}
    return _("A coordinator looks into it.")


def _promise():
    days = ConcernSettings.current().acknowledge_days
    return ngettext(
        "Somebody says within %(days)d working day that they look into it.",
        "Somebody says within %(days)d working days that they look into it.",
        days,
    ) % {"days": days}


def _page(request, name, context, *, status=200):
    crumbs = [{"title": _("Home"), "url": "/"}, {"title": context["view_title"], "url": ""}]
    context = {
        "create_url": reverse("members:concern-create"),
        "follow_url": reverse("members:concern-follow"),
        "write_url": reverse("members:concern-write"),
        "crumbs": crumbs,
        "robots": "noindex" if name != "create" else "",
        **context,
    }
    return render(request, f"mentoring_pages/members/concerns/concern_{name}.html", context, status=status)
