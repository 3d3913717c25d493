"""Reading lists: one's own and those that a partner shared; made, changed, shared and removed (R23, R39)."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mentoring_pages.actions.reading import delete_list, edit_list, make_list, share_list, unshare_list
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import MentoringPair, ReadingList
from mentoring_pages.people import name_of
from mentoring_pages.permissions import can_edit_reading_list

from .forms import ListForm, ShareForm
from .rows import item_rows, list_row, share_line

TEMPLATES = "mentoring_pages/members/reading"
READ_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_POST)
@member_required
def reading_list(request):
    """The lists, and the form for one more."""
    form = ListForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = make_list(by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The list is made. You choose it when you keep a resource."))
            return redirect("members:reading-detail", made.code)
    lists = ReadingList.objects.annotate(item_count=Count("items")).select_related(
        "owner", "shared_with__mentor", "shared_with__mentee", "shared_with__cycle"
    )
    context = {
        "view_title": _("Reading lists"),
        "own": [list_row(one) for one in lists.of_owner(request.user)],
        "shared": [list_row(one) for one in lists.shared_with_user(request.user)],
        "form": form,
    }
    return members_page(request, f"{TEMPLATES}/reading_list.html", context, section="reading", status=status_of(form))


@require_safe
@member_required
def reading_detail(request, code):
    """What is on a list. Its owner also finds the buttons that change it."""
    found = access.get_reading_list_or_404(request.user, code)
    is_own = can_edit_reading_list(request.user, found)
    context = {
        "view_title": found.name,
        "reading_list": found,
        "items": item_rows(found, request),
        "is_own": is_own,
        "owner": name_of(found.owner),
        "shared_with": share_line(found),
        "can_share": is_own and _pairs(request.user).exists(),
    }
    return members_page(request, f"{TEMPLATES}/reading_detail.html", context, section="reading")


@require_http_methods(READ_AND_POST)
@member_required
def reading_edit(request, code):
    """Another name or note."""
    found = access.get_own_reading_list_or_404(request.user, code)
    form = ListForm(posted(request), initial={"name": found.name, "note": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            edit_list(found, by=request.user, **form.cleaned_data)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:reading-detail", code)
    return _form_page(request, found, form, _("Change the list"), _("Save"))


@require_http_methods(READ_AND_POST)
@member_required
def reading_delete(request, code):
    """Ask once more, then remove the list."""
    found = access.get_own_reading_list_or_404(request.user, code)
    if request.method == "POST":
        try:
            delete_list(found, by=request.user)
        except TransitionError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
        return redirect("members:reading-list")
    context = {
        "view_title": _("Remove a list"),
        "question": _("Remove “%(name)s”?") % {"name": found.name},
        "text": _("The list goes with your notes on it. The resources stay in the library."),
        "submit_label": _("Remove the list"),
        "cancel_url": reverse("members:reading-detail", args=[code]),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="reading")


@require_http_methods(READ_AND_POST)
@member_required
def reading_share(request, code):
    """Choose the pair that may read along."""
    found = access.get_own_reading_list_or_404(request.user, code)
    pairs = _pairs(request.user)
    if not pairs:
        messages.info(request, _("You have no open pair to share it with."))
        return redirect("members:reading-detail", code)
    # Of one pair alone there is nothing to choose.
    initial = {"pair": pairs[0].code} if len(pairs) == 1 else None
    form = ShareForm(posted(request), pairs=pairs, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            share_list(found, form.cleaned_data["pair"], by=request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Everyone of your two programs can read this list now."))
            return redirect("members:reading-detail", code)
    note = _(
        "They read the list and your notes, and see that it is yours. They can't change it. It ends with the pair."
    )
    return _form_page(request, found, form, _("Share a list"), _("Share it"), reader_note=note)


@require_POST
@member_required
def reading_unshare(request, code):
    """From now on the owner alone reads it."""
    found = access.get_own_reading_list_or_404(request.user, code)
    try:
        unshare_list(found, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Only you read this list now."))
    return redirect("members:reading-detail", code)


def _pairs(user):
    return MentoringPair.objects.for_member(user).open().select_related("mentor", "mentee")


def _form_page(request, found, form, title, label, reader_note=""):
    context = {
        "view_title": title,
        "list_name": found.name,
        "form": form,
        "submit_label": label,
        "reader_note": reader_note,
        "cancel_url": reverse("members:reading-detail", args=[found.code]),
    }
    return members_page(request, f"{TEMPLATES}/reading_form.html", context, section="reading", status=status_of(form))
