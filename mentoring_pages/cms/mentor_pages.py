"""Publishing a mentor's page in the CMS: not while its program is no mentor yet, or no longer."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from mentoring_pages.models import MentorApplication, MentorProfilePage


def refuse_to_publish(request, page):
    """The way back to the editor with a sentence; None: go on. What was written is saved as a draft by then."""
    if not isinstance(page, MentorProfilePage) or page.program_id is None:
        return None
    if not MentorApplication.objects.barring().filter(program=page.program_id).exists():
        return None
    messages.error(
        request,
        _("%(program)s is no approved mentor now, so its page is not published. Your changes are kept as a draft.")
        % {"program": page.program},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
