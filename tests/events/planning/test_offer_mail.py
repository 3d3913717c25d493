"""Who runs gatherings hears of an offer to host by mail (R26)."""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from events.actions.hosting import OfferingProgram, offer_to_host
from events.exceptions import PlanningRefused
from resources.models import MailText
from tests.factories import events

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(region, mentor, django_capture_on_commit_callbacks):
    """`offered(**values)`: Willow Bend offers to host, and the mails go out."""
    willow = OfferingProgram(uuid.uuid4(), "Willow Bend")

    def offer(**values):
        with django_capture_on_commit_callbacks(execute=True):
            return offer_to_host(willow, region, by=mentor, **values)

    return offer


def test_each_who_runs_gatherings_gets_one_mail_of_an_offer(
    offered, calendar, region, runner, looker, superuser, mentor
):
    """Not who may do everything but was never asked to run gatherings, and not the program itself."""
    opening = events.gathering(calendar, "Prairie meets", region=region)

    offer = offered(gathering=opening, venue_name="Gym", city="Galena", note="We have a stove.")
    with pytest.raises(PlanningRefused):
        offered(gathering=opening)

    assert sorted(message.to for message in mail.outbox) == sorted([[runner.email], [looker.email]])
    message = mail.outbox[0]
    assert message.subject == "Willow Bend offers to host Prairie meets"
    assert message.reply_to == [mentor.email]
    screen = reverse("partnership_events_hostoffer_modeladmin_inspect", args=[offer.pk])
    for text in (message.body, str(message.alternatives[0].content)):
        assert all(words in text for words in ("Gym, Galena", "We have a stove.", screen))


def test_an_offer_for_any_time_says_when_it_suits(offered, runner):
    offered(months="March or April")

    [message] = mail.outbox
    assert message.subject == "Willow Bend offers to host a gathering of Prairie"
    assert "When it suits them: March or April" in message.body


def test_staff_who_left_hear_nothing(offered, runner):
    runner.is_active = False
    runner.save()

    offered()

    assert mail.outbox == []


def test_staff_put_it_in_words_of_their_own(offered, runner):
    MailText.objects.create(key="host_offer_new", subject="A host!", text="Answer within a week, please.")

    offered()

    [message] = mail.outbox
    assert message.subject == "A host!"
    assert message.body.startswith(
        "Answer within a week, please.\n\nWillow Bend offers to host a gathering of Prairie, whenever one is planned."
    )
