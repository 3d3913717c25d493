"""What the members' home says about becoming a mentor."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring_pages.application_stages import ApplicationStatus
from mentoring_pages.models import MentorApplication, MentorApplicationSettings, MentorProfilePage

from .standing import standing


def mentor_line(programs):
    """Title, text, url and label of the link for a person's programs; None if there is nothing to say.

    An open application first, else the way in for programs that are no mentors. Four queries at most.
    """
    application = MentorApplication.objects.open().filter(program__in=programs).order_by("-stage_at").first()
    if application:
        is_draft = application.status == ApplicationStatus.DRAFT
        return {
            "title": _("Our way to become a mentor"),
            "text": standing(application),
            "url": reverse("members:application-detail", args=[application.code]),
            "label": _("Go on with the application") if is_draft else _("See where it stands"),
        }
    mentors = set(MentorProfilePage.objects.live().filter(program__in=programs).values_list("program", flat=True))
    if not MentorApplicationSettings.current().is_open or mentors >= {program.pk for program in programs}:
        return None
    return {
        "title": _("Become a mentor"),
        "text": _("Your program has been there. Others would like to learn from it."),
        "url": reverse("members:application-start"),
        "label": _("What mentors give and get"),
    }
