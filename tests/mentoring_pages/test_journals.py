"""Journals in the members area (R45, R53, T4). What must not leak is in test_journal_privacy.py."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.journals import delete_entry, edit_entry, write_entry
from mentoring_pages.actions.refusals import NotAllowed
from mentoring_pages.enums import JournalAudience, PairStatus
from mentoring_pages.models import JournalEntry
from tests.factories import mentoring
from tests.queries import count_queries


def url_of(name, *codes):
    return reverse(f"members:journal-{name}", args=codes)


def typed(**changes):
    """An entry of today as the form posts it; the audience is left as the form has it."""
    return {
        "code": str(uuid.uuid4()),
        "written_on": timezone.localdate().isoformat(),
        "title": "A calm week",
        "text": "We spoke about staff.\nThey listened.",
        "audience": "only_me",
        **changes,
    }


def test_an_entry_is_private_unless_its_author_chooses_otherwise(client, mentee, paired):
    """T4: the form itself begins with only me."""
    client.force_login(mentee)
    form = client.get(url_of("create", paired.pair.code)).context["form"]

    client.post(url_of("create", paired.pair.code), typed(audience=form["audience"].value()))

    entry = JournalEntry.objects.get()
    assert (entry.audience, entry.author, entry.pair) == (JournalAudience.ONLY_ME, mentee, paired.pair)
    assert (entry.title, entry.text.replace("\r", "")) == ("A calm week", "We spoke about staff.\nThey listened.")


def test_the_form_says_who_will_read_in_plain_sentences(client, mentee, paired):
    client.force_login(mentee)

    page = client.get(url_of("create", paired.pair.code)).content.decode()

    assert "Only me. Nobody else reads it here: not my partner, not staff." in page
    assert (
        "My pair. The people of our two programs today can read it. Staff can&#x27;t, and who comes later can&#x27;t."
        in page
    )
    assert "My pair and staff. The mentoring coordinators can read it too." in page


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("only_me", {"mentor"}),
        ("my_pair", {"mentor", "mentee"}),
        ("pair_and_staff", {"mentor", "mentee", "coordinator", "superuser"}),
    ],
)
def test_an_entry_opens_for_those_it_was_shared_with(client, paired, persona, mentor, audience, readers):
    """T4, through the pages."""
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, audience=audience)
    found = set()
    for name in ("mentor", "mentee", "coordinator", "editor", "superuser", "outsider", "former_member"):
        client.force_login(persona(name))
        if client.get(url_of("detail", paired.pair.code, entry.code)).status_code == 200:
            found.add(name)

    assert found == readers


def test_the_list_shows_own_and_shared_entries_and_marks_them(client, mentee, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Mine", written_on=dt.date(2026, 10, 3))
    mentoring.JournalEntryFactory(
        pair=paired.pair, author=paired.mentor, title="Theirs", for_pair=True, written_on=dt.date(2026, 10, 2)
    )
    mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor, title="Not for me")
    client.force_login(mentee)
    url = url_of("list", paired.pair.code)

    rows = {whose: client.get(url, {"whose": whose}).context["rows"] for whose in ("", "mine", "partner", "nonsense")}

    assert [(row["title"], row["is_mine"], row["audience_label"]) for row in rows[""]] == [
        ("Mine", True, "Only me"),
        ("Theirs", False, "Shared with you"),
    ]
    assert [row["title"] for row in rows["mine"]] == ["Mine"]
    assert [row["title"] for row in rows["partner"]] == ["Theirs"]
    assert [row["title"] for row in rows["nonsense"]] == ["Mine", "Theirs"]


def test_an_entry_without_a_title_is_named_by_its_day(client, mentee, paired):
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="", written_on=dt.date(2026, 10, 3))
    client.force_login(mentee)

    rows = client.get(url_of("list", paired.pair.code)).context["rows"]

    assert [row["title"] for row in rows] == ["Entry of Sat 3 Oct 2026"]


def test_text_is_shown_as_typed_in_paragraphs(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(
        pair=paired.pair, author=mentee, title="<i>t</i>", text="<script>alert(1)</script>\n\n{{ 7|add:7 }} & more"
    )
    client.force_login(mentee)

    page = client.get(url_of("detail", paired.pair.code, entry.code)).content.decode()

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "<p>{{ 7|add:7 }} &amp; more</p>" in page
    assert "&lt;i&gt;t&lt;/i&gt;" in page
    assert "<i>t</i>" not in page


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"text": ""}, "text", "This field is required."),
        ({"text": "  \n "}, "text", "This field is required."),
        ({"text": "x" * 20_001}, "text", "Ensure this value has at most 20000 characters (it has 20001)."),
        ({"title": "x" * 201}, "title", "Ensure this value has at most 200 characters (it has 201)."),
        ({"text": "a\x00b"}, "text", "Null characters are not allowed."),
        ({"audience": "everyone"}, "audience", "Select a valid choice. everyone is not one of the available choices."),
        ({"audience": ""}, "audience", "This field is required."),
        ({"written_on": "2999-01-01"}, "written_on", "This day is still to come."),
        ({"written_on": "0226-01-01"}, "written_on", "Please check the year."),
        ({"written_on": "yesterday"}, "written_on", "Enter a valid date."),
    ],
)
def test_a_refused_entry_says_why_and_keeps_what_was_typed(client, mentee, paired, changes, field, sentence):
    client.force_login(mentee)
    posted = typed(title="Kept title", audience="my_pair") | changes

    response = client.post(url_of("create", paired.pair.code), posted)

    form = response.context["form"]
    assert form.errors == {field: [sentence]}
    assert {name: form[name].value() for name in posted} == posted
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "naïve cafe\N{COMBINING ACUTE ACCENT} \N{GREEK SMALL LETTER ALPHA}",
        "\N{RIGHT-TO-LEFT OVERRIDE}abc\N{ZERO WIDTH SPACE}",
        "\N{ROBOT FACE} \N{LINE SEPARATOR}.",
        "=HYPERLINK(1)",
    ],
)
def test_any_text_comes_back_as_it_was(client, mentee, paired, text):
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(text=text))

    assert JournalEntry.objects.get().text == text


def test_the_same_form_sent_twice_makes_one_entry(client, mentee, paired):
    client.force_login(mentee)
    posted = typed()

    client.post(url_of("create", paired.pair.code), posted)
    client.post(url_of("create", paired.pair.code), posted)

    assert JournalEntry.objects.count() == 1


def test_a_code_of_someone_elses_entry_makes_an_entry_of_ones_own(client, mentee, paired):
    theirs = mentoring.JournalEntryFactory(pair=paired.pair, author=paired.mentor)
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed(code=str(theirs.code)))

    theirs.refresh_from_db()
    assert (theirs.author, theirs.text) == (paired.mentor, "I was glad that we talked.")
    assert JournalEntry.objects.get(author=mentee).code != theirs.code


def test_a_prompt_becomes_the_title_and_keeps_what_is_typed(client, mentee, paired):
    """R53."""
    prompt = mentoring.JournalPromptFactory(name="What surprised you?")
    client.force_login(mentee)

    response = client.post(
        url_of("create", paired.pair.code), typed(title="", text="Half a", audience="my_pair", prompt=prompt.slug)
    )

    form = response.context["form"]
    assert (form["title"].value(), form["text"].value(), form["audience"].value()) == (
        "What surprised you?",
        "Half a",
        "my_pair",
    )
    assert (form.errors, JournalEntry.objects.count()) == ({}, 0)


def test_a_second_prompt_goes_below_the_text(client, mentee, paired):
    prompt = mentoring.JournalPromptFactory(name="What was hard?")
    client.force_login(mentee)

    form = client.post(url_of("create", paired.pair.code), typed(text="Begun", prompt=prompt.slug)).context["form"]

    assert (form["title"].value(), form["text"].value()) == ("A calm week", "Begun\n\nWhat was hard?\n")


@pytest.mark.parametrize("slug", ["", "no-such", "x" * 500, "retired"])
def test_a_prompt_that_is_not_there_keeps_the_page(client, mentee, paired, slug):
    mentoring.JournalPromptFactory(slug="retired", is_active=False)
    client.force_login(mentee)

    form = client.post(url_of("create", paired.pair.code), typed(prompt=slug)).context["form"]

    assert form["title"].value() == "A calm week"


def test_an_author_changes_text_and_readers(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_pair=True)
    client.force_login(mentee)
    url = url_of("edit", paired.pair.code, entry.code)

    shown = client.get(url).context["form"]
    client.post(
        url,
        typed(version=1, text="Changed", audience="only_me", author=paired.mentor.pk, pair=999, code=str(uuid.uuid4())),
    )

    changed = JournalEntry.objects.get()
    assert (shown["text"].value(), shown["audience"].value()) == ("I was glad that we talked.", "my_pair")
    assert (changed.text, changed.audience, changed.author, changed.pair) == ("Changed", "only_me", mentee, paired.pair)
    assert changed.code == entry.code


def test_a_prompt_while_changing_keeps_the_typed_words(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
    prompt = mentoring.JournalPromptFactory(name="What was hard?")
    client.force_login(mentee)

    response = client.post(url_of("edit", paired.pair.code, entry.code), typed(text="New words", prompt=prompt.slug))

    assert response.context["form"]["text"].value() == "New words\n\nWhat was hard?\n"
    entry.refresh_from_db()
    assert entry.text == "I was glad that we talked."


def test_deleting_asks_first_and_leaves_nothing(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
    client.force_login(mentee)
    url = url_of("delete", paired.pair.code, entry.code)

    client.get(url)
    still_there = JournalEntry.objects.count()
    client.post(url)

    assert (still_there, JournalEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_a_shared_entry_is_read_and_not_changed_by_others(client, persona, mentor, paired, name):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_staff=True)
    for reader in ("mentee", "coordinator", "superuser"):
        client.force_login(persona(reader))
        assert client.post(url_of(name, paired.pair.code, entry.code), typed()).status_code == 403

    entry.refresh_from_db()
    assert entry.text == "I was glad that we talked."


def test_an_entry_is_not_found_under_another_pair(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
    other = mentoring.MentoringPairFactory(mentee=paired.pair.mentee, cycle__name="Another")
    client.force_login(mentee)

    assert client.get(url_of("detail", other.code, entry.code)).status_code == 404


def test_the_journal_goes_on_after_the_end(client, mentee, paired):
    paired.pair.status = PairStatus.COMPLETE
    paired.pair.save()
    client.force_login(mentee)

    client.post(url_of("create", paired.pair.code), typed())

    assert JournalEntry.objects.count() == 1


def test_actions_check_for_themselves(outsider, mentee, paired, coordinator):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_staff=True)
    values = {"audience": "only_me", "written_on": dt.date(2026, 10, 1), "title": "", "text": "x"}

    for person in (outsider, coordinator):
        with pytest.raises(NotAllowed):
            write_entry(paired.pair, by=person, code=uuid.uuid4(), **values)
    for person in (outsider, coordinator, paired.mentor):
        with pytest.raises(NotAllowed):
            edit_entry(entry, by=person, version=1, **values)
        with pytest.raises(NotAllowed):
            delete_entry(entry, by=person)


def test_reading_what_others_wrote_is_logged_without_its_words(client, mentee, mentor, paired, caplog):
    """Who, when and which; own entries are nobody's business."""
    theirs = mentoring.JournalEntryFactory(
        pair=paired.pair, author=mentor, for_pair=True, title="Wolframite", text="Wolframite"
    )
    own = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee)
    client.force_login(mentee)
    caplog.set_level("INFO", logger="mentoring_pages.journal_reads")

    client.get(url_of("detail", paired.pair.code, theirs.code))
    client.get(url_of("list", paired.pair.code))
    client.get(url_of("detail", paired.pair.code, own.code))

    logged = [record.getMessage() for record in caplog.records if record.name == "mentoring_pages.journal_reads"]
    assert logged == [
        f"Journal entry {theirs.code} was shown to user {mentee.pk}",
        f"Journal entry {theirs.code} was listed to user {mentee.pk}",
    ]


def test_the_list_costs_the_same_for_1_and_3_and_30_entries(client, mentee, mentor, paired):
    client.force_login(mentee)
    url = url_of("list", paired.pair.code)
    costs = []
    for more in (1, 2, 27):
        for _turn in range(more):
            mentoring.JournalEntryFactory(pair=paired.pair, author=mentor, for_pair=True)
        costs.append(count_queries(lambda: client.get(url)))

    assert costs[0] == costs[1]
    assert costs[2] == costs[0]
