"""The log of a pair's contacts: what counts so far, and logging the next one (R39-R43)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mentoring_pages.actions.contacts import delete_contact, edit_contact, log_contact
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.members import access
from mentoring_pages.members.contacts.forms import ContactForm
from mentoring_pages.members.contacts.season import contact_links, season_of
from mentoring_pages.members.pairs.heading import pair_line
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import Contact
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_contact, can_log_contact
from resources.dates_in_words import short_date

CONTACTS_A_PAGE = 50


@require_safe
@member_required
def contact_list(request, pair_code):
    """The drawn season, each rule of the minimum, and the log."""
    pair = access.get_pair_or_404(request.user, pair_code)
    season = season_of(pair, today=timezone.localdate())
    editable = set(Contact.objects.editable_by(request.user).filter(pair=pair).values_list("pk", flat=True))
    page = Paginator(season.contacts, CONTACTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "season": season,
        "page_obj": page,
        "rows": [
            {
                "contact": contact,
                "by": name_of(contact.logged_by),
                "links": contact_links(pair, contact) if contact.pk in editable else None,
            }
            for contact in page
        ],
        "actions": _create_action(pair) if can_log_contact(request.user, pair) else [],
        "pair_line": pair_line(pair),
        "view_title": _("Contacts"),
    }
    return members_page(
        request, "mentoring_pages/members/contacts/contact_list.html", context, section="contacts", pair=pair
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_create(request, pair_code):
    """Log a contact."""
    pair = access.get_pair_or_404(request.user, pair_code)
    if not can_log_contact(request.user, pair):
        raise PermissionDenied
    form = ContactForm(posted(request), pair=pair)
    if request.method == "POST" and form.is_valid():
        try:
            log_contact(pair, by=request.user, code=form.cleaned_data["code"], **form.contact())
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            state = season_of(pair, today=timezone.localdate()).progress
            messages.success(request, _("The contact is logged. %(sentence)s.") % {"sentence": state.sentence})
        return redirect("members:contact-list", pair.code)
    return _form_page(request, pair, form, _("Log a contact"), _("Log this contact"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_edit(request, pair_code, code):
    """Correct a contact that one logged oneself."""
    contact = access.get_contact_or_404(request.user, pair_code, code)
    if not can_edit_contact(request.user, contact):
        raise PermissionDenied
    form = ContactForm(posted(request), pair=contact.pair, contact=contact)
    if request.method == "POST" and form.is_valid():
        try:
            edit_contact(contact, by=request.user, **form.contact())
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The contact is changed."))
        return redirect("members:contact-list", contact.pair.code)
    return _form_page(request, contact.pair, form, _("Change a contact"), _("Save the change"))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def contact_delete(request, pair_code, code):
    """Take a contact that one logged oneself out of the log; asks first."""
    contact = access.get_contact_or_404(request.user, pair_code, code)
    if not can_edit_contact(request.user, contact):
        raise PermissionDenied
    back = reverse("members:contact-list", args=[contact.pair.code])
    if request.method == "POST":
        try:
            delete_contact(contact, by=request.user)
        except NotAllowed as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The contact is deleted."))
        return redirect(back)
    context = {
        "question": _("Delete the contact of %(day)s?") % {"day": short_date(contact.happened_on)},
        "text": _("It leaves the log and no longer counts. This can't be undone."),
        "submit_label": _("Delete this contact"),
        "cancel_url": back,
        "pair_line": pair_line(contact.pair),
        "view_title": _("Delete a contact"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="contacts", pair=contact.pair)


def _create_action(pair):
    url = reverse("members:contact-create", args=[pair.code])
    return [{"title": _("Log a contact"), "url": url, "style": "accent"}]


def _form_page(request, pair, form, title, submit_label):
    context = {
        "form": form,
        "view_title": title,
        "submit_label": submit_label,
        "pair_line": pair_line(pair),
        "cancel_url": reverse("members:contact-list", args=[pair.code]),
        "reader_note": _("Both programs of the pair and the coordinators read the log."),
    }
    return members_page(
        request,
        "mentoring_pages/members/contacts/contact_form.html",
        context,
        section="contacts",
        pair=pair,
        status=status_of(form),
    )
