"""What is on a reading list: kept from a resource's page, noted, put in order, taken off."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentoring_pages.actions.reading import edit_item, keep_resource, move_item, remove_item
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page, posted, status_of
from mentoring_pages.models import ReadingList
from resources.models import ResourcePage

from .forms import ItemForm
from .views import TEMPLATES


@require_POST
@member_required
def keep(request, pk):
    """From the button on a resource's page, and back to it."""
    resource = access.get_public_resource_or_404(pk)
    code = _code(request.POST.get("list"))
    chosen = access.get_own_reading_list_or_404(request.user, code) if code else None
    try:
        item, is_new = keep_resource(resource, by=request.user, reading_list=chosen)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        text = _("Kept in “%(name)s”.") if is_new else _("It is in “%(name)s” already.")
        link = format_html(
            '<a href="{}">{}</a>',
            reverse("members:reading-detail", args=[item.reading_list.code]),
            _("Open the list"),
        )
        messages.success(request, format_html("{} {}", text % {"name": item.reading_list.name}, link))
    return redirect(resource.get_url(request) or "members:reading-list")


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def item_edit(request, code, pk):
    """Another note, or another list."""
    item = access.get_reading_item_or_404(request.user, code, pk)
    lists = list(ReadingList.objects.of_owner(request.user))
    initial = {"note": item.note, "reading_list": str(item.reading_list.code)}
    form = ItemForm(posted(request), lists=lists, initial=initial)
    if request.method == "POST" and form.is_valid():
        to_code = form.cleaned_data.get("reading_list")
        target = next((one for one in lists if str(one.code) == to_code), None)
        try:
            edit_item(item, by=request.user, note=form.cleaned_data["note"], to_list=target)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:reading-detail", to_code or code)
    shown = ResourcePage.objects.live().public().filter(pk=item.resource_id).first()
    context = {
        "view_title": shown.title if shown else _("No longer available"),
        "list_name": item.reading_list.name,
        "form": form,
        "submit_label": _("Save"),
        "cancel_url": reverse("members:reading-detail", args=[code]),
    }
    return members_page(request, f"{TEMPLATES}/reading_form.html", context, section="reading", status=status_of(form))


@require_POST
@member_required
def item_move(request, code, pk):
    """One place up, or down."""
    item = access.get_reading_item_or_404(request.user, code, pk)
    try:
        move_item(item, by=request.user, is_up=request.POST.get("to") == "up")
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{reverse('members:reading-detail', args=[code])}#item-{item.pk}")


@require_POST
@member_required
def item_remove(request, code, pk):
    """Take a resource off the list."""
    item = access.get_reading_item_or_404(request.user, code, pk)
    try:
        remove_item(item, by=request.user)
    except TransitionError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is off your list. You can keep it again at any time."))
    return redirect("members:reading-detail", code)


def _code(sent):
    try:
        return UUID(sent or "")
    except ValueError:
        return None
