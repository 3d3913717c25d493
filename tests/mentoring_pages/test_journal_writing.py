"""Drafts that keep themselves, two tabs, sessions that end, prompts of the month (R45, R53, T4)."""

import datetime as dt
import json
import uuid

import pytest
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.enums import JournalStage, PairStatus
from mentoring_pages.journal_prompts import prompts_for, stage_of
from mentoring_pages.members.journals.calls import journal_calls
from mentoring_pages.members.kept_forms import _SALT, SESSION_KEY
from mentoring_pages.models import JournalDraft, JournalEntry
from tests.factories import mentoring
from tests.mentoring_pages.test_journals import typed, url_of

LONG = "\N{GRINNING FACE}" * 9_990 + "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET}" + "x" * 9_000


def keep(client, pair, **changes):
    return client.post(url_of("draft-keep", pair.code), typed(**changes))


def test_what_is_typed_keeps_itself_and_nobody_else_reads_it(client, mentee, mentor, superuser, paired):
    """T4: encrypted, the author's alone, whatever readers the entry will have."""
    client.force_login(mentee)
    code = str(uuid.uuid4())

    first = keep(client, paired.pair, code=code, title="", text="Half a", audience="pair_and_staff").json()
    second = keep(client, paired.pair, code=code, title="", text="Half a sent", revision=first["revision"]).json()

    draft = JournalDraft.objects.get()
    assert (first["revision"], second["revision"]) == (1, 2)
    assert "Half" not in json.dumps([first, second])
    assert (draft.text, draft.author, JournalEntry.objects.count()) == ("Half a sent", mentee, 0)
    listed = client.get(url_of("list", paired.pair.code)).context["drafts"]
    again = client.get(listed[0]["url"]).context["form"]
    assert (again["text"].value(), str(again["code"].value()), again["revision"].value()) == ("Half a sent", code, 2)
    for other in (mentor, superuser):
        client.force_login(other)
        assert client.get(url_of("list", paired.pair.code)).context["drafts"] == []
    client.force_login(mentor)
    assert client.get(listed[0]["url"]).context["form"]["text"].value() is None


def test_without_scripts_a_button_keeps_it(client, mentee, paired):
    client.force_login(mentee)

    response = client.post(url_of("create", paired.pair.code), typed(text="Half a", written_on="", keep_draft="1"))

    assert response.url == url_of("list", paired.pair.code)
    assert [(draft.text, draft.written_on) for draft in JournalDraft.objects.all()] == [("Half a", None)]


def test_saving_ends_the_draft(client, mentee, paired):
    client.force_login(mentee)
    code = str(uuid.uuid4())
    keep(client, paired.pair, code=code, text="Half a")

    client.post(url_of("create", paired.pair.code), typed(code=code, text="Whole", revision=1))

    assert (JournalEntry.objects.get().text, JournalDraft.objects.count()) == ("Whole", 0)


def test_a_draft_of_a_change_leaves_the_entry_as_it_is_until_it_is_saved(client, mentee, mentor, paired):
    """The partner goes on reading the old words."""
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_pair=True, text="Old")
    client.force_login(mentee)

    keep(client, paired.pair, code=str(entry.code), text="New", version=1, audience="my_pair")

    edit = url_of("edit", paired.pair.code, entry.code)
    assert client.get(edit).context["form"]["text"].value() == "New"
    client.force_login(mentor)
    assert "<p>Old</p>" in client.get(url_of("detail", paired.pair.code, entry.code)).content.decode()
    client.force_login(mentee)
    client.post(url_of("draft-discard", paired.pair.code, entry.code))
    assert client.get(edit).context["form"]["text"].value() == "Old"


def test_two_tabs_of_one_draft_overwrite_nothing(client, mentee, paired):
    client.force_login(mentee)
    code = str(uuid.uuid4())
    keep(client, paired.pair, code=code, text="Begun")

    one = keep(client, paired.pair, code=code, text="Begun here", revision=1)
    two = keep(client, paired.pair, code=code, text="Begun there", revision=1)
    same = keep(client, paired.pair, code=code, text="Begun here", revision=1)
    by_hand = client.post(
        url_of("create", paired.pair.code), typed(code=code, text="Begun there", revision=1, keep_draft="1")
    )

    assert (one.status_code, two.status_code, same.status_code, by_hand.status_code) == (200, 409, 200, 409)
    assert JournalDraft.objects.get().text == "Begun here"
    assert by_hand.context["stored"].text == "Begun here"
    assert by_hand.context["form"]["text"].value() == "Begun there"


def test_two_tabs_of_one_entry_overwrite_nothing_and_both_texts_are_shown(client, mentee, paired):
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, text="Old")
    client.force_login(mentee)
    edit = url_of("edit", paired.pair.code, entry.code)

    client.post(edit, typed(version=1, text="From one tab"))
    second = client.post(edit, typed(version=1, text="From the other tab"))

    page = second.content.decode()
    assert (second.status_code, JournalEntry.objects.get().text) == (409, "From one tab")
    assert "From one tab" in page
    assert second.context["form"]["text"].value() == "From the other tab"
    client.post(edit, typed(version=second.context["form"]["version"].value(), text="From the other tab"))
    assert JournalEntry.objects.get().text == "From the other tab"


def test_a_new_entry_saved_from_two_tabs_with_other_words_loses_neither(client, mentee, paired):
    client.force_login(mentee)
    code = str(uuid.uuid4())
    client.post(url_of("create", paired.pair.code), typed(code=code, text="One"))

    second = client.post(url_of("create", paired.pair.code), typed(code=code, text="Two"))

    assert (second.status_code, JournalEntry.objects.get().text) == (409, "One")
    assert second.context["form"]["text"].value() == "Two"
    assert second.context["action"] == url_of("edit", paired.pair.code, code)


def test_a_later_draft_of_another_tab_is_not_thrown_away_by_saving(client, mentee, paired):
    client.force_login(mentee)
    code = str(uuid.uuid4())
    keep(client, paired.pair, code=code, text="Begun")
    keep(client, paired.pair, code=code, text="Much more", revision=1)

    client.post(url_of("create", paired.pair.code), typed(code=code, text="Begun", revision=1))

    draft = JournalDraft.objects.get()
    assert (draft.text, draft.entry) == ("Much more", JournalEntry.objects.get())


@pytest.mark.parametrize("text", ["x" * 40_001, " \n "])
def test_what_cannot_be_a_draft_is_refused_in_words(client, mentee, paired, text):
    client.force_login(mentee)

    answer = keep(client, paired.pair, title="", text=text)

    assert (answer.status_code, JournalDraft.objects.count()) == (422, 0)


def test_a_session_that_ends_mid_sentence_loses_no_word_and_stores_none_in_clear(client, mentee, paired):
    """The post waits encrypted in the session and is back after the sign-in. Emoji and right-to-left included."""
    client.force_login(mentee)
    url = url_of("create", paired.pair.code)
    posted = typed(text=LONG, title="Quetzaltenango", typist=client.get(url).context["form"]["typist"].value())
    client.logout()

    sent_on = client.post(url, posted)
    stored = str([session.get_decoded() for session in Session.objects.all()])
    # The sign-in takes the session over.
    client.force_login(mentee)
    page = client.get(url)

    assert sent_on.url.startswith("/accounts/login/?next=")
    assert SESSION_KEY in stored
    assert "Quetzaltenango" not in stored
    form = page.context["form"]
    assert (form["text"].value(), form["title"].value()) == (LONG, "Quetzaltenango")
    assert page.context["was_typed_before"] is True
    assert JournalEntry.objects.count() == 0


def test_a_colleague_at_the_same_machine_does_not_get_what_was_typed(client, mentee, paired):
    """Both may open the form of this pair; the words are the one's who typed them."""
    colleague = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, role="staff").user
    url = url_of("create", paired.pair.code)
    for typist in (signing.dumps(str(mentee.pk), salt=_SALT), "forged", ""):
        browser = Client()
        browser.post(url, typed(title="Quetzaltenango", typist=typist))
        kept = browser.session[SESSION_KEY]
        browser.force_login(colleague)
        session = browser.session
        session[SESSION_KEY] = kept
        session.save()

        assert "Quetzaltenango" not in browser.get(url).content.decode()
        assert SESSION_KEY not in browser.session


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (dt.date(2026, 9, 1), JournalStage.STARTING),
        (dt.date(2026, 10, 31), JournalStage.STARTING),
        (dt.date(2026, 11, 1), JournalStage.UNDER_WAY),
        (dt.date(2027, 4, 30), JournalStage.UNDER_WAY),
        (dt.date(2027, 5, 1), JournalStage.CLOSING),
        (dt.date(2027, 7, 1), JournalStage.CLOSING),
    ],
)
def test_a_pairs_time_has_a_beginning_a_middle_and_a_closing(db, day, stage):
    """R53, at each boundary day."""
    pair = mentoring.MentoringPairFactory(
        cycle__starts_on=dt.date(2026, 9, 1), cycle__ends_on=dt.date(2027, 6, 30), started_on=dt.date(2026, 9, 1)
    )

    assert stage_of(pair, day) == stage
    pair.status = PairStatus.COMPLETE
    assert stage_of(pair, day) == JournalStage.CLOSING


def test_the_months_question_comes_first_and_those_of_other_times_apart(db):
    """R53."""
    pair = mentoring.MentoringPairFactory(
        cycle__starts_on=dt.date(2026, 9, 1), cycle__ends_on=dt.date(2027, 6, 30), started_on=dt.date(2026, 9, 1)
    )
    make = mentoring.JournalPromptFactory
    any_time, november, december = make(), make(month=11), make(month=12)
    closing, under_way = make(stage=JournalStage.CLOSING), make(stage=JournalStage.UNDER_WAY)
    make(is_active=False, month=11)

    prompts = prompts_for(pair, dt.date(2026, 11, 15))

    assert prompts.now == (november, under_way, any_time)
    assert set(prompts.others) == {december, closing}
    assert prompts.of_month == november


def test_the_home_asks_gently_for_this_month_and_not_again_once_something_is_written(client, mentee, paired):
    """R53: the next useful step, when nothing else is due."""
    today = timezone.localdate()
    mentoring.JournalPromptFactory(name="What moved?", month=today.month)

    before = journal_calls(mentee, paired.pair, today)
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, written_on=today)
    after = journal_calls(mentee, paired.pair, today)

    assert (before.prompt, after.prompt) == ("What moved?", "")


def test_an_entry_that_no_key_opens_has_a_page_of_its_own_and_is_not_overwritten(client, mentee, paired, settings):
    """A lost key: nothing is a 500, nothing is lost, and the text is back with the key."""
    entry = mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, title="Kept", text="Kept words")
    mentoring.JournalPassageFactory(entry=entry, text="Kept")
    mentoring.JournalDraftFactory(pair=paired.pair, author=mentee)
    before = settings.PARTNERSHIP
    settings.PARTNERSHIP = {**before, "JOURNAL_KEYS": [Fernet.generate_key().decode()]}
    client.force_login(mentee)
    codes = (paired.pair.code, entry.code)

    statuses = {name: client.get(url_of(name, *codes)).status_code for name in ("detail", "edit", "passage-share")}
    saved = client.post(url_of("edit", *codes), typed(version=1, text="Over it"))
    # Saving the row as it was read, without the key, keeps what the database has.
    JournalEntry.objects.get().save()
    others = [
        client.get(reverse("members:home")),
        client.get(url_of("list", paired.pair.code)),
        client.get(url_of("calendar", paired.pair.code)),
        client.post(url_of("search", paired.pair.code), {"q": "kept"}),
        client.post(url_of("export", paired.pair.code), {"kind": "markdown"}),
        client.post(reverse("members:my-data-download")),
    ]

    assert statuses == {"detail": 503, "edit": 503, "passage-share": 503}
    assert saved.status_code == 503
    assert [response.status_code for response in others] == [200] * 6
    assert "An entry that can&#x27;t be opened now" in others[1].content.decode()
    settings.PARTNERSHIP = before
    stored = JournalEntry.objects.get()
    assert (stored.title, stored.text) == ("Kept", "Kept words")
