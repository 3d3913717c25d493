"""Staff pages of invitations and date polls in the CMS: each address, what it does, and who is kept out. R29, R35."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from events.enums import PollStatus, RoundStatus
from events.models import DatePoll, GatheringPage, Invitation, InvitationRound
from tests.factories.events import (
    DatePollFactory,
    InvitationFactory,
    InvitationRoundFactory,
    InvitationTextFactory,
    PollParticipantFactory,
    gathering,
)
from tests.factories.tree import site_root

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(calendar):
    return gathering(calendar, "Talk")


@pytest.fixture
def runner(coordinator, client):
    """A signed-in coordinator who runs gatherings and may publish pages."""
    coordinator.user_permissions.add(Permission.objects.get(codename="change_registration"))
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    GroupPagePermission.objects.create(group=coordinator.groups.get(), page=site_root(), permission=publish)
    client.force_login(coordinator)
    return coordinator


@pytest.fixture
def poll(page):
    moments = [(timezone.now() + timedelta(days=days)).replace(microsecond=0) for days in (30, 40)]
    return DatePollFactory(gathering=page, dates=[(one, one + timedelta(hours=2)) for one in moments])


def url(name, *args):
    return reverse(f"gathering_desk:{name}", args=args)


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def round_values(**values):
    return {"subject": "Come to {gathering}", "text": "Dear {name}", "pasted": "Dana Reyes <dana@example.org>"} | values


def poll_values(*rows, **values):
    posted = {"question": "When?", "text": "", "closes_on": "", "dates-TOTAL_FORMS": "3", "dates-INITIAL_FORMS": "0"}
    for number, (day, starts, ends) in enumerate(rows):
        posted |= {f"dates-{number}-day": day, f"dates-{number}-starts": starts, f"dates-{number}-ends": ends}
    return posted | values


@pytest.fixture
def addresses(page, poll):
    """Every staff address of invitations and polls."""
    row = InvitationRoundFactory(gathering=page)
    option = poll.options.first()
    named = [
        url("invitations", page.pk),
        url("round-new", page.pk),
        url("invitation-count", page.pk),
        url("poll-new", page.pk),
        *(url(name, row.pk) for name in ("round", "round-edit", "round-mail", "round-send", "round-delete")),
        *(url(name, poll.pk) for name in ("poll", "poll-edit", "poll-withdraw")),
        url("poll-decide", poll.pk, option.pk),
    ]
    lists = ["invitationround", "invitation", "invitationtext", "datepoll"]
    return named, [reverse(f"partnership_events_{name}_modeladmin_index") for name in lists]


# Who gets in


@pytest.mark.parametrize(("name", "status"), [("anonymous", 302), ("mentor", 302), ("outsider", 302), ("editor", 403)])
def test_nobody_else_opens_or_posts_to_any_address(client, persona, addresses, name, status):
    user = persona(name)
    if user:
        client.force_login(user)
    pages, lists = addresses

    assert {client.get(address).status_code for address in (*pages, *lists)} == {status}
    assert {client.post(address).status_code for address in pages} == {status}
    assert InvitationRound.objects.get().status == RoundStatus.DRAFT
    assert DatePoll.objects.get().status == PollStatus.OPEN


def test_staff_open_every_address_and_a_get_changes_nothing(client, runner, addresses):
    pages, lists = addresses

    found = {address: client.get(address).status_code for address in (*pages, *lists)}

    assert {address for address, status in found.items() if status != 200} == {pages[2]}
    assert found[pages[2]] == 405
    assert InvitationRound.objects.get().status == RoundStatus.DRAFT
    assert DatePoll.objects.get().status == PollStatus.OPEN
    assert mail.outbox == []


def test_rows_that_do_not_exist_are_404(client, runner, poll):
    for name in ("invitations", "round-new", "poll-new", "round", "round-edit", "round-mail", "round-send", "poll"):
        assert client.get(url(name, 987_654)).status_code == 404
        assert client.get(url(name, 10**30)).status_code == 404
    assert client.get(url("poll-decide", poll.pk, 987_654)).status_code == 404
    assert client.get(url("poll-decide", poll.pk, 10**30)).status_code == 404


# A round


def test_staff_invite_in_three_steps(client, runner, page):
    saved = client.post(url("round-new", page.pk), round_values(save="1"))
    row = InvitationRound.objects.get()
    shown = client.get(saved.url)

    assert (saved.url, row.status, row.made_by) == (url("round", row.pk), RoundStatus.DRAFT, runner)
    assert "1 person gets this mail." in text(shown)
    assert "Subject: Come to Talk" in text(shown)
    assert "Dana Reyes, you are invited to Talk" in text(shown)
    assert b"Dear Dana Reyes" in client.get(url("round-mail", row.pk)).content

    assert "Send it to 1 person" in text(client.get(url("round-send", row.pk)))
    done = client.post(url("round-send", row.pk), follow=True)

    assert "The mail to 1 person is on its way." in text(done)
    assert Invitation.objects.get().email == "dana@example.org"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"pasted": ""}, "Choose a group, or paste addresses."),
        ({"pasted": "dana@example.org\nnonsense"}, "Line 2: “nonsense” is no e-mail address."),
        ({"subject": ""}, "This field is required."),
        ({"text": "Dear {nobody}"}, "{nobody} cannot be filled in."),
        ({"subject": "Half {name"}, "A brace stands alone."),
        ({"sources": ["made up"]}, "made up is not one of the available choices"),
        ({"regions": ["999999"]}, "999999 is not one of the available choices"),
        ({"pasted": "a\0b"}, "Null characters"),
    ],
)
def test_round_that_is_refused_keeps_what_was_typed(client, runner, page, values, words):
    response = client.post(url("round-new", page.pk), round_values(save="1", **{"text": "Kept {when}"} | values))

    assert response.status_code == 422
    assert words in text(response)
    if "text" not in values:
        assert "Kept {when}" in response.content.decode()
    if values.get("pasted", "").startswith("dana"):
        assert "dana@example.org\nnonsense" in response.content.decode()
    assert InvitationRound.objects.count() == 0


def test_lines_that_are_no_address_are_left_out_when_staff_say_so(client, runner, page):
    pasted = "dana@example.org\nnonsense"
    client.post(url("round-new", page.pk), round_values(save="1", pasted=pasted, leaves_out_problems="on"))

    row = InvitationRound.objects.get()
    shown = text(client.get(url("round", row.pk)))
    assert row.choice["pasted"] == pasted
    assert "1 piece is no e-mail address." in shown
    assert "Line 2: “nonsense” is no e-mail address." in shown


def test_count_says_who_is_chosen_at_the_moment(client, runner, page):
    InvitationFactory(gathering=page, email="ada@example.org")

    response = client.post(
        url("invitation-count", page.pk), {"pasted": "ada@example.org, bo@example.org, Bo@example.org, nonsense"}
    )

    assert response.json() == {
        "text": "1 person gets this mail. 1 is there twice and counts once. 1 was invited before. "
        "1 piece is no e-mail address."
    }


def test_text_is_taken_over_and_the_rest_stays(client, runner, page):
    start = InvitationTextFactory(subject="From the text", text="Words of the text")

    response = client.post(
        url("round-new", page.pk), round_values(take_text="1", start_text=start.pk, pasted="kept@example.org")
    )

    body = response.content.decode()
    assert response.status_code == 200
    assert all(words in body for words in ("From the text", "Words of the text", "kept@example.org"))
    assert InvitationRound.objects.count() == 0


def test_second_round_starts_from_the_gathering(client, runner, page):
    InvitationFactory(gathering=page, email="silent@example.org")

    assert "Write again to 1 who has not answered" in text(client.get(url("invitations", page.pk)))
    client.post(f"{url('round-new', page.pk)}?reminder=1", {"subject": "Again", "text": "Please", "save": "1"})

    row = InvitationRound.objects.get(subject="Again")
    assert row.is_reminder
    assert "Everyone invited who has not answered" in text(client.get(url("round", row.pk)))


def test_page_of_a_gathering_counts_answers_and_names_who_is_silent(client, runner, page):
    InvitationFactory(gathering=page, email="silent@example.org")
    InvitationFactory(gathering=page, email="said-yes@example.org", answer="yes")

    shown = client.get(url("invitations", page.pk))
    numbers = [one.get_text(strip=True) for one in BeautifulSoup(shown.content, "html.parser").select("dl dd")]

    assert numbers == ["1", "1", "0", "0"]
    assert "silent@example.org" in text(shown)
    assert "said-yes@example.org" not in text(shown)


def test_draft_is_changed_and_deleted_and_a_sent_round_is_not(client, runner, page):
    row = InvitationRoundFactory(gathering=page)
    client.post(url("round-edit", row.pk), round_values(save="1", subject="Changed"))
    row.refresh_from_db()
    assert row.subject == "Changed"

    client.post(url("round-delete", row.pk))
    assert InvitationRound.objects.count() == 0

    sent = InvitationRoundFactory(gathering=page, status=RoundStatus.SENT)
    assert client.post(url("round-edit", sent.pk), round_values(save="1")).url == url("round", sent.pk)
    client.post(url("round-delete", sent.pk))
    assert InvitationRound.objects.count() == 1


def test_file_of_answers_has_no_live_formula(client, runner, page):
    InvitationFactory(gathering=page, name="=1+1", program_name="+1", email="ada@example.org")

    address = reverse("partnership_events_invitation_modeladmin_index")
    response = client.get(f"{address}?export=xlsx")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2) for cell in row]

    assert [cell.value for cell in cells][:3] == ["'=1+1", "ada@example.org", "'+1"]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@pytest.mark.parametrize("name", ["invitationround", "invitation", "datepoll"])
def test_lists_cost_the_same_queries_for_one_row_and_for_three(client, runner, calendar, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse(f"partnership_events_{name}_modeladmin_index")
    numbers = []
    for number in range(3):
        page = gathering(calendar, f"Gathering {number}")
        InvitationFactory(gathering=page)
        DatePollFactory(gathering=page)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        numbers.append(len(queries))

    assert numbers[0] == numbers[2]


def test_word_in_braces_of_a_text_is_checked(client, runner):
    address = reverse("partnership_events_invitationtext_modeladmin_create")

    refused = client.post(address, {"name": "Mine", "subject": "{nobody}", "text": "x"})
    client.post(address, {"name": "Mine", "subject": "{name}", "text": "x"})

    assert "{nobody} cannot be filled in." in text(refused)
    from events.models import InvitationText

    assert InvitationText.objects.filter(name="Mine").values_list("subject", flat=True).get() == "{name}"


def test_row_and_page_of_a_gathering_lead_to_its_invitations(runner, editor, page):
    from events.cms.page_buttons import invitation_buttons

    assert [one.url for one in invitation_buttons(page, runner)] == [
        url("gathering", page.pk),
        url("invitations", page.pk),
    ]
    assert list(invitation_buttons(page, editor)) == []
    assert list(invitation_buttons(page.get_parent(), runner)) == []


# A poll


def test_staff_open_a_poll_with_dates_as_the_clock_shows_them_there(client, runner, calendar):
    page = gathering(calendar, time_zone="America/New_York")
    year = timezone.now().year + 1

    response = client.post(
        url("poll-new", page.pk),
        poll_values((f"{year}-05-04", "10:00", "12:30"), (f"{year}-05-05", "18:00", ""), closes_on=f"{year}-04-01"),
    )

    poll = DatePoll.objects.get()
    first, second = poll.options.all()
    assert response.url == url("poll", poll.pk)
    assert first.starts_at.astimezone(page.zone).strftime("%d %H:%M") == "04 10:00"
    assert first.ends_at.astimezone(page.zone).strftime("%d %H:%M") == "04 12:30"
    assert second.ends_at is None
    assert poll.made_by == runner


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2028-03-12", "02:30", ""), "The clocks change that day and leave this hour out."),
        (("2028-05-04", "10:00", "09:00"), "The end must come after the start."),
        (("2020-05-04", "10:00", ""), "This date has passed."),
        (("2028-05-04", "", ""), "Write when it begins."),
        (("", "10:00", ""), "Choose the day."),
        (("2028-13-40", "10:00", ""), "Enter a valid date."),
        (("", "", ""), "Propose at least two dates."),
        (("2028-06-01", "10:00", ""), "One of the dates is there twice."),
    ],
)
def test_poll_that_is_refused_keeps_what_was_typed(client, runner, page, row, words):
    response = client.post(
        url("poll-new", page.pk), poll_values(("2028-06-01", "10:00", ""), row, question="Kept as typed?")
    )

    assert response.status_code == 422
    assert words in text(response)
    assert "Kept as typed?" in response.content.decode()
    assert DatePoll.objects.count() == 0


def test_days_alone_are_asked_for_an_all_day_gathering(client, runner, calendar):
    page = gathering(calendar, is_all_day=True)

    client.post(url("poll-new", page.pk), poll_values(("2028-06-01", "", ""), ("2028-06-08", "", "")))

    moments = [one.starts_at.astimezone(page.zone) for one in DatePoll.objects.get().options.all()]
    assert [moment.strftime("%d %H:%M") for moment in moments] == ["01 00:00", "08 00:00"]


def test_several_days_that_are_chosen_are_the_days_of_the_gathering(client, runner, calendar):
    """R29: the last day that was proposed is one of them."""
    page = gathering(calendar, is_all_day=True)
    values = poll_values(("2028-06-01", "", ""), ("2028-06-08", "", ""))
    client.post(url("poll-new", page.pk), values | {"dates-0-last_day": "2028-06-03"})
    poll = DatePoll.objects.get()
    assert "Thu 1 Jun 2028 to Sat 3 Jun 2028" in text(client.get(url("poll", poll.pk)))

    client.post(url("poll-decide", poll.pk, poll.options.first().pk), {"note": ""})

    page.refresh_from_db()
    assert page.days == (date(2028, 6, 1), date(2028, 6, 3))


def test_staff_read_names_decide_and_a_second_decision_gets_a_sentence(client, runner, poll):
    PollParticipantFactory(poll=poll, name="Dana Reyes", email="dana@example.org")
    first, second = poll.options.all()
    shown = text(client.get(url("poll", poll.pk)))
    assert "Dana Reyes, dana@example.org" in shown

    assert "1 person who marked gets a mail" in text(client.get(url("poll-decide", poll.pk, first.pk)))
    done = client.post(url("poll-decide", poll.pk, first.pk), {"note": "New date."}, follow=True)
    again = client.post(url("poll-decide", poll.pk, second.pk), {"note": ""}, follow=True)

    page = GatheringPage.objects.get()
    assert (page.starts_at, page.status_note) == (first.starts_at, "New date.")
    assert "The date is set." in text(done)
    assert "Somebody has just decided this poll" in text(again)


def test_poll_is_changed_and_withdrawn(client, runner, poll):
    client.post(url("poll-edit", poll.pk), poll_values(("2028-06-01", "10:00", ""), question="Which day?"))
    poll.refresh_from_db()
    assert (poll.question, poll.options.count()) == ("Which day?", 3)

    response = client.post(url("poll-withdraw", poll.pk), follow=True)

    poll.refresh_from_db()
    assert poll.status == PollStatus.WITHDRAWN
    assert "was withdrawn" in text(response)
