"""Answering an invitation by the link in the mail, without an account (R35).

Programs that look through mail open every link, so a GET changes nothing: it shows the answer and one button.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.invitation_answers import answer_invitation, is_guest
from events.actions.registrations import register
from events.calendars.scopes import with_seats
from events.enums import InvitationAnswer
from events.exceptions import InvitationRefused, RegistrationRefused
from events.gatherings.rows import when_of
from events.guests.forms import GuestForm
from events.invitations.words import ANSWERS, answer_labels, masked_name, place_words, why_not_answerable
from events.limits import MANY_ANSWERS, client_address, is_over_limit
from events.models import GatheringPage, Invitation
from events.permissions import can_register
from events.views.gatherings import registration_box
from events.views.guest_pages import METHODS, form_context
from resources.conf import get_setting
from resources.private_answers import private

FOLDER = "partnership_events/invitations"


@private
@require_http_methods(["GET", "HEAD"])
def invitation(request, code):
    """What was answered and what comes next; the other answers. Unknown code: 404."""
    row = _invitation_or_404(code)
    context = _context(request, row, _("Your answer"))
    context |= {
        "is_registered": is_guest(row),
        "asks_more": row.answer == InvitationAnswer.YES and can_register(row.gathering),
        "form_url": reverse("gatherings:invitation-register", args=[row.code]),
    }
    return render(request, f"{FOLDER}/answered.html", context)


@private
@require_http_methods(METHODS)
def answer(request, code, answer):
    """Ask before the answer counts; POST stores it and leads on. Unknown code or answer: 404."""
    row = _invitation_or_404(code)
    if answer not in ANSWERS:
        raise Http404
    problem, status = "", 200
    if request.method == "POST":
        if is_over_limit("answer", client_address(request), get_setting("ANSWERS_PER_HOUR")):
            problem, status = MANY_ANSWERS, 429
        else:
            try:
                outcome = answer_invitation(row, answer)
            except InvitationRefused as refusal:
                problem, status = refusal.message, 409
            else:
                name = "invitation-register" if outcome.asks_more else "invitation"
                return redirect(f"gatherings:{name}", code)
    context = _context(request, row, _("Will you come?")) | {
        "problem": problem,
        "answer": answer,
        "answer_label": InvitationAnswer(answer).label,
        "submit_label": _submit_label(row.gathering, answer),
    }
    return render(request, f"{FOLDER}/answer.html", context, status=status)


@private
@require_http_methods(METHODS)
def register_invited(request, code):
    """The registration form for who said yes, with what the invitation knows. The mail goes to the address invited."""
    row = _invitation_or_404(code)
    gathering = row.gathering
    if not can_register(gathering) or is_guest(row) or why_not_answerable(gathering):
        return redirect("gatherings:invitation", code)
    initial = {
        "name": row.name,
        "program_name": row.program_name,
        "way": gathering.ways[0],
        "ride": "none",
    }
    form = GuestForm(request.POST or None, gathering=gathering, questions=gathering.questions.all(), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_over_limit("register", client_address(request), get_setting("REGISTRATIONS_PER_HOUR")):
            form.add_error(None, MANY_ANSWERS)
            status = 429
        else:
            try:
                answer_invitation(row, InvitationAnswer.YES, registers=False)
                register(gathering, email=row.email, **form.cleaned_data)
            except (InvitationRefused, RegistrationRefused) as refusal:
                form.add_error(None, refusal.message)
                status = 409
            else:
                return redirect("gatherings:invitation", code)
    counted = with_seats(GatheringPage.objects.filter(pk=gathering.pk)).first()
    context = _context(request, row, _("Register")) | form_context(gathering)
    context |= {"form": form, "box": registration_box(gathering, counted, request)}
    return render(request, f"{FOLDER}/register.html", context, status=status)


def link_context(request, gathering, title):
    """What the head of a page needs that is about a gathering and lies below no page."""
    starts_at, ends_at = when_of(gathering)
    site = gathering.get_site()
    url = gathering.get_url(request) if gathering.live else ""
    home = site.root_page.get_url(request) if site else "/"
    return {
        "view_title": title,
        "gathering": gathering,
        "gathering_url": url,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place_words(gathering) if gathering.place or gathering.mode != "in_person" else "",
        "robots": "noindex",
        "crumbs": [
            {"title": _("Home"), "url": home},
            *([{"title": gathering.title, "url": url}] if url else []),
            {"title": title, "url": ""},
        ],
    }


def _context(request, row, title):
    gathering = row.gathering
    page_url = gathering.get_url(request) if gathering.live else ""
    return link_context(request, gathering, title) | {
        "invitation": row,
        "masked_name": masked_name(row),
        "closed": why_not_answerable(gathering),
        "register_url": f"{page_url}register/" if page_url and can_register(gathering) else "",
        "links": [
            {
                "answer": one.value,
                "label": label,
                "url": reverse("gatherings:invitation-answer", args=[row.code, one.value]),
                "is_current": one == row.answer,
            }
            for one, label in zip(ANSWERS, answer_labels(), strict=True)
        ],
    }


def _invitation_or_404(code):
    row = Invitation.objects.select_related("gathering__locale").filter(code=code).first()
    if row is None:
        raise Http404
    return row


def _submit_label(gathering, answer):
    if answer == InvitationAnswer.YES:
        return _("Yes, I will come: register me") if can_register(gathering) else _("Yes, I will come")
    return _("No, I cannot come") if answer == InvitationAnswer.NO else _("Maybe, I do not know yet")
