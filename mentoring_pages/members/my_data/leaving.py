"""Leaving for good: what goes and what stays is said first."""

from django.contrib.auth import logout
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentoring_pages.actions.leaving import leave_for_good
from mentoring_pages.actions.refusals import TransitionError
from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.my_data.copies import has_copy
from mentoring_pages.members.my_data.forms import LeaveForm
from mentoring_pages.members.shell import member_required, members_page, posted, staff_texts, status_of
from mentoring_pages.models import JournalEntry, Program
from mentoring_pages.permissions import directs
from resources.personal_data import personal_parts


@confidential
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def leave(request):
    """Says what becomes of each kind of data, asks for the password and about the journal, then deletes the account."""
    count = JournalEntry.objects.of_author(request.user).count()
    copied = has_copy(request)
    form = LeaveForm(posted(request), user=request.user, entry_count=count, has_copy=copied)
    if request.method == "POST" and form.is_valid():
        email = staff_texts(request).contact_email
        try:
            leave_for_good(by=request.user)
        except TransitionError as refusal:
            form.add_error(None, refusal.message)
        else:
            logout(request)
            context = {"email": email, "view_title": _("You have left")}
            return render(request, "mentoring_pages/members/my_data/left.html", context)
    context = {
        "form": form,
        "parts": personal_parts(),
        "alone_in": _alone_in(request.user),
        "entry_count": count,
        "has_copy": copied,
        "export_url": reverse("members:my-data-journal"),
        "home_url": reverse("members:my-data"),
        "view_title": _("Leave for good"),
    }
    template = "mentoring_pages/members/my_data/leave.html"
    return members_page(request, template, context, section="my-data", status=status_of(form))


def _alone_in(user):
    """Names of the programs that have no other director."""
    return [
        program.name
        for program in Program.objects.of_user(user).distinct()
        if directs(user, program.pk) and not program.memberships.directing().exclude(user=user).exists()
    ]
