"""Digests tell exactly what is new in a list, once for each period. R23, R36."""

import datetime as dt
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse

from resources.alerts import sending
from resources.alerts.periods import latest_moment
from resources.alerts.sending import send_digests
from resources.cms.alerts import AlertFilterAdmin
from resources.mailing import send_due_mails
from resources.models import AlertSubscription, OutgoingMail, ResourceChange, ResourcePage, Topic, VersionNews
from tests.factories import resources as make
from tests.pages import text_of

from .asking import ADDRESS, clock, links_of, published, subscribed

pytestmark = pytest.mark.django_db

# A Tuesday.
BEFORE, TODAY = clock("2026-11-09 07:00"), clock("2026-11-10 07:00")
NOW = TODAY + timedelta(minutes=6)


@pytest.fixture
def library(db):
    return make.library()


def digests():
    """(subject, text) of each mail that waits."""
    return list(OutgoingMail.objects.order_by("pk").values_list("subject", "text"))


def change(page, note, *, day=dt.date(2026, 11, 9), at=None):
    """Publish a page with one more note on what changed."""
    page = ResourcePage.objects.get(pk=page.pk)
    page.changes.add(ResourceChange(changed_on=day, note=note))
    page.save_revision().publish()
    if at:
        ResourcePage.objects.filter(pk=page.pk).update(last_published_at=at)
        VersionNews.objects.filter(resource=page.pk).exclude(noted_at=None).update(noted_at=at)


@pytest.mark.parametrize(
    ("period", "now", "expected"),
    [
        ("daily", "2026-11-10 07:05", "2026-11-10 07:00"),
        ("daily", "2026-11-10 07:04", "2026-11-09 07:00"),
        ("daily", "2026-11-10 00:00", "2026-11-09 07:00"),
        ("weekly", "2026-11-09 07:05", "2026-11-09 07:00"),
        ("weekly", "2026-11-09 07:04", "2026-11-02 07:00"),
        ("weekly", "2026-11-15 23:59", "2026-11-09 07:00"),
        # Clocks went back on 1 November: the hour stays.
        ("daily", "2026-11-01 08:00", "2026-11-01 07:00"),
    ],
)
def test_moment_is_the_same_hour_in_the_sites_zone(period, now, expected):
    assert latest_moment(period, clock(now)) == clock(expected)


def test_mail_lists_exactly_what_is_new_and_matches(library):
    """Old, later, draft, private and other resources stay out."""
    safety, snacks = make.topic("Safety"), make.topic("Snacks")
    published("Too old", BEFORE, topics=[safety])
    published("Just in time", BEFORE + timedelta(seconds=1), topics=[safety])
    published("At the hour", TODAY, topics=[safety])
    published("Too new", TODAY + timedelta(seconds=1), topics=[safety])
    published("Other", TODAY, topics=[snacks])
    published("Withdrawn", TODAY, topics=[safety]).unpublish()
    make.restrict(published("Private", TODAY, topics=[safety]))
    subscribed(library, "topic=safety", told_until=BEFORE)

    count = send_digests(NOW)

    [(subject, text)] = digests()
    assert (count, subject) == (1, "2 new or updated resources in Resource library")
    assert [line for line in text.splitlines() if line.endswith("(Guide)")] == [
        "At the hour (Guide)",
        "Just in time (Guide)",
    ]
    assert "New in Resource library, in your list Safety:" in text
    assert AlertSubscription.objects.get().told_until == TODAY


def test_mail_reads_well_and_carries_the_one_click_headers(library, mailoutbox):
    published("Snack <guide>", TODAY, summary="What & when to serve.")
    subscription = subscribed(library, told_until=BEFORE)

    send_digests(NOW)
    send_due_mails()

    [message] = mailoutbox
    links = links_of(message)
    assert message.subject == "New in Resource library: Snack <guide>"
    assert "Snack <guide> (Guide)\nWhat & when to serve.\nhttp" in message.body
    assert "\n\n\n" not in message.body
    assert "Snack &lt;guide&gt;" in message.alternatives[0].content
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{links['end']}>")
    assert subscription.code.hex in links["manage"]
    assert OutgoingMail.objects.get().text == ""


def test_nothing_is_sent_when_nothing_is_new(library):
    published("Old", BEFORE)
    subscribed(library, told_until=BEFORE)

    assert (send_digests(NOW), digests()) == (0, [])
    assert AlertSubscription.objects.get().told_until == TODAY


def test_nobody_is_told_twice(library):
    published("New", TODAY)
    subscribed(library, told_until=BEFORE)

    assert [send_digests(NOW), send_digests(NOW), send_digests(NOW + timedelta(hours=5))] == [1, 0, 0]


def test_crash_between_leaves_neither_mark_nor_mail(library, monkeypatch):
    published("New", TODAY)
    subscribed(library, told_until=BEFORE)
    right = sending.queue_digest

    def crash(*args, **kwargs):
        right(*args, **kwargs)
        raise DatabaseError

    monkeypatch.setattr(sending, "queue_digest", crash)
    with pytest.raises(DatabaseError):
        send_digests(NOW)

    assert (digests(), AlertSubscription.objects.get().told_until) == ([], BEFORE)
    monkeypatch.setattr(sending, "queue_digest", right)
    assert send_digests(NOW) == 1


def test_a_day_that_was_missed_is_in_the_next_mail(library):
    published("Yesterday", BEFORE + timedelta(hours=1))
    published("Today", TODAY + timedelta(hours=1))
    subscribed(library, told_until=BEFORE)

    send_digests(NOW + timedelta(days=1))

    [(_subject, text)] = digests()
    assert "Yesterday (Guide)" in text
    assert "Today (Guide)" in text


def test_weekly_readers_wait_for_monday(library):
    published("New", TODAY)
    subscribed(library, told_until=BEFORE, period="weekly")

    counts = [send_digests(NOW + timedelta(days=days)) for days in range(7)]

    assert counts == [0, 0, 0, 0, 0, 0, 1]


def test_unconfirmed_and_new_readers_hear_nothing_of_before(library):
    published("New", TODAY)
    AlertSubscription.objects.filter(pk=subscribed(library, told_until=BEFORE).pk).update(confirmed_at=None)
    subscribed(library, told_until=TODAY, email="later@example.org")

    assert send_digests(NOW) == 0


def test_new_note_on_what_changed_is_news_and_a_corrected_one_is_not(library):
    page = published("Old guide", BEFORE - timedelta(days=90))
    subscribed(library, told_until=BEFORE)
    change(page, "The form has a new qestion.", at=TODAY)

    first = send_digests(NOW)
    [(_subject, text)] = digests()
    page = ResourcePage.objects.get(pk=page.pk)
    page.changes.first().note = "The form has a new question."
    page.summary = "Other words."
    page.save_revision().publish()
    second = send_digests(NOW + timedelta(days=365))

    assert (first, second) == (1, 0)
    assert "Old guide (Guide), updated\nWhat changed: The form has a new qestion." in text


def test_second_note_of_a_day_is_news_and_publishing_without_one_is_not(library):
    page = published("Old guide", BEFORE - timedelta(days=90))
    change(page, "First.", at=BEFORE - timedelta(days=1))
    subscribed(library, told_until=BEFORE)
    ResourcePage.objects.get(pk=page.pk).save_revision().publish()
    without = send_digests(NOW + timedelta(days=400))
    change(page, "Second.")

    assert without == 0
    assert VersionNews.objects.get().noted_at == ResourcePage.objects.get(pk=page.pk).last_published_at


def test_note_on_a_page_from_before_notes_were_kept_is_news_if_it_is_fresh(library):
    old, fresh = published("Old", BEFORE - timedelta(days=900)), published("Fresh", BEFORE - timedelta(days=900))
    VersionNews.objects.all().delete()
    change(old, "Long ago.", day=dt.date(2020, 1, 1))
    change(fresh, "Just now.", day=dt.date.today())

    assert list(VersionNews.objects.exclude(noted_at=None).values_list("resource", flat=True)) == [fresh.pk]


def test_long_mails_are_cut_and_lead_to_the_list(library, monkeypatch):
    for number in range(3):
        published(f"Guide {number}", TODAY)
    monkeypatch.setattr("resources.alerts.mails.MOST_ITEMS", 2)
    subscribed(library, told_until=BEFORE)

    send_digests(NOW)

    [(subject, text)] = digests()
    assert subject.startswith("3 new")
    assert text.count("(Guide)") == 2
    assert "and 1 more, at the top of the list" in text


@pytest.mark.parametrize("is_deleted", [True, False])
def test_list_of_a_retired_or_deleted_topic_ends_with_one_mail(library, is_deleted):
    """It must not become the list of the whole library."""
    topic = make.topic("Safety")
    published("New", TODAY)
    subscribed(library, "topic=safety", told_until=BEFORE)
    if is_deleted:
        topic.delete()
    else:
        Topic.objects.update(is_active=False)

    counts = [send_digests(NOW), send_digests(NOW)]

    [(subject, text)] = digests()
    word = "safety" if is_deleted else "Safety"
    assert counts == [1, 0]
    assert subject == "This list has ended: Resource library by e-mail"
    assert f"our library does not use “{word}” any more" in text
    assert not AlertSubscription.objects.exists()


def test_list_of_several_topics_goes_on_with_those_that_are_left(library):
    make.topic("Safety").delete()
    snacks = make.topic("Snacks")
    safety = make.topic("Safety")
    published("Snack guide", TODAY, topics=[snacks])
    published("Other guide", TODAY)
    subscribed(library, "topic=safety&topic=snacks", told_until=BEFORE)
    safety.delete()

    send_digests(NOW)

    [(subject, _text)] = digests()
    assert subject == "New in Resource library: Snack guide"


def test_list_of_a_deleted_library_ends_with_one_mail(library):
    subscribed(library, told_until=BEFORE)
    library.delete()

    counts = [send_digests(NOW), send_digests(NOW)]

    [(_subject, text)] = digests()
    assert counts == [1, 0]
    assert "this library is not on our site any more" in text
    assert OutgoingMail.objects.get().to == ADDRESS


def test_list_of_an_unpublished_library_waits_for_it(library):
    published("New", TODAY)
    subscribed(library, told_until=BEFORE)
    library.unpublish()
    while_away = send_digests(NOW)
    library.save_revision().publish()

    assert (while_away, send_digests(NOW)) == (0, 1)


def test_readers_of_one_list_cost_no_look_up_each(library, django_assert_max_num_queries):
    published("New", TODAY)
    for number in range(10):
        subscribed(library, told_until=BEFORE, email=f"{number}@example.org")

    # For each reader: a savepoint and its end, the mark, the words of staff, and the mail with its own savepoint.
    with django_assert_max_num_queries(20 + 10 * 12):
        assert send_digests(NOW) == 10


def test_staff_see_numbers_and_no_addresses(client, library, editor, outsider):
    subscribed(library, "q=snacks", told_until=BEFORE)
    subscribed(library, "q=snacks", told_until=BEFORE, email="b@example.org", period="weekly")
    url = AlertFilterAdmin().url_helper.index_url

    assert client.get(url).status_code == 302
    client.force_login(outsider)
    assert client.get(url)["Location"].startswith("/accounts/login/")
    client.force_login(editor)
    text = text_of(client.get(url))

    assert "Resource library Inspect “snacks” 1 1 0" in text
    assert ADDRESS not in client.get(url).content.decode()


def test_staff_take_out_an_address_on_request(client, library, editor):
    row = subscribed(library, "q=snacks", told_until=BEFORE)
    subscribed(library, told_until=BEFORE)
    url = reverse("partnership_resources_alertfilter_modeladmin_take-out", args=[row.filter_id])
    client.force_login(editor)

    unknown = client.post(url, {"email": "nobody@example.org"}, follow=True)
    done = client.post(url, {"email": ADDRESS.upper()}, follow=True)

    assert "This address gets no list." in text_of(unknown)
    assert "Removed from 2 lists." in text_of(done)
    assert not AlertSubscription.objects.exists()
