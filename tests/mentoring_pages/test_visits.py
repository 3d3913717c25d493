"""Site visits, both ways: agreeing on a day, how each was held, its one contact, and the way there."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.errors import Incomplete, NotAllowed, WrongState
from mentoring_pages.actions.visits import (
    DirectionTaken,
    agree_to_visit,
    call_off_visit,
    change_visit,
    propose_visit,
    record_visit,
)
from mentoring_pages.calendar_sources import site_visits
from mentoring_pages.enums import NEXT_VISIT_STATUSES, PairStatus, Side, VisitStatus
from mentoring_pages.members.visits.standing import VisitsToDo, to_do_of
from mentoring_pages.models import Contact, ContactMode, MentoringPair, MentoringSettings, SiteVisit
from mentoring_pages.permissions import can_edit_contact, can_view_visit
from mentoring_pages.travel import travel_of
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import mails
from tests.pages import text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment():
    return timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=3)


@pytest.fixture
def visit(paired):
    """The mentor proposes that the mentee comes in three days."""
    return mentoring.SiteVisitFactory(pair=paired.pair)


@pytest.fixture
def face_to_face(db):
    return mentoring.contact_mode(is_face_to_face=True)


@pytest.fixture
def video(db):
    return mentoring.term(ContactMode, name="Video call", slug="video")


def url(name, *codes):
    return reverse(f"members:{name}", args=codes)


def test_a_day_is_proposed_to_the_other_side(paired, moment, committed):
    """R16: the mentee wants to see the mentor's site."""
    visit = committed(
        propose_visit, paired.pair, by=paired.mentee, host=Side.MENTOR, starts_at=moment, place="West door"
    )

    assert (visit.status, visit.proposed_by, visit.host) == (VisitStatus.PROPOSED, Side.MENTEE, Side.MENTOR)
    assert mails() == [(paired.mentor.email, "Lantern Creek Learning Club proposes a day for a site visit")]
    assert "visits Goldfinch Bridge After School on" in mail.outbox[0].body
    assert "Where: West door" in mail.outbox[0].body


def test_the_same_proposal_twice_is_one_and_mails_once(paired, moment, committed):
    for _time in range(2):
        committed(propose_visit, paired.pair, by=paired.mentee, host=Side.MENTOR, starts_at=moment)

    assert (SiteVisit.objects.count(), len(mail.outbox)) == (1, 1)


def test_each_direction_has_one_visit_to_come(paired, visit, moment):
    with pytest.raises(DirectionTaken):
        propose_visit(paired.pair, by=paired.mentee, host=Side.MENTOR, starts_at=moment + dt.timedelta(days=1))
    back = propose_visit(paired.pair, by=paired.mentee, host=Side.MENTEE, starts_at=moment)

    assert list(SiteVisit.objects.order_by("pk")) == [visit, back]


def test_the_other_side_agrees_and_both_calendars_have_it(paired, visit, committed):
    committed(agree_to_visit, visit, by=paired.mentee, starts_at=visit.starts_at)

    today = timezone.localdate()
    own, theirs = (site_visits(user, today)[0] for user in (paired.mentor, paired.mentee))
    assert own == theirs
    assert (own.title, own.day) == ("Site visit with your pair", timezone.localdate(visit.starts_at))
    assert "Lantern" not in own.text
    assert (own.starts_at, own.sequence, own.is_cancelled) == (visit.starts_at, 1, False)
    assert ["METHOD:REQUEST" in message.attachments[0][1] for message in mail.outbox] == [True, True]
    assert sorted(to for to, _subject in mails()) == sorted([paired.mentor.email, paired.mentee.email])
    assert {subject.split(",")[0] for _to, subject in mails()} == {
        "Site visit: Lantern Creek Learning Club visits Goldfinch Bridge After School"
    }


def test_nobody_agrees_to_their_own_proposal_nor_to_a_day_that_was_moved(paired, visit, moment, outsider, coordinator):
    seen = visit.starts_at
    for user in (paired.mentor, outsider, coordinator):
        with pytest.raises(NotAllowed):
            agree_to_visit(visit, by=user, starts_at=seen)
    change_visit(visit, by=paired.mentor, starts_at=moment + dt.timedelta(days=7))

    with pytest.raises(WrongState):
        agree_to_visit(visit, by=paired.mentee, starts_at=seen)


def test_another_day_is_a_new_proposal_and_leaves_the_calendars(paired, moment, committed):
    visit = mentoring.SiteVisitFactory(pair=paired.pair, planned=True)

    committed(change_visit, visit, by=paired.mentee, starts_at=moment + dt.timedelta(days=7), is_remote=True)

    visit.refresh_from_db()
    assert (visit.status, visit.proposed_by, visit.is_remote) == (VisitStatus.PROPOSED, Side.MENTEE, True)
    told = site_visits(paired.mentor, timezone.localdate())
    assert [(one.is_cancelled, one.sequence) for one in told] == [(True, 2)]
    assert mail.outbox[0].attachments[0][0] == "site-visit.ics"
    assert "METHOD:CANCEL" in mail.outbox[0].attachments[0][1]
    assert mails() == [
        (paired.mentor.email, "Lantern Creek Learning Club proposes another day for the site visit"),
    ]
    assert "by video on" in mail.outbox[0].body


def test_a_day_that_has_passed_is_proposed_by_nobody(paired, moment):
    with pytest.raises(Incomplete):
        propose_visit(paired.pair, by=paired.mentee, host=Side.MENTOR, starts_at=timezone.now())


def test_a_held_visit_is_one_face_to_face_contact_however_often_it_is_saved(paired, face_to_face):
    """R40: it counts as a meeting in person, once; a correction changes that contact."""
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True)
    yesterday = timezone.localdate() - dt.timedelta(days=1)

    for minutes in (90, 90, 120):
        record_visit(visit, by=paired.mentee, held_on=yesterday, mode=face_to_face, minutes=minutes)

    contact = Contact.objects.get()
    visit.refresh_from_db()
    assert (visit.status, visit.held_on, visit.contact) == (VisitStatus.HELD, yesterday, contact)
    assert (contact.mode, contact.happened_on, contact.minutes, contact.was_made) == (
        face_to_face,
        yesterday,
        120,
        True,
    )
    assert contact.kind.slug == "site-visit"
    assert contact.note == "Lantern Creek Learning Club visited Goldfinch Bridge After School."
    assert contact.logged_by == paired.mentee


def test_a_visit_from_afar_counts_as_its_mode(paired, face_to_face, video):
    """R28: the fallback when nobody can travel is no meeting in person, and may be corrected to one."""
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True, is_remote=True)

    record_visit(visit, by=paired.mentor, held_on=timezone.localdate(), mode=video)
    visit.refresh_from_db()
    before = (visit.status, visit.contact.mode.is_face_to_face)
    record_visit(visit, by=paired.mentee, held_on=timezone.localdate(), mode=face_to_face)
    visit.refresh_from_db()

    assert before == (VisitStatus.REMOTE, False)
    assert (visit.status, Contact.objects.get().mode) == (VisitStatus.HELD, face_to_face)


def test_a_visit_that_was_not_held_after_all_no_longer_counts(paired, face_to_face, committed):
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True)
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user
    record_visit(visit, by=paired.mentee, held_on=timezone.localdate(), mode=face_to_face)

    committed(call_off_visit, visit, by=colleague)

    visit.refresh_from_db()
    kept = Contact.objects.get()
    assert (visit.status, visit.contact, kept.was_made) == (VisitStatus.CANCELLED, None, False)
    assert (kept.mistaken_by, kept.mistaken_reason) == (colleague, "The site visit was not held.")
    assert mails() == [(paired.mentor.email, "Lantern Creek Learning Club says that a site visit was not held")]
    with pytest.raises(WrongState):
        call_off_visit(visit, by=paired.mentor)


def test_a_site_visit_that_was_logged_by_hand_is_not_counted_twice(paired, face_to_face):
    visit = mentoring.SiteVisitFactory(pair=paired.pair, due=True)
    day = timezone.localdate()
    by_hand = mentoring.ContactFactory(
        pair=paired.pair,
        happened_on=day,
        kind=mentoring.contact_kind("Site visit"),
        note="Saw the kitchen",
        logged_by=paired.mentor,
    )

    record_visit(visit, by=paired.mentee, held_on=day, mode=face_to_face)

    contact = Contact.objects.get()
    assert (contact.pk, contact.note, contact.logged_by) == (by_hand.pk, "Saw the kitchen", paired.mentor)
    assert [can_edit_contact(paired.mentor, contact), Contact.objects.editable_by(paired.mentor).exists()] == [
        False,
        False,
    ]


def test_who_is_no_side_records_nothing_and_days_to_come_are_not_held(
    paired, visit, face_to_face, outsider, coordinator
):
    today = timezone.localdate()
    for user in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            record_visit(visit, by=user, held_on=today, mode=face_to_face)
    with pytest.raises(Incomplete):
        record_visit(visit, by=paired.mentee, held_on=today + dt.timedelta(days=1), mode=face_to_face)
    with pytest.raises(Incomplete):
        record_visit(visit, by=paired.mentee, held_on=paired.pair.started_on - dt.timedelta(days=1), mode=face_to_face)
    MentoringPair.objects.update(status=PairStatus.COMPLETE)
    with pytest.raises(NotAllowed):
        record_visit(visit, by=paired.mentee, held_on=today, mode=face_to_face)

    assert Contact.objects.count() == 0


def test_nothing_follows_a_visit_that_was_called_off():
    assert NEXT_VISIT_STATUSES[VisitStatus.CANCELLED] == ()
    assert set(NEXT_VISIT_STATUSES) == set(VisitStatus)


def test_seeing_a_visit_and_its_twin_agree(paired, visit, persona, former_member, coordinator, editor, outsider):
    for who in ("mentor", "mentee", "coordinator", "superuser", "outsider", "editor", "former_member"):
        user = persona(who)
        assert can_view_visit(user, visit) == SiteVisit.objects.visible_to(user).exists(), who


def test_the_way_is_estimated_from_zip_codes_with_the_staffs_numbers(paired):
    """R28: Galena to Freeport is 41 miles in a straight line."""
    mentoring.MenteeProfileFactory(program=paired.pair.mentee, zip_code="61036")
    profile = mentoring.MenteeProfileFactory(program=paired.pair.mentor, zip_code="61032")
    texts = MentoringSettings.for_site(site_root().get_site())
    texts.visit_mile_rate, texts.visit_road_factor = Decimal("0.50"), Decimal("1.20")
    texts.save()

    travel = travel_of(MentoringPair.objects.get())

    assert (travel.miles, travel.cost) == (49, 49)
    assert travel.sentence == "About 49 miles each way. There and back by car about $49, at $0.50 a mile."
    assert travel.basis.startswith("An estimate: the straight line between the two ZIP codes, times 1.2 for roads.")
    profile.location_visibility = "staff"
    profile.save()
    assert travel_of(MentoringPair.objects.get()) is None


def test_both_directions_are_shown_with_what_is_due(client, paired, mentee):
    """R16: "You visit them, they visit you", due before the season ends."""
    mentoring.SiteVisitFactory(pair=paired.pair, held=True)
    client.force_login(mentee)

    pages = [client.get(url("visit-list", paired.pair.code)), client.get(url("pair-detail", paired.pair.code))]

    for page in pages:
        text = text_of(page)
        assert "You visit Goldfinch Bridge After School" in text
        assert "Held on" in text
        assert "Goldfinch Bridge After School visits you" in text
        assert "Due before the season ends on" in text


def test_a_visit_lives_through_its_forms(client, paired, mentor, mentee, face_to_face):
    """Proposed by one, agreed by the other, held, corrected: only by what the pages offer."""
    client.force_login(mentee)
    day = timezone.localdate() + dt.timedelta(days=2)
    typed = {"host": "mentor", "day": day.isoformat(), "time": "14:30", "way": "in_person", "place": "Gym door"}
    proposed = client.post(url("visit-propose", paired.pair.code), typed)
    visit = SiteVisit.objects.get()
    client.force_login(mentor)
    page = client.get(proposed.url)
    starts_at = visit.starts_at.isoformat()
    agreed = client.post(url("visit-agree", paired.pair.code, visit.code), {"starts_at": starts_at}, follow=True)
    held = client.post(
        url("visit-record", paired.pair.code, visit.code),
        {"held_on": timezone.localdate().isoformat(), "mode": face_to_face.pk, "minutes": ""},
        follow=True,
    )

    assert "Agree to this day" in page.content.decode()
    assert f'value="{starts_at}"' in page.content.decode()
    assert "the day is in your personal calendars" in text_of(agreed)
    assert "It is in your log of contacts" in text_of(held)
    assert "Face-to-face" in text_of(held)


def test_a_refused_form_keeps_what_was_typed(client, paired, mentee):
    client.force_login(mentee)
    typed = {"host": "mentor", "day": "2020-01-01", "time": "10:00", "way": "remote", "place": "ثمّ 🚌 door"}

    answer = client.post(url("visit-propose", paired.pair.code), typed)

    assert answer.status_code == 422
    assert "This moment has passed." in text_of(answer)
    assert "ثمّ 🚌 door" in answer.content.decode()


def test_the_pages_cost_the_same_for_many_visits(client, paired, mentee):
    mentoring.SiteVisitFactory(pair=paired.pair, held=True)
    client.force_login(mentee)
    few = count_queries(lambda: client.get(url("visit-list", paired.pair.code)))
    mentoring.SiteVisitFactory.create_batch(20, pair=paired.pair, held=True)

    assert count_queries(lambda: client.get(url("visit-list", paired.pair.code))) == few


def test_what_visits_ask_of_each_side(paired, visit):
    assert to_do_of(paired.pair, Side.MENTEE) == VisitsToDo(to_answer=visit.code, missing=(Side.MENTEE,))
    assert to_do_of(paired.pair, Side.MENTOR) == VisitsToDo(missing=(Side.MENTEE,))
    SiteVisit.objects.update(status=VisitStatus.PLANNED, starts_at=timezone.now() - dt.timedelta(hours=2))
    assert to_do_of(paired.pair, Side.MENTOR) == VisitsToDo(to_record=visit.code, missing=(Side.MENTEE,))
    SiteVisit.objects.update(status=VisitStatus.HELD, held_on=timezone.localdate())
    assert to_do_of(paired.pair, Side.MENTOR) == VisitsToDo(to_describe=visit.code, missing=(Side.MENTEE,))
    assert to_do_of(paired.pair, None) == VisitsToDo()
