"""The log of contacts in the members area (R15, R39-R43)."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.contacts import delete_contact, edit_contact, log_contact
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import PairStatus
from mentoring_pages.models import Contact
from tests.factories import mentoring
from tests.queries import count_queries

NOON = "2026-11-18 12:00:00-06:00"


@pytest.fixture(autouse=True)
def _november():
    """All of these happen on one day, before any factory asks for the season."""
    with time_machine.travel(dt.datetime.fromisoformat(NOON), tick=False):
        yield


def url_of(name, *codes):
    return reverse(f"members:contact-{name}", args=codes)


def typed(**changes):
    """A phone call of yesterday as the form posts it."""
    return {
        "code": str(uuid.uuid4()),
        "happened_on": "2026-11-17",
        "was_made": "made",
        "mode": str(mentoring.contact_mode().pk),
        "kind": str(mentoring.contact_kind().pk),
        "minutes": "30",
        "other_minutes": "",
        "note": "Family night",
        **changes,
    }


def test_member_logs_a_contact(client, mentee, paired):
    """R41, R42."""
    client.force_login(mentee)

    response = client.post(url_of("create", paired.pair.code), typed(), follow=True)

    contact = Contact.objects.get()
    assert (contact.pair, contact.logged_by, contact.happened_on.isoformat()) == (paired.pair, mentee, "2026-11-17")
    assert (contact.minutes, contact.was_made, contact.note) == (30, True, "Family night")
    assert "The contact is logged. 1 of 20 contacts" in response.content.decode()


def test_the_same_form_sent_twice_makes_one_contact(client, mentee, paired):
    client.force_login(mentee)
    posted = typed()

    client.post(url_of("create", paired.pair.code), posted)
    client.post(url_of("create", paired.pair.code), posted)

    assert Contact.objects.count() == 1


def test_a_code_that_someone_else_used_makes_a_contact_of_its_own(client, mentee, paired):
    strange = mentoring.ContactFactory()
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(code=str(strange.code)))

    assert paired.pair.contacts.count() == 1
    assert Contact.objects.get(code=strange.code).pair == strange.pair


@pytest.mark.parametrize(
    ("changes", "minutes", "was_made"),
    [
        ({"minutes": ""}, None, True),
        ({"minutes": "60"}, 60, True),
        ({"minutes": "15", "other_minutes": "95"}, 95, True),
        ({"was_made": "attempted"}, 30, False),
    ],
)
def test_lengths_and_attempts_are_kept(client, mentee, paired, changes, minutes, was_made):
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(**changes))

    contact = Contact.objects.get()
    assert (contact.minutes, contact.was_made) == (minutes, was_made)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"happened_on": "2026-11-19"}, "This day is still to come. Log the contact once it has happened."),
        (
            {"happened_on": "2026-08-31"},
            "The season of your pair began on Tue 1 Sep 2026. Choose that day or a later one.",
        ),
        ({"happened_on": "31.11.2026"}, "Enter a valid date."),
        ({"happened_on": ""}, "This field is required."),
        ({"mode": ""}, "This field is required."),
        ({"mode": "9999"}, "Select a valid choice. That choice is not one of the available choices."),
        ({"minutes": "31"}, "Select a valid choice. 31 is not one of the available choices."),
        ({"other_minutes": "1441"}, "Ensure this value is less than or equal to 1440."),
        ({"other_minutes": "-3"}, "Ensure this value is greater than or equal to 1."),
        ({"was_made": "perhaps"}, "Select a valid choice. perhaps is not one of the available choices."),
        ({"note": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
        ({"note": "a\x00b"}, "Null characters are not allowed."),
        ({"code": "17"}, "Enter a valid UUID."),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, mentee, paired, changes, sentence):
    client.force_login(mentee)
    posted = typed(note="What we said about carpets") | changes

    response = client.post(url_of("create", paired.pair.code), posted)

    form = response.context["form"]
    assert response.status_code == 422
    assert [sentence] in list(form.errors.values())
    assert {name: form[name].value() for name in posted if name not in changes} == {
        name: value for name, value in posted.items() if name not in changes
    }
    assert not Contact.objects.exists()


def test_today_can_be_logged(client, mentee, paired):
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(happened_on="2026-11-18"))

    assert Contact.objects.count() == 1


def test_a_pair_that_began_before_the_season_may_log_its_first_days(client, mentee, paired):
    paired.pair.started_on = dt.date(2026, 8, 20)
    paired.pair.save()
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(happened_on="2026-08-20"))

    assert Contact.objects.count() == 1


def test_own_contact_can_be_corrected(client, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee, minutes=50)
    client.force_login(mentee)
    url = url_of("edit", paired.pair.code, contact.code)

    shown = client.get(url).context["form"]
    client.post(url, typed(note="Other words", minutes="45"))

    contact.refresh_from_db()
    assert (shown["minutes"].value(), shown["other_minutes"].value()) == ("", 50)
    assert (contact.note, contact.minutes, contact.logged_by) == ("Other words", 45, mentee)


def test_posted_fields_of_the_model_change_nothing(client, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    other = mentoring.MentoringPairFactory()
    client.force_login(mentee)

    client.post(
        url_of("edit", paired.pair.code, contact.code),
        typed(pair=other.pk, pair_id=other.pk, logged_by=paired.mentor.pk, created_at="2020-01-01", id="999"),
    )

    changed = Contact.objects.get()
    assert (changed.pk, changed.pair, changed.logged_by, changed.code) == (
        contact.pk,
        paired.pair,
        mentee,
        contact.code,
    )
    assert changed.created_at == contact.created_at


def test_a_retired_mode_stays_on_its_contact_and_is_not_offered_for_new_ones(client, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    contact.mode.is_active = False
    contact.mode.save()
    client.force_login(mentee)

    kept = client.get(url_of("edit", paired.pair.code, contact.code)).context["form"].fields["mode"].queryset
    offered = client.get(url_of("create", paired.pair.code)).context["form"].fields["mode"].queryset

    assert (list(kept), list(offered)) == ([contact.mode], [])


def test_deleting_asks_first(client, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    client.force_login(mentee)
    url = url_of("delete", paired.pair.code, contact.code)

    asked = client.get(url)
    still_there = Contact.objects.count()
    client.post(url)

    assert "Delete the contact of Tue 1 Sep 2026?" in asked.content.decode()
    assert (still_there, Contact.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_the_partners_contact_is_seen_and_not_changed(client, mentee, paired, name):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=paired.mentor, note="Kept as it is")
    client.force_login(mentee)

    response = client.post(url_of(name, paired.pair.code, contact.code), typed())

    contact.refresh_from_db()
    assert (response.status_code, contact.note) == (403, "Kept as it is")


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_a_contact_is_not_found_under_another_pair(client, mentee, paired, name):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    other = mentoring.MentoringPairFactory(mentee=paired.pair.mentee, cycle__name="Another")
    client.force_login(mentee)

    assert client.get(url_of(name, other.code, contact.code)).status_code == 404


def test_a_complete_pair_takes_no_more_contacts(client, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    client.force_login(mentee)

    statuses = [
        client.get(url_of("list", paired.pair.code)).status_code,
        client.post(url_of("create", paired.pair.code), typed()).status_code,
        client.post(url_of("edit", paired.pair.code, contact.code), typed()).status_code,
        client.post(url_of("delete", paired.pair.code, contact.code)).status_code,
    ]

    assert statuses == [200, 403, 403, 403]
    assert Contact.objects.count() == 1


def test_actions_check_for_themselves(outsider, mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    values = {
        "happened_on": timezone.localdate(),
        "mode": contact.mode,
        "kind": contact.kind,
        "minutes": None,
        "was_made": True,
        "note": "",
    }

    with pytest.raises(NotAllowed):
        log_contact(paired.pair, by=outsider, code=uuid.uuid4(), **values)
    with pytest.raises(NotAllowed):
        edit_contact(contact, by=paired.mentor, **values)
    with pytest.raises(NotAllowed):
        delete_contact(contact, by=outsider)


def test_the_page_draws_the_season_and_lists_the_log(client, mentor, paired):
    """R39-R41: the two months to meet in are marked, the rules say where they stand."""
    mentoring.ContactFactory(pair=paired.pair, face_to_face=True, happened_on=dt.date(2026, 9, 9), logged_by=mentor)
    mentoring.ContactFactory(pair=paired.pair, attempted=True, happened_on=dt.date(2026, 10, 9))
    client.force_login(mentor)

    response = client.get(url_of("list", paired.pair.code))

    season = response.context["season"]
    assert season.progress.sentence == "1 of 20 contacts, 4 behind pace"
    assert [window["is_met"] for window in season.meter["windows"]] == [True, False]
    assert [fact["value"] for fact in season.facts] == ["1 of 1", "0 of 1", "0 of 18"]
    assert [row["by"] for row in response.context["rows"]] == ["A former member", mentor.get_full_name()]
    assert [bool(row["links"]) for row in response.context["rows"]] == [False, True]


def test_what_was_typed_is_shown_as_typed(client, mentor, paired):
    mentoring.ContactFactory(pair=paired.pair, note="<script>alert(1)</script>")
    client.force_login(mentor)

    page = client.get(url_of("list", paired.pair.code)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "1e9"])
def test_a_page_number_that_does_not_exist_shows_a_page(client, mentor, paired, page):
    client.force_login(mentor)

    assert client.get(url_of("list", paired.pair.code), {"page": page}).status_code == 200


def test_the_list_costs_the_same_for_1_and_3_and_30_contacts(client, mentor, paired):
    client.force_login(mentor)
    url = url_of("list", paired.pair.code)
    costs = []
    for more in (1, 2, 27):
        for _turn in range(more):
            mentoring.ContactFactory(pair=paired.pair, logged_by=mentoring.UserFactory())
        costs.append(count_queries(lambda: client.get(url)))

    assert costs == [costs[0]] * 3
