"""My data: who sees what, taking everything along, leaving for good."""

import io
import json
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.actions.subscriptions import make_subscription
from events.models import CalendarSubscription
from mentoring_pages.models import (
    Contact,
    JournalDraft,
    JournalEntry,
    JournalPassage,
    JournalReading,
    MentorBookmark,
    ProgramMembership,
    ReadingList,
)
from mentoring_pages.own_data import installed_records
from mentoring_pages.people import name_of
from mentoring_pages.permissions.table import COLUMNS, ROWS, Sees, as_markdown
from resources.personal_data import register_address_proof
from tests.factories import mentoring
from tests.pages import text_of
from tests.test_access_matrix import MATRIX, make_addresses
from tests.test_docs import ROOT

PASSWORD = "a long pass phrase"
LEAVE = "members:my-data-leave"


@pytest.fixture
def leaver(client, mentee):
    """The mentee, signed in, with a password of their own."""
    mentee.set_password(PASSWORD)
    mentee.save()
    client.force_login(mentee)
    return mentee


def unpacked(client):
    response = client.post(reverse("members:my-data-download"))
    assert response["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# --- One table ---


def test_the_documents_hold_the_table_as_it_is():
    assert as_markdown() in (ROOT / "docs/permissions.md").read_text()


def test_the_page_shows_every_row_of_the_table(client, mentee):
    client.force_login(mentee)

    page = text_of(client.get(reverse("members:my-data-who")))

    assert [row.what for row in ROWS if str(row.what) not in page] == []


STAND_FOR = {
    "me": ["mentee"],
    "partner": ["mentor"],
    "staff": ["coordinator", "superuser"],
    "others": ["outsider", "editor", "former_member"],
}
OPEN = {Sees.YES, Sees.THEN}


@pytest.mark.parametrize("row", [row for row in ROWS if row.address], ids=lambda row: row.address)
def test_the_table_says_what_the_addresses_answer(row):
    """`test_access_matrix.py` opens each of these cells; the records there are the mentee's."""
    cells = {key: {MATRIX[row.address][who][0] == 200 for who in people} for key, people in STAND_FOR.items()}

    assert cells == {key: {row.answers[key] in OPEN} for key in STAND_FOR}


def test_a_colleague_sees_what_the_table_says_of_ones_program(client, paired):
    addresses = make_addresses(paired)
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff", joined_at=None).user
    client.force_login(colleague)

    seen = {row.address: client.get(addresses[row.address]).status_code == 200 for row in ROWS if row.address}

    assert seen == {row.address: row.answers["program"] in OPEN for row in ROWS if row.address}
    assert set(COLUMNS) == {*STAND_FOR, "program"}


# --- Taking along ---


def test_the_download_has_all_that_is_mine_and_nothing_that_others_wrote(client, mentee, mentor, paired):
    entry = mentoring.JournalEntryFactory(
        pair=paired.pair, author=mentee, title="Mine", text="Zinnwaldite \N{GRINNING FACE}"
    )
    mentoring.JournalPassageFactory(entry=entry, text="Zinnwaldite")
    mentoring.JournalDraftFactory(pair=paired.pair, author=mentee, text="Half of it")
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True, text="Wolframite")
    mentoring.ReadingListFactory(owner=mentee, name="Before the visit")
    mentoring.ReadingListFactory(owner=mentor, shared_with=paired.pair, name="Theirs")
    mentoring.ContactFactory(pair=paired.pair, logged_by=mentee)
    client.force_login(mentee)

    files = unpacked(client)

    data = json.loads(files["my-data.json"])["parts"]
    assert set(files) == {"my-data.json", "my-data.html", "my-journal.html"}
    assert [row["text"] for row in data["journal"]] == ["Zinnwaldite \N{GRINNING FACE}", "Half of it"]
    assert [row["name"] for row in data["reading_lists"]] == ["Before the visit"]
    assert data["account"][0]["email"] == "mentee@example.org"
    assert {"kind": "contacts: logged by", "count": 1} in data["records"]
    assert "Zinnwaldite" in files["my-journal.html"]
    assert "Before the visit" in files["my-data.html"]
    assert not [name for name, text in files.items() if "Wolframite" in text or "Theirs" in text]


def test_an_address_that_was_only_typed_opens_nobodys_letters(client, mentee, monkeypatch):
    """Somebody signs up with another person's address on a site that does not prove it."""
    mentoring.ProgramInvitationFactory(email="mentee@example.org", program__name="Hidden Hollow")
    client.force_login(mentee)
    before = unpacked(client)["my-data.json"]
    proofs = []
    monkeypatch.setattr("resources.personal_data._address_proofs", proofs)
    register_address_proof(lambda user: [user.email])
    after = unpacked(client)["my-data.json"]

    assert ("Hidden Hollow" in before, "Hidden Hollow" in after) == (False, True)


def test_after_leaving_a_program_the_journal_can_still_be_taken_along_and_destroyed(client, leaver, mentor, paired):
    """Handover: everything is closed at once but one's own words; what was shared stays until it is taken back."""
    private = mentoring.JournalEntryFactory(pair=paired.pair, author=leaver, text="Zinnwaldite")
    shared = mentoring.JournalEntryFactory(pair=paired.pair, author=leaver, for_pair=True)
    mentoring.JournalPassageFactory(entry=private, text="Zinnwaldite")
    ProgramMembership.objects.filter(user=leaver).update(is_active=False)
    in_pair = [reverse("members:journal-list", args=[paired.pair.code])]
    in_pair += [
        reverse(f"members:journal-{name}", args=[paired.pair.code, private.code]) for name in ("detail", "edit")
    ]
    in_pair += [
        reverse(f"members:{name}", args=[paired.pair.code])
        for name in ("plan-detail", "contact-list", "journal-search")
    ]
    theirs = reverse("members:journal-detail", args=[paired.pair.code, shared.code])

    closed = {client.get(url).status_code for url in in_pair}
    taken = b"".join(client.post(reverse("members:my-data-journal"), {"kind": "markdown"}).streaming_content)
    client.force_login(mentor)
    while_shared = client.get(theirs).status_code
    client.force_login(leaver)
    client.post(reverse("members:my-data-take-back"))
    client.force_login(mentor)
    taken_back = client.get(theirs).status_code
    client.force_login(leaver)
    wrong = client.post(reverse("members:my-data-destroy"), {"password": "wrong"})
    still_there = JournalEntry.objects.count()
    client.post(reverse("members:my-data-destroy"), {"password": PASSWORD})

    assert closed == {404}
    assert b"Zinnwaldite" in taken
    assert (while_shared, taken_back, JournalPassage.objects.count()) == (200, 404, 0)
    assert (wrong.status_code, still_there, JournalEntry.objects.count()) == (422, 2, 0)


# --- Leaving ---


def test_leaving_says_first_what_goes_and_what_stays(client, leaver, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=leaver)

    page = text_of(client.get(reverse(LEAVE)))

    assert "Every entry, draft and shared passage is destroyed." in page
    assert "In place of your name they say: a former member." in page
    assert "You are the only director of Lantern Creek Learning Club." in page


def test_leaving_destroys_what_is_mine_and_keeps_the_programs_records_without_my_name(client, leaver, mentor, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=leaver, for_pair=True)
    mentoring.JournalPassageFactory(entry=entry)
    mentoring.JournalDraftFactory(pair=paired.pair, author=leaver)
    theirs = mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True)
    client.get(reverse("members:journal-detail", args=[paired.pair.code, theirs.code]))
    contact = mentoring.ContactFactory(pair=paired.pair, logged_by=leaver)
    mentoring.ReadingListFactory(owner=leaver)
    mentoring.MentorBookmarkFactory(owner=leaver)
    make_subscription(leaver, name="Phone")

    answer = client.post(reverse(LEAVE), {"journal": "not_needed", "password": PASSWORD})

    contact.refresh_from_db()
    assert "You have left" in answer.content.decode()
    assert not get_user_model().objects.filter(pk=leaver.pk).exists()
    assert list(JournalEntry.objects.all()) == [theirs]
    gone = (JournalPassage, JournalDraft, ReadingList, MentorBookmark, CalendarSubscription)
    assert [model.objects.count() for model in gone] == [0] * 5
    assert (contact.logged_by, name_of(contact.logged_by)) == (None, "A former member")
    assert Contact.objects.count() == 1
    assert JournalReading.objects.get().reader is None
    assert client.get(reverse("members:home")).status_code == 302


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"journal": "not_needed", "password": "wrong"}, "password"),
        ({"journal": "not_needed"}, "password"),
        ({"password": PASSWORD}, "journal"),
        ({"journal": "taken", "password": PASSWORD}, "journal"),
    ],
)
def test_nobody_leaves_without_password_and_a_choice_about_the_journal(client, leaver, paired, typed, field):
    """ "I have taken a copy" is only believed of the journal as it is now."""
    mentoring.JournalEntryFactory(pair=paired.pair, author=leaver)

    answer = client.post(reverse(LEAVE), typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert JournalEntry.objects.count() == 1
    assert get_user_model().objects.filter(pk=leaver.pk).exists()


def test_a_copy_counts_until_something_is_written_after_it(client, leaver, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=leaver)
    export = reverse("members:my-data-journal")
    leave = {"journal": "taken", "password": PASSWORD}

    b"".join(client.post(export, {"kind": "html"}).streaming_content)
    mentoring.JournalEntryFactory(pair=paired.pair, author=leaver)
    too_old = client.post(reverse(LEAVE), leave)
    b"".join(client.post(export, {"kind": "html"}).streaming_content)
    fresh = client.post(reverse(LEAVE), leave)

    assert (too_old.status_code, fresh.status_code) == (422, 200)
    assert not get_user_model().objects.filter(pk=leaver.pk).exists()


def test_an_account_without_a_password_types_a_word(client, mentee):
    """Somebody who signs in by a passkey, or elsewhere."""
    mentee.set_unusable_password()
    mentee.save()
    client.force_login(mentee)

    refused = client.post(reverse(LEAVE), {"word": "leave"})
    client.post(reverse(LEAVE), {"word": "LEAVE"})

    assert refused.context["form"].errors == {"word": ["Please type LEAVE, in capital letters."]}
    assert not get_user_model().objects.filter(pk=mentee.pk).exists()


@pytest.mark.parametrize("name", ["coordinator", "editor", "superuser"])
def test_who_works_in_the_cms_is_told_whom_to_ask(client, persona, name):
    user = persona(name)
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)

    answer = client.post(reverse(LEAVE), {"password": PASSWORD})

    assert answer.status_code == 422
    assert "You also work in the CMS." in answer.content.decode()
    assert get_user_model().objects.filter(pk=user.pk).exists()


# What is a person's own, and goes with the account. All else is a record that stays without the name.
OWN = {
    "CalendarSubscription",
    # That somebody is among those who hear of concerns; the concern itself stays.
    "ConcernHandler",
    # That the person was asked, and wants no reminders; the answers stay.
    "EvaluationAsk",
    "EvaluationSilence",
    "JoinRequest",
    "JournalDraft",
    "JournalEntry",
    "MentorBookmark",
    "ProgramMembership",
    "ReadingList",
    # Which notes of the CMS the person has put away.
    "RuleMessage_dismissed_by",
}


def test_no_record_of_a_program_goes_with_a_person():
    """A new model that points to people says which of both it is: here, or by SET_NULL."""
    going = {
        relation.related_model.__name__
        for relation in installed_records()
        if (relation.one_to_many or relation.one_to_one) and relation.on_delete.__name__ != "SET_NULL"
    }

    assert going == OWN


def test_who_deletes_a_user_in_the_cms_is_told_that_the_journal_goes_too(client, superuser, mentee, paired):
    """Never orphaned and readable: the entries are destroyed with the account."""
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_staff=True)
    client.force_login(superuser)
    url = reverse("wagtailusers_users:delete", args=[mentee.pk])

    asked = client.get(url).content.decode()
    client.post(url)

    assert "With this, 1 journal entry is destroyed for good." in asked
    assert JournalEntry.objects.count() == 0
    assert (
        Permission.objects.filter(content_type__model__startswith="journal")
        .exclude(content_type__model="journalprompt")
        .count()
        == 0
    )
