"""Taking back, single passages, who has read it, who came later, finding and taking along (R45, T4)."""

import datetime as dt
import io
import unicodedata

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from mentoring_pages.members.journals.calls import journal_calls
from mentoring_pages.models import JournalEntry, JournalPassage, JournalReading
from mentoring_pages.permissions import can_read_journal_entry, can_read_journal_passage
from tests.factories import mentoring
from tests.mentoring_pages.test_journals import typed, url_of
from tests.queries import count_queries

TEXT = "The first part is mine.\n\nWe were\nboth wrong about Fridays. The rest is mine too."
CHOSEN = "We were both wrong about Fridays."


@pytest.fixture
def entry(mentee, paired):
    return mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Fridays", text=TEXT)


def share(client, entry, **changes):
    url = url_of("passage-share", entry.pair.code, entry.code)
    return client.post(url, {"text": CHOSEN, "audience": "my_pair", **changes})


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("my_pair", {"mentor", "mentee"}), ("pair_and_staff", {"mentor", "mentee", "coordinator", "superuser"})],
)
def test_a_passage_is_read_alone_by_those_it_was_shared_with(client, persona, mentee, paired, entry, audience, readers):
    """T4: its words, not the title, not the rest, and the entry stays closed."""
    client.force_login(mentee)
    share(client, entry, audience=audience)
    passage = JournalPassage.objects.get()
    found = set()
    for name in ("mentor", "mentee", "coordinator", "editor", "superuser", "outsider", "former_member"):
        client.force_login(persona(name))
        response = client.get(url_of("passage", paired.pair.code, passage.code))
        closed = client.get(url_of("detail", paired.pair.code, entry.code)).status_code
        assert closed == (200 if name == "mentee" else 404)
        if response.status_code == 200:
            found.add(name)
            assert "both wrong about Fridays." in response.content.decode()
            assert not [word for word in ("first part", "mine too") if word in response.content.decode()]
        assert can_read_journal_passage(persona(name), passage) == (name in readers)

    assert found == readers


def test_changing_the_entry_does_not_change_the_passage_and_its_author_is_told(client, mentee, mentor, paired, entry):
    client.force_login(mentee)
    share(client, entry)
    passage = JournalPassage.objects.get()

    client.post(url_of("edit", paired.pair.code, entry.code), typed(version=1, text="All is different."))

    own = client.get(url_of("detail", paired.pair.code, entry.code)).context["own"]
    client.force_login(mentor)
    shown = client.get(url_of("passage", paired.pair.code, passage.code)).content.decode()
    assert own["passage_differs"] is True
    assert "both wrong about Fridays" in shown
    assert "different" not in shown


def test_a_passage_is_taken_back_and_leaves_no_copy(client, mentee, mentor, paired, entry):
    client.force_login(mentee)
    share(client, entry)
    passage = JournalPassage.objects.get()

    client.post(url_of("passage-take-back", paired.pair.code, entry.code))

    assert JournalPassage.objects.count() == 0
    client.force_login(mentor)
    assert client.get(url_of("passage", paired.pair.code, passage.code)).status_code == 404


@pytest.mark.parametrize("text", ["We were both right about Fridays.", "first part We were", " \n ", ""])
def test_only_words_of_the_entry_are_shared(client, mentee, entry, text):
    """A passage says what the entry says; what was typed stays in the form."""
    client.force_login(mentee)

    response = share(client, entry, text=text)

    assert (response.status_code, JournalPassage.objects.count()) == (422, 0)
    assert response.context["form"]["text"].value() == text


@pytest.mark.parametrize("audience", ["only_me", "everyone", ""])
def test_a_passage_has_readers_of_the_list(client, mentee, entry, audience):
    client.force_login(mentee)

    assert share(client, entry, audience=audience).status_code == 422


def test_taking_back_closes_an_entry_at_once(client, mentee, mentor, paired, coordinator):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_staff=True)
    client.force_login(mentee)

    client.post(url_of("take-back", paired.pair.code, entry.code))

    for reader in (mentor, coordinator):
        client.force_login(reader)
        assert client.get(url_of("detail", paired.pair.code, entry.code)).status_code == 404
    entry.refresh_from_db()
    assert (entry.audience, entry.shared_at) == ("only_me", None)


def test_its_author_sees_who_has_read_it_and_nobody_else_does(client, mentee, mentor, paired, coordinator):
    """Who, when, which; reading it twice is one line."""
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_staff=True)
    url = url_of("detail", paired.pair.code, entry.code)
    for reader in (mentor, mentor, mentee):
        client.force_login(reader)
        client.get(url)
    client.force_login(coordinator)
    client.get(url)

    client.force_login(mentee)
    own = client.get(url).context["own"]
    client.force_login(mentor)
    theirs = client.get(url).context["own"]

    assert [reader["name"] for reader in own["readers"]] == [mentor.get_full_name(), coordinator.get_full_name()]
    assert theirs is None
    assert JournalReading.objects.count() == 2


def test_an_unread_entry_and_an_unread_passage_are_the_next_useful_step(client, mentee, mentor, paired, entry):
    today = timezone.localdate()
    client.force_login(mentee)
    share(client, entry)
    shared = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_pair=True)
    passage = JournalPassage.objects.get()

    first = journal_calls(mentor, paired.pair, today)
    client.force_login(mentor)
    client.get(url_of("detail", paired.pair.code, shared.code))
    second = journal_calls(mentor, paired.pair, today)
    client.get(url_of("passage", paired.pair.code, passage.code))
    third = journal_calls(mentor, paired.pair, today)

    assert (first.unread_url_name, first.unread_code) == ("members:journal-detail", shared.code)
    assert (second.unread_url_name, second.unread_code) == ("members:journal-passage", passage.code)
    assert (third.unread_url_name, third.unread_code) == ("", None)


def test_who_comes_later_reads_nothing_shared_before_also_after_a_correction(client, mentee, mentor, paired, entry):
    """Handover: plan and contacts, never what was shared before, until its author shares it anew."""
    client.force_login(mentee)
    share(client, entry, audience="my_pair")
    shared = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_pair=True, text="Before you came")
    later = timezone.now() + dt.timedelta(seconds=1)
    heir = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, joined_at=later).user
    passage = JournalPassage.objects.get()
    edit = url_of("edit", paired.pair.code, shared.code)
    client.post(edit, typed(version=1, text="Before you came, corrected", audience="my_pair"))
    shared.refresh_from_db()

    client.force_login(heir)
    addresses = [
        url_of("detail", paired.pair.code, shared.code),
        url_of("edit", paired.pair.code, shared.code),
        url_of("delete", paired.pair.code, shared.code),
        url_of("passage", paired.pair.code, passage.code),
        url_of("passage-share", paired.pair.code, entry.code),
    ]
    pages = [
        client.get(url_of("list", paired.pair.code)),
        client.get(url_of("calendar", paired.pair.code)),
        client.post(url_of("search", paired.pair.code), {"q": "before"}),
        client.get(reverse("members:home")),
    ]
    exported = b"".join(client.post(url_of("export", paired.pair.code), {"kind": "markdown"}).streaming_content)

    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert not [page for page in pages if "Before you came" in page.content.decode()]
    assert b"Before" not in exported
    assert client.get(reverse("members:plan-detail", args=[paired.pair.code])).status_code == 200
    assert not can_read_journal_entry(heir, shared)
    assert not can_read_journal_passage(heir, passage)
    assert can_read_journal_entry(mentor, shared)


def search(client, pair, words):
    return client.post(url_of("search", pair.code), {"q": words})


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fridays", 1),
        ("FRIDAYS wrong", 1),
        ("fridays nowhere", 0),
        (unicodedata.normalize("NFD", "café"), 1),
        ("%", 0),
        ('"', 0),
    ],
)
def test_own_search_finds_words_of_own_entries_alone(client, mentee, mentor, paired, entry, words, found):
    """Also NFD for NFC; the partner's shared entry with the same words is not looked at."""
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True, title="Fridays", text="wrong fridays")
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    client.force_login(mentee)

    response = search(client, paired.pair, words)

    assert len(response.context["rows"]) == found
    assert all(row["is_mine"] for row in response.context["rows"])


def test_a_search_stands_in_no_address_and_no_log(client, mentee, paired, entry, caplog):
    client.force_login(mentee)
    caplog.set_level("DEBUG")

    by_address = client.get(url_of("search", paired.pair.code), {"q": "Fridays"})
    search(client, paired.pair, "Zinnwaldite")

    assert by_address.context["rows"] is None
    assert 'method="post"' in by_address.content.decode()
    assert "Zinnwaldite" not in caplog.text


def test_a_month_shows_its_entries_in_a_table(client, mentee, mentor, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Mine", written_on=dt.date(2026, 10, 3))
    mentoring.JournalEntryFactory(
        pair=paired.pair, author=mentor, title="Theirs", for_pair=True, written_on=dt.date(2026, 10, 3)
    )
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, title="Closed", written_on=dt.date(2026, 10, 4))
    client.force_login(mentee)
    url = url_of("calendar", paired.pair.code)

    october = client.get(url, {"month": "2026-10"})
    odd = [client.get(url, {"month": value}) for value in ("x", "2026-13", "0001-01", "9999-12")]

    cells = {
        cell["day"]: [item["title"] for item in cell["items"]] for week in october.context["weeks"] for cell in week
    }
    assert cells[dt.date(2026, 10, 3)] == ["Mine", f"Theirs, by {mentor.get_full_name()}"]
    assert cells[dt.date(2026, 10, 4)] == []
    assert "<table" in october.content.decode()
    assert {page.context["month"] for page in odd} == {timezone.localdate().replace(day=1)}


def exported(client, url, kind):
    response = client.post(url, {"kind": kind})
    assert response["Cache-Control"] == "private, no-store"
    assert response.streaming
    return b"".join(response.streaming_content)


def test_own_entries_are_taken_along_as_markdown_html_and_pdf(client, mentee, mentor, paired, entry):
    """R45: all that was typed, nobody else's, escaped where it must be, also more than one portion of them."""
    odd = "<b>not bold</b> \N{GRINNING FACE} \N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED} end"
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Odd", text=odd)
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True, text="Wolframite")
    for number in range(120):
        mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, text=f"Number {number}.")
    client.force_login(mentee)
    share(client, entry)
    url = url_of("export", paired.pair.code)

    markdown = exported(client, url, "markdown").decode()
    page = exported(client, url, "html").decode()
    paper = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(exported(client, url, "pdf"))).pages)

    assert odd in markdown
    assert "&lt;b&gt;not bold&lt;/b&gt; \N{GRINNING FACE}" in page
    for text in (markdown, page, paper):
        assert "The first part is mine." in text
        assert "Number 119." in text
        assert "Wolframite" not in text
    assert f"> {CHOSEN}" in markdown


def test_a_long_word_and_a_long_text_fit_on_paper(client, mentee, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, text="w" * 5_000 + " " + "many words " * 1_300)
    client.force_login(mentee)

    made = PdfReader(io.BytesIO(exported(client, url_of("export", paired.pair.code), "pdf")))

    assert len(made.pages) > 3


def test_lists_cost_the_same_with_passages_drafts_and_readings(client, mentee, mentor, paired):
    client.force_login(mentee)
    addresses = [url_of(name, paired.pair.code) for name in ("list", "calendar")]
    costs = []
    for more in (1, 9):
        for _turn in range(more):
            theirs = mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True)
            mentoring.JournalPassageFactory(entry=theirs)
            mentoring.JournalDraftFactory(pair=paired.pair, author=mentee)
        costs.append([count_queries(lambda url=url: client.get(url)) for url in addresses])

    assert costs[0] == costs[1]


def test_the_desk_counts_both_sides_and_names_the_last_day_without_titles(client, coordinator, mentee, mentor, paired):
    """R69, T4: numbers for what is private."""
    for author, side, day in ((mentee, "mentee", 3), (mentee, "mentee", 5), (mentor, "mentor", 4)):
        mentoring.JournalEntryFactory(
            pair=paired.pair, author=author, side=side, title="Wolframite", written_on=dt.date(2026, 10, day)
        )
    client.force_login(coordinator)

    page = client.get("/cms/journal-numbers/")
    row = page.context["object_list"][0] if "object_list" in page.context else None

    assert page.status_code == 200
    assert row is None or (row.journal_mentor_count, row.journal_mentee_count) == (1, 2)
    assert "Wolframite" not in page.content.decode()
    assert "Oct. 5, 2026" in page.content.decode()


def test_an_entry_knows_the_side_it_was_written_on(client, mentor, paired):
    client.force_login(mentor)

    client.post(url_of("create", paired.pair.code), typed())

    assert JournalEntry.objects.get().side == "mentor"
