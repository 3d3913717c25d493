"""The agreement of a pair: read by every person of both programs, signed by a director of each (R92-R94)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.agreements import NewTextMeanwhile, PairEnded, sign_agreement, text_version
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.agreements.forms import SignForm
from mentoring_pages.members.agreements.standing import earlier_rows, side_rows, signature_words, standing_of
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.people import name_of
from mentoring_pages.permissions import pair_side, signing_side

TEMPLATES = "mentoring_pages/members/agreements"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typed
@member_required
def agreement_detail(request, pair_code):
    """The text, who signed it, and the form for a director whose side has not. It locks nobody out of anything."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if request.method == "POST" and pair_side(request.user, pair) is None:
        raise PermissionDenied
    form, status = SignForm(posted(request)), 200
    if request.method == "POST":
        if form.is_valid():
            refusal = _sign(request, pair, form.cleaned_data)
            if refusal is None:
                return redirect("members:agreement-detail", pair.code)
            form.add_error(None, refusal.message)
            status = 409 if isinstance(refusal, NewTextMeanwhile | PairEnded) else 422
        else:
            status = status_of(form)
    pair.refresh_from_db(fields=["status"])
    return _page(request, pair, form, status)


@require_safe
@member_required
def agreement_signed(request, pair_code, number):
    """A version as this pair signed it, word by word."""
    pair = access.get_pair_or_404(request.user, pair_code)
    signed = access.get_signatures_or_404(request.user, pair, number)
    text = signed[0].text
    context = {
        "pair_line": pair_line(pair),
        "view_title": text["title"],
        "version_line": _("Version %(number)s, as it was signed") % {"number": text["number"]},
        "parts": text["parts"],
        "sides": [
            {"role": one.get_side_display(), "program": one.program_name, **signature_words(one)} for one in signed
        ],
        "printed_on": timezone.localdate(),
    }
    return members_page(request, f"{TEMPLATES}/agreement_signed.html", context, section="agreement", pair=pair)


def _sign(request, pair, typed):
    """None once it is signed; else the refusal."""
    try:
        signature, is_new = sign_agreement(pair, by=request.user, name=typed["name"], seen=typed["seen"])
    except TransitionError as refusal:
        return refusal
    if is_new:
        messages.success(request, _("You have signed. The other side gets a mail."))
    elif signature.signed_by_id == request.user.pk:
        messages.info(request, _("You have signed this version already."))
    else:
        messages.info(request, _("%(name)s has signed for your program already.") % {"name": signature.signed_name})
    return None


def _page(request, pair, form, status):
    standing = standing_of(pair)
    text = standing.text
    side = signing_side(request.user, pair)
    can_sign = standing.is_missing(side)
    if text and can_sign:
        name = name_of(request.user)
        kept = typed_before(request)
        # What was typed is kept; the text that it is about is the one on this page.
        typed = form.data.get("name", "") if form.is_bound else (kept or {}).get("name", "")
        shown = SignForm(initial={"name": typed, "seen": text_version(text)})
        if form.is_bound:
            shown = SignForm({"name": typed, "seen": text_version(text)})
            shown.full_clean()
            for error in form.non_field_errors():
                shown.add_error(None, error)
        form = shown
    else:
        name = ""
        for error in form.non_field_errors() if form.is_bound else ():
            messages.error(request, error)
    context = {
        "pair_line": pair_line(pair),
        "view_title": text.title if text else _("Agreement"),
        "text": text,
        "version_line": _("Version %(number)s") % {"number": text.number} if text else "",
        # Of an ended pair the words that were signed; they are those of the version, which has not changed since.
        "parts": text.parts if text else [],
        "what_changed": text.what_changed if text and standing.earlier else "",
        "sides": side_rows(pair, standing) if text else [],
        "is_complete": standing.is_complete,
        "earlier": earlier_rows(pair, standing),
        "form": form if can_sign else None,
        "own_name": name,
        "waits_for": _waits_for(request.user, pair, standing, side),
        "printed_on": timezone.localdate(),
    }
    return members_page(
        request, f"{TEMPLATES}/agreement_detail.html", context, section="agreement", pair=pair, status=status
    )


def _waits_for(user, pair, standing, side):
    """What a reader who can't sign now should know; "" for nothing."""
    if standing.text is None or standing.is_complete:
        return ""
    if side is not None and not standing.is_missing(side):
        return _("You have signed. It waits for a director of the other program.")
    if side is None and pair_side(user, pair) is not None and pair.status != "complete":
        return _("A director of your program signs. You can read it and ask questions about it.")
    return ""
