"""One question, one number: what the page adds up, filtered or not, is what `civharm totals` says of those incidents."""

import base64
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from civharm.assessments.groupings import By
from civharm.assessments.overlaps import Overlaps, Range
from civharm.assessments.totals import HEADLINE, Counting, Known, grading_of
from civharm.catalogue.record import Index, Record
from civharm.model.assessments import Bound, Grading
from civharm.model.casualties import Harm
from civharm.model.incidents import Relation, RelationKind
from civharm.publication.totals import Wanted, total_words, totals_line
from civharm.web import snapshot as pages
from civharm.web.pages.incidents import attackers
from civharm.web.words import place_words

ASSETS = Path(pages.__file__).parent / "assets"
WANTED = Wanted(harms=(Harm.KILLED,), counting=Counting(), by=By.GRADE)
#: Of invented incidents: bounds, grade proposed, where and by whom as with the first incident, harm alleged.
MADE = {
    "i-a": (3, 10, Grading.FAIR, True, True),
    "i-b": (2, 10, Grading.WEAK, True, True),
    "i-c": (None, 9, Grading.FAIR, True, True),
    "i-d": (1200, None, None, False, True),
    "i-e": (4, 4, Grading.CONFIRMED, False, True),
    "i-f": (None, None, Grading.FAIR, False, True),
    "i-g": (7, 8, Grading.FAIR, True, False),
}


def related(left: str, right: str, kind: RelationKind, *, is_decided: bool = False) -> Relation:
    return Relation(left=left, right=right, kind=kind, reason="one quarter, one day", is_decided=is_decided)


def made(record: Record) -> Record:
    """The invented record with more incidents, of which some may count the same people."""
    incident, assessment = record.incidents[0], record.assessments[0]
    incidents, assessments = list(record.incidents), list(record.assessments)
    for name, (low, high, grade, is_near, is_alleged) in MADE.items():
        toll = replace(assessment.tolls[0], min=Bound(value=low), max=Bound(value=high))
        where, parties = (incident.where, incident.parties) if is_near else (None, ())
        incidents.append(
            replace(incident, id=name, code=f"IQ-{name}", links=(), where=where, parties=parties)
        )
        assessments.append(
            replace(
                assessment, incident_id=name, proposed_grading=grade, tolls=(toll,), harm_reported=is_alleged
            )
        )
    relations = (
        related("i-a", "i-b", RelationKind.MAY_OVERLAP),
        related("i-airstrike", "i-b", RelationKind.PART_OF),
        related("i-c", "i-a", RelationKind.PART_OF, is_decided=True),
        related("i-e", "i-d", RelationKind.MAY_OVERLAP, is_decided=True),
    )
    return replace(record, incidents=tuple(incidents), assessments=tuple(assessments), relations=relations)


@pytest.fixture(scope="module")
def overlapping(record) -> Record:
    return made(record)


@pytest.fixture(scope="module")
def page(browser, overlapping, tmp_path_factory) -> Iterator:
    """The self-contained file: its script is the served one, its pages come from the same templates."""
    path = tmp_path_factory.mktemp("overlapping") / "index.html"
    pages.write_snapshot(overlapping, path)
    tab = browser.new_page()
    tab.goto(path.as_uri() + "#/")
    tab.wait_for_selector("main h1")
    yield tab
    tab.close()


def shown(page, of: str) -> str:
    cells = page.locator(f"tr[data-total='{of}'] td:has([data-cell=killed])")
    return " ".join(cells.text_content().split())


def told(known: Known) -> dict[str, str]:
    """What `civharm totals` says of all grades, and of its headline."""
    killed = totals_line(WANTED, known, province_of=lambda _: None)["harms"]["killed"]
    return {"all": total_words(killed["all"]), "fair confirmed": total_words(killed["headline"])}


def test_the_page_says_what_the_command_says(page, overlapping):
    expected = told(Index(overlapping).known)
    assert {of: shown(page, of) for of in expected} == expected
    assert expected["all"] == "1,218–1,233 (if none overlap: 1,224–1,252)"


def test_what_alleges_no_harm_is_in_the_table_and_in_no_total(page, overlapping):
    assert page.locator("tr[data-incident=i-g]").count() == 1
    assert page.locator("[data-total=all] [data-cell=incidents]").text_content() == str(
        len(overlapping.incidents) - 1
    )


def test_each_filter_adds_up_what_the_command_would(page, overlapping):
    index, found, expected = Index(overlapping), {}, {}
    options = [
        page.locator(f"select[name={name}] option").evaluate_all("all => all.map((each) => each.value)")
        for name in ("grade", "place", "party")
    ]
    for grade, place, party in itertools.product(*options):
        for name, value in (("grade", grade), ("place", place), ("party", party)):
            page.select_option(f"select[name={name}]", value)
        kept = tuple(
            one
            for one in overlapping.incidents
            if grade in ("", getattr(grading_of(index.assessments[one.id]), "value", "ungraded"))
            and place in ("", place_words(one.where))
            and (not party or party in attackers(one))
        )
        chosen = (grade, place, party)
        expected[chosen] = told(replace(index.known, incidents=kept))
        found[chosen] = {of: shown(page, of) for of in expected[chosen]}
    assert found == expected
    assert len({each["all"] for each in expected.values()}) > 4


def test_the_headline_counts_what_the_command_counts():
    assert {grading.value for grading in HEADLINE} == {"fair", "confirmed"}


def random_sum(seed: int) -> tuple[dict[str, Range], list[Relation]]:
    chance = random.Random(seed)
    names = [f"i{number}" for number in range(chance.choice((2, 3, 5, 8, 20)))]
    ranges = {}
    for name in names:
        low = chance.choice((None, chance.randint(0, 12)))
        high = chance.choice((None, (low or 0) + chance.randint(0, 9)))
        ranges[name] = Range(low, high)
    relations = [
        related(
            *chance.choices([*names, "elsewhere"], k=2),
            chance.choice(list(RelationKind)),
            is_decided=chance.random() < 0.5,
        )
        for _ in range(chance.randint(1, len(names) + 3))
    ]
    return ranges, relations


def test_the_script_sums_as_the_package_does_whatever_the_relations(browser):
    cases = [random_sum(seed) for seed in range(400)]
    tab = browser.new_page()
    script = base64.b64encode((ASSETS / "overlaps.js").read_bytes()).decode()
    sums = tab.evaluate(
        """async ([script, cases]) => {
          const { sumOver } = await import(`data:text/javascript;base64,${script}`);
          return cases.map(([ranges, relations]) =>
            sumOver(relations)(new Map(ranges.map(([one, min, max]) => [one, { min, max }]))));
        }""",
        [script, [[
            [[name, *ends] for name, ends in ranges.items()],
            [[one.left, one.right, one.is_sure_part] for one in relations],
        ] for ranges, relations in cases]],
    )  # fmt: skip
    tab.close()
    expected = [Overlaps(relations).sum(ranges)._asdict() for ranges, relations in cases]
    assert sums == expected
