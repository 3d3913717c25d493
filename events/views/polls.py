"""A date poll by its own address: the dates, the marks of programs, and the form; no account is needed (R29)."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.polls import change_marks, mark_dates, marks_of_text
from events.enums import PollStatus
from events.exceptions import PollRefused
from events.invitations.poll_forms import MarksForm, OwnMarksForm
from events.invitations.poll_table import poll_table
from events.invitations.words import why_not_markable
from events.limits import MANY_ANSWERS, client_address, is_over_limit
from events.models import DatePoll, PollParticipant
from events.permissions import can_register
from resources.conf import get_setting
from resources.dates_in_words import short_date
from resources.private_answers import private
from resources.registry import program_names

from .guest_pages import METHODS
from .invitations import link_context

FOLDER = "partnership_events/polls"


@private
@require_http_methods(METHODS)
def poll(request, code):
    """Mark dates for one's program. Unknown code: 404; a closed poll says why."""
    row = _poll_or_404(code=code)
    form = MarksForm(request.POST or None, poll=row, options=row.options.all())
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _limited(request, form)
        if status == 200:
            try:
                mark_dates(row, **form.person, marks=form.marks)
            except PollRefused as refusal:
                form.add_error(None, refusal.message)
                status = 409
            else:
                # The same answer for a new and for a known address.
                return redirect("gatherings:poll-marked", code)
    return render(request, f"{FOLDER}/poll.html", _context(request, row, form), status=status)


@private
@require_http_methods(["GET", "HEAD"])
def marked(request, code):
    """What happens next. Says nothing about a person."""
    row = _poll_or_404(code=code)
    context = _context(request, row, None) | {"view_title": _("Thank you for your marks")}
    return render(request, f"{FOLDER}/marked.html", context)


@private
@require_http_methods(METHODS)
def own_marks(request, code):
    """Change one's own marks by one's own link. Marks in the address fill the form and count only once sent."""
    participant = PollParticipant.objects.filter(code=code).first()
    if participant is None:
        raise Http404
    row = _poll_or_404(pk=participant.poll_id)
    marks = dict(participant.marks.values_list("option_id", "answer"))
    typed = marks_of_text(request.GET.get("marks", ""))
    initial = {"name": participant.name, "program_name": participant.program_name}
    form = OwnMarksForm(request.POST or None, poll=row, options=row.options.all(), marks=marks | typed, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        status = _limited(request, form)
        if status == 200:
            try:
                change_marks(participant, **form.person, marks=form.marks)
            except PollRefused as refusal:
                form.add_error(None, refusal.message)
                status = 409
            else:
                return redirect(f"{reverse('gatherings:poll-marks', args=[code])}?saved=1")
    context = _context(request, row, form) | {
        "view_title": _("Your marks"),
        "is_own": True,
        "is_saved": "saved" in request.GET,
        "has_typed": bool(typed) and typed != marks,
    }
    return render(request, f"{FOLDER}/poll.html", context, status=status)


def _poll_or_404(**conditions):
    row = DatePoll.objects.select_related("gathering__locale", "chosen").filter(**conditions).first()
    if row is None:
        raise Http404
    return row


def _limited(request, form):
    """200, or 429 with a sentence in the form."""
    if not is_over_limit("poll", client_address(request), get_setting("ANSWERS_PER_HOUR")):
        return 200
    form.add_error(None, MANY_ANSWERS)
    return 429


def _context(request, row, form):
    gathering = row.gathering
    context = link_context(request, gathering, row.question)
    is_decided = row.status == PollStatus.DECIDED
    return context | {
        "poll": row,
        "poll_url": reverse("gatherings:poll", args=[row.code]),
        "form": form,
        "table": poll_table(row),
        "closed": why_not_markable(row),
        "is_decided": is_decided,
        "closes_on": short_date(row.closes_on),
        "programs": [name for _pk, name in program_names()],
        "register_url": f"{context['gathering_url']}register/"
        if is_decided and context["gathering_url"] and can_register(gathering)
        else "",
    }
