"""Whom a round of invitations goes to: pasted addresses, and the groups that apps offer. R35."""

import pytest

from events.enums import AttendanceMode, RegistrationStatus
from events.invitations.placeholders import braces_problem, filled
from events.invitations.recipients import choose, parse_addresses, past_guests
from mentoring_pages import recipients as mentoring_recipients
from resources.registry import recipient_sources
from tests.factories import mentoring
from tests.factories.events import InvitationFactory, RegionFactory, RegistrationFactory, gathering

pytestmark = pytest.mark.django_db


def emails(rows):
    return [row[1] for row in rows]


# Pasted addresses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada@example.org", [("", "ada@example.org")]),
        ("ada@example.org, bo@example.org;cy@example.org", [("", f"{one}@example.org") for one in ("ada", "bo", "cy")]),
        (
            "ada@example.org\tbo@example.org\ncy@example.org",
            [("", f"{one}@example.org") for one in ("ada", "bo", "cy")],
        ),
        ("ada@example.org bo@example.org", [("", "ada@example.org"), ("", "bo@example.org")]),
        ("Dana Reyes <dana@example.org>", [("Dana Reyes", "dana@example.org")]),
        (
            '"Reyes, Dana" <dana@example.org>, bo@example.org',
            [("Reyes, Dana", "dana@example.org"), ("", "bo@example.org")],
        ),
        ("Dana Reyes dana@example.org", [("Dana Reyes", "dana@example.org")]),
        ("Dana Reyes\tdana@example.org\tWillow Bend", [("Dana Reyes", "dana@example.org")]),
        ("<dana@example.org>;", [("", "dana@example.org")]),
        ("mailto:dana@example.org", [("", "dana@example.org")]),
        ("\ufeffdana@example.org\u200b \r\n\r\n", [("", "dana@example.org")]),
        ("", []),
    ],
)
def test_addresses_are_read_however_they_were_pasted(text, found):
    recipients, problems = parse_addresses(text)

    assert [(one.name, one.email) for one in recipients] == found
    assert problems == []


def test_what_is_no_address_is_named_with_its_line():
    recipients, problems = parse_addresses("ada@example.org\nno address here\n\nbo@ cy@example.org\n<<>>")

    assert [one.email for one in recipients] == ["ada@example.org", "cy@example.org"]
    assert problems[:2] == [(2, "no address here"), (4, "bo@")]


@pytest.mark.parametrize("text", ["<" * 5_000, '"' * 5_001, "a@b " * 3_000, "<a" * 4_000, ("x" * 300 + "@example.org")])
def test_odd_text_is_read_quickly_and_without_error(text):
    recipients, problems = parse_addresses(text)

    assert recipients == []
    assert problems


def test_address_with_a_line_break_hidden_in_it_is_refused():
    recipients, problems = parse_addresses("Dana\r <dana@example.org>\u2028Bcc: x@example.org")

    assert all("\n" not in one.email and "\r" not in one.email for one in recipients)
    assert all("\n" not in one.name and "\r" not in one.name for one in recipients)


# Each once


def test_each_person_is_chosen_once_and_those_known_to_the_gathering_are_left_out(calendar):
    page = gathering(calendar)
    InvitationFactory(gathering=page, email="invited@example.org")
    RegistrationFactory(gathering=page, email="Guest@example.org")
    RegistrationFactory(gathering=page, email="left@example.org", cancelled=True)

    chosen = choose(
        page,
        {
            "pasted": "New@example.org, new@EXAMPLE.org, INVITED@example.org, guest@example.org, left@example.org, "
            "nonsense"
        },
    )
    assert [one.email for one in chosen.recipients] == ["New@example.org", "left@example.org"]
    assert (chosen.duplicate_count, chosen.invited_count, chosen.registered_count) == (1, 1, 1)
    assert chosen.problems == [(1, "nonsense")]


def test_name_that_a_group_knows_wins_over_a_bare_address(calendar, mentor):
    page = gathering(calendar)
    mentor.last_name = "Reyes"
    mentor.save()

    chosen = choose(page, {"sources": ["directors"], "regions": [], "pasted": mentor.email})

    assert [(one.name, one.email) for one in chosen.recipients if one.email == mentor.email] == [
        ("Mentor Reyes", mentor.email)
    ]
    assert chosen.duplicate_count == 1


def test_choosing_costs_the_same_queries_for_three_people_and_for_three_hundred(
    calendar, django_assert_max_num_queries, paired
):
    page = gathering(calendar)
    few = {"sources": list(recipient_sources()), "regions": [], "pasted": "a@example.org"}
    many = few | {"pasted": "\n".join(f"guest{number}@example.org" for number in range(300))}

    for choice in (few, many):
        with django_assert_max_num_queries(8):
            choose(page, choice)


# The groups


def test_guests_of_past_gatherings_are_those_who_had_a_place_there(calendar):
    """R35: past attendees of gatherings of chosen regions; no one whose data were removed."""
    here, there = RegionFactory(), RegionFactory()
    past = gathering(calendar, days=-20, region=here)
    RegistrationFactory(gathering=past, email="came@example.org", status=RegistrationStatus.ATTENDED)
    RegistrationFactory(gathering=past, email="had@example.org")
    RegistrationFactory(gathering=past, email="waited@example.org", waiting=True)
    RegistrationFactory(gathering=past, email="left@example.org", cancelled=True)
    RegistrationFactory(gathering=past, email="", status=RegistrationStatus.ATTENDED)
    RegistrationFactory(gathering=gathering(calendar, "Other", days=-20, region=there), email="there@example.org")
    RegistrationFactory(gathering=gathering(calendar, "Coming", region=here), email="coming@example.org")

    assert sorted(emails(past_guests([here.pk]))) == ["came@example.org", "had@example.org"]
    assert len(past_guests([])) == 3


def test_directors_are_found_by_the_region_of_their_programs_facts(db):
    here, there = RegionFactory(), RegionFactory()
    with_page = mentoring.mentor_profile(region=here).program
    with_profile = mentoring.MenteeProfileFactory(region=here).program
    elsewhere = mentoring.MenteeProfileFactory(region=there).program
    left = mentoring.MenteeProfileFactory(region=here, program__status="left").program
    for program in (with_page, with_profile, elsewhere, left):
        mentoring.ProgramMembershipFactory(program=program, user__email=f"{program.pk}@example.org")
    mentoring.ProgramMembershipFactory(program=with_page, role="staff", user__email="staff@example.org")
    mentoring.ProgramMembershipFactory(program=with_page, is_active=False, user__email="former@example.org")
    mentoring.ProgramMembershipFactory(program=with_page, user__email="gone@example.org", user__is_active=False)
    mentoring.ProgramMembershipFactory(program=with_page, user__email="")

    found = sorted(emails(mentoring_recipients.directors([here.pk])))

    assert found == sorted(f"{one.pk}@example.org" for one in (with_page, with_profile))


def test_mentors_have_a_published_page_and_mentees_an_open_pair_in_the_running_cycle(paired):
    program = mentoring.mentor_profile(program=paired.pair.mentor).program
    mentoring.ProgramMembershipFactory(program=program, role="staff", user__email="helper@example.org")

    assert sorted(emails(mentoring_recipients.mentors([]))) == ["helper@example.org", paired.mentor.email]
    assert emails(mentoring_recipients.mentees([])) == [paired.mentee.email]

    paired.pair.status = "complete"
    paired.pair.save()
    program.mentor_page.unpublish()

    assert mentoring_recipients.mentees([]) == []
    assert mentoring_recipients.mentors([]) == []


def test_groups_that_staff_can_choose_are_those_of_the_brief():
    assert list(recipient_sources()) == ["directors", "mentors", "mentors-on-bench", "mentees", "past_guests"]


# Words in braces


@pytest.mark.parametrize("text", ["Dear {names}", "{", "}", "{gathering", "{{name}}", "{ name }", "{}"])
def test_braces_that_cannot_be_filled_in_are_a_sentence(text):
    assert braces_problem(text)


def test_values_are_filled_in_once_and_never_read_again():
    values = {"name": "{gathering}", "gathering": "Talk"}

    assert braces_problem("{name}: {gathering}, {when}, {place}, {host}") == ""
    assert filled("{name}: {gathering}", values) == "{gathering}: Talk"


def test_online_gathering_has_a_place_in_words(calendar):
    from events.invitations.words import placeholder_values

    page = gathering(calendar, mode=AttendanceMode.ONLINE, host_name="")

    assert placeholder_values(page, "")["place"] == "online"
    assert placeholder_values(page, "")["name"] == "colleague"
    assert placeholder_values(page, "")["host"] == "the partnership"
