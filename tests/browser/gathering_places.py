"""The pages around gatherings: a guest's own ones, answers to invitations, date polls, feeds, and hosting."""

from datetime import timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from events.actions.feed_links import make_feed_link
from events.calendars.filters import CalendarQuery, Vocabularies
from events.enums import InvitationAnswer, OfferStatus, RegistrationStatus
from events.feeds.links import choice_of
from events.models import (
    CalendarPage,
    CalendarSubscription,
    DatePoll,
    GatheringPage,
    HostOffer,
    Invitation,
    PollParticipant,
    Registration,
    RideMatch,
)
from mentoring_pages.models import Program
from tests.browser.place import MENTOR, Place, below, fixed, page_of, press
from tests.factories.events import RegistrationFactory

calendar = fixed("/gatherings/")


def gathering(**conditions):
    """The first gathering of the demo that fits."""
    return page_of("partnership_events.GatheringPage", **conditions)


def gathering_to_register_for() -> str:
    """Path of the next gathering in person that takes registrations and has no limit that a test could reach."""
    return gathering(slug="coffee-in-carlinville")()


def past_gathering():
    """Path of one that took place."""
    return gathering(starts_at__lt=timezone.now(), status="scheduled")()


def _own_registration():
    from events.actions.registrations import register

    page = Page.objects.get(slug="coffee-in-carlinville").specific
    known = {"name": "Odalys Fennimore", "email": "odalys@example.org", "way": page.ways[0]}
    registration = register(page, **known).registration
    return _own_url(registration)


def _own_url(registration):
    return f"{registration.gathering.get_url()}registration/{registration.code}/"


def _guest(email, **values):
    """A guest of the gathering that anyone can register for, made once."""
    page = GatheringPage.objects.get(slug="coffee-in-carlinville")
    known = Registration.objects.filter(gathering=page, email=email).first()
    return known or RegistrationFactory(gathering=page, email=email, **values)


def _place_to_confirm():
    until = timezone.now() + timedelta(days=2)
    return _own_url(_guest("thea@example.org", status=RegistrationStatus.OFFERED, confirm_by=until)) + "confirm/"


def _rides():
    driver, rider = _guest("rufus@example.org", ride="offered"), _guest("petra@example.org", ride="needed")
    RideMatch.objects.get_or_create(driver=driver, rider=rider, defaults={"miles": 7})
    return _own_url(driver) + "rides/"


def _feedback():
    guests = Registration.objects.filter(status=RegistrationStatus.ATTENDED, has_sent_feedback=False)
    return _own_url(guests.select_related("gathering").order_by("pk").first()) + "feedback/"


def _invitation(answer):
    return Invitation.objects.filter(answer=answer).order_by("pk").first()


def _answering(name, answer, *more):
    return lambda: reverse(f"gatherings:{name}", args=[_invitation(answer).code, *more])


def _poll(name, status):
    return lambda: reverse(f"gatherings:{name}", args=[DatePoll.objects.filter(status=status).first().code])


def _own_marks():
    return reverse("gatherings:poll-marks", args=[PollParticipant.objects.filter(poll__status="open").first().code])


def _short_address():
    query = CalendarQuery(QueryDict("region=chicago"), Vocabularies.load())
    make_feed_link(CalendarPage.objects.get(slug="gatherings"), choice_of(query, []))
    return f"{calendar()}subscribe/?region=chicago"


GUESTS = {
    "own registration": Place(_own_registration),
    "cancelling a registration": Place(below(_own_registration, "cancel/")),
    "handing a place on": Place(below(_own_registration, "transfer/")),
    "no certificate yet": Place(below(_own_registration, "certificate/")),
    "place to confirm": Place(_place_to_confirm),
    "shared rides": Place(_rides),
    "evaluation of a gathering": Place(_feedback),
    "answering an invitation": Place(_answering("invitation-answer", InvitationAnswer.NONE, "yes")),
    "invitation answered": Place(_answering("invitation", InvitationAnswer.MAYBE)),
    "registration by invitation": Place(_answering("invitation-register", InvitationAnswer.YES)),
    "date poll": Place(_poll("poll", "open")),
    "date poll with errors": Place(_poll("poll", "open"), "", press("Send my marks"), is_answer=True),
    "dates marked": Place(_poll("poll-marked", "open")),
    "own marks in a date poll": Place(_own_marks),
    "date poll decided": Place(_poll("poll", "decided")),
    "subscribing to a calendar": Place(below(calendar, "subscribe/?mode=online")),
    "short address of a feed": Place(_short_address),
    "calendar in a frame": Place(below(calendar, "embed/?count=5")),
}


def _own_calendar(name):
    def path():
        own = CalendarSubscription.objects.filter(user__email=MENTOR, revoked_at=None).order_by("pk").first()
        return reverse(f"members:{name}", args=[own.pk])

    return path


def _hosting():
    return reverse(
        "members:hosting-create", args=[Program.objects.enrolled().get(memberships__user__email=MENTOR).code]
    )


def _open_offer():
    return HostOffer.objects.filter(status=OfferStatus.OPEN, offered_by__isnull=False).order_by("pk").first()


HOSTS = {
    "own calendars": Place(lambda: reverse("members:calendar-list"), MENTOR),
    "own calendar": Place(_own_calendar("calendar-edit"), MENTOR),
    "new address of an own calendar": Place(
        _own_calendar("calendar-renew"), MENTOR, press("Make a new address"), is_answer=True
    ),
    "ending an own calendar": Place(_own_calendar("calendar-end"), MENTOR),
    "hosting": Place(lambda: reverse("members:hosting-list"), MENTOR),
    "offer to host": Place(_hosting, MENTOR),
    "offer to host with errors": Place(_hosting, MENTOR, press("Send the offer"), is_answer=True),
    "taking an offer to host back": Place(
        lambda: reverse("members:hosting-withdraw", args=[_open_offer().code]),
        lambda: _open_offer().offered_by.email,
    ),
}
