"""Beginning a request and writing its draft, one group of questions a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.errors import ChangedMeanwhile, TransitionError
from mentoring_pages.actions.request_drafts import (
    choices_of,
    create_draft,
    needs_of,
    save_choices,
    save_needs,
    save_wishes,
    version_of_choices,
    version_of_needs,
    version_of_wishes,
    wishes_of,
)
from mentoring_pages.enums import RequestStatus
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page
from mentoring_pages.models import MentoringCycle, Program
from mentoring_pages.permissions import can_edit_request

from .candidates import mentor_options, mentor_to_ask, mentors_to_ask, suggestions
from .eligibility import places_to_start
from .forms import ChoicesForm, NeedsForm, WishesForm
from .steps import step_url, stepper

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
    form = NeedsForm(request.POST if request.method == "POST" else None, programs=places.free)
    if form.is_valid():
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
    }
    return members_page(request, FORM_TEMPLATE, context, section="requests", status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def request_edit(request, code, step):
    """One step of a draft: needs, wishes or mentors."""
    match_request = access.get_request_or_404(request.user, code)
    if step not in _EDITORS:
        raise Http404
    if not can_edit_request(request.user, match_request):
        raise PermissionDenied
    editor = _EDITORS[step](match_request, request)
    if request.method == "POST" and editor.form.is_valid():
        try:
            editor.save()
        except ChangedMeanwhile as refusal:
            return _show(request, editor, conflict=refusal.message)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
            return redirect("members:request-detail", match_request.code)
        messages.success(request, editor.saved_message)
        return redirect(editor.next_url())
    return _show(request, editor)


class _Editor:
    """One step: its form, how it is saved, and where one goes on."""

    step = ""
    saved_message = ""

    def __init__(self, match_request, request):
        self.match_request, self.request = match_request, request
        self.form = self.make_form(request.POST if request.method == "POST" else None)

    @property
    def version(self):
        return self.form.cleaned_data["version"] or None

    def extra(self):
        """More for the template."""
        return {}


class _NeedsEditor(_Editor):
    step = "needs"

    @property
    def saved_message(self):
        return _("Saved. Next: who would fit.")

    def make_form(self, data):
        match_request = self.match_request
        initial = {"note": match_request.note, "version": version_of_needs(match_request)}
        return NeedsForm(data, kept=needs_of(match_request), initial=initial)

    def save(self):
        cleaned = self.form.cleaned_data
        save_needs(
            self.match_request, by=self.request.user, needs=cleaned["needs"], note=cleaned["note"], version=self.version
        )

    def next_url(self):
        return step_url("wishes", self.match_request)


class _WishesEditor(_Editor):
    step = "wishes"

    @property
    def saved_message(self):
        return _("Saved. Next: whom to ask.")

    def make_form(self, data):
        match_request = self.match_request
        return WishesForm(
            data,
            program_facts=match_request.program.facts,
            kept=wishes_of(match_request),
            initial={"version": version_of_wishes(match_request)},
        )

    def save(self):
        wishes = self.form.cleaned_data["wishes"]
        save_wishes(self.match_request, by=self.request.user, wishes=wishes, version=self.version)

    def next_url(self):
        return step_url("mentors", self.match_request)


class _MentorsEditor(_Editor):
    """Suggestions have a button each, which saves the list with that mentor in its first free place."""

    step = "mentors"

    def make_form(self, data):
        saved = choices_of(self.match_request)
        programs = Program.objects.in_bulk([mentor for mentor, _reason in saved])
        kept = [(str(programs[mentor].code), reason) for mentor, reason in saved]
        options = mentor_options(mentors_to_ask(self.match_request.program))
        known = {code for code, _label in options}
        gone = [
            (str(program.code), _("%(name)s (takes no requests now)") % {"name": program.name})
            for program in programs.values()
            if str(program.code) not in known
        ]
        self.saved_ids = [mentor for mentor, _reason in saved]
        wanted = self.request.GET.get("mentor", "")
        if data is None and wanted in known and wanted not in dict(kept):
            kept.append((wanted, ""))
        return ChoicesForm(
            data,
            options=options + gone,
            rows=self.match_request.cycle.max_choices,
            kept=kept,
            initial={"version": version_of_choices(self.match_request)},
        )

    @property
    def added(self):
        code = self.request.POST.get("add", "")
        return code if code in self.form.labels else ""

    @property
    def saved_message(self):
        if self.added:
            return _("%(name)s is on your list now.") % {"name": self.form.labels[self.added]}
        return _("Saved. Read it once more, then send it.")

    def save(self):
        choices = self.form.cleaned_data["choices"]
        if self.added and self.added not in dict(choices):
            choices = [*choices, (self.added, "")]
        ids = dict(Program.objects.filter(code__in=[code for code, _reason in choices]).values_list("code", "pk"))
        by_text = {str(code): pk for code, pk in ids.items()}
        save_choices(
            self.match_request,
            by=self.request.user,
            choices=[(by_text[code], reason) for code, reason in choices],
            version=self.version,
        )

    def next_url(self):
        return step_url("mentors" if self.added else "send", self.match_request)

    def extra(self):
        needs = {need.topic_id: need.topic.name for need in self.match_request.needs.select_related("topic")}
        found = suggestions(self.match_request, wishes_of(self.match_request), needs, taken=self.saved_ids)
        return {"suggestions": found, "is_full": len(self.saved_ids) >= self.match_request.cycle.max_choices}


_EDITORS = {"needs": _NeedsEditor, "wishes": _WishesEditor, "mentors": _MentorsEditor}


def _show(request, editor, conflict=""):
    match_request, form = editor.match_request, editor.form
    saved = None
    if conflict:
        # Shown beside what was typed; the next save is made knowing it.
        saved = _EDITORS[editor.step].make_form(editor, None)
        form.data = form.data.copy()
        form.data["version"] = saved.initial["version"]
    labels = {"needs": _("Save and go on"), "wishes": _("Save and go on"), "mentors": _("Save and check")}
    context = {
        "form": form,
        "fieldsets": form.fieldsets(),
        "saved_rows": _saved_rows(saved) if saved else None,
        "conflict": conflict,
        "match_request": match_request,
        "step": editor.step,
        "steps": stepper(
            editor.step,
            match_request,
            has_needs=match_request.needs.exists(),
            has_wishes=match_request.wishes.exists(),
            has_choices=match_request.choices.exists(),
        ),
        "submit_label": labels[editor.step],
        "view_title": _("Request a mentor"),
        "cancel_url": step_url("send", match_request),
        **editor.extra(),
    }
    return members_page(request, FORM_TEMPLATE, context, section="requests", status=409 if conflict else _status(form))


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
    """An open request is there: a draft is written on, a sent one is looked at."""
    if match_request.status == RequestStatus.DRAFT:
        query = f"?mentor={wanted}" if wanted and mentor_to_ask(wanted) else ""
        return redirect(step_url("mentors", match_request) + query)
    messages.info(request, _("Your request is on its way. Take it back first if you want to ask other mentors."))
    return redirect("members:request-detail", match_request.code)


def _closed(request, places):
    context = {"cycle": places.cycle, "has_program": places.has_program, "view_title": _("Request a mentor")}
    return members_page(request, "mentoring_pages/members/requests/request_closed.html", context, section="requests")


def _status(form):
    return 422 if form.errors else 200
