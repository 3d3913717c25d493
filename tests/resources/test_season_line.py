"""The geometry of the contact meter."""

import datetime

from resources.season_line import STACK_STEP, season_line

STARTS_ON = datetime.date(2026, 9, 1)
ENDS_ON = datetime.date(2027, 6, 30)


def line(contacts=(), windows=(), **options):
    return season_line(STARTS_ON, ENDS_ON, contacts, windows, width=1000, margin=50, **options)


def contact(*day, is_in_person=False, is_made=True):
    return {"held_on": datetime.date(*day), "is_in_person": is_in_person, "is_made": is_made}


def test_first_and_last_day_stand_at_the_ends():
    dots = line([contact(2026, 9, 1), contact(2027, 6, 30)])["dots"]

    assert [dot["x"] for dot in dots] == [50, 950]


def test_contacts_outside_the_season_stand_at_its_nearest_end():
    dots = line([contact(2026, 8, 1), contact(2027, 8, 1)])["dots"]

    assert [dot["x"] for dot in dots] == [50, 950]


def test_contacts_on_one_day_are_stacked_whatever_their_order():
    day = (2026, 10, 5)

    drawing = line([contact(2026, 12, 1), contact(*day), contact(*day), contact(*day)])

    assert [dot["rise"] for dot in drawing["dots"]] == [0, STACK_STEP, 2 * STACK_STEP, 0]
    assert drawing["top"] == 2 * STACK_STEP


def test_state_tells_tried_from_met_in_person():
    contacts = [
        contact(2026, 9, 5),
        contact(2026, 10, 5, is_in_person=True),
        contact(2026, 11, 5, is_in_person=True, is_made=False),
    ]

    assert [dot["state"] for dot in line(contacts)["dots"]] == ["", "is-person", "is-tried"]


def test_season_from_september_to_june_has_ten_months():
    months = line()["months"]

    assert [month["first"].month for month in months] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    assert [month["x"] for month in months] == sorted(month["x"] for month in months)


def test_window_has_a_place_and_a_width():
    window = {"label": "First meeting", "starts_on": STARTS_ON, "ends_on": datetime.date(2026, 9, 30), "is_met": True}

    drawn = line(windows=[window])["windows"][0]

    assert (drawn["x"], drawn["width"], drawn["window"]) == (50, 86, window)


def test_today_is_drawn_only_within_the_season():
    assert line(today=STARTS_ON)["today"] == 50
    assert line(today=datetime.date(2027, 7, 1))["today"] is None


def test_season_of_one_day_does_not_divide_by_zero():
    drawing = season_line(STARTS_ON, STARTS_ON, [contact(2026, 9, 1)], [])

    assert drawing["dots"][0]["x"] == drawing["left"]
