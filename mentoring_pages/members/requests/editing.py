"""Beginning a request and writing its draft, one group of questions a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.errors import ChangedMeanwhile, Incomplete, MentorFull, TransitionError
from mentoring_pages.actions.request_drafts import create_draft
from mentoring_pages.enums import RequestStatus
from mentoring_pages.members import access
from mentoring_pages.members.acting import acting_program
from mentoring_pages.members.shell import member_required, members_page, posted
from mentoring_pages.models import MatchRequest, MentoringCycle
from mentoring_pages.permissions import can_edit_request

from .candidates import mentor_to_ask, suggestions
from .editors import EDITORS, topic_names
from .eligibility import places_to_start
from .forms import NeedsForm
from .steps import step_url, stepper

# The button that shows mentors that fit what was typed, and saves nothing. With scripts it is pressed by itself.
SUGGEST = "suggest"
FORM_TEMPLATE = "mentoring_pages/members/requests/request_edit.html"


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def request_create(request):
    """Begin a request; `?mentor=` puts that mentor on the list. Leads on to an open request or pair if there is one."""
    cycle = MentoringCycle.objects.current()
    places = places_to_start(request.user, cycle)
    wanted = request.GET.get("mentor", "")
    if not places.free:
        if places.request:
            return _on_to_request(request, places.request, wanted)
        if places.pair:
            messages.info(request, _("You have a mentor in this cycle. This is your pair."))
            return redirect("members:pair-detail", places.pair.code)
        return _closed(request, places)
    mentor = mentor_to_ask(wanted, exclude=places.free) if wanted else None
    form = NeedsForm(posted(request), programs=places.free, initial={"program": acting_program(request)})
    checked, is_valid = form, form.is_valid()
    if SUGGEST in request.POST:
        form = NeedsForm(None, programs=places.free, initial=request.POST.dict())
    elif is_valid:
        program = form.cleaned_data.get("program") or places.free[0]
        try:
            draft = create_draft(
                program,
                cycle,
                by=request.user,
                needs=form.cleaned_data["needs"],
                note=form.cleaned_data["note"],
                mentor=mentor,
            )
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:request-list")
        messages.success(request, _("Your draft is saved. Next: who would fit."))
        return redirect(step_url("wishes", draft))
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "step": "needs",
        "steps": stepper("needs"),
        "mentor": mentor,
        "mentor_is_gone": bool(wanted) and mentor is None,
        "submit_label": _("Save and go on"),
        "view_title": _("Request a mentor"),
        "programs": places.free,
        "suggestions": _first_suggestions(checked, places, cycle),
    }
    return members_page(request, FORM_TEMPLATE, context, section="requests", status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def request_edit(request, code, step):
    """One step of a request: needs, wishes or mentors; of a sent one until a mentor has answered."""
    match_request = access.get_request_or_404(request.user, code)
    if step not in EDITORS:
        raise Http404
    if not can_edit_request(request.user, match_request):
        raise PermissionDenied
    editor = EDITORS[step](match_request, request)
    is_valid = request.method == "POST" and editor.form.is_valid()
    if SUGGEST in request.POST:
        return _show(request, editor, form=editor.typed())
    if is_valid:
        try:
            editor.save()
        except ChangedMeanwhile as refusal:
            return _show(request, editor, conflict=refusal.message)
        except (Incomplete, MentorFull) as refusal:
            editor.form.add_error(None, refusal.message)
            return _show(request, editor)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:request-detail", match_request.code)
        messages.success(request, editor.saved_message)
        return redirect(editor.next_url())
    return _show(request, editor)


def _show(request, editor, conflict="", form=None):
    match_request, form = editor.match_request, form or editor.form
    saved = None
    if conflict:
        # Shown beside what was typed; the next save is made knowing it.
        saved = editor.make_form(None)
        form.data = form.data.copy()
        form.data["version"] = saved.initial["version"]
    labels = {"needs": _("Save and go on"), "wishes": _("Save and go on"), "mentors": _("Save and check")}
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "saved_rows": _saved_rows(saved) if saved else None,
        "conflict": conflict,
        "match_request": match_request,
        "is_sent": editor.is_sent,
        "step": editor.step,
        "steps": _steps(editor),
        "submit_label": _("Save the change") if editor.is_sent else labels[editor.step],
        "view_title": _("Change your request") if editor.is_sent else _("Request a mentor"),
        "cancel_url": step_url("send", match_request),
        **editor.extra(),
    }
    return members_page(request, FORM_TEMPLATE, context, section="requests", status=409 if conflict else _status(form))


def _steps(editor):
    """A request that is out has nothing to send any more, so its last step is left out."""
    match_request = editor.match_request
    steps = stepper(
        editor.step,
        match_request,
        has_needs=match_request.needs.exists(),
        has_wishes=match_request.wishes.exists(),
        has_choices=match_request.choices.exists(),
    )
    return steps[:-1] if editor.is_sent else steps


def _first_suggestions(form, places, cycle):
    """Mentors that fit the topics typed so far, before there is a draft."""
    cleaned = getattr(form, "cleaned_data", {})
    program = cleaned.get("program") or places.free[0]
    needs = topic_names(cleaned.get("needs", []))
    return suggestions(MatchRequest(program=program, cycle=cycle), {}, needs, taken=[])


def _saved_rows(form):
    """What is saved now, as facts (label, value) of the filled-in fields."""
    rows = []
    for field in form.visible_fields():
        value = form.initial.get(field.name)
        if value not in (None, ""):
            words = dict(_flat(getattr(field.field, "choices", ())))
            rows.append({"label": field.label, "value": words.get(value, value)})
    return rows


def _flat(choices):
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            yield from label
        else:
            yield value, label


def _on_to_request(request, match_request, wanted):
    """An open request is there: as long as it can be changed one goes on writing, else it is looked at."""
    if match_request.status == RequestStatus.DRAFT or (wanted and can_edit_request(request.user, match_request)):
        query = f"?mentor={wanted}" if wanted and mentor_to_ask(wanted) else ""
        return redirect(step_url("mentors", match_request) + query)
    messages.info(request, _("Your request is on its way. Take it back first if you want to ask other mentors."))
    return redirect("members:request-detail", match_request.code)


def _closed(request, places):
    context = {"cycle": places.cycle, "has_program": places.has_program, "view_title": _("Request a mentor")}
    return members_page(request, "mentoring_pages/members/requests/request_closed.html", context, section="requests")


def _status(form):
    return 422 if form.errors else 200
