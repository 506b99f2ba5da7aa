"""docs/output.md names every field, column and code, and its examples are in the form of the contract."""

import ast
import json
from dataclasses import fields

import pytest

from civharm.model.incidents import Incident
from civharm.model.issues import Issue
from civharm.model.reports import Report
from civharm.model.victims import Victim
from civharm.publication.incident_lines import incident_line
from civharm.publication.lines import claim_from_line, claim_line, from_plain, issue_line, report_line
from civharm.publication.release.incidents import INCIDENTS
from support.pages import DOCS, ROOT, blocks, text_of

PAGE = DOCS / "output.md"
EXAMPLES = {line["type"]: line for line in map(json.loads, blocks(PAGE, "json"))}
EMPTY = Incident(id="", code="", when=None, where=None, links=(), reports=(), clusters=())


def model_of(line: dict, form: type) -> object:
    """The model object that a line of the contract stands for."""
    plain = {key: value for key, value in line.items() if key not in ("type", "report")}
    return from_plain(form, plain | ({"report_id": line["report"]} if "report" in line else {}))


def test_the_example_of_a_claim_is_one():
    claim = EXAMPLES["claim"]
    assert claim_line(claim_from_line(claim)) | {"masked": False} == claim
    start, end = claim["span"]
    assert end - start == len(claim["quote"])


def test_spans_of_the_example_hold_the_words():
    claim = EXAMPLES["claim"]
    parts = [claim["speaker"], claim["when"], *claim["parties"], *claim["casualties"], *claim["where"]]
    first = claim["span"][0]
    said = [claim["quote"][part["span"][0] - first : part["span"][1] - first] for part in parts]
    assert said == [part["words"] for part in parts]


def test_the_other_examples_are_of_their_form():
    assert report_line(model_of(EXAMPLES["report"], Report)) == EXAMPLES["report"]
    assert issue_line(model_of(EXAMPLES["issue"], Issue)) == EXAMPLES["issue"]
    assert EXAMPLES["incident"].keys() == incident_line(EMPTY, None).keys()


@pytest.mark.parametrize("kind", ["claim", "report", "incident", "issue"])
def test_every_field_is_told(kind: str):
    section = text_of(PAGE).partition(f"## `{kind}`\n")[2].partition("\n## ")[0].rpartition("```")[2]
    flat = {"id", "type", "span", "when", "where"} if kind != "claim" else {"type"}
    assert [field for field in EXAMPLES[kind] if field not in flat and not is_told(field, section)] == []


def is_told(field: str, section: str) -> bool:
    """True if the field is named, or stands in a run of flat tolls ("first … last")."""
    return f"`{field}`" in section or field.endswith(
        ("_killed_min", "_killed_max", "_injured_min", "_injured_max")
    )


def test_every_field_of_a_victim_is_told():
    names = {field.name.removesuffix("_id") for field in fields(Victim)}
    section = text_of(PAGE).partition("## `victim`\n")[2].partition("\n## ")[0]
    assert [name for name in names if f"`{name}`" not in section] == []


def test_every_column_is_told():
    told = " ".join(text_of(PAGE).split())
    assert [column for column in INCIDENTS.names if column not in told] == []


def codes() -> set[str]:
    """Words that stages give as the code of an issue, or of an error that becomes one."""
    stages = ("pipeline.py", "cli/shown.py", "reports/*.py", "casebook/*.py", "claims/second/*.py")
    source = ROOT / "src/civharm"
    trees = [ast.parse(path.read_text()) for stage in stages for path in source.glob(stage)]
    given = [
        keyword.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)
        for keyword in node.keywords if keyword.arg == "code"
    ]  # fmt: skip
    return {
        node.value for value in given for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip


def test_every_code_of_an_issue_is_told():
    found = codes()
    assert len(found) > 15
    assert [code for code in found if f"`{code}" not in text_of(PAGE)] == []
