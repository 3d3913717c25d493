"""Anyone suggests a resource; staff make a draft of it or say why not (R36)."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection

from resources.actions.suggestions import forget_suggestions, suggest
from resources.models import KeptFile, ResourcePage, Suggestion, SuggestionCriterion
from resources.signed_time import new_stamp
from resources.suggesting.addresses import plain_address
from resources.suggesting.files import check_file
from tests.factories import resources as make
from tests.pages import text_of

pytestmark = pytest.mark.django_db

URL = "/library/propose/"
SCREEN = "partnership_resources_suggestion_modeladmin_"


@pytest.fixture
def library():
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return make.library()


@pytest.fixture
def old_stamp(time_machine):
    """A form that was opened a minute ago."""
    now = timezone.now()
    time_machine.move_to(now - timedelta(minutes=1))
    stamp = new_stamp()
    time_machine.move_to(now)
    return stamp


@pytest.fixture
def answers(old_stamp):
    return {
        "url": "https://guides.example.org/snacks",
        "title": "Snacks that last",
        "why": "Our staff use it each week.",
        "for_whom": "Program directors",
        "email": "ana@example.org",
        "opened": old_stamp,
    }


@pytest.fixture(autouse=True)
def _nobody_sent_before():
    """The limit of an hour counts in the cache, which tests share."""
    cache.clear()


def screen(name, *args):
    return reverse(f"{SCREEN}{name}", args=args)


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_a_link_is_suggested_made_into_a_draft_and_answered(
    client, library, answers, editor, django_capture_on_commit_callbacks
):
    make.audience("Program directors")
    topic = make.topic("Snacks")
    assert "Suggest a resource" in text_of(client.get("/library/"))
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(URL, answers | {"topics": [topic.pk]}, follow=True)

    assert "We have your suggestion." in text_of(sent)
    suggestion = Suggestion.objects.get()
    assert not ResourcePage.objects.exists()
    client.force_login(editor)
    assert "Snacks that last" in text_of(client.get(screen("index")))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(screen("draft", suggestion.pk), {"next": ""})

    page = ResourcePage.objects.get()
    assert (page.title, page.live, page.summary) == ("Snacks that last", False, "Our staff use it each week.")
    assert [item.url for item in page.items.all()] == ["https://guides.example.org/snacks"]
    assert [list(page.topics.all()), [str(one) for one in page.audiences.all()]] == [[topic], ["Program directors"]]
    [answer] = [one for one in mail.outbox if one.to == ["ana@example.org"]]
    assert answer.subject == "We took up your suggestion: Snacks that last"
    again = client.post(screen("draft", suggestion.pk), {"next": ""}, follow=True)
    assert "not possible any more" in text_of(again)
    assert ResourcePage.objects.count() == 1


def test_a_suggestion_is_declined_with_the_reason_and_the_answers_to_our_questions(
    client, library, editor, django_capture_on_commit_callbacks
):
    SuggestionCriterion.objects.create(question="May we share it freely?")
    suggestion = suggest(library, title="An ad", url="https://shop.example.org/", topics=[], file=None, email="b@e.org")
    client.force_login(editor)
    assert client.post(screen("decline", suggestion.pk), {"reason": ""}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            screen("decline", suggestion.pk), {"reason": "It sells things.", "answers": ["May we share it freely?"]}
        )

    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.answers) == ("declined", ["May we share it freely?"])
    assert "It sells things." in mail.outbox[-1].body
    assert not ResourcePage.objects.exists()


def test_a_file_is_out_of_reach_until_staff_take_it(client, library, answers, editor):
    content = b"%PDF-1.4 a guide"
    file = SimpleUploadedFile("../../My guide.pdf", content)
    client.post(URL, {**answers, "url": "", "file": file})
    suggestion = Suggestion.objects.get()
    assert (suggestion.file.name, suggestion.file.size) == ("My guide.pdf", len(content))
    assert not get_document_model().objects.exists()
    assert client.get(screen("file", suggestion.pk)).status_code == 302

    client.force_login(editor)
    shown = client.get(screen("file", suggestion.pk))
    assert b"".join(shown.streaming_content) == content
    assert shown["Content-Type"] == "application/octet-stream"
    assert shown["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    client.post(screen("draft", suggestion.pk), {"next": ""})
    document = get_document_model().objects.get()
    with document.file.open() as kept:
        assert kept.read() == content
    assert ResourcePage.objects.get().items.get().document == document


def test_what_we_have_is_said_and_may_be_sent_all_the_same(client, library, answers):
    page = make.resource(items=[{"kind": "link", "url": "http://www.guides.example.org/snacks/?utm_source=x#top"}])
    refused = client.post(URL, answers)
    assert refused.status_code == 422
    assert "It is in the library already." in text_of(refused)
    assert page.get_url() in refused.content.decode()
    assert "Our staff use it each week." in refused.content.decode()

    client.post(URL, answers | {"anyway": "on"})
    assert Suggestion.objects.get().like_page_id == page.pk


def test_a_draft_that_has_the_address_is_not_given_away(client, library, answers):
    page = make.resource(items=[{"kind": "link", "url": answers["url"]}])
    page.unpublish()
    assert client.post(URL, answers).status_code == 302


def test_programs_that_fill_in_everything_and_at_once_store_nothing(client, library, answers):
    assert client.post(URL, answers | {"homepage": "https://spam.example.org"}).status_code == 302
    quick = client.post(URL, answers | {"opened": new_stamp()})
    forged = client.post(URL, answers | {"opened": "opened:1:x"})
    assert (quick.status_code, forged.status_code) == (422, 422)
    assert "That was very quick." in text_of(quick)
    assert "Snacks that last" in quick.content.decode()
    assert not Suggestion.objects.exists()


def test_one_network_address_sends_so_many_in_an_hour(client, library, answers, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"PROPOSALS_PER_HOUR": 2}
    codes = [client.post(URL, answers | {"url": f"https://e.org/{n}"}, REMOTE_ADDR="192.0.2.77") for n in range(3)]
    assert [one.status_code for one in codes] == [302, 302, 422]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a", "https://", "a b"])
def test_what_is_no_web_address_is_refused(client, library, answers, url):
    assert client.post(URL, answers | {"url": url}).status_code == 422
    assert not Suggestion.objects.exists()


HOSTILE = {
    "page.html": b"<html><script>alert(1)</script>",
    "guide.pdf": b"<html><script>alert(1)</script>",
    "guide.pdf.exe": b"MZ\x90",
    "polyglot.pdf": b"%PDF-1.4 <script>alert(1)</script>",
    "picture.svg": b"<svg onload=alert(1)>",
    "notes.txt": b"<!DOCTYPE html><script>",
    "run.txt": b"MZ\x90\x00\x03",
    "fake.docx": b"PK\x03\x04 nothing",
    "macro.docx": packed(**{"[Content_Types].xml": "x", "word__document.xml": "x", "word__vbaProject.bin": "x"}),
    "other.xlsx": packed(**{"[Content_Types].xml": "x", "word__document.xml": "x"}),
    "bomb.docx": packed(**{"[Content_Types].xml": "x", "word__document.xml": b"0" * 5_000_000}),
    "jar.odt": packed(mimetype="application/java-archive"),
    ".pdf": b"%PDF-1.4",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(client, library, answers, name):
    file = SimpleUploadedFile(name, HOSTILE[name])
    response = client.post(URL, {**answers, "url": "", "file": file})
    assert response.status_code == 422
    assert "file" in response.context_data["form"].errors
    assert not KeptFile.objects.exists()


def test_usual_files_are_taken():
    docx = packed(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"})
    odt = packed(mimetype="application/vnd.oasis.opendocument.text")
    files = {"a.pdf": b"%PDF-1.7", "a.docx": docx, "a.odt": odt, "a.txt": "Grüße".encode("cp1252"), "a.rtf": b"{\\rtf1"}
    for name, content in files.items():
        check_file(SimpleUploadedFile(name, content))


def test_a_file_over_the_limit_is_refused(client, library, answers, settings):
    settings.PARTNERSHIP = settings.PARTNERSHIP | {"SUGGESTION_MAX_MB": 1}
    file = SimpleUploadedFile("a.pdf", b"%PDF-" + b"0" * 1_100_000)
    assert "larger than" in text_of(client.post(URL, {**answers, "url": "", "file": file}))


def test_names_words_and_files_are_removed_some_time_after_the_decision(client, library, answers, editor):
    client.post(URL, {**answers, "url": "", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    client.force_login(editor)
    client.post(screen("decline", Suggestion.objects.get().pk), {"reason": "No."})
    later = timezone.now() + timedelta(days=91)
    assert forget_suggestions(timezone.now()) == 0
    assert [forget_suggestions(later), forget_suggestions(later)] == [1, 0]

    suggestion = Suggestion.objects.get()
    assert (suggestion.email, suggestion.why, suggestion.file, suggestion.title) == ("", "", None, "Snacks that last")
    assert not KeptFile.objects.exists()


@pytest.mark.parametrize(
    ("person", "code"), [("anonymous", 302), ("mentee", 302), ("coordinator", 403), ("editor", 200)]
)
def test_only_editors_see_suggestions(client, library, persona, person, code):
    suggestion = suggest(library, title="A", url="https://e.org/", topics=[], file=None)
    user = persona(person)
    if user:
        client.force_login(user)
    for name in ("inspect", "draft", "decline"):
        assert client.get(screen(name, suggestion.pk)).status_code == code
    if user and code == 200:
        assert client.get(screen("inspect", 999_999)).status_code == 404


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.Example.org/a/", "https://example.org/a"),
        ("https://e.org/a?b=1&a=2&utm_medium=m", "https://e.org/a?a=2&b=1#part"),
        ("https://e.org/index.html", "https://e.org"),
        ("https://e.org:443/a", "http://e.org:80/a"),
    ],
)
def test_addresses_of_the_same_thing_are_seen_as_one(one, other):
    assert plain_address(one) == plain_address(other) != ""
