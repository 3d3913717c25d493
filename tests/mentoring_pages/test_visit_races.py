"""Visits and concerns at the same moment: one contact, one concern, one report. PostgreSQL's, each with a control."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import close_old_connections, connection
from django.utils import timezone

from mentoring_pages.actions import visits
from mentoring_pages.actions.concerns import escalate_concerns, receive_concern
from mentoring_pages.models import Concern, Contact, ContactMode, MentoringPair, SiteVisit
from resources.models import OutgoingMail
from tests.factories import mentoring

only_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time; the race is PostgreSQL's."
)
pytestmark = [only_postgresql, pytest.mark.django_db(transaction=True)]


def at_once(*acts):
    """What each act gives, all begun together, each in a thread with a connection of its own."""
    barrier, found = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait(timeout=20)
            found.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    return found


def both_record(visit, people, mode):
    def record(user):
        return lambda: visits.record_visit(
            SiteVisit.objects.select_related("pair").get(pk=visit.pk),
            by=get_user_model().objects.get(pk=user.pk),
            held_on=timezone.localdate(),
            mode=ContactMode.objects.get(pk=mode.pk),
        )

    return at_once(*(record(user) for user in people))


def test_races_of_both_sides_who_record_a_visit_make_one_contact(paired):
    """R40: it counts once."""
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True)
    mode = mentoring.contact_mode(is_face_to_face=True)
    mentoring.contact_kind("Site visit")

    both_record(visit, (paired.mentor, paired.mentee), mode)

    assert Contact.objects.count() == 1


def test_races_without_the_lock_make_two_contacts(paired, monkeypatch):
    """The control: both read the visit before either wrote."""
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True)
    mode = mentoring.contact_mode(is_face_to_face=True)
    mentoring.contact_kind("Site visit")
    meet = threading.Barrier(2)

    def read_without_holding(seen):
        pair = MentoringPair.objects.select_related("mentor", "mentee", "cycle").get(pk=seen.pair_id)
        found = SiteVisit.objects.select_related("contact").get(pk=seen.pk)
        found.pair = pair
        meet.wait(timeout=20)
        return found

    monkeypatch.setattr(visits, "locked_visit", read_without_holding)
    monkeypatch.setattr(visits, "_logged_by_hand", lambda visit, day: None)

    both_record(visit, (paired.mentor, paired.mentee), mode)

    assert Contact.objects.count() == 2


def test_races_of_a_double_post_make_one_concern_and_one_code():
    codes = at_once(*[lambda: receive_concern(form_id="a-form", text="It happened")] * 2)

    assert (len(set(codes)), Concern.objects.count()) == (1, 1)


def test_races_of_two_workers_report_a_late_concern_once(settings):
    from mentoring_pages.models import ConcernSettings
    from tests.factories.tree import site_root

    found = ConcernSettings.for_site(site_root().get_site())
    found.escalation_email = "board@example.org"
    found.save()
    receive_concern(form_id="a-form", text="It happened")
    Concern.objects.update(escalated_at=None)
    OutgoingMail.objects.all().delete()
    now = timezone.now() + dt.timedelta(days=10)

    counts = at_once(*[lambda: escalate_concerns(now)] * 2)

    assert sorted(counts) == [0, 1]
    assert OutgoingMail.objects.filter(kind="concern_waiting").count() == 1
