"""Displacement, control and positions as a form shows them, and what a filled form changes of them."""

from dataclasses import replace

import pytest

from civharm.model.casualties import Count
from civharm.model.claims import (
    Claim,
    Control,
    ControlChange,
    Displacement,
    Measure,
    Position,
    Response,
    Share,
)
from civharm.publication.lines import claim_from_line, claim_line
from civharm.publication.protect import MASK
from civharm.web.review.forms import Filled, values_of

from .conftest import english


def a_claim(**parts: object) -> Claim:
    return replace(english()[1].claims[0], **parts)


MOVED = Displacement(
    measure=Measure.FLOW, unit="individuals", count=Count(min=10_000, max=10_000, words="10,000", rule="number"), per="day"
)  # fmt: skip
HELD = Control(change=ControlChange.HELD, holder="Islamic State", share=Share(min=0.5, max=0.5))
DENIED = Response(position=Position.DENIED, party="Northern Coalition")

#: What the claim says, what a person writes, the part then.
CASES = [
    ("a number", {"displaced": MOVED}, {"displaced_max": "12000"}, ("displaced", "max", 12_000)),
    ("its words stay", {"displaced": MOVED}, {"displaced_max": "12000"}, ("displaced", "words", "10,000")),
    ("unknown, not 0", {"displaced": MOVED}, {"displaced_min": ""}, ("displaced", "min", None)),
    ("a stock", {"displaced": MOVED}, {"displaced_measure": "stock"}, ("displaced", "measure", "stock")),
    ("a new one", {}, {"displaced_measure": "stock", "displaced_min": "7"}, ("displaced", "min", 7)),
    ("in people", {}, {"displaced_measure": "stock"}, ("displaced", "unit", "individuals")),
    ("a holder", {"control": HELD}, {"control_holder": "the army"}, ("control", "holder", "the army")),
    (
        "a third to a half",
        {"control": HELD},
        {"control_share_min": "33,3"},
        ("control", "share", {"min": 0.333, "max": 0.5}),
    ),
    (
        "no share",
        {"control": HELD},
        {"control_share_min": "", "control_share_max": ""},
        ("control", "share", None),
    ),
    (
        "accepted",
        {"response": DENIED},
        {"response_position": "accepted"},
        ("response", "position", "accepted"),
    ),
    ("the strike alone", {"response": DENIED}, {"response_of_harm": "no"}, ("response", "of_harm", False)),
    ("conceded", {"response": DENIED}, {"response_conceded_min": "3"}, ("response", "conceded_min", 3)),
]


def filled(claim: Claim, written: dict[str, str], *, shown: Claim | None = None) -> Filled:
    """A form as a browser sends it: of choices without an empty one the first."""
    line = claim_line(shown or claim)
    posted = values_of(line)
    posted["response_of_harm"] = posted["response_of_harm"] or "yes"
    return Filled(posted=posted | written, shown=line, kept=claim_line(claim), find_place=lambda asked: None)


@pytest.mark.parametrize(("parts", "written", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])  # fmt: skip
def test_what_is_changed(parts, written, expected):
    part, name, value = expected
    change = filled(a_claim(**parts), written).change()
    assert list(change) == [part]
    assert change[part][name] == value


@pytest.mark.parametrize(
    "parts", [{"displaced": MOVED}, {"control": HELD}, {"response": DENIED}, {}], ids=str
)
def test_what_is_not_touched_is_no_change(parts):
    assert filled(a_claim(**parts), {}).change() == {}


@pytest.mark.parametrize(("parts", "written"), [({"displaced": MOVED}, {"displaced_measure": ""}), ({"control": HELD}, {"control_change": ""}), ({"response": DENIED}, {"response_position": ""})])  # fmt: skip
def test_a_part_is_taken_out(parts, written):
    (part,) = parts
    assert filled(a_claim(**parts), written).change() == {part: None}


WRONG = [
    ({"displaced": MOVED}, {"displaced_min": "ten"}, "displaced_min"),
    ({"displaced": MOVED}, {"displaced_max": "9"}, "displaced_max"),
    ({"control": HELD}, {"control_share_max": "120"}, "control_share_max"),
    ({"control": HELD}, {"control_share_max": "half"}, "control_share_max"),
    ({"control": HELD}, {"control_share_max": "nan"}, "control_share_max"),
    ({"response": DENIED}, {"response_conceded_min": "-3"}, "response_conceded_min"),
]


@pytest.mark.parametrize(("parts", "written", "name"), WRONG)
def test_what_is_wrong_is_told_at_its_field(parts, written, name):
    form = filled(a_claim(**parts), written)
    form.change()
    assert list(form.errors) == [name]


def test_a_withheld_holder_stays_as_it_is_kept():
    masked = a_claim(control=replace(HELD, holder=MASK * 8))
    change = filled(a_claim(control=HELD), {"control_change": "lost"}, shown=masked).change()
    assert change["control"]["holder"] == HELD.holder


@pytest.mark.parametrize(("parts", "written"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_a_changed_claim_is_a_claim_of_the_contract(parts, written):
    claim = a_claim(**parts)
    line = claim_line(claim) | filled(claim, written).change()
    assert claim_line(claim_from_line(line)) == line
