"""The drawn horizon: one picture for one name, small, well-formed, without anything a strict CSP would refuse."""

import xml.etree.ElementTree as ElementTree

import pytest

from resources.horizon import horizon_svg

NAMES = [
    "Bluestem After-School Collective",
    "Riverbend Youth Works",
    "",
    "a",
    "Ñandú – Łódź 東京",
    "<script>&\"'",
    "x" * 5000,
]
LIMITS = {"strip": 3_000, "tile": 1_000}


@pytest.mark.parametrize("variant", LIMITS)
@pytest.mark.parametrize("name", NAMES)
def test_same_name_gives_the_same_picture(name, variant):
    assert horizon_svg(name, variant) == horizon_svg(name, variant)


def test_picture_of_a_known_name_never_changes():
    """A program keeps its picture from release to release, so one tile is written down here."""
    assert horizon_svg("Prairie", "tile") == (
        '<svg class="p-horizon p-horizon--tile" viewBox="0 0 160 120" preserveAspectRatio="xMidYMax slice" ar'
        'ia-hidden="true" focusable="false"><circle class="p-hz-sun" cx="36" cy="50" r="10"/><path class="p-h'
        'z-far" d="M0 102v-14h23v6h24v-33h19v33h37v1h14v-19h36v9h7V102z"/><path class="p-hz-near" d="M2 110v-'
        '25l12-12 12 12v25zM74 110v-26l17-17 18 17v26z"/><path class="p-hz-ground" d="M0 120v-20q80 -7 160 0v'
        '20z"/></svg>'
    )


@pytest.mark.parametrize("variant", LIMITS)
def test_different_names_give_different_pictures(variant):
    pictures = {horizon_svg(f"Program {number}", variant) for number in range(500)}

    assert len(pictures) == 500


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prairie Lantern", "  prairie   LANTERN "),
        ("Caf\N{LATIN SMALL LETTER E WITH ACUTE}", "Cafe\N{COMBINING ACUTE ACCENT}"),
    ],
)
def test_case_spaces_and_form_of_accents_do_not_matter(one, other):
    assert horizon_svg(one) == horizon_svg(other)


@pytest.mark.parametrize("variant", LIMITS)
@pytest.mark.parametrize("name", NAMES)
def test_picture_is_well_formed_and_hidden_from_screen_readers(name, variant):
    root = ElementTree.fromstring(horizon_svg(name, variant))

    assert root.tag == "svg"
    assert root.get("aria-hidden") == "true"
    assert list(root.itertext()) == []


@pytest.mark.parametrize(("variant", "limit"), LIMITS.items())
def test_picture_stays_small_for_every_name(variant, limit):
    sizes = [len(horizon_svg(f"Program {number}", variant).encode()) for number in range(500)]

    assert max(sizes) < limit


@pytest.mark.parametrize("variant", LIMITS)
def test_picture_has_only_shapes_and_no_inline_style_or_script(variant):
    root = ElementTree.fromstring(horizon_svg("Prairie Lantern", variant))

    assert {element.tag for element in root.iter()} <= {"svg", "circle", "path"}
    assert [
        name for element in root.iter() for name in element.attrib if name == "style" or name.startswith("on")
    ] == []


def test_unknown_variant_is_refused():
    with pytest.raises(ValueError, match="Unknown horizon variant: 'poster'"):
        horizon_svg("Prairie", "poster")
