"""Words of a concern or a journal, on staff screens and by a code, are in no log and no error report (T4, R104)."""

import logging
import uuid

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.log import AdminEmailHandler

from mentoring_pages.actions.concerns import answer_concern, find_by_code, receive_concern, write_as_sender
from mentoring_pages.enums import JournalAudience
from mentoring_pages.models import ConcernHandler, ConcernSettings
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.test_concerns import CODE, CREATE, FOLLOW, WRITE, typed

pytestmark = pytest.mark.django_db

WORD = "Zinnwaldite"


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


@pytest.fixture
def concern(coordinator):
    ConcernHandler.objects.create(owner=ConcernSettings.for_site(site_root().get_site()), user=coordinator)
    found = find_by_code(receive_concern(form_id="f", text=f"{WORD} one", about=f"{WORD} two", reach=f"{WORD} three"))
    write_as_sender(found, f"{WORD} four", form_id="g")
    answer_concern(found, f"{WORD} five", by=coordinator, form_id="h")
    return found


@pytest.fixture
def screens(concern, paired, mentee):
    """Addresses of all that staff read of a concern, an entry and a passage."""
    entry = mentoring.JournalEntryFactory(
        pair=paired.pair,
        author=mentee,
        title=f"{WORD} six",
        text=f"{WORD} seven",
        audience=JournalAudience.PAIR_AND_STAFF,
    )
    passage = mentoring.JournalPassageFactory(entry=entry, text=f"{WORD} eight", for_staff=True)
    name = "mentoring_pages_concern_modeladmin"
    return {
        "concern": reverse(f"{name}_inspect", args=[concern.pk]),
        "answer": reverse(f"{name}_answer", args=[concern.pk]),
        "entry": reverse("shared-journal-entries_modeladmin_inspect", args=[entry.pk]),
        "passage": reverse("shared-journal-passages_modeladmin_inspect", args=[passage.pk]),
    }


def holding(text):
    return [line for line in text.splitlines() if WORD.lower() in line.lower()]


def test_staff_screens_log_no_words_at_debug(client, screens, coordinator, everything_logged):
    """Django's template logger writes whole contexts and values when a variable is missing."""
    client.force_login(coordinator)
    connection.force_debug_cursor = True

    pages = {name: client.get(url) for name, url in screens.items()}
    long = client.post(screens["answer"], {"text": f"{WORD} " + "x" * 20_001, "form_id": "z"})
    client.post(screens["answer"], {"text": f"{WORD} nine", "form_id": "z"})
    connection.force_debug_cursor = False

    assert {name: WORD in page.content.decode() for name, page in pages.items()} == {
        "concern": True,
        "answer": False,
        "entry": True,
        "passage": True,
    }
    assert WORD in long.content.decode()
    logged = everything_logged.getvalue()
    assert "Exception while resolving variable" in logged
    assert "INSERT" in logged
    assert holding(logged) == []


FAILING = [
    ("concern", "get", "mentoring_pages.cms.concerns.name_of"),
    ("concern", "get", "mentoring_pages.cms.concerns.in_paragraphs"),
    ("concern", "get", "mentoring_pages.cms.confidential._made"),
    ("entry", "get", "mentoring_pages.cms.journals.in_paragraphs"),
    ("passage", "get", "mentoring_pages.cms.journals.in_paragraphs"),
    ("answer", "post", "mentoring_pages.actions.concerns.digest"),
    ("answer", "post", "resources.cms.acts._run_once"),
]


@pytest.mark.parametrize(("name", "method", "broken"), FAILING)
def test_a_staff_screen_that_fails_mails_no_words_to_the_admins(
    monkeypatch, settings, screens, coordinator, everything_logged, name, method, broken
):
    """The coordinator's own words to the sender, which are posted, neither."""
    settings.ADMINS = [("Admin", "admin@example.org")]
    handler, mails = logging.getLogger("django.request"), AdminEmailHandler(include_html=True)
    handler.addHandler(mails)

    def fail(*args, **kwargs):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(broken, fail)
    browser = Client(raise_request_exception=False)
    browser.force_login(coordinator)
    words = {"text": f"{WORD} nine", "form_id": uuid.uuid4().hex} if method == "post" else None

    answer = getattr(browser, method)(screens[name], words)
    handler.removeHandler(mails)

    reports = "".join(f"{message.body}{message.alternatives}" for message in mail.outbox)
    assert answer.status_code == 500
    assert "The disk is full." in reports
    assert (holding(everything_logged.getvalue()), holding(reports)) == ([], [])


def test_neither_the_code_nor_what_a_sender_types_is_logged_at_debug(client, concern, everything_logged):
    sent = client.post(CREATE, typed(text=f"{WORD} ten"))
    code = CODE.search(sent.content.decode()).group()
    client.post(CREATE, typed(text=WORD, about=WORD, reach=WORD, mark="", opened=""))
    client.post(FOLLOW, {"code": code})
    client.post(WRITE, {"code": code, "mark": "w" * 22, "text": ""})
    client.post(WRITE, {"code": code, "mark": "w" * 22, "text": f"{WORD} eleven"})
    client.post(WRITE, {"code": "AAAAA", "mark": "v" * 22, "text": f"{WORD} twelve"})
    client.post(FOLLOW, {"code": code + "A"})

    logged = everything_logged.getvalue()
    assert "Exception while resolving variable" in logged
    assert [line for line in logged.splitlines() if code in line] == []
    assert holding(logged) == []
