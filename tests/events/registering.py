"""What tests of registration share."""

from bs4 import BeautifulSoup

from events.actions.registrations import register
from events.enums import AttendanceWay, RegistrationStatus
from events.models import GatheringSettings, Registration

VALUES = {"name": "Ada Guest", "email": "ada@example.org", "program_name": "Sparrow Hill", "ride": "none"}


def sign_up(page, email="ada@example.org", **values):
    """A guest signs up through the action; in person unless told otherwise."""
    return register(page, **({"name": "Ada Guest", "email": email, "way": AttendanceWay.IN_PERSON} | values))


def sign_up_all(page, *names):
    """The registrations of several guests, who sign up one after the other."""
    return [sign_up(page, f"{name}@x.org", name=name.title()).registration for name in names]


def standing(page):
    """[(e-mail, status)] in the order of signing up, cancelled ones left out."""
    rows = Registration.objects.filter(gathering=page).exclude(status=RegistrationStatus.CANCELLED)
    return [(one.email.split("@")[0], one.status) for one in rows]


def errors(response):
    """The text of the error summary."""
    return BeautifulSoup(response.content, "html.parser").select_one(".p-errors").get_text(" ", strip=True)


def url_of(registration, path=""):
    """A guest's own page, or one below it."""
    return f"{registration.gathering.url}registration/{registration.code}/{path}"


def set_rules(page, **values):
    """Change what staff set for all gatherings of the site."""
    settings = GatheringSettings.of(page)
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()


def sent(outbox):
    """[(first recipient, subject)] of the mails that left."""
    return [(message.to[0], message.subject) for message in outbox]
