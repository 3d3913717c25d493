"""Concerns: anybody reaches somebody outside both programs, unknown if they like, and follows it by a code (R104)."""

import datetime as dt
import re

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mentoring_pages.actions.concern_names import programs_in
from mentoring_pages.actions.concerns import (
    FormUsed,
    acknowledge_concern,
    after_working_days,
    answer_concern,
    close_concern,
    escalate_concerns,
    find_by_code,
    forget_concerns,
    name_no_program,
    name_program,
    receive_concern,
    write_as_sender,
)
from mentoring_pages.actions.errors import NotAllowed, WrongState
from mentoring_pages.enums import NEXT_CONCERN_STATUSES, ConcernAct, ConcernStatus
from mentoring_pages.models import Concern, ConcernHandler, ConcernMessage, ConcernSettings, MentoringSettings
from mentoring_pages.permissions import can_handle_concern
from resources.signed_time import new_stamp
from tests.factories import mentoring
from tests.factories.tree import site_root
from tests.mentoring_pages.requesting import mails
from tests.pages import text_of

pytestmark = pytest.mark.django_db

CREATE, FOLLOW, WRITE = "/members/concern/", "/members/concern/follow/", "/members/concern/follow/write/"
WORD = "Quillfeather"
CODE = re.compile(r"[A-Z2-7]{5}(?:-[A-Z2-7]{5}){4}-[A-Z2-7]")


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


@pytest.fixture
def rules(coordinator):
    """The coordinator is named; late ones are reported to a third person."""
    found = ConcernSettings.for_site(site_root().get_site())
    found.escalation_email = "board@example.org"
    found.save()
    ConcernHandler.objects.create(owner=found, user=coordinator)
    return found


@pytest.fixture
def concern(rules):
    """One that names no program."""
    return find_by_code(receive_concern(form_id="a-form", text=f"{WORD} happened"))


def typed(**changes):
    with time_machine.travel(timezone.now() - dt.timedelta(minutes=1)):
        return {"text": f"{WORD} happened", "mark": "m" * 22, "opened": new_stamp(), **changes}


def test_anybody_sends_one_without_account_and_is_shown_a_code_once(client, rules, committed):
    answer = committed(client.post, CREATE, typed(reach="555 0100, evenings"))

    code = CODE.search(answer.content.decode()).group()
    concern = Concern.objects.get()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert (concern.status, concern.text, concern.reach) == (
        ConcernStatus.RECEIVED,
        f"{WORD} happened",
        "555 0100, evenings",
    )
    assert find_by_code(code.lower().replace("-", " ")) == concern
    assert code.replace("-", "") not in str(Concern.objects.values().get())
    assert mails() == [("coordinator@example.org", "A concern has arrived")]
    assert WORD not in mail.outbox[0].body + mail.outbox[0].alternatives[0].content


def test_its_pages_let_browsers_say_where_a_form_comes_from(client, rules):
    """With "no-referrer" browsers send forms from the origin "null", and each would be refused."""
    for answer in (client.get(CREATE), client.get(FOLLOW), client.post(FOLLOW, {"code": "AAAAA"})):
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_double_post_makes_one_and_shows_the_same_code(client, rules):
    sent = typed()
    codes = [CODE.search(client.post(CREATE, sent).content.decode()).group() for _time in range(2)]

    assert (codes[0], Concern.objects.count()) == (codes[1], 1)
    with time_machine.travel(timezone.now() + dt.timedelta(hours=1)), pytest.raises(FormUsed):
        receive_concern(form_id=sent["mark"], text=sent["text"])
    other = client.post(CREATE, {**sent, "text": "Something else, from the same form"})
    assert CODE.search(other.content.decode()).group() != codes[0]
    assert Concern.objects.count() == 2


def test_a_refused_form_keeps_every_word(client, rules):
    long = "ثمّ 🚌 é " * 2_000
    quick = client.post(CREATE, typed(text=long, about="Kettle", opened=new_stamp()))
    trapped = client.post(CREATE, typed(text=long, homepage="https://x.example"))

    for answer in (quick, trapped):
        assert answer.status_code == 422
        assert long.strip() in answer.content.decode()
    assert "https://x.example" not in trapped.content.decode()
    assert Concern.objects.count() == 0


def test_one_address_sends_so_many_an_hour(client, rules, settings):
    settings.PARTNERSHIP = {**getattr(settings, "PARTNERSHIP", {}), "CONCERNS_PER_HOUR": 1}
    first = client.post(CREATE, typed(), REMOTE_ADDR="203.0.113.7")
    second = client.post(CREATE, typed(mark="n" * 22), REMOTE_ADDR="203.0.113.7")

    assert (first.status_code, second.status_code) == (200, 422)
    assert WORD in second.content.decode()


def test_a_code_is_only_ever_posted_and_wrong_ones_run_out(client, rules, concern, settings):
    settings.PARTNERSHIP = {**getattr(settings, "PARTNERSHIP", {}), "CONCERN_LOOKS_PER_HOUR": 2}
    by_get = client.get(FOLLOW, {"code": "x"}, REMOTE_ADDR="203.0.113.8")
    tries = [client.post(FOLLOW, {"code": "AAAAA"}, REMOTE_ADDR="203.0.113.8") for _time in range(3)]

    assert WORD not in by_get.content.decode()
    assert [answer.status_code for answer in tries] == [422, 422, 422]
    assert "We know no such code" in text_of(tries[0])
    assert "Many codes were tried" in text_of(tries[2])


def test_both_write_to_each_other_by_the_code(client, rules, coordinator):
    code = receive_concern(form_id="a-form", text=f"{WORD} happened")
    concern = find_by_code(code)
    answer_concern(concern, "Thank you. May we call?", by=coordinator, form_id="f1")

    shown = client.post(FOLLOW, {"code": code})
    for _time in range(2):
        written = client.post(WRITE, {"code": code, "mark": "w" * 22, "text": "Yes, tonight"})

    assert "Thank you. May we call?" in text_of(shown)
    assert "Somebody looks into it" in text_of(shown)
    assert "Yes, tonight" in text_of(written)
    assert ConcernMessage.objects.count() == 2
    concern.refresh_from_db()
    assert concern.answer_by is not None


def test_a_message_with_a_wrong_code_is_not_lost(client, rules):
    answer = client.post(WRITE, {"code": "AAAAA", "mark": "w" * 22, "text": "Long thoughts"})

    assert answer.status_code == 422
    assert "Long thoughts" in text_of(answer)


def test_a_signed_in_person_names_a_pair_and_is_not_remembered(client, paired, rules, mentee):
    client.force_login(mentee)
    page = client.get(CREATE)
    client.post(CREATE, typed(pair=str(paired.pair.code)))

    assert "Goldfinch Bridge After School + Lantern Creek Learning Club" in text_of(page)
    concern = Concern.objects.get()
    assert sorted(concern.programs.values_list("program", flat=True)) == sorted(
        [paired.pair.mentor_id, paired.pair.mentee_id]
    )
    assert mentee.email not in str(Concern.objects.values().get())
    assert [trace.by for trace in concern.traces.all()] == [None]


def test_a_program_whose_name_stands_in_the_text_is_tied(paired, rules, coordinator):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentor, user=coordinator, is_active=False)

    named = find_by_code(receive_concern(form_id="f", text="At goldfinch  bridge after school they shout"))

    assert not Concern.objects.visible_to(coordinator).filter(pk=named.pk).exists()


def test_who_may_read_one_and_its_twin_agree(paired, concern, persona, rules, coordinator, superuser):
    """A coordinator who is not named, and a superuser, read none; who belongs or belonged to a program not its own."""
    other = mentoring.UserFactory(username="second-coordinator")
    other.groups.set(coordinator.groups.all())
    about = find_by_code(receive_concern(form_id="b", text="x", pair=paired.pair))
    insider = mentoring.UserFactory(username="insider")
    insider.groups.set(coordinator.groups.all())
    ConcernHandler.objects.create(owner=rules, user=insider)
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=insider, is_active=False)
    people = {who: persona(who) for who in ("mentor", "mentee", "coordinator", "superuser", "outsider", "editor")}
    people |= {"second coordinator": other, "insider": insider}

    seen = {who: set(Concern.objects.visible_to(user).values_list("pk", flat=True)) for who, user in people.items()}

    assert {who: pks for who, pks in seen.items() if pks} == {
        "coordinator": {concern.pk, about.pk},
        "insider": {concern.pk},
    }
    for who, user in people.items():
        for one in (concern, about):
            assert can_handle_concern(user, one) == (one.pk in seen[who]), who
    ConcernHandler.objects.create(owner=rules, user=superuser)
    assert Concern.objects.visible_to(superuser).count() == 2


def test_the_table_of_steps_is_kept(concern, coordinator, superuser, client):
    assert set(NEXT_CONCERN_STATUSES) == set(ConcernStatus)
    with pytest.raises(NotAllowed):
        acknowledge_concern(concern, by=superuser)
    acknowledge_concern(concern, by=coordinator)
    with pytest.raises(WrongState):
        acknowledge_concern(concern, by=coordinator)
    close_concern(concern, by=coordinator)
    with pytest.raises(WrongState):
        answer_concern(concern, "Too late", by=coordinator, form_id="f")
    write_as_sender(concern, "It goes on", form_id="g")
    concern.refresh_from_db()
    assert (concern.status, concern.closed_at) == (ConcernStatus.ACKNOWLEDGED, None)
    assert [trace.act for trace in concern.traces.all()] == [
        ConcernAct.RECEIVED,
        ConcernAct.ACKNOWLEDGED,
        ConcernAct.CLOSED,
        ConcernAct.WRITTEN,
        ConcernAct.REOPENED,
    ]


def test_working_days_pass_over_the_weekend():
    friday = dt.datetime.fromisoformat("2026-11-20T16:00:00-06:00")

    assert after_working_days(friday, 2).isoformat() == "2026-11-24T16:00:00-06:00"
    assert after_working_days(friday, 0) == friday


def test_nobody_acting_is_reported_without_a_word_and_again(concern, rules, committed):
    """Two working days to answer, then a report, and again every two working days, once each."""
    start = concern.received_at
    days = [(1, 0), (5, 1), (5, 0), (9, 1), (9, 0)]
    counts = []
    for day, _expected in days:
        counts.append(committed(escalate_concerns, start + dt.timedelta(days=day, minutes=1)))

    assert counts == [expected for _day, expected in days]
    assert {(to, subject) for to, subject in mails()} == {
        ("board@example.org", "A concern waits, and nobody has answered")
    }
    assert WORD not in "".join(message.body for message in mail.outbox)


def test_an_answered_one_is_not_reported(concern, coordinator, committed):
    acknowledge_concern(concern, by=coordinator)

    assert committed(escalate_concerns, timezone.now() + dt.timedelta(days=60)) == 0


def test_when_all_who_are_named_belong_to_the_program_it_is_reported_at_once(paired, rules, coordinator, committed):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator)

    committed(receive_concern, form_id="f", text="x", pair=paired.pair)

    assert mails() == [("board@example.org", "A concern waits, and nobody has answered")]
    assert "has reached nobody" in mail.outbox[0].body


def test_the_coordinators_address_is_told_no_number_and_not_that_nobody_may_see_it(
    paired, rules, coordinator, committed
):
    """Without an address for reports those who read the mail may be those it is about."""
    rules.escalation_email = ""
    rules.save()
    everyday = MentoringSettings.for_site(site_root().get_site())
    everyday.contact_email = "all-coordinators@example.org"
    everyday.save()
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator)

    committed(receive_concern, form_id="f", text="x", pair=paired.pair)
    first = mail.outbox[0]
    committed(receive_concern, form_id="g", text="y")
    committed(escalate_concerns, timezone.now() + dt.timedelta(days=9))

    reports = [one for one in mail.outbox if one.to == ["all-coordinators@example.org"]]
    assert first.to == ["all-coordinators@example.org"]
    assert len(reports) >= 2
    assert {one.body for one in reports} == {first.body}
    assert "reached nobody" not in first.body
    assert not any(str(concern.pk) in first.body for concern in Concern.objects.all())


def test_numbers_in_a_row_tell_nobody_that_one_is_missing(rules):
    numbers = {find_by_code(receive_concern(form_id=str(at), text="x")).pk for at in range(3)}

    assert len(numbers) == 3
    assert all(10_000_000 <= number < 100_000_000 for number in numbers)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Kid’s Corner", "at Kid's corner"),
        ("North-Side After School", "the northside afterschool people"),
        ("The Lighthouse Club", "LIGHTHOUSE  CLUB"),
        ("Café Niños", "it is cafe ninos"),
        ("Boys & Girls Club", "boys and girls club"),
        ("Ｈｏｐｅ House", "Hope-House, of course"),
        ("ASP", "our A.S.P., as everybody knows"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(rules, name, written):
    program = mentoring.ProgramFactory(name=name)

    concern = find_by_code(receive_concern(form_id="f", text="x", about=written))

    assert [row.program for row in concern.programs.all()] == [program]
    assert not concern.is_unplaced


def test_a_short_name_is_not_found_inside_other_words(rules):
    mentoring.ProgramFactory(name="ASP")

    assert programs_in("It was a spring day, and I had to grasp it") == set()


def test_a_program_that_is_named_and_not_known_hides_it_from_whoever_belongs_to_any(paired, rules, coordinator):
    """Closed, as long as nobody outside says which is meant; the predicate and its twin agree (R104)."""
    outside = mentoring.UserFactory(username="outside", email="outside@example.org")
    outside.groups.set(coordinator.groups.all())
    ConcernHandler.objects.create(owner=rules, user=outside)
    mentoring.ProgramMembershipFactory(program=paired.pair.mentor, user=coordinator, is_active=False)
    seen_by = lambda user, one: (  # noqa: E731
        can_handle_concern(user, one),
        Concern.objects.visible_to(user).filter(pk=one.pk).exists(),
    )

    first, second = (find_by_code(receive_concern(form_id=mark, text="x", about="Goldfinches")) for mark in "fg")
    before = [seen_by(user, first) for user in (coordinator, outside)]
    with pytest.raises(NotAllowed):
        name_no_program(first, by=coordinator)
    name_no_program(first, by=outside)
    name_program(second, paired.pair.mentor, by=outside)
    first.refresh_from_db()
    second.refresh_from_db()

    assert before == [(False, False), (True, True)]
    assert [seen_by(coordinator, one) for one in (first, second)] == [(True, True), (False, False)]
    assert (first.is_unplaced, second.is_unplaced) == (False, False)
    assert first.traces.last().act == ConcernAct.NO_PROGRAM
    with pytest.raises(WrongState):
        name_no_program(first, by=outside)


def test_when_everybody_belongs_to_some_program_an_unclear_one_is_reported(paired, rules, coordinator, committed):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentor, user=coordinator)

    committed(receive_concern, form_id="f", text="x", about="the people by the lake")

    assert mails() == [("board@example.org", "A concern waits, and nobody has answered")]
    assert "has reached nobody" in mail.outbox[0].body


def test_the_code_is_made_with_the_key_of_the_journals_and_old_codes_stay(rules, settings):
    keys = [Fernet.generate_key().decode() for _time in range(2)]
    settings.PARTNERSHIP = {**getattr(settings, "PARTNERSHIP", {}), "JOURNAL_KEYS": keys[:1]}
    code = receive_concern(form_id="f", text="x")
    settings.SECRET_KEY = "another"
    assert receive_concern(form_id="f", text="x") == code

    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "JOURNAL_KEYS": keys[::-1]}

    assert find_by_code(code) is not None
    # A code that nobody could follow is not shown.
    with pytest.raises(FormUsed):
        receive_concern(form_id="f", text="x")
    assert code not in repr(code)


def test_naming_a_program_later_shuts_its_people_out(paired, concern, rules, coordinator, committed):
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=coordinator)

    committed(name_program, concern, paired.pair.mentee, by=coordinator)

    assert Concern.objects.visible_to(coordinator).count() == 0
    assert [to for to, _subject in mails()] == ["board@example.org"]


def test_a_closed_one_is_deleted_after_the_time_that_staff_set(concern, rules, coordinator):
    write_as_sender(concern, "More", form_id="g")
    close_concern(concern, by=coordinator)
    now = timezone.now()

    assert forget_concerns(now + dt.timedelta(days=364)) == 0
    assert forget_concerns(now + dt.timedelta(days=366)) == 1
    assert (Concern.objects.count(), ConcernMessage.objects.count()) == (0, 0)


def test_the_database_holds_no_word_of_it_in_the_clear(concern, coordinator):
    answer_concern(concern, f"{WORD} again", by=coordinator, form_id="f")

    with connection.cursor() as cursor:
        for table in ("concern", "concernmessage", "concerntrace"):
            cursor.execute(f"SELECT * FROM mentoring_pages_{table}")
            assert WORD not in str(cursor.fetchall()), table
    assert str(concern) == f"#{concern.pk}"


def test_members_pages_lead_to_it(client, paired, mentee):
    client.force_login(mentee)

    for name in ("pair-detail", "contact-list"):
        assert (
            reverse("members:concern-create")
            in client.get(reverse(f"members:{name}", args=[paired.pair.code])).content.decode()
        )
