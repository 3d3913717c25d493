"""The log of a pair's contacts: what counts so far, and logging the next one (R39-R43)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.contacts import (
    PairEnded,
    PerhapsLogged,
    edit_contact,
    join_contact,
    log_contact,
    mark_mistaken,
    unmark_mistaken,
)
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.enums import OPEN_PAIR_STATUSES
from mentoring_pages.members import access
from mentoring_pages.members.contacts.forms import ContactForm, MistakeForm
from mentoring_pages.members.contacts.log import detail_rows, log_rows
from mentoring_pages.members.contacts.season import counts_in, season_of
from mentoring_pages.members.kept_forms import keeps_typed, typed_before
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_contact, can_log_contact, can_mark_contact, pair_side
from resources.dates_in_words import short_date

CONTACTS_A_PAGE = 50
FOLDER = "mentoring_pages/members/contacts"


@require_safe
@member_required
def contact_list(request, pair_code):
    """The drawn season, each rule of the minimum, and the log."""
    pair = access.get_pair_or_404(request.user, pair_code)
    side = pair_side(request.user, pair)
    season = season_of(pair, today=_today(pair), side=side)
    page = Paginator(season.contacts, CONTACTS_A_PAGE).get_page(request.GET.get("page"))
    outside = sum(1 for contact in season.contacts if contact.was_made and counts_in(pair.cycle, contact))
    context = {
        "season": season,
        "page_obj": page,
        "rows": log_rows(pair, page, request.user, side),
        "outside_count": outside,
        "actions": _create_action(pair) if can_log_contact(request.user, pair) else [],
        "pair_line": pair_line(pair),
        "view_title": _("Contacts"),
    }
    return members_page(request, f"{FOLDER}/contact_list.html", context, section="contacts", pair=pair)


@require_safe
@member_required
def contact_detail(request, pair_code, code):
    """One contact with all that was noted, and what it was before it was corrected."""
    contact = access.get_contact_or_404(request.user, pair_code, code)
    pair = contact.pair
    can_mark = can_mark_contact(request.user, contact)
    context = {
        "contact": contact,
        "facts": detail_rows(contact),
        "why_not": counts_in(pair.cycle, contact),
        "mistaken_by": name_of(contact.mistaken_by) if contact.mistaken_at else "",
        "changes": list(contact.changes.select_related("changed_by")),
        "edit_url": _url("edit", contact) if can_edit_contact(request.user, contact) else "",
        "mistake_url": _url("mistake", contact) if can_mark else "",
        "list_url": reverse("members:contact-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("Contact of %(day)s") % {"day": short_date(contact.happened_on)},
    }
    return members_page(request, f"{FOLDER}/contact_detail.html", context, section="contacts", pair=pair)


@keeps_typed
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_create(request, pair_code):
    """Log a contact. If it may be in the log already, the page asks and keeps what was typed."""
    pair = access.get_pair_or_404(request.user, pair_code)
    _check(can_log_contact(request.user, pair), request, pair)
    typed = posted(request) if request.method == "POST" else typed_before(request)
    form = ContactForm(typed, pair=pair, user=request.user)
    alike = []
    if request.method == "POST" and form.is_valid():
        try:
            done = _log(request, pair, form)
        except PerhapsLogged as question:
            alike = question.contacts
        except PairEnded as refusal:
            return _ended_page(request, pair, form, refusal)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            state = season_of(pair, today=_today(pair), side=pair_side(request.user, pair)).progress
            messages.success(request, f"{done} {state.sentence}.")
            return redirect("members:contact-list", pair.code)
    elif request.method == "POST" and pair.status not in OPEN_PAIR_STATUSES:
        return _ended_page(request, pair, form, PairEnded())
    return _form_page(request, pair, form, _("Log a contact"), _("Log this contact"), alike=alike)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_edit(request, pair_code, code):
    """Correct a contact that one logged oneself; what it was before stays readable."""
    contact = access.get_contact_or_404(request.user, pair_code, code)
    pair = contact.pair
    may = can_edit_contact(request.user, contact) or (contact.logged_by_id == request.user.pk and contact.mistaken_at)
    _check(may, request, pair)
    form = ContactForm(posted(request), pair=pair, contact=contact)
    if request.method == "POST" and form.is_valid():
        try:
            edit_contact(contact, by=request.user, **form.contact())
        except PairEnded as refusal:
            return _ended_page(request, pair, form, refusal)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The contact is changed. What it was before stays in its history."))
            return redirect("members:contact-list", pair.code)
    return _form_page(request, pair, form, _("Change a contact"), _("Save the change"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_mistake(request, pair_code, code):
    """Mark a contact as logged by mistake, with a reason that both read; or take the mark back."""
    contact = access.get_contact_or_404(request.user, pair_code, code)
    _check(can_mark_contact(request.user, contact), request, contact.pair)
    takes_back = request.POST.get("mark") == "off"
    form = MistakeForm(None if takes_back else posted(request))
    if request.method == "POST" and (takes_back or form.is_valid()):
        try:
            if takes_back:
                unmark_mistaken(contact, by=request.user)
            else:
                mark_mistaken(contact, by=request.user, reason=form.cleaned_data["reason"])
        except PairEnded as refusal:
            return _ended_page(request, contact.pair, form, refusal)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request,
                _("The contact counts as it did before.")
                if takes_back
                else _("The contact is marked as mistaken. It stays in the log and does not count."),
            )
        return redirect("members:contact-detail", contact.pair.code, contact.code)
    context = {
        "form": form,
        "contact": contact,
        "pair_line": pair_line(contact.pair),
        "cancel_url": _url("detail", contact),
        "view_title": _("Logged by mistake?"),
    }
    return members_page(
        request,
        f"{FOLDER}/contact_mistake.html",
        context,
        section="contacts",
        pair=contact.pair,
        status=status_of(form),
    )


def _log(request, pair, form):
    """Log it, or take the one that is there already; the sentence on what was done."""
    typed = form.contact()
    if "same" in request.POST:
        contact = access.get_contact_or_404(request.user, pair.code, _code(request.POST["same"]))
        join_contact(contact, by=request.user, note=typed["note"], topics=typed["topics"])
        return _("It is one contact now, logged by both of you.")
    log_contact(pair, by=request.user, code=form.cleaned_data["code"], is_another="another" in request.POST, **typed)
    return _("The contact is logged.")


def _check(is_allowed, request, pair):
    """403, except for a form that one's own pair outlived: its words are shown again instead of being lost."""
    outlived = request.method == "POST" and pair.status not in OPEN_PAIR_STATUSES and pair_side(request.user, pair)
    if not is_allowed and not outlived:
        raise PermissionDenied


def _code(text):
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _today(pair):
    return timezone.localdate(timezone=pair.cycle.zone)


def _url(name, contact):
    return reverse(f"members:contact-{name}", args=[contact.pair.code, contact.code])


def _create_action(pair):
    url = reverse("members:contact-create", args=[pair.code])
    return [{"title": _("Log a contact"), "url": url, "style": "accent"}]


def _form_page(request, pair, form, title, submit_label, *, alike=()):
    context = {
        "form": form,
        "alike": [
            {
                "contact": contact,
                "by": name_of(contact.logged_by),
                "is_own": contact.logged_by_id == request.user.pk,
            }
            for contact in alike
        ],
        "view_title": title,
        "submit_label": submit_label,
        "pair_line": pair_line(pair),
        "cancel_url": reverse("members:contact-list", args=[pair.code]),
        "reader_note": _("Both programs of the pair and the coordinators read the log."),
    }
    return members_page(
        request,
        f"{FOLDER}/contact_form.html",
        context,
        section="contacts",
        pair=pair,
        status=409 if alike else status_of(form),
    )


def _ended_page(request, pair, form, refusal):
    """The pair ended while the form was open: what was typed, to be copied."""
    typed = [
        (field.label, field.value())
        for field in form.visible_fields()
        if field.name in ("happened_on", "note", "reason")
    ]
    context = {
        "refusal": refusal.message,
        "typed": [(label, value) for label, value in typed if value],
        "journal_url": reverse("members:journal-create", args=[pair.code]),
        "list_url": reverse("members:contact-list", args=[pair.code]),
        "pair_line": pair_line(pair),
        "view_title": _("Not saved"),
    }
    return members_page(request, f"{FOLDER}/contact_ended.html", context, section="contacts", pair=pair, status=409)
