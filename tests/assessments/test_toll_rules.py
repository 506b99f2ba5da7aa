"""T1–T14 from the words of reports to the recorded range: the table is `toll_rules.yml`."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.casebook.memory import MemoryStore
from civharm.model.casualties import Harm, Status
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from support.build import shown

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "toll_rules.yml").read_text(encoding="utf-8")
)


def test_every_rule_has_a_case() -> None:
    assert {case.partition(" ")[0] for case in CASES} == {f"T{number}" for number in range(1, 15)}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_from_words_to_range(case: dict[str, Any], tmp_path: Path) -> None:
    store = read(case["reports"], tmp_path)
    incidents = store.linked().incidents
    assert len(incidents) == 1, [claim.quote.exact for claim in store.claims()]
    assessment = next(each for each in store.assessments() if each.incident_id == incidents[0].id)
    found = {
        "killed": shown(assessment.toll(Harm.KILLED, Status.CIVILIAN)),
        "injured": shown(assessment.toll(Harm.INJURED, Status.CIVILIAN)),
        "children": shown(assessment.toll(Harm.KILLED, Status.CIVILIAN, "children")),
        "ledger": " ".join(
            re.sub(r"\D", "", counted.count.words) for entry in store.ledger() for counted in entry.casualties
        ),
    }
    assert {name: found[name] for name in case if name != "reports"} == {
        name: value for name, value in case.items() if name != "reports"
    }


def read(texts: list[str], folder: Path) -> MemoryStore:
    lines = (
        json.dumps({"id": f"r{at}", "text": text, "source": f"Outlet {at}", "published": "2017-03-18"})
        for at, text in enumerate(texts)
    )
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    store = MemoryStore()
    terms = built_in_terms(lambda: datetime(2017, 6, 1, tzinfo=UTC))
    list(read_inputs(find_inputs([str(folder / "reports.jsonl")]), store, terms))
    refresh(store)
    return store
