"""What calendar text says beside its times: octets, the calendar object, states, names. R20, R21, R35."""

from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical.lint import lint
from events.ical.writing import CANCELLED, TENTATIVE, CalendarFacts, calendar_feed, single_event
from tests.events.ical_facts import CALENDAR, event, lines, value

# Characters that break readers when written as they are: folds, escapes, line ends of every kind, marks, 4 octets.
AWKWARD = st.text(
    st.sampled_from("\\;,:\"'^\r\n\t\v\0\x07\x1c\x7f\x85\u2028\u2029\u202e\ufeffaé€𝄞\ud800 "), max_size=200
)
ANY_TEXT = st.one_of(AWKWARD, st.text(max_size=200))


def expected_line(text):
    """`text` as one clean line: what a reader should show."""
    return " ".join("".join(one for one in text if not _is_bad(one)).split())


def _is_bad(character):
    code = ord(character)
    is_control = (code < 0x20 or 0x7F <= code <= 0x9F) and not character.isspace()
    return is_control or 0xD800 <= code <= 0xDFFF or code in (0xFEFF, 0xFFFE, 0xFFFF)


@settings(max_examples=300, deadline=None)
@given(summary=ANY_TEXT, description=ANY_TEXT, location=ANY_TEXT)
def test_any_text_survives_folding_and_escaping(summary, description, location):
    octets = single_event(event(summary=f"x{summary}", description=description, location=location))

    read = Calendar.from_ical(octets).walk("VEVENT")[0]
    assert lint(octets) == []
    assert str(read["SUMMARY"]) == expected_line(f"x{summary}")
    assert str(read.get("LOCATION", "")) == expected_line(location)
    assert str(vobject.readOne(octets.decode()).vevent.summary.value) == str(read["SUMMARY"])


@settings(max_examples=100, deadline=None)
@given(categories=st.lists(ANY_TEXT, max_size=4), name=ANY_TEXT, label=ANY_TEXT)
def test_any_name_in_a_parameter_or_list_stays_in_its_line(categories, name, label):
    octets = calendar_feed(
        CALENDAR,
        [
            event(
                categories=tuple(categories),
                organizer=(name, "office@example.org"),
                conference_url="https://example.org/join",
                conference_label=label,
            )
        ],
    )

    read = Calendar.from_ical(octets).walk("VEVENT")[0]
    assert lint(octets) == []
    assert str(read["ORGANIZER"]) == "mailto:office@example.org"
    assert len(value(octets, "BEGIN")) == 5


@settings(max_examples=100, deadline=None)
@given(name=ANY_TEXT, description=ANY_TEXT, url=ANY_TEXT)
def test_any_calendar_name_makes_a_legal_feed(name, description, url):
    facts = CalendarFacts(name=name, description=description, url=f"https://example.org/{url}", source_url=url)

    assert lint(calendar_feed(facts, [event()])) == []


def test_feed_without_events_is_a_legal_object_with_a_zone():
    octets = calendar_feed(CALENDAR, [])

    assert value(octets, "BEGIN") == ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD"]
    assert lint(octets) == []


@pytest.mark.parametrize("zone", ["UTC", "", "Nonsense/Zone", "Asia/Jerusalem"])
def test_feed_without_events_is_legal_in_any_zone(zone):
    assert lint(calendar_feed(CalendarFacts(name="Empty", time_zone=zone), [])) == []


def test_calendar_object_says_who_it_is_once():
    octets = calendar_feed(CALENDAR, [event()])

    head = lines(octets)[1 : lines(octets).index("BEGIN:VTIMEZONE")]
    assert head == [
        "VERSION:2.0",
        "PRODID:-//After-School Partnership//Gatherings//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Gatherings\\, Chicago",
        "X-WR-CALNAME:Gatherings\\, Chicago",
        "DESCRIPTION:What is on",
        "X-WR-CALDESC:What is on",
        "URL:https://example.org/gatherings/",
        "SOURCE;VALUE=URI:https://example.org/gatherings/calendar.ics",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "X-WR-TIMEZONE:America/Chicago",
    ]


def test_one_event_file_has_no_calendar_name_and_no_method():
    names = {line.split(":")[0].split(";")[0] for line in lines(single_event(event()))}

    assert names & {"NAME", "X-WR-CALNAME", "METHOD", "REFRESH-INTERVAL"} == set()


def test_feed_has_no_method():
    assert value(calendar_feed(CALENDAR, [event()]), "METHOD") == []


def test_same_values_give_the_same_octets():
    assert calendar_feed(CALENDAR, [event()]) == calendar_feed(CALENDAR, [event()])


def test_zones_stand_once_each_before_all_events():
    events = [event(), event(uid="2@x"), event(uid="3@x", time_zone="Europe/Berlin")]

    octets = calendar_feed(CALENDAR, events)

    parts = [part for part in value(octets, "BEGIN") if part in ("VTIMEZONE", "VEVENT")]
    assert parts == ["VTIMEZONE", "VTIMEZONE", "VEVENT", "VEVENT", "VEVENT"]
    assert value(octets, "TZID") == ["America/Chicago", "Europe/Berlin"]
    assert lint(octets) == []


def test_stamp_is_the_last_revision_without_fractions():
    octets = single_event(event(last_modified_at=datetime(2026, 5, 1, 12, 30, 4, 999999, tzinfo=UTC)))

    assert value(octets, "DTSTAMP") == ["20260501T123004Z"]
    assert value(octets, "LAST-MODIFIED") == ["20260501T123004Z"]


def test_cancelled_event_stays_and_says_so():
    octets = calendar_feed(CALENDAR, [event(status=CANCELLED, sequence=2, summary_prefix="Cancelado")])

    assert value(octets, "STATUS") == ["CANCELLED"]
    assert value(octets, "SEQUENCE") == ["2"]
    assert value(octets, "SUMMARY") == ["Cancelado: Regional gathering"]
    assert lint(octets) == []


def test_cancelled_event_says_so_even_without_a_prefix():
    assert value(single_event(event(status=CANCELLED)), "SUMMARY") == ["Cancelled: Regional gathering"]


def test_postponed_event_is_tentative_with_its_prefix():
    octets = single_event(event(status=TENTATIVE, summary_prefix="Postponed"))

    assert value(octets, "STATUS") == ["TENTATIVE"]
    assert value(octets, "SUMMARY") == ["Postponed: Regional gathering"]


def test_unknown_status_is_refused():
    with pytest.raises(ValueError, match="DONE is no status"):
        single_event(event(status="DONE"))


def test_naive_start_is_refused():
    with pytest.raises(ValueError, match="aware start"):
        single_event(event(starts_at=datetime(2026, 10, 8, 10)))


def test_empty_values_are_left_out():
    names = {line.split(":")[0].split(";")[0] for line in lines(single_event(event()))}

    assert names & {"DESCRIPTION", "LOCATION", "GEO", "URL", "CATEGORIES", "ORGANIZER", "CONFERENCE"} == set()


def test_place_topics_and_address_are_written_as_readers_expect():
    octets = single_event(
        event(
            location="Town Hall\n1 Main Street, Peoria",
            categories=("Staff, training", "Health"),
            geo=(40.6936, -89.589),
            url="https://example.org/gatherings/über uns/",
        )
    )

    assert value(octets, "LOCATION") == ["Town Hall 1 Main Street\\, Peoria"]
    assert value(octets, "CATEGORIES") == ["Staff\\, training,Health"]
    assert value(octets, "GEO") == ["40.6936;-89.589"]
    assert value(octets, "URL") == ["https://example.org/gatherings/%C3%BCber%20uns/"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "/gatherings/", "data:text/html,x", "https://", "mailto:a@b.c", "http://[", "x\r\nY:1"],
)
def test_address_that_is_not_absolute_web_is_left_out(url):
    assert value(single_event(event(url=url)), "URL") == []


@pytest.mark.parametrize("address", ["", "Office", "a@b\r\nATTENDEE:mailto:x@y.z", "a b@c.d", "<a@b.c>"])
def test_organizer_without_an_address_is_left_out(address):
    octets = single_event(event(organizer=("Office", address)))

    assert value(octets, "ORGANIZER") == []
    assert value(octets, "ATTENDEE") == []


def test_organizer_name_cannot_leave_its_parameter():
    octets = single_event(event(organizer=('Anna "x";CN=y:z\r\nATTENDEE:mailto:a@b.c', "office@example.org")))

    assert value(octets, "ATTENDEE") == []
    assert Calendar.from_ical(octets).walk("VEVENT")[0]["ORGANIZER"] == "mailto:office@example.org"


def test_join_link_is_a_conference():
    octets = single_event(event(conference_url="https://example.org/room/1", conference_label="Join"))

    assert lines(octets)[-4].startswith("CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Join:https://")


def test_description_keeps_its_lines():
    read = Calendar.from_ical(single_event(event(description="One\r\nTwo\u2028Three\rFour"))).walk("VEVENT")[0]

    assert str(read["DESCRIPTION"]) == "One\nTwo\nThree\nFour"
