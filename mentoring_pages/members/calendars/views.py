"""My calendars: made for a device, renewed, changed and ended. The address is shown once, in the answer to the POST."""

import segno
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events.actions.subscriptions import (
    change_subscription,
    end_subscription,
    make_subscription,
    renew_subscription,
)
from events.exceptions import SubscriptionRefused
from events.models import CalendarSubscription
from events.personal.tokens import CLOSING_TIME, path_of
from events.views.subscribe import ways, webcal_of
from mentoring_pages.members import access
from mentoring_pages.members.shell import member_required, members_page, posted, status_of

from .forms import CalendarForm

TEMPLATES = "mentoring_pages/members/calendars"
READ_AND_POST = ["GET", "HEAD", "POST"]
# A code on a screen is read whole, so little of it need be spare.
ERROR_LEVEL = "m"


@require_http_methods(READ_AND_POST)
@member_required
def calendar_list(request):
    """What there is, who read it last, and the form for one more; POST makes it and shows its address."""
    form = CalendarForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made, token = make_subscription(request.user, **form.cleaned_data)
        except SubscriptionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _address_page(request, made, token, is_new=True)
    own = CalendarSubscription.objects.filter(user=request.user)
    context = {
        "view_title": _("My calendars"),
        "calendars": [one for one in own if one.revoked_at is None],
        "ended": list(own.filter(revoked_at__gt=timezone.now() - CLOSING_TIME).order_by("-revoked_at")),
        "form": form,
    }
    return members_page(
        request, f"{TEMPLATES}/calendar_list.html", context, section="calendars", status=status_of(form)
    )


@require_http_methods(READ_AND_POST)
@member_required
def calendar_edit(request, pk):
    """Another name, or other things in it. The address stays."""
    calendar = access.get_calendar_or_404(request.user, pk)
    initial = {name: getattr(calendar, name) for name in CalendarForm.Meta.fields}
    form = CalendarForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_subscription(calendar, by=request.user, **form.cleaned_data)
        except SubscriptionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved. Your calendar program shows it when it looks next."))
            return redirect("members:calendar-list")
    context = {"view_title": calendar.name, "form": form, "cancel_url": reverse("members:calendar-list")}
    return members_page(
        request, f"{TEMPLATES}/calendar_edit.html", context, section="calendars", status=status_of(form)
    )


@require_http_methods(READ_AND_POST)
@member_required
def calendar_renew(request, pk):
    """Ask once more; POST gives the calendar a new address and shows it."""
    calendar = access.get_calendar_or_404(request.user, pk)
    if request.method == "POST":
        try:
            token = renew_subscription(calendar, by=request.user)
        except SubscriptionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("members:calendar-list")
        return _address_page(request, calendar, token, is_new=False)
    question = _("Give “%(name)s” a new address?") % {"name": calendar.name}
    text = _("The old address stops at once. You then put the new one into your calendar program.")
    return _ask(request, _("New address"), question, text, _("Make a new address"))


@require_http_methods(READ_AND_POST)
@member_required
def calendar_end(request, pk):
    """Ask once more, then end it."""
    calendar = access.get_calendar_or_404(request.user, pk)
    if request.method == "POST":
        try:
            end_subscription(calendar, by=request.user)
        except SubscriptionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("“%(name)s” has ended.") % {"name": calendar.name})
        return redirect("members:calendar-list")
    question = _("End “%(name)s”?") % {"name": calendar.name}
    text = _("Your dates leave that device when it looks next. Then it shows one entry: the calendar has ended.")
    return _ask(request, _("End a calendar"), question, text, _("End it"))


def _ask(request, title, question, text, label):
    context = {
        "view_title": title,
        "question": question,
        "text": text,
        "submit_label": label,
        "cancel_url": reverse("members:calendar-list"),
    }
    return members_page(request, "mentoring_pages/members/confirm.html", context, section="calendars")


def _address_page(request, calendar, token, *, is_new):
    """The one page that shows the address. Not a redirect: the secret would have to be kept for it somewhere."""
    feed_url = request.build_absolute_uri(path_of(token))
    code = segno.make(webcal_of(feed_url), error=ERROR_LEVEL, micro=False)
    context = {
        "view_title": calendar.name,
        "is_new": is_new,
        "feed_url": feed_url,
        "ways": ways(feed_url, calendar.name),
        # Drawn into the page: a picture of its own would need an address with the secret in it.
        "code": mark_safe(code.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=False)),  # noqa: S308
    }
    return members_page(request, f"{TEMPLATES}/calendar_address.html", context, section="calendars")
