"""Places of the way to become a mentor: the program's own pages, and the form of referees."""

from django.urls import reverse

from mentoring_pages.application_stages import ApplicationStatus, RefereeStatus
from mentoring_pages.models import MentorApplication, Referee
from mentoring_pages.reference_links import token_of
from tests.browser.place import MENTEE, MENTOR, Place, press


def _draft():
    return MentorApplication.objects.get(status=ApplicationStatus.DRAFT)


def _writer():
    return _draft().created_by.email


def _part(part):
    return lambda: reverse("members:application-edit", args=[_draft().code, part])


def _reference(status):
    def path():
        return reverse("members:reference-answer", args=[token_of(Referee.objects.filter(status=status).last())])

    return path


def _own_application():
    found = MentorApplication.objects.get(program__memberships__user__email=MENTOR)
    return reverse("members:application-detail", args=[found.code])


REFERENCES = {
    "reference": Place(_reference(RefereeStatus.ASKED)),
    "reference with errors": Place(_reference(RefereeStatus.ASKED), "", press("Send my answer"), is_answer=True),
    "reference that was sent": Place(_reference(RefereeStatus.ANSWERED)),
}

APPLYING = {
    "becoming a mentor": Place(lambda: reverse("members:application-start"), MENTEE),
    "application: what mentors bring": Place(_part("prerequisites"), _writer),
    "application: referees": Place(_part("referees"), _writer),
    "application that is a draft": Place(lambda: reverse("members:application-detail", args=[_draft().code]), _writer),
    "application of a mentor": Place(_own_application, MENTOR),
}
