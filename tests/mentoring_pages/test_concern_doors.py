"""Every door to a concern in the CMS is shut to who is not named for it: 404, as if it were not there (R104)."""

import json

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from mentoring_pages.actions.concerns import find_by_code, receive_concern
from mentoring_pages.cms.desk import MentoringDesk
from mentoring_pages.enums import ConcernAct
from mentoring_pages.models import Concern, ConcernHandler, ConcernSettings, ConcernTrace
from mentoring_pages.people import name_of
from resources.models import OutgoingMail
from resources.registry import mails_unknown_to
from resources.uninstalling import export
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.pages import text_of

pytestmark = pytest.mark.django_db

WORD = "Quillfeather"
ACTS = ("answer", "acknowledge", "name-program", "no-program", "close", "reopen")


@pytest.fixture
def handler(coordinator):
    """A coordinator who is named; the one called `coordinator` is not."""
    user = mentoring.UserFactory(username="handler", email="handler@example.org")
    user.groups.set(coordinator.groups.all())
    ConcernHandler.objects.create(owner=ConcernSettings.for_site(site_root().get_site()), user=user)
    return user


@pytest.fixture
def concern(handler, paired, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return find_by_code(receive_concern(form_id="f", text=f"{WORD} <b>x</b>", about=WORD, pair=paired.pair))


def addresses(concern):
    screen = next(one for one in MentoringDesk().modeladmin_instances if one.model is Concern)
    helper = screen.url_helper
    urls = [helper.index_url, f"{helper.index_url}?export=csv", f"{helper.index_url}?q={WORD}"]
    urls += [f"{helper.index_url}?text__startswith=Q"]
    # Switched off for everybody, but their addresses may be typed.
    base = helper.index_url
    urls += [f"{base}{name}/{concern.pk}/" for name in ("inspect", "edit", "delete", "history", *ACTS)]
    return urls + [f"{base}create/"]


@pytest.mark.parametrize("who", ["coordinator", "superuser", "editor", "mentor", "outsider"])
def test_whoever_is_not_named_finds_nothing(client, concern, persona, who):
    client.force_login(persona(who))

    answers = {url: client.get(url).status_code for url in addresses(concern)}
    posts = {url: client.post(url, {"text": "x"}).status_code for url in addresses(concern)}

    # People without access to the CMS are sent to its sign-in before any screen is looked for.
    expected = {302, 404} if who in ("mentor", "outsider") else {404}
    assert set(answers.values()) | set(posts.values()) <= expected
    assert ConcernTrace.objects.filter(act=ConcernAct.READ).count() == 0


def test_a_named_one_who_once_belonged_to_the_program_finds_nothing_either(client, concern, handler, paired):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentor, user=handler, is_active=False)
    client.force_login(handler)

    statuses = {url: client.get(url).status_code for url in addresses(concern)}
    listing = client.get(addresses(concern)[0])

    row_urls = [url for url in statuses if f"/{concern.pk}/" in url]
    assert {statuses[url] for url in row_urls} == {404}
    assert "#" + str(concern.pk) not in text_of(listing)
    assert WORD not in listing.content.decode()


def test_the_named_one_reads_it_and_each_look_is_noted(client, concern, handler):
    client.force_login(handler)
    url = next(one for one in addresses(concern) if "/inspect/" in one)

    first, second = client.get(url), client.get(url)

    assert (first.status_code, WORD in text_of(first)) == (200, True)
    assert "<b>x</b>" not in first.content.decode()
    assert "Read, Robin" in text_of(second)
    assert [trace.by for trace in ConcernTrace.objects.filter(act=ConcernAct.READ)] == [handler, handler]


def test_the_named_one_acts_and_a_double_click_acts_once(client, concern, handler):
    client.force_login(handler)
    url = next(one for one in addresses(concern) if "/answer/" in one)
    page = client.get(url)
    form = {
        "text": "We look into it",
        "form_id": page.context["form"]["form_id"].value(),
        "mark": page.context["mark"],
    }

    for _time in range(2):
        client.post(url, form)

    assert [message.text for message in concern.messages.all()] == ["We look into it"]


def test_lists_and_exports_hold_no_word(client, concern, handler):
    client.force_login(handler)
    index, export_url, *_rest = addresses(concern)

    for url in (index, export_url):
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert WORD.encode() not in content


def test_nobody_learns_of_it_from_menus_mails_logs_indexes_or_exports(client, concern, persona, tmp_path):
    """List counts, the list of mails, Wagtail's log, its index of references, and the file of an uninstallation."""
    desk = reverse("wagtailadmin_home")
    for who in ("coordinator", "superuser", "editor"):
        user = persona(who)
        client.force_login(user)
        assert "mentoring_pages/concern/" not in client.get(desk).content.decode(), who
        assert {"concern_new", "concern_message", "concern_waiting"} <= set(mails_unknown_to(user)), who
    call_command("rebuild_references_index", verbosity=0)
    file = tmp_path / "all.json"
    export(file)

    assert OutgoingMail.objects.filter(kind="concern_new").count() == 1
    assert (
        not ModelLogEntry.objects.filter(content_type__model__startswith="concern")
        .exclude(content_type__model="concernsettings")
        .exists()
    )
    assert not ReferenceIndex.objects.filter(content_type__model__in=["concern", "concernabout"]).exists()
    assert not {row["model"] for row in json.loads(file.read_text())} & {
        f"mentoring_pages.{name}" for name in ("concern", "concernabout", "concernmessage", "concerntrace")
    }


def test_pairs_programs_and_their_screens_say_nothing(client, concern, paired, mentor, coordinator):
    client.force_login(coordinator)
    urls = [
        reverse("mentoring_pages_mentoringpair_modeladmin_inspect", args=[paired.pair.pk]),
        reverse("mentoring_pages_program_modeladmin_inspect", args=[paired.pair.mentor_id]),
        reverse("mentoring_pages_mentoringpair_modeladmin_index") + "?export=csv",
    ]
    for url in urls:
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"oncern" not in content.replace(b"mentoring_pages/concernsettings", b""), url
    client.force_login(mentor)
    page = client.get(reverse("members:pair-detail", args=[paired.pair.code])).content.decode()
    assert WORD not in page


def test_the_settings_name_coordinators_alone_and_coordinators_do_not_change_them(client, coordinator, superuser):
    row = ConcernHandler(owner=ConcernSettings.for_site(site_root().get_site()), user=mentoring.UserFactory())
    url = reverse("wagtailsettings:edit", args=["mentoring_pages", "concernsettings", site_root().get_site().pk])
    client.force_login(superuser)
    page = client.get(url)
    client.force_login(coordinator)
    refused = client.get(url)

    assert "Who reads concerns" in text_of(page)
    assert refused.status_code in (302, 403)
    with pytest.raises(Exception, match="Choose somebody who is a coordinator"):
        row.clean()


def test_naming_somebody_is_told_to_all_who_read_concerns_and_to_the_address_for_reports(
    client, handler, superuser, committed
):
    """A superuser who names themselves, and turns the reports to another address, is not unnoticed."""
    rules = ConcernSettings.for_site(site_root().get_site())
    ConcernSettings.objects.filter(pk=rules.pk).update(escalation_email="board@example.org")
    url = reverse("wagtailsettings:edit", args=["mentoring_pages", "concernsettings", site_root().get_site().pk])
    named = rules.handlers.get()
    form = {
        "acknowledge_days": "2",
        "escalation_email": "board@example.org",
        "repeat_days": "2",
        "keep_days": "365",
        "intro_text": "null",
        "handlers-TOTAL_FORMS": "1",
        "handlers-INITIAL_FORMS": "1",
        "handlers-0-id": str(named.pk),
        "handlers-0-user": str(handler.pk),
        "handlers-0-ORDER": "1",
    }
    themselves = {"handlers-TOTAL_FORMS": "2", "handlers-1-user": str(superuser.pk), "handlers-1-ORDER": "2"}
    client.force_login(superuser)
    page = text_of(client.get(url))
    committed(client.post, url, form | {"acknowledge_days": "3"})
    unchanged = list(mail.outbox)

    committed(client.post, url, form | themselves | {"escalation_email": "own@example.org"})

    assert ConcernHandler.objects.count() == 2
    assert unchanged == []
    assert {address for message in mail.outbox for address in message.to} == {
        handler.email,
        superuser.email,
        "board@example.org",
        "own@example.org",
    }
    assert f"{name_of(superuser)} changed the settings of concerns" in mail.outbox[0].body
    assert name_of(handler) in mail.outbox[0].body
    assert "Fewer than two people are named" in page
    assert "Fewer than two people are named" not in text_of(client.get(url))
