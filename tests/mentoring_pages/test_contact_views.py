"""The log of contacts in the members area (R15, R39-R43)."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.contacts import edit_contact, log_contact, mark_mistaken, unmark_mistaken
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import PairStatus
from mentoring_pages.models import Contact
from resources.models import Topic
from tests.factories import mentoring
from tests.pages import text_of
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
            "Your pair began on Tue 1 Sep 2026. Choose that day or a later one.",
        ),
        ({"happened_on": "31.11.2026"}, "Enter a valid date."),
        ({"happened_on": ""}, "This field is required."),
        ({"mode": ""}, "This field is required."),
        ({"mode": "9999"}, "Select a valid choice. That choice is not one of the available choices."),
        ({"minutes": "31"}, "Select a valid choice. 31 is not one of the available choices."),
        ({"other_minutes": "1441"}, "Ensure this value is less than or equal to 1440."),
        ({"other_minutes": "-3"}, "Ensure this value is greater than or equal to 1."),
        ({"was_made": "perhaps"}, "Select a valid choice. perhaps is not one of the available choices."),
        ({"note": "x" * 2001}, "Ensure this value has at most 2000 characters (it has 2001)."),
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


def test_a_contact_marked_as_mistaken_stays_in_the_log_and_counts_nowhere(client, mentee, paired):
    """R88: nothing is lost; the mark can be taken back."""
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    client.force_login(mentee)
    url = url_of("mistake", paired.pair.code, contact.code)

    asked = client.get(url)
    client.post(url, {"reason": "That was another week"})
    marked = Contact.objects.get()
    page = client.get(url_of("list", paired.pair.code))
    client.post(url, {"mark": "off"})

    assert "no longer counts" in asked.text
    assert (marked.was_made, marked.mistaken_reason, marked.mistaken_by) == (False, "That was another week", mentee)
    assert page.context["season"].progress.counted == 0
    assert page.context["rows"][0]["why_not"] == "Logged by mistake, so it does not count."
    assert Contact.objects.get().was_made is True


def test_the_other_sides_director_may_mark_a_contact_as_mistaken(mentee, paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=paired.mentor)

    mark_mistaken(contact, by=mentee, reason="We did not talk that day")
    mark_mistaken(contact, by=mentee, reason="Twice changes nothing")
    unmark_mistaken(contact, by=paired.mentor)

    contact.refresh_from_db()
    assert (contact.was_made, contact.mistaken_at) == (True, None)
    assert list(contact.changes.values_list("was_mistaken", "changed_by")) == [
        (True, paired.mentor.pk),
        (False, mentee.pk),
    ]


def test_staff_of_the_other_side_do_not_mark_a_contact(paired):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=paired.mentor)
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user

    with pytest.raises(NotAllowed):
        mark_mistaken(contact, by=colleague, reason="Why not")


def test_what_a_contact_was_before_stays_readable_for_both(client, mentee, paired):
    """R41: corrected with history."""
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee, note="First words")
    client.force_login(mentee)
    client.post(url_of("edit", paired.pair.code, contact.code), typed(note="Second words"))
    client.post(url_of("edit", paired.pair.code, contact.code), typed(note="Second words"))
    client.force_login(paired.mentor)

    page = client.get(url_of("detail", paired.pair.code, contact.code))

    assert [change.note for change in page.context["changes"]] == ["First words"]
    assert "Second words" in page.text


def test_the_same_contact_logged_by_both_sides_is_offered_as_one(client, mentee, paired):
    """Bad input: what the second side wrote is kept beside the first, and the contact counts once."""
    first = mentoring.ContactFactory(
        pair=paired.pair, logged_by=paired.mentor, happened_on=dt.date(2026, 11, 17), note="From the mentor"
    )
    client.force_login(mentee)
    posted = typed(note="From the mentee")

    asked = client.post(url_of("create", paired.pair.code), posted)
    client.post(url_of("create", paired.pair.code), {**posted, "same": str(first.code)})

    contact = Contact.objects.get()
    assert asked.status_code == 409
    assert f"{paired.mentor.get_full_name()} logged “Telephone” on Tue 17 Nov 2026: is it this one?" in asked.text
    assert "From the mentee" in asked.text
    assert (contact.seconded_by, contact.note, contact.second_note) == (mentee, "From the mentor", "From the mentee")


def test_another_contact_of_the_same_day_is_logged_when_one_says_so(client, mentee, paired):
    mentoring.ContactFactory(pair=paired.pair, logged_by=paired.mentor, happened_on=dt.date(2026, 11, 17))
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(another="yes"))

    assert Contact.objects.count() == 2


def test_a_try_of_the_other_side_is_not_the_call_that_came_about(client, mentee, paired):
    mentoring.ContactFactory(
        pair=paired.pair, logged_by=paired.mentor, happened_on=dt.date(2026, 11, 17), attempted=True
    )
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed())

    assert sorted(Contact.objects.values_list("was_made", flat=True)) == [False, True]


def test_contact_of_another_pair_is_never_the_same(client, mentee, paired):
    strange = mentoring.ContactFactory(happened_on=dt.date(2026, 11, 17))
    client.force_login(mentee)

    answer = client.post(url_of("create", paired.pair.code), typed(same=str(strange.code)))

    assert answer.status_code == 404
    assert Contact.objects.count() == 1


def test_topics_of_the_plan_are_offered_and_kept(client, mentee, paired):
    goal = mentoring.GoalFactory(plan__pair=paired.pair, topic=mentoring.term(Topic, name="Budget"))
    mentoring.term(Topic, name="Not in the plan")
    client.force_login(mentee)

    offered = client.get(url_of("create", paired.pair.code)).context["form"].fields["topics"].queryset
    client.post(url_of("create", paired.pair.code), typed(topics=[goal.topic.pk]))

    assert list(offered) == [goal.topic]
    assert list(Contact.objects.get().topics.all()) == [goal.topic]


def test_the_next_contact_begins_as_the_last_one(client, mentee, paired):
    """On a phone: open, look, log."""
    mentoring.ContactFactory(pair=paired.pair, logged_by=mentee, minutes=45)
    client.force_login(mentee)

    form = client.get(url_of("create", paired.pair.code)).context["form"]

    assert [form[name].value() for name in ("mode", "kind", "minutes", "happened_on", "was_made")] == [
        mentoring.contact_mode().pk,
        mentoring.contact_kind().pk,
        45,
        dt.date(2026, 11, 18),
        "made",
    ]


def test_a_season_that_was_shortened_keeps_its_contacts_and_says_what_counts(client, mentee, paired):
    """Bad input: nothing is lost."""
    mentoring.ContactFactory(pair=paired.pair, happened_on=dt.date(2026, 11, 10))
    mentoring.ContactFactory(pair=paired.pair, happened_on=dt.date(2026, 9, 10))
    paired.pair.cycle.ends_on = dt.date(2026, 10, 31)
    paired.pair.cycle.save()
    client.force_login(mentee)

    page = client.get(url_of("list", paired.pair.code))

    assert page.context["season"].progress.counted == 1
    assert "1 contact lies outside the season's days. It stays in the log and does not count." in text_of(page)
    assert [bool(row["why_not"]) for row in page.context["rows"]] == [True, False]


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-01 00:30:00-05:00",
        "2026-11-01 01:30:00-06:00",
        "2026-11-01 23:30:00-06:00",
        "2027-03-14 00:30:00-06:00",
        "2027-03-14 23:30:00-05:00",
    ],
)
def test_today_is_the_pairs_own_day_when_clocks_change(client, mentee, paired, now):
    """Bad input: dates across a change of clocks."""
    day = now[:10]
    with time_machine.travel(dt.datetime.fromisoformat(now), tick=False):
        client.force_login(mentee)
        client.post(url_of("create", paired.pair.code), typed(happened_on=day))
        tomorrow = dt.date.fromisoformat(day) + dt.timedelta(days=1)
        refused = client.post(url_of("create", paired.pair.code), typed(happened_on=tomorrow.isoformat()))

    assert [contact.happened_on.isoformat() for contact in Contact.objects.all()] == [day]
    assert refused.status_code == 422


def test_emoji_right_to_left_and_markup_survive(client, mentee, paired):
    words = "Family night 🎉 שלום <b>bold</b>"
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(note=words))

    assert Contact.objects.get().note == words


def test_a_contact_typed_when_the_session_ended_is_there_after_the_sign_in(client, mentee, paired):
    url = url_of("create", paired.pair.code)
    client.get(url)

    sent_on = client.post(url, typed(note="Words of a long day"))
    client.force_login(mentee)
    form = client.get(url).context["form"]

    assert sent_on.status_code == 302
    assert form["note"].value() == "Words of a long day"


@pytest.mark.parametrize("name", ["edit"])
def test_the_partners_contact_is_seen_and_not_changed(client, mentee, paired, name):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=paired.mentor, note="Kept as it is")
    client.force_login(mentee)

    response = client.post(url_of(name, paired.pair.code, contact.code), typed())

    contact.refresh_from_db()
    assert (response.status_code, contact.note) == (403, "Kept as it is")


@pytest.mark.parametrize("name", ["edit"])
def test_a_contact_is_not_found_under_another_pair(client, mentee, paired, name):
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    other = mentoring.MentoringPairFactory(mentee=paired.pair.mentee, cycle__name="Another")
    client.force_login(mentee)

    assert client.get(url_of(name, other.code, contact.code)).status_code == 404


def test_a_pair_that_was_closed_while_the_form_was_open_shows_what_was_typed(client, mentee, paired):
    """Bad input: nothing is saved, nothing is lost, and the page says why."""
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    client.force_login(mentee)
    urls = [
        url_of("create", paired.pair.code),
        url_of("edit", paired.pair.code, contact.code),
        url_of("mistake", paired.pair.code, contact.code),
    ]

    shown = [client.get(url_of("list", paired.pair.code)).status_code, *(client.get(url).status_code for url in urls)]
    answers = [client.post(url, typed(note="Words to keep", reason="Words to keep")) for url in urls]

    assert shown == [200, 403, 403, 403]
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert all("This pair has ended, so its log stays as it is." in answer.text for answer in answers)
    assert all("Words to keep" in answer.text for answer in answers)
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
        mark_mistaken(contact, by=outsider, reason="No")
    with pytest.raises(NotAllowed):
        unmark_mistaken(contact, by=outsider)


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
    assert [sorted(row["links"]) for row in response.context["rows"]] == [
        ["detail_url", "mistake_url"],
        ["detail_url", "edit_url", "mistake_url"],
    ]


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
