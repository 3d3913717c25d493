"""Writing a round of invitations: whom it goes to, what it says, and the count beside the form (R35)."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.actions.invitations import save_round
from events.enums import RoundStatus
from events.exceptions import InvitationRefused
from events.invitations import recipients
from events.models import InvitationText

from .invitation_forms import RoundForm, StartForm, WordsForm, chosen_in_words
from .invitation_pages import FOLDER, METHODS, about, open_poll, round_or_404
from .scoped import desk_page, gathering_or_404


@desk_page
@require_http_methods(METHODS)
def new_round(request, pk):
    """Choose who, write the text, keep it as a draft. `?reminder=1`: to those who have not answered."""
    gathering = gathering_or_404(pk)
    return _compose(request, gathering, None, is_reminder="reminder" in request.GET)


@desk_page
@require_http_methods(METHODS)
def edit_round(request, pk):
    """Change a draft; a round that went out leads back to its page."""
    row = round_or_404(pk)
    if row.status != RoundStatus.DRAFT:
        return redirect("gathering_desk:round", pk)
    return _compose(request, row.gathering, row, is_reminder=row.is_reminder)


@desk_page
@require_POST
def count(request, pk):
    """{"text": who is chosen by what the form has at the moment}, for the count beside it."""
    form = RoundForm(request.POST, gathering=gathering_or_404(pk))
    form.is_valid()
    text = chosen_in_words(form.chosen) if form.chosen is not None else ""
    return JsonResponse({"text": text})


def _compose(request, gathering, row, *, is_reminder):
    poll = open_poll(gathering)
    form_class = WordsForm if is_reminder else RoundForm
    posted = request.POST if request.method == "POST" else None
    start = StartForm(posted)
    if posted is not None and "take_text" in posted:
        # A text is taken over: everything else stays as it was typed, and nothing is checked yet.
        posted = _with_text(posted, start)
        form = form_class(initial=_as_initial(posted), gathering=gathering, poll=poll)
    else:
        form = form_class(posted, initial=_initial(row, is_reminder), gathering=gathering, poll=poll)
    status = 200
    if posted is not None and "save" in posted:
        if form.is_valid():
            try:
                saved = save_round(gathering, by=request.user, is_reminder=is_reminder, draft=row, **form.values)
            except InvitationRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                return redirect("gathering_desk:round", saved.pk)
        status = 422
    context = about(gathering) | {
        "form": form,
        "start": start if InvitationText.objects.exists() else None,
        "is_reminder": is_reminder,
        "silent_count": recipients.without_answer(gathering).count() if is_reminder else 0,
        "chosen_words": chosen_in_words(form.chosen) if getattr(form, "chosen", None) else "",
        "count_url": reverse("gathering_desk:invitation-count", args=[gathering.pk]),
        "back_url": reverse("gathering_desk:round", args=[row.pk])
        if row
        else reverse("gathering_desk:invitations", args=[gathering.pk]),
    }
    return TemplateResponse(request, f"{FOLDER}/cms_compose.html", context, status=status)


def _with_text(posted, start):
    text = start.cleaned_data["start_text"] if start.is_valid() else None
    if text is None:
        return posted
    changed = posted.copy()
    changed["subject"], changed["text"] = text.subject, text.text
    return changed


def _as_initial(posted):
    initial = posted.dict()
    initial |= {name: posted.getlist(name) for name in ("sources", "regions")}
    initial |= {name: name in posted for name in ("leaves_out_problems", "asks_dates")}
    return initial


def _initial(row, is_reminder):
    if row is not None:
        return {"subject": row.subject, "text": row.text, "asks_dates": row.poll_id is not None, **row.choice}
    if is_reminder:
        return {"subject": _("Will you come? {gathering}"), "text": _("We would like to know whether to count on you.")}
    return {}
