"""Anyone gets a list of the library by e-mail: asked for, confirmed, changed and ended by links alone. R23, R36."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from resources.alerts.links import confirming_token, own_token
from resources.alerts.sending import forget_alerts
from resources.models import AlertFilter, AlertSubscription, MailText, OutgoingMail
from tests.factories import resources as make
from tests.factories.tree import site_root
from tests.pages import BAD_QUERIES, text_of

from .asking import ADDRESS, ask, clock, links_of, subscribed

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    return make.library()


@pytest.fixture
def asked(client, library, mailoutbox, django_capture_on_commit_callbacks):
    """Paths in the mail that confirms."""
    make.topic("Safety")
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, library, "?topic=safety&sort=title")
    return links_of(mailoutbox[0])


def test_each_list_leads_to_its_own_form(client, library):
    make.resource("A", topics=[make.topic("Safety")])

    found = client.get(library.url, {"topic": "safety", "sort": "title"})
    empty = client.get(library.url, {"topic": "safety", "kind": "form", "q": "zebra"})

    assert 'href="/library/alerts/?topic=safety"' in found.content.decode()
    assert "Get an e-mail when something comes" in text_of(empty)


def test_form_names_the_list_and_how_much_it_has(client, library):
    make.resource("A", topics=[make.topic("Safety")])
    make.resource("B")

    text = text_of(client.get(f"{library.url}alerts/?topic=safety"))

    assert "The list has 1 resource today." in text
    assert "Remove filter Safety" in text


def test_no_address_breaks_the_form(client, library):
    answers = {name: client.get(f"{library.url}alerts/", query).status_code for name, query in BAD_QUERIES.items()}

    assert answers == dict.fromkeys(BAD_QUERIES, 200)


def test_visitor_confirms_what_the_mail_asks(client, library, asked, mailoutbox):
    """Double opt-in: before the button is pressed nothing is sent but this mail."""
    message = mailoutbox[0]
    subscription = AlertSubscription.objects.get()

    page = client.get(asked["confirm"])
    unconfirmed = AlertSubscription.objects.get().confirmed_at
    done = client.post(asked["confirm"], follow=True)

    assert message.to == [ADDRESS]
    assert message.subject == "Please confirm: Resource library by e-mail"
    assert "Resource library: Safety" in message.body
    assert "Safety" in message.alternatives[0].content
    assert "List-Unsubscribe" not in message.extra_headers
    assert subscription.filter.query == "topic=safety"
    assert "Yes, send me these mails" in text_of(page)
    assert unconfirmed is None
    assert "We write to you as soon as there is something new." in text_of(done)
    subscription.refresh_from_db()
    assert subscription.confirmed_at == subscription.told_until != None  # noqa: E711


def test_confirming_twice_changes_nothing(client, asked):
    client.post(asked["confirm"])
    first = AlertSubscription.objects.get().confirmed_at

    again = client.post(asked["confirm"], follow=True)

    assert again.status_code == 200
    assert AlertSubscription.objects.get().confirmed_at == first


def test_link_is_too_old_after_seven_days(client, asked, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))

    shown, posted = client.get(asked["confirm"]), client.post(asked["confirm"])

    assert (shown.status_code, posted.status_code) == (410, 410)
    assert AlertSubscription.objects.get().confirmed_at is None


def test_unconfirmed_requests_are_removed_after_seven_days_and_others_stay(client, library, asked):
    kept = subscribed(library, told_until=clock("2026-11-01 07:00"), email="other@example.org")

    early = forget_alerts(timezone.now() + timedelta(days=6))
    late = forget_alerts(timezone.now() + timedelta(days=8))

    assert (early, late) == (0, 1)
    assert list(AlertSubscription.objects.all()) == [kept]
    assert list(AlertFilter.objects.all()) == [kept.filter]
    assert client.get(asked["confirm"]).status_code == 410


def test_answer_is_the_same_for_known_and_unknown_addresses(
    client, library, mailoutbox, django_capture_on_commit_callbacks
):
    subscribed(library, told_until=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        known = ask(client, library)
        unknown = ask(client, library, email="new@example.org")

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.subject for message in mailoutbox] == [
        "You get this already: Resource library by e-mail",
        "Please confirm: Resource library by e-mail",
    ]
    assert AlertSubscription.objects.filter(email=ADDRESS).count() == 1


def test_asking_again_in_other_letters_sends_a_new_link_and_keeps_one_row(client, library):
    ask(client, library)
    ask(client, library, email="KIM@example.org", period="weekly")

    assert list(AlertSubscription.objects.values_list("email", "period")) == [(ADDRESS, "weekly")]
    assert OutgoingMail.objects.count() == 2


def test_nobody_is_flooded(client, library):
    cache.clear()
    for _number in range(5):
        last = client.post(f"{library.url}alerts/", {"email": ADDRESS, "period": "daily", "homepage": ""})

    assert last.status_code == 302
    assert OutgoingMail.objects.count() == 3


def test_one_network_cannot_send_endless_requests(client, library, settings):
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "ALERTS_PER_HOUR": 1}
    ask(client, library)

    refused = client.post(f"{library.url}alerts/", {"email": "b@example.org", "period": "daily", "homepage": ""})

    assert refused.status_code == 429
    assert 'value="b@example.org"' in refused.content.decode()
    assert AlertSubscription.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "status"),
    [({"email": "no address"}, 422), ({"email": ""}, 422), ({"period": "hourly"}, 422), ({"homepage": "x"}, 302)],
)
def test_refused_forms_store_nothing(client, library, values, status):
    assert ask(client, library, **values).status_code == status
    assert not AlertSubscription.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_addresses_that_we_never_wrote_are_not_found(client, library):
    subscription = subscribed(library, told_until=timezone.now())
    code = subscription.code.hex
    own, confirming = own_token(subscription), confirming_token(subscription)
    paths = [
        f"/mail-alerts/{code}/",
        f"/mail-alerts/{own[:-1]}x/",
        f"/mail-alerts/{confirming}/end/",
        f"/mail-alerts/confirm/{own}/",
    ]

    answers = [(client.get(path).status_code, client.post(path).status_code) for path in paths]

    assert answers == [(404, 404)] * 4
    assert AlertSubscription.objects.exists()


def test_one_click_ends_it_without_cookie_and_token(library):
    """RFC 8058: the mail program posts by itself, and must not be led elsewhere."""
    subscription = subscribed(library, told_until=timezone.now())
    path = f"/mail-alerts/{own_token(subscription)}/end/"
    program = Client(enforce_csrf_checks=True)

    answer = program.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    again = program.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")

    assert (answer.status_code, again.status_code) == (200, 200)
    assert not AlertSubscription.objects.exists()


def test_following_the_link_ends_nothing(client, library):
    """Programs that check mails open every link in them."""
    subscription = subscribed(library, told_until=timezone.now())
    path = f"/mail-alerts/{own_token(subscription)}/end/"

    shown, head, other = client.get(path), client.head(path), client.put(path)

    assert (shown.status_code, head.status_code, other.status_code) == (200, 200, 405)
    assert "Yes, end these mails" in text_of(shown)
    assert AlertSubscription.objects.exists()


def test_ending_removes_the_address_everywhere(client, library):
    subscription = subscribed(library, told_until=timezone.now())
    key = f"alert-{subscription.code.hex}-"
    values = {"kind": "alert_digest", "to": ADDRESS, "try_at": timezone.now()}
    OutgoingMail.objects.create(once_key=f"{key}1", status="waiting", **values)
    OutgoingMail.objects.create(once_key=f"{key}2", status="sent", **values)

    client.post(f"/mail-alerts/{own_token(subscription)}/end/")

    assert list(OutgoingMail.objects.values_list("status", "to")) == [("sent", "")]


def test_other_steps_need_a_token_of_ours(library):
    subscription = subscribed(library, told_until=timezone.now())
    stranger = Client(enforce_csrf_checks=True)

    answers = [
        stranger.post(f"/mail-alerts/{own_token(subscription)}/", {"period": "weekly"}),
        stranger.post(f"/mail-alerts/confirm/{confirming_token(subscription)}/"),
        stranger.post(f"{library.url}alerts/", {"email": ADDRESS, "period": "daily"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_owner_changes_how_often(client, library):
    subscription = subscribed(library, told_until=timezone.now())
    path = f"/mail-alerts/{own_token(subscription)}/"

    refused = client.post(path, {"period": "hourly"})
    done = client.post(path, {"period": "weekly"}, follow=True)

    assert refused.status_code == 422
    assert "Changed." in text_of(done)
    assert AlertSubscription.objects.get().period == "weekly"
    assert done["Cache-Control"] == "private, no-store"
    assert ADDRESS not in done.content.decode()


def test_pages_answer_after_the_end_and_without_the_library(client, library):
    subscription = subscribed(library, told_until=timezone.now())
    path = f"/mail-alerts/{own_token(subscription)}/"
    library.delete()

    without_library = client.get(path)
    subscription.delete()

    assert "Resource library" in text_of(without_library)
    assert "You get no more mails of this list" in text_of(client.get(path))
    assert client.get(f"{path}end/").status_code == 200


def test_moved_library_keeps_its_lists(client, library):
    subscription = subscribed(library, "q=snacks", told_until=timezone.now())
    library.move(make.collection("Elsewhere", parent=site_root()), "last-child")

    text = client.get(f"/mail-alerts/{own_token(subscription)}/").content.decode()

    assert 'href="/elsewhere/library/?q=snacks"' in text


def test_staff_reword_the_mail_and_its_links_stay(client, library, mailoutbox, django_capture_on_commit_callbacks):
    MailText.objects.create(key="alert_confirm", subject="One more step", text="Hello from the library.")

    with django_capture_on_commit_callbacks(execute=True):
        ask(client, library)

    assert mailoutbox[0].subject == "One more step"
    assert mailoutbox[0].body.startswith("Hello from the library.")
    assert "confirm" in links_of(mailoutbox[0])
