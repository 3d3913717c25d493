"""Content rules ask for what gatherings offer, such as their region. R3."""

import pytest

from resources.models import OutgoingMail
from tests.factories import events
from tests.factories import resources as make
from tests.resources.rules.composing import rule

pytestmark = pytest.mark.django_db


def test_rule_is_about_gatherings_of_a_region_and_topic(django_capture_on_commit_callbacks):
    calendar = events.calendar_page()
    kane, lake = events.RegionFactory(name="Kane", slug="kane"), events.RegionFactory(name="Lake", slug="lake")
    safety = make.topic("Safety")
    step = {"kind": "mail", "addresses": "kim@example.org"}
    rule(step, page_type="partnership_events.GatheringPage", criteria=[["region:kane"], ["topic:safety"]])

    with django_capture_on_commit_callbacks(execute=True):
        events.gathering(calendar, "Fits", region=kane, topics=[safety])
        events.gathering(calendar, "Elsewhere", region=lake, topics=[safety])
        events.gathering(calendar, "About something else", region=kane)
        make.resource("No gathering", topics=[safety])

    mails = OutgoingMail.objects.filter(kind="rule_mail")
    assert list(mails.values_list("subject", flat=True)) == ["New on our site: Fits"]
