"""The day itself: the sheet to sign, the host's notes, and ticking people off on a phone, scripts or not."""

from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from events.actions.attendance import add_walk_in, mark_attended, undo_attended
from events.enums import AttendanceWay, RegistrationStatus
from events.exceptions import RegistrationRefused
from events.gatherings.rows import when_of
from events.guests.attendance import numbers_of
from events.guests.lists import access_needs_of, sheets_of
from events.models import Registration
from events.permissions import is_attendance_open

from .scoped import desk_page, gathering_or_404

# Lines left empty on the sheet for people who come without having signed up.
EMPTY_LINES = 6
EXPECTED = (
    RegistrationStatus.GOING,
    RegistrationStatus.OFFERED,
    RegistrationStatus.ATTENDED,
    RegistrationStatus.WAITLISTED,
)


class WalkInForm(forms.Form):
    """Somebody who came without having signed up. `code` makes the same form sent twice one guest."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    program_name = forms.CharField(label=gettext_lazy("Program"), max_length=160, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Only for the thanks and the certificate afterwards."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    way = forms.ChoiceField(label=gettext_lazy("Attends"))

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        ways = [AttendanceWay(way) for way in gathering.ways]
        self.fields["way"].choices = [(way.value, way.label) for way in ways]
        self.initial.setdefault("way", ways[0].value)
        if len(ways) == 1:
            self.fields["way"].required = False
            self.fields["way"].widget = forms.HiddenInput()

    def clean_way(self):
        return self.cleaned_data["way"] or self.fields["way"].choices[0][0]


@desk_page
@require_safe
def sign_in_sheet(request, pk):
    """For print: a page for each way of attending, with name, program and a line to sign. No addresses on it."""
    gathering = gathering_or_404(pk)
    context = _context(gathering) | {"sheets": sheets_of(gathering), "empty_lines": range(EMPTY_LINES)}
    return TemplateResponse(request, "partnership_events/cms/sign_in_sheet.html", context)


@desk_page
@require_safe
def host_notes(request, pk):
    """For print, for the host alone: who needs what to take part."""
    gathering = gathering_or_404(pk)
    context = _context(gathering) | {"guests": access_needs_of(gathering)}
    return TemplateResponse(request, "partnership_events/cms/host_notes.html", context)


@desk_page
@require_safe
def attendance(request, pk):
    """Everybody who may come, in big rows; a tap ticks off, another takes it back."""
    return _attendance_page(request, gathering_or_404(pk))


@desk_page
@require_POST
def tick(request, pk, registration_pk):
    """Tick a guest off; with `undo` take it back. Leads back to the guest's row."""
    gathering = gathering_or_404(pk)
    registration = None if registration_pk > 2**62 else gathering.registrations.filter(pk=registration_pk).first()
    if registration is None:
        raise Http404
    act = undo_attended if "undo" in request.POST else mark_attended
    try:
        act(registration, by=request.user)
    except RegistrationRefused as refusal:
        messages.error(request, refusal.message)
    search = request.POST.get("q", "")[:100]
    query = f"?{urlencode({'q': search})}" if search else ""
    return redirect(f"{reverse('gathering_desk:attendance', args=[pk])}{query}#guest-{registration.pk}")


@desk_page
@require_POST
def walk_in(request, pk):
    """Add somebody who just came; what was typed stays when it is refused."""
    gathering = gathering_or_404(pk)
    form = WalkInForm(request.POST, gathering=gathering)
    if form.is_valid():
        try:
            guest = add_walk_in(gathering, by=request.user, **form.cleaned_data)
        except RegistrationRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("%(name)s is marked as present.") % {"name": guest.name})
            return redirect(f"{reverse('gathering_desk:attendance', args=[pk])}#walk-in")
    return _attendance_page(request, gathering, form, status=422)


def _attendance_page(request, gathering, form=None, status=200):
    search = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:100]
    guests = Registration.objects.filter(gathering=gathering, status__in=EXPECTED, anonymised_at=None)
    rows = sorted(guests, key=lambda one: (one.name.casefold(), one.pk))
    if search:
        rows = [one for one in rows if search.casefold() in f"{one.name} {one.program_name}".casefold()]
    numbers = numbers_of(gathering)
    context = _context(gathering) | {
        "guests": rows,
        "search": search,
        "came": numbers["came"],
        "expected": numbers["came"] + numbers["going"] + numbers["offered"],
        "has_several_ways": len(gathering.ways) > 1,
        "is_open": is_attendance_open(gathering),
        "form": form or WalkInForm(initial={"code": uuid4()}, gathering=gathering),
    }
    return TemplateResponse(request, "partnership_events/cms/attendance.html", context, status=status)


def _context(gathering):
    starts_at, ends_at = when_of(gathering)
    return {"gathering": gathering, "starts_at": starts_at, "ends_at": ends_at}
