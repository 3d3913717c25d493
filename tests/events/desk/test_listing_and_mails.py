"""The list of all gatherings, mails on their way, their texts, and the notice when they do not get out."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import GroupPagePermission

from events.cms.mails import OutgoingMailAdmin, masked
from events.enums import AttendanceMode, GatheringStatus
from resources.enums import MailStatus
from resources.mailing import rendered, send_due_mails
from resources.models import MailText, OutgoingMail
from resources.registry import mail_texts
from tests.factories import mentoring
from tests.factories.events import GatheringKindFactory, RegionFactory, RegistrationFactory, calendar_page, gathering
from tests.personas import _cms_group
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LIST = "/cms/gatherings/"
MAILS = OutgoingMailAdmin().url_helper


def titles(client, **query):
    return [page.title for page in client.get(LIST, query).context["pages"]]


@pytest.fixture
def year(calendar):
    """Past, coming, cancelled, without a host, in a region, a draft without a date."""
    GatheringKindFactory(name="Any kind")
    region, kind = RegionFactory(name="Prairie"), GatheringKindFactory(name="Institute")
    gathering(calendar, "Long over", days=-300, host_name="Willow")
    gathering(calendar, "Just over", days=-3, host_name="Willow")
    gathering(calendar, "Next week", days=7, region=region, kind=kind, capacity_in_person=5, host_name="Heron")
    gathering(calendar, "Next month", days=30, status=GatheringStatus.CANCELLED)
    draft = gathering(calendar, "Sometime", live=False, host_name="Willow")
    type(draft).objects.filter(pk=draft.pk).update(starts_at=None, ends_at=None)
    return region, kind


def test_all_gatherings_are_in_one_list_the_next_ones_first(year, editor, client):
    client.force_login(editor)

    assert titles(client) == ["Next week", "Next month", "Sometime", "Just over", "Long over"]


def test_list_is_narrowed_by_region_kind_state_period_and_host(year, editor, client):
    region, kind = year
    client.force_login(editor)

    assert titles(client, region=region.pk) == ["Next week"]
    assert titles(client, kind=kind.pk) == ["Next week"]
    assert titles(client, status="cancelled") == ["Next month"]
    assert titles(client, period="past") == ["Just over", "Long over"]
    assert titles(client, period="upcoming") == ["Next week", "Next month"]
    assert titles(client, period="undated") == ["Sometime"]
    assert titles(client, lacks_host="yes") == ["Next month"]


@pytest.mark.parametrize(
    "query", ["region=x", "region=999999", "status=nonsense", "period=%00", "ordering=password", "p=0", "p=x", "q='"]
)
def test_values_that_nobody_offered_are_no_error(query, year, editor, client):
    client.force_login(editor)

    assert client.get(f"{LIST}?{query}").status_code in (200, 404 if query.startswith("p=") else 200)


@pytest.mark.parametrize(("words", "found"), [("next WEEK", 1), ("heron", 1), ('"', 5), ("\x00next", 5), ("zzz", 0)])
def test_search_finds_words_of_title_host_and_place(words, found, year, editor, client):
    client.force_login(editor)

    assert len(titles(client, q=words)) == found


def test_a_row_tells_who_comes(calendar, runner, client):
    page = gathering(calendar, "Talk", mode=AttendanceMode.HYBRID, capacity_in_person=5)
    RegistrationFactory(gathering=page)
    RegistrationFactory(gathering=page, online=True)
    RegistrationFactory(gathering=page, waiting=True)
    GroupPagePermission.objects.create(group=_give_group(runner), page=calendar.get_root(), permission_type="change")
    client.force_login(runner)

    answer = client.get(LIST)

    assert "In person: 1 of 5" in answer.text
    assert "Online: 1" in answer.text
    assert f"/cms/gathering-desk/{page.pk}/" in answer.text


def _give_group(user):
    group = _cms_group("Runners")
    user.groups.add(group)
    return group


def test_editors_without_the_permission_get_no_link_to_the_guests(calendar, editor, client):
    page = gathering(calendar, "Talk")
    client.force_login(editor)

    assert f"/gathering-desk/{page.pk}/" not in client.get(LIST).text


def test_only_pages_that_somebody_may_edit_are_listed(calendar, client):
    other = calendar_page("Other calendar")
    gathering(calendar, "Theirs")
    gathering(other, "Not theirs")
    user = mentoring.UserFactory(username="local")
    group = _cms_group("Local editors")
    GroupPagePermission.objects.create(group=group, page=calendar, permission_type="change")
    user.groups.add(group)
    client.force_login(user)

    assert titles(client) == ["Theirs"]
    assert titles(client, q="theirs") == ["Theirs"]


@pytest.mark.parametrize("name", ["anonymous", "mentor", "coordinator"])
def test_nobody_without_a_page_to_edit_opens_the_list(name, calendar, persona, client):
    gathering(calendar, "Talk")
    user = persona(name)
    if user:
        client.force_login(user)

    assert client.get(LIST).status_code == 302


def test_list_costs_the_same_for_one_gathering_and_for_ten(calendar, editor, client):
    def add(number):
        page = gathering(
            calendar,
            f"Talk {number}",
            region=RegionFactory(),
            host_page=calendar.page_ptr if number % 2 else None,
        )
        RegistrationFactory(gathering=page)

    add(0)
    add(1)
    client.force_login(editor)
    few = count_queries(lambda: client.get(LIST))
    for number in range(2, 12):
        add(number)

    assert count_queries(lambda: client.get(LIST)) == few


# Mails


@pytest.fixture
def given_up(db):
    return OutgoingMail.objects.create(
        kind="confirmed",
        about="Talk",
        to="quokka@example.org",
        subject="Subject zephyr",
        text="Text zephyr",
        html="<p>zephyr</p>",
        status=MailStatus.FAILED,
        tries_count=8,
        problem="SMTPRecipientsRefused",
        try_at=timezone.now(),
    )


@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor", "coordinator"])
def test_nobody_else_sees_mails(name, given_up, persona, client):
    user = persona(name)
    if user:
        client.force_login(user)
    expected = 403 if name in ("editor", "coordinator") else 302
    urls = [MAILS.index_url, *(MAILS.get_action_url(action, given_up.pk) for action in ("inspect", "try-again"))]

    assert {client.get(url).status_code for url in urls} == {expected}
    assert client.post(urls[2]).status_code == expected
    given_up.refresh_from_db()
    assert given_up.status == MailStatus.FAILED


@pytest.mark.parametrize("name", ["runner", "superuser"])
def test_staff_see_that_a_mail_did_not_get_out_never_what_it_says_nor_to_whom(name, given_up, persona, client):
    client.force_login(persona(name))

    pages = client.get(MAILS.index_url).text + client.get(MAILS.get_action_url("inspect", given_up.pk)).text

    assert [text in pages for text in ("zephyr", "quokka", "example.org")] == [False, False, False]
    assert "q…@e….org" in pages
    assert "the address was refused" in pages
    assert "Registration: you have a place" in pages


@pytest.mark.parametrize("query", ["q=quokka", "to__startswith=q", "text__contains=zephyr", "subject=x"])
def test_no_search_or_filter_tells_an_address_or_a_text(query, given_up, runner, client):
    client.force_login(runner)

    count = client.get(f"{MAILS.index_url}?{query}").context["result_count"]

    assert count == (0 if query.startswith("q=") else 1)


def test_a_mail_is_tried_again(given_up, runner, client, mailoutbox):
    client.force_login(runner)

    client.post(MAILS.get_action_url("try-again", given_up.pk))
    client.post(MAILS.get_action_url("try-again", given_up.pk))
    send_due_mails()
    send_due_mails()

    assert [message.to for message in mailoutbox] == [["quokka@example.org"]]


def test_a_mail_whose_address_was_removed_cannot_be_tried_again(given_up, runner, client):
    OutgoingMail.objects.update(to="")
    client.force_login(runner)

    answer = client.post(MAILS.get_action_url("try-again", given_up.pk), follow=True)

    assert "not possible any more" in answer.text
    assert OutgoingMail.objects.get().status == MailStatus.FAILED


@pytest.mark.parametrize(
    ("address", "shown"), [("ada@mail.example.org", "a…@m….org"), ("a@localhost", "a…@l…"), ("", ""), ("x", "")]
)
def test_addresses_are_masked(address, shown):
    assert masked(address) == shown


@pytest.mark.parametrize(("name", "sees"), [("runner", True), ("superuser", True), ("editor", False)])
def test_staff_find_a_notice_on_their_home_page_when_mails_are_stuck(name, sees, calendar, given_up, persona, client):
    client.force_login(persona(name))

    page = client.get("/cms/").text

    assert ("Mails do not get out" in page) is sees
    assert "1 mail was given up in the last two weeks." in page or not sees


def test_there_is_no_notice_when_all_is_well(given_up, runner, client):
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=15))
    OutgoingMail.objects.create(kind="x", to="a@x.org", try_at=timezone.now())
    client.force_login(runner)

    assert "Mails do not get out" not in client.get("/cms/").text


# Texts of mails

ADD = "/cms/snippets/partnership_resources/mailtext/add/"


def test_staff_choose_the_mail_from_a_list_and_it_opens_with_their_words(superuser, client, past_talk):
    client.force_login(superuser)

    shown = client.get(ADD).text
    client.post(ADD, {"key": "follow_up", "subject": "We thank you", "text": "Dear guest,\nit was good."})
    again = client.get(ADD).text

    assert all(str(label) in shown for label in mail_texts().values())
    assert 'value="follow_up"' in shown
    assert 'value="follow_up"' not in again
    ada = past_talk.registrations.first()
    subject, text, html = rendered(
        "partnership_events/mail", "follow_up", {"gathering": past_talk, "registration": ada, "feedback_url": "LINK"}
    )
    assert (subject, text.splitlines()[0], "LINK" in text) == ("We thank you", "Dear guest,", True)
    assert "Dear guest," in html


@pytest.mark.parametrize("key", ["", "nonsense", "=1"])
def test_a_mail_that_there_is_not_is_refused(key, superuser, client):
    client.force_login(superuser)

    answer = client.post(ADD, {"key": key, "subject": "Kept as typed", "text": ""})

    assert answer.status_code == 200
    assert "Kept as typed" in answer.text
    assert MailText.objects.count() == 0


def test_a_mail_gets_no_second_text(superuser, client):
    MailText.objects.create(key="follow_up")
    client.force_login(superuser)

    client.post(ADD, {"key": "follow_up", "subject": "", "text": ""})

    assert MailText.objects.count() == 1


@pytest.mark.parametrize("name", ["anonymous", "mentor", "editor"])
def test_others_write_no_texts_of_mails(name, persona, client):
    user = persona(name)
    if user:
        client.force_login(user)

    assert client.post(ADD, {"key": "follow_up"}).status_code == 302
    assert MailText.objects.count() == 0


def test_setup_gives_staff_the_desk_and_never_gives_back_what_was_taken(django_user_model):
    call_command("partnership_setup", verbosity=0)
    from django.contrib.auth.models import Group

    group = Group.objects.get(name="Coordinators")
    held = set(group.permissions.values_list("codename", flat=True))
    group.permissions.remove(group.permissions.get(codename="change_mailtext"))
    call_command("partnership_setup", verbosity=0)

    assert {"change_registration", "change_mailtext", "change_gatheringsettings"} <= held
    assert not group.permissions.filter(codename="change_mailtext").exists()


@pytest.mark.parametrize(("name", "sees"), [("runner", True), ("editor", False)])
def test_the_page_of_a_gathering_has_a_door_to_its_guests(name, sees, calendar, persona, client):
    page = gathering(calendar, "Talk")
    user = persona(name)
    GroupPagePermission.objects.create(group=_give_group(user), page=calendar, permission_type="change")
    client.force_login(user)

    answer = client.get(f"/cms/pages/{page.pk}/edit/")

    assert answer.status_code == 200
    assert (f"/cms/gathering-desk/{page.pk}/" in answer.text) is sees
