"""Two unusual words in a private entry, sought wherever they could have gone (T4)."""

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.index import Indexed
from wagtail.snippets.models import get_snippet_models

from mentoring_pages.members.journals.confidential import confidential
from mentoring_pages.members.kept_forms import SESSION_KEY
from mentoring_pages.models import JournalDraft, JournalEntry, JournalPassage
from tests.factories import mentoring

WORD_OF_TITLE, WORD_OF_TEXT = "Zinnwaldite", "Quetzaltenango"
WORDS = (WORD_OF_TITLE, WORD_OF_TEXT)


def live_a_whole_life(client, mentee, paired, readers):
    """An entry with the words: kept as a draft, written, changed, shared, a passage too, read, all of it taken back.

    At the end it is its author's alone again, and a draft of another change waits. `readers` read what was shared.
    """
    pair = paired.pair
    client.force_login(mentee)
    words = {
        "code": str(uuid.uuid4()),
        "written_on": timezone.localdate().isoformat(),
        "title": f"{WORD_OF_TITLE} again",
        "text": f"We spoke about {WORD_OF_TEXT}.",
        "audience": "only_me",
    }
    keep, create = (reverse(f"members:journal-{name}", args=[pair.code]) for name in ("draft-keep", "create"))
    revision = client.post(keep, words | {"text": f"We spoke about {WORD_OF_TEXT}"}).json()["revision"]
    client.post(create, words | {"revision": revision})
    entry = JournalEntry.objects.get()
    codes = [pair.code, entry.code]
    edit, detail = (reverse(f"members:journal-{name}", args=codes) for name in ("edit", "detail"))
    client.post(edit, words | {"version": 1, "audience": "pair_and_staff"})
    client.post(
        reverse("members:journal-passage-share", args=codes), {"text": WORD_OF_TEXT, "audience": "pair_and_staff"}
    )
    passage = reverse("members:journal-passage", args=[pair.code, entry.passage.code])
    for reader in readers:
        client.force_login(reader)
        assert [holds_words(client.get(url).content.decode()) != [] for url in (detail, passage)] == [True, True]
    client.force_login(mentee)
    client.post(reverse("members:journal-search", args=[pair.code]), {"q": WORD_OF_TEXT})
    for kind in ("markdown", "html", "pdf"):
        exported = client.post(reverse("members:journal-export", args=[pair.code]), {"kind": kind})
        assert b"".join(exported.streaming_content)
    client.post(reverse("members:my-data-download"))
    client.post(reverse("members:journal-passage-take-back", args=codes))
    client.post(reverse("members:journal-take-back", args=codes))
    client.post(keep, words | {"text": f"More about {WORD_OF_TEXT}.", "version": 3})
    # A session that ended in the middle of a sentence.
    client.logout()
    client.post(edit, words | {"version": 3, "text": f"Still more about {WORD_OF_TEXT}."})
    entry.refresh_from_db()
    assert (entry.audience, JournalDraft.objects.count(), JournalPassage.objects.count()) == ("only_me", 1, 0)
    assert SESSION_KEY in client.session
    return entry


@pytest.fixture
def entry(client, mentee, mentor, coordinator, paired):
    """The mentee's alone, after a whole life."""
    return live_a_whole_life(client, mentee, paired, [mentor, coordinator])


def holds_words(text):
    return [word for word in WORDS if word.lower() in text.lower()]


# Staff's word lists have ten screens each, all alike; one of them stands for all.
OTHER_WORD_LISTS = re.compile(r"^/cms/snippets/(?!mentoring_pages/journalprompt/)[^/]+/[^/]+/|^/cms/snippets/choose/")
SEARCHES = re.compile(r"search|results|chooser|shared-journal|/members/|/api/")


def every_address(paired, entry):
    """Each address that can be opened by GET: all named ones without arguments, and those of the pair and the entry."""
    found = set()
    for pattern in _patterns(get_resolver()):
        for arguments in (
            {},
            {"pair_code": paired.pair.code},
            {"code": paired.pair.code},
            {"pk": entry.pk},
            {"instance_pk": entry.pk},
            {"pair_code": paired.pair.code, "code": entry.code},
        ):
            try:
                found.add(reverse(pattern, kwargs=arguments))
            except NoReverseMatch:
                continue
    return sorted(each for each in found if "logout" not in each and not OTHER_WORD_LISTS.match(each))


def _patterns(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _patterns(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{prefix}{pattern.name}"


def crawl(browser, addresses):
    """Addresses that show a word to the browser's user; searches are asked for the title's word too."""
    seen = {}
    for address in addresses:
        for query in ("", f"?q={WORD_OF_TITLE}") if SEARCHES.search(address) else ("",):
            response = browser.get(address + query)
            body = b"".join(response) if response.streaming else response.content
            # A search page repeats what was searched for; that is the searcher's own word.
            words = [word for word in holds_words(body.decode(errors="replace")) if word not in query]
            if words:
                seen[address + query] = words
    return seen


@pytest.mark.parametrize("name", ["editor", "coordinator", "superuser"])
def test_staff_find_the_words_nowhere_in_the_cms_or_the_site(persona, paired, entry, name):
    browser = Client(raise_request_exception=False)
    browser.force_login(persona(name))
    addresses = every_address(paired, entry)

    assert len(addresses) > 150
    assert crawl(browser, addresses) == {}


@pytest.mark.parametrize("name", ["anonymous", "mentor", "outsider", "former_member"])
def test_nobody_but_the_author_finds_the_words_outside_the_cms(persona, paired, entry, name):
    browser = Client(raise_request_exception=False)
    user = persona(name)
    if user:
        browser.force_login(user)

    assert (
        crawl(browser, [address for address in every_address(paired, entry) if not address.startswith("/cms/")]) == {}
    )


def test_who_came_later_and_who_left_find_the_words_nowhere(paired, entry):
    """A new director of the author's own program, and the author's colleague whose part has ended."""
    heir = mentoring.ProgramMembershipFactory(program=paired.pair.mentee).user
    gone = mentoring.ProgramMembershipFactory(program=paired.pair.mentee, joined_at=None, is_active=False).user
    addresses = [address for address in every_address(paired, entry) if address.startswith("/members/")]
    for person in (heir, gone):
        browser = Client(raise_request_exception=False)
        browser.force_login(person)
        assert crawl(browser, addresses) == {}


def test_the_author_finds_them(client, mentee, paired, entry):
    """So the words are there to be found."""
    client.force_login(mentee)

    listed = client.get(reverse("members:journal-list", args=[paired.pair.code])).content.decode()
    read = client.get(reverse("members:journal-detail", args=[paired.pair.code, entry.code])).content.decode()
    home = client.get(reverse("members:home")).content.decode()

    assert (holds_words(listed), holds_words(read), holds_words(home)) == (
        [WORD_OF_TITLE],
        list(WORDS),
        [WORD_OF_TITLE],
    )


def test_no_row_of_any_table_holds_the_words(entry):
    """Sessions, revisions, log entries, reference index and search index are tables too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                if holds_words(" ".join(str(value) for value in row)):
                    found.append(table)

    assert found == []


CONFIDENTIAL = [model for model in apps.get_models() if any(hasattr(f, "is_confidential") for f in model._meta.fields)]


def test_a_dump_by_the_site_needs_the_key(entry):
    """`dumpdata` reads through the models, so it decrypts: only rows of encrypted models hold the words."""
    out = io.StringIO()
    without = [f"--exclude={model._meta.label}" for model in CONFIDENTIAL]
    call_command("dumpdata", *without, "--exclude=wagtailsearch", stdout=out)

    assert holds_words(out.getvalue()) == []
    assert {model.__name__ for model in CONFIDENTIAL} == {
        "JournalEntry",
        "JournalDraft",
        "JournalPassage",
        "VisitObservation",
        "Concern",
        "ConcernMessage",
    }


@pytest.mark.django_db(transaction=True)
def test_the_file_or_the_dump_of_the_database_holds_no_words(client, mentee, mentor, paired):
    """The raw bytes: SQLite's file with what waits beside it, or what PostgreSQL's own dump writes."""
    live_a_whole_life(client, mentee, paired, [mentor])
    control = mentoring.ReadingListFactory(owner=mentee, name="Chalcopyrite").name

    raw = raw_database()

    assert control.lower() in raw
    assert holds_words(raw) == []


def raw_database():
    """All that lies on the disk of the database, in lower case."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        connection.close()
        files = [Path(name + suffix) for suffix in ("", "-wal", "-journal")]
        return b"".join(file.read_bytes() for file in files if file.exists()).decode("latin-1").lower()
    if not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    settings = connection.settings_dict
    command = ["pg_dump", "-h", settings["HOST"] or "127.0.0.1", "-U", settings["USER"], "-d", name]
    if settings["PORT"]:
        command += ["-p", str(settings["PORT"])]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PGPASSWORD": settings["PASSWORD"]}
    )
    if done.returncode:
        pytest.skip(f"pg_dump: {done.stderr.decode()[:200]}")
    return done.stdout.decode().lower()


def test_session_cache_mail_and_wagtails_records_hold_no_words(client, mentee, paired, entry):
    client.force_login(mentee)
    client.get(reverse("members:journal-detail", args=[paired.pair.code, entry.code]))

    sessions = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    mails = " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    cached = str(getattr(cache, "_cache", ""))
    records = " ".join(
        str(vars(row)) for model in (Revision, PageLogEntry, ModelLogEntry) for row in model.objects.all()
    )

    assert [holds_words(text) for text in (sessions, mails, cached, records)] == [[], [], [], []]


def test_wagtails_reference_index_does_not_know_that_entries_exist(entry):
    ReferenceIndex.create_or_update_for_object(entry.pair)

    assert not ReferenceIndex.model_is_indexable(JournalEntry)
    assert not ReferenceIndex.objects.filter(content_type__model="journalentry").exists()


def test_no_screen_search_or_permission_is_made_for_entries(db):
    assert not issubclass(JournalEntry, Indexed)
    assert JournalEntry not in get_snippet_models()
    assert not Permission.objects.filter(content_type__model="journalentry").exists()


def test_an_entrys_name_says_nothing_of_it(entry):
    assert (str(entry), repr(entry)) == (f"#{entry.pk}", f"<JournalEntry: #{entry.pk}>")


def fail(*args, **kwargs):
    raise RuntimeError("The disk is full.")


WHERE_IT_FAILS = [
    "mentoring_pages.actions.journals.JournalEntry.objects.create",
    "mentoring_pages.members.journals.writing.write_entry",
    "mentoring_pages.members.journals.writing.members_page",
    "mentoring_pages.encryption._cipher",
    "mentoring_pages.members.journals.writing.messages.success",
]

# Pages that show or take the words, each with what fails in it.
WHERE_PAGES_FAIL = [
    ("journal-list", "get", "views.members_page"),
    ("journal-detail", "get", "views.members_page"),
    ("journal-detail", "get", "views.note_reading"),
    ("journal-edit", "post", "writing.edit_entry"),
    ("journal-search", "post", "finding._around"),
    ("journal-draft-keep", "post", "writing.keep_draft"),
    ("journal-passage-share", "post", "sharing.share_passage"),
    ("journal-calendar", "get", "finding.members_page"),
]


@pytest.mark.parametrize(("name", "method", "broken"), WHERE_PAGES_FAIL)
def test_no_page_of_the_journal_tells_the_words_when_it_fails(
    monkeypatch, settings, mentee, paired, everything_logged, name, method, broken
):
    """The mail to the admins and all logs, while the entry, its passage or its draft is shown or taken."""
    settings.ADMINS = [("Admin", "admin@example.org")]
    entry = mentoring.JournalEntryFactory(
        pair=paired.pair, author=mentee, title=WORD_OF_TITLE, text=f"We spoke about {WORD_OF_TEXT}."
    )
    handler, mails = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    handler.addHandler(mails)
    monkeypatch.setattr(f"mentoring_pages.members.journals.{broken}", fail)
    browser = Client(raise_request_exception=False)
    browser.force_login(mentee)
    codes = [paired.pair.code]
    if name in ("journal-detail", "journal-edit", "journal-passage-share"):
        codes.append(entry.code)
    words = {"code": str(entry.code), "written_on": "2026-10-01", "title": WORD_OF_TITLE, "version": "1"}
    words |= {"text": WORD_OF_TEXT, "q": WORD_OF_TEXT, "audience": "my_pair"}

    response = getattr(browser, method)(reverse(f"members:{name}", args=codes), words if method == "post" else None)
    handler.removeHandler(mails)

    reports = "".join(f"{message.body}{message.alternatives}" for message in mail.outbox)
    assert response.status_code == 500
    assert "The disk is full." in reports
    assert (holds_words(everything_logged.getvalue()), holds_words(reports)) == ([], [])


@pytest.mark.parametrize("broken", WHERE_IT_FAILS)
def test_a_failing_request_leaves_no_words_in_logs_or_error_mails(
    monkeypatch, settings, mentee, paired, everything_logged, broken
):
    """The mail to the admins holds each frame's variables and the posted fields; here both are hidden."""
    settings.ADMINS = [("Admin", "admin@example.org")]
    handler = logging.getLogger("django.request")
    mails = AdminEmailHandler(include_html=True)
    handler.addHandler(mails)
    monkeypatch.setattr(broken, fail)
    connection.force_debug_cursor = True
    browser = Client(raise_request_exception=False)
    browser.force_login(mentee)
    text = f"We spoke about {WORD_OF_TEXT}."
    if "members_page" in broken:
        text += "x" * 20_001

    response = browser.post(
        reverse("members:journal-create", args=[paired.pair.code]),
        {
            "code": str(uuid.uuid4()),
            "written_on": timezone.localdate().isoformat(),
            "title": WORD_OF_TITLE,
            "text": text,
            "audience": "only_me",
        },
    )
    handler.removeHandler(mails)
    connection.force_debug_cursor = False

    reports = "".join(f"{message.body}{message.alternatives}" for message in mail.outbox)
    assert response.status_code == 500
    assert "The disk is full." in everything_logged.getvalue()
    assert "The disk is full." in reports
    assert "journal_create" in reports
    assert (holds_words(everything_logged.getvalue()), holds_words(reports)) == ([], [])
    assert holds_words(response.content.decode()) == []


def report_of(view, request):
    """The error report that Django would send when the view fails."""
    try:
        view(request)
    except RuntimeError:
        return ExceptionReporter(request, *sys.exc_info(), is_email=True).get_traceback_html()
    return ""


def test_an_ordinary_view_would_have_told(rf):
    """The control: without `confidential` the same report holds the words, so the test above can fail."""

    def view(request):
        text = request.POST["text"]
        raise RuntimeError(len(text))

    ordinary = report_of(view, rf.post("/", {"text": WORD_OF_TEXT}))
    hidden = report_of(confidential(view), rf.post("/", {"text": WORD_OF_TEXT}))

    assert (holds_words(ordinary), holds_words(hidden)) == ([WORD_OF_TEXT], [])
    assert "RuntimeError" in hidden


def test_pages_and_saves_log_no_words_at_debug(client, mentee, paired, everything_logged, entry):
    """Django's template logger writes whole contexts when a variable is missing; the words hide in them."""
    client.force_login(mentee)
    connection.force_debug_cursor = True
    edit = reverse("members:journal-edit", args=[paired.pair.code, entry.code])
    posted = {
        "code": str(entry.code),
        "written_on": "2026-10-01",
        "title": WORD_OF_TITLE,
        "text": f"{WORD_OF_TEXT} once more",
        "audience": "only_me",
        "version": str(entry.version),
    }

    for name in ("detail", "edit", "delete"):
        client.get(reverse(f"members:journal-{name}", args=[paired.pair.code, entry.code]))
    client.get(reverse("members:journal-list", args=[paired.pair.code]))
    client.get(reverse("members:home"))
    client.post(edit, posted | {"written_on": "never"})
    client.post(edit, posted | {"prompt": "none"})
    client.post(edit, posted)
    connection.force_debug_cursor = False

    entry.refresh_from_db()
    logged = everything_logged.getvalue()
    assert entry.text == f"{WORD_OF_TEXT} once more"
    assert "Failed lookup for key" in logged or "Exception while resolving variable" in logged
    assert "UPDATE" in logged
    assert [line for line in logged.splitlines() if holds_words(line)] == []


def test_messages_after_saving_and_deleting_hold_no_words(client, mentee, paired, entry):
    client.force_login(mentee)
    codes = [paired.pair.code, entry.code]
    client.post(reverse("members:journal-take-back", args=codes))

    response = client.post(reverse("members:journal-delete", args=codes), follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Taken back. From now on only you read this entry.",
        "The entry is deleted. No copy of it is kept.",
    ]
    assert holds_words(response.content.decode()) == []


def test_the_key_is_needed_to_read(entry, settings):
    """Another key than the one it was written with: the text can't be read, and nothing of it is shown."""
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "JOURNAL_KEYS": [Fernet.generate_key().decode()]}

    stored = JournalEntry.objects.get()

    assert (stored.title, stored.text, stored.is_readable) == ("", "", False)


def test_entries_can_not_be_looked_up_by_their_text(entry):
    for lookup in ("text", "text__contains", "title__startswith", "text__regex"):
        with pytest.raises(FieldError):
            JournalEntry.objects.filter(**{lookup: WORD_OF_TEXT}).exists()


def test_every_page_of_the_journal_is_private_and_never_stored(client, mentee, paired, entry):
    client.force_login(mentee)
    pair, code = paired.pair.code, entry.code
    addresses = [reverse(f"members:journal-{name}", args=[pair]) for name in ("list", "create")]
    addresses += [reverse(f"members:journal-{name}", args=[pair, code]) for name in ("detail", "edit", "delete")]

    headers = [client.get(address)["Cache-Control"] for address in addresses]

    assert headers == ["private, no-store"] * 5


def test_no_other_model_keeps_a_copy():
    """A history table or a cache table of journals would be a model with such a name."""
    names = [model._meta.label for model in apps.get_models() if "journal" in model._meta.model_name]

    assert names == [f"mentoring_pages.Journal{name}" for name in ("Entry", "Passage", "Draft", "Reading", "Prompt")]


def test_shared_entries_are_mailed_to_nobody(client, mentee, paired):
    client.force_login(mentee)
    mentoring.JournalEntryFactory(pair=paired.pair, author=mentee, for_staff=True)

    client.post(
        reverse("members:journal-create", args=[paired.pair.code]),
        {
            "code": str(uuid.uuid4()),
            "written_on": timezone.localdate().isoformat(),
            "title": WORD_OF_TITLE,
            "text": WORD_OF_TEXT,
            "audience": "pair_and_staff",
        },
    )

    assert JournalEntry.objects.count() == 2
    assert mail.outbox == []
