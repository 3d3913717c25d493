"""The public in front of the library: find something, have what is new sent by mail and feed, and end that again."""

import re
from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree as xml

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from resources.alerts.sending import send_digests
from resources.enums import ItemKind
from resources.files.reading import note_file, read_version
from resources.mailing import send_due_mails
from resources.models import GradeBand, ResourceLibraryPage, ResourcePage, Topic
from tests.browser.walk import Walk
from tests.factories import resources as make

READER = "juniper@example.org"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
TITLE = "Supper line for early evenings"
INSIDE = "quicksilver marmalade"


@pytest.fixture
def walk(site_page, demo_site):
    return Walk(site_page, demo_site)


@pytest.fixture
def shelf(demo_site):
    """The demo's library, a topic and a grade band of it, and how to publish something there."""
    return Shelf()


class Shelf:
    def __init__(self):
        self.library = ResourceLibraryPage.objects.order_by("path").first()
        self.topic = Topic.objects.get(slug="academic-programming")
        self.other_topic = Topic.objects.get(slug="attendance")
        self.grade = GradeBand.objects.get(slug="elementary")

    def publish(self, title, topic, **kwargs):
        return make.resource(title, parent=self.library, topics=[topic], grade_bands=[self.grade], **kwargs)

    def fitting(self):
        """Titles of what has both the topic and the grade band."""
        found = ResourcePage.objects.live().filter(topics=self.topic, grade_bands=self.grade)
        return set(found.values_list("title", flat=True))


def test_reader_finds_by_topic_and_grade_and_by_words_that_stand_only_inside_a_file(walk, shelf):
    """Two filters, then words that no title, summary or text has: the PDF's own line is quoted (R6, R23)."""
    document = make.document("Supper line", content=_pdf(f"Keep the {INSIDE} at 60 degrees."))
    shelf.publish(TITLE, shelf.topic, items=[{"kind": ItemKind.FILE, "document": document}])
    shelf.publish("Supper line for staff", shelf.other_topic)
    _read(document)

    _narrow(walk, shelf)
    assert set(_titles(walk)) == shelf.fitting()
    assert {TITLE} < shelf.fitting() < set(ResourcePage.objects.live().values_list("title", flat=True))

    walk.main.get_by_label("What are you looking for?").fill(INSIDE)
    walk.press("Search")
    expect(walk.main.locator(".p-count")).to_have_text("1 resource found")
    expect(walk.main.locator(".p-row__quote")).to_contain_text(f"Keep the {INSIDE} at 60 degrees.")
    walk.main.get_by_role("link", name=TITLE).click()
    expect(walk.title()).to_have_text(TITLE)
    address = walk.main.get_by_role("link", name="Download").first.get_attribute("href")
    assert walk.page.request.get(walk.site.url + address).body().startswith(b"%PDF")


def test_reader_follows_a_filter_by_mail_and_feed_and_gets_exactly_what_fits(walk, shelf, mailoutbox):
    """Double opt-in, one mail and one entry for the one new thing that fits, an end by one click (R23, R36)."""
    _narrow(walk, shelf)
    feed = walk.main.get_by_role("link", name="Follow this list as a news feed").get_attribute("href")
    before = _entries(walk, feed)
    _subscribe(walk)
    _confirm(walk, mailoutbox)

    shelf.publish("Reading aloud at the snack table", shelf.topic)
    shelf.publish("Training day for cooks", shelf.other_topic)
    _days_later(2)

    [message] = _to_reader(mailoutbox)
    assert _listed(message) == ["Reading aloud at the snack table"]
    assert set(_entries(walk, feed)) - set(before) == {"Reading aloud at the snack table"}

    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    end = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert walk.page.request.post(end, form=ONE_CLICK).status == 200
    mailoutbox.clear()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        shelf.publish("Reading aloud at the gate", shelf.topic)
    _days_later(5)
    assert _to_reader(mailoutbox) == []


def _read(document):
    """What the worker does about a new file, of this file only: those of the demo take ten seconds."""
    note_file(document)
    document.refresh_from_db()
    read_version(document.partnership_reading.version)


def _narrow(walk, shelf):
    walk.open("/library/")
    walk.choose_filter("Topic", shelf.topic.name)
    walk.choose_filter("Ages", shelf.grade.name)


def _titles(walk):
    return walk.main.locator(".p-rows").get_by_role("heading").all_inner_texts()


def _subscribe(walk):
    walk.main.get_by_role("link", name="Get these by e-mail").click()
    walk.main.get_by_label("Your e-mail").fill(READER)
    walk.main.get_by_label("Every day").check()
    walk.press("Send me the link")
    expect(walk.title()).to_have_text("Look into your mail")


def _confirm(walk, mailoutbox):
    [message] = _to_reader(mailoutbox)
    mailoutbox.clear()
    walk.page.goto(re.search(r"https?://\S+/confirm/\S+", message.body)[0])
    walk.press("Yes, send me these mails")
    expect(walk.title()).to_have_text("You get this list by e-mail")


def _days_later(days):
    """What the worker sends that many days from now."""
    send_digests(timezone.now() + timedelta(days=days))
    send_due_mails()


def _to_reader(mailoutbox):
    """Their mails. Others in the demo follow lists too."""
    return [message for message in mailoutbox if message.to == [READER]]


def _listed(message):
    """Titles of the resources that a digest names."""
    titles = ResourcePage.objects.live().values_list("title", flat=True)
    return [title for title in titles if title in message.body]


def _entries(walk, address):
    answer = walk.page.request.get(walk.site.url + address)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return [
        entry.findtext("atom:title", "", ATOM) for entry in xml.fromstring(answer.body()).findall("atom:entry", ATOM)
    ]


def _pdf(line):
    """A page with one line."""
    buffer = BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 720, line)
    canvas.save()
    return buffer.getvalue()
