"""A protected name stands in no row that lists, searches and pages are made of, whatever people decide."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connections

from civharm.casebook.store import Casebook
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.masking import masked
from civharm.catalogue.stored import stored_record
from civharm.model.decisions import Action, Decision
from civharm.model.ids import stable_id
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs

NAMES = ("marwani", "yazan", "qadduri", "salim")
STATEMENT = """TEL AFAR, Iraq, March 10, 2017 — An airstrike on Tuesday killed at least 12 civilians in Tel Afar, residents
said, including a teacher, Huda Marwani, 34, and her son Yazan Marwani, 6.

“We counted fourteen bodies,” said Salim Qadduri, a neighbour who lives opposite the house of Huda Marwani.
Pictures: https://example.org/huda-marwani-killed, #HudaMarwani, huda_marwani.jpg.
"""
MAIL = """From: desk@example.org
Subject: Marwani family mourns Huda-Marwani
Date: Fri, 10 Mar 2017 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

TEL AFAR, Iraq - At least 14 civilians were killed on Tuesday, 7 March 2017, in an airstrike on Tel Afar, including Huda
Marwani, relatives said. Marwani was a teacher.
"""
#: By itself this report names nobody whom a reader would know: others tell that there are names in it.
LATER = """TEL AFAR, Iraq, March 11, 2017 — On March 7, 2017 an airstrike in Tel Afar killed 15 civilians. Photos:
huda_marwani.jpg, example.org/huda-marwani, Marwani Huda, Huda K. Marwani, yazanmarwani.png, Salim%20Qadduri
"""


def clock() -> datetime:
    return datetime(2021, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    """Reports that name people, in their texts, titles and the names of their files."""
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "a.txt").write_text(LATER, encoding="utf-8")
    (folder / "b Huda_Marwani_statement.txt").write_text(STATEMENT, encoding="utf-8")
    (folder / "c-marwani.eml").write_text(MAIL, encoding="utf-8")
    made = Casebook.create(tmp_path / "casebook", actor="tester", clock=clock)
    list(read_inputs(find_inputs([str(folder)]), made, built_in_terms(clock)))
    refresh(made)
    return made


def rows(casebook: Casebook) -> str:
    """All that stands in the tables of the catalogue."""
    connection = connections[casebook.alias]
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names(cursor) if name.startswith("catalogue_")
        ]
        found = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).casefold()


def shown(casebook: Casebook) -> str:
    """All that pages, files of pages and releases are made of."""
    Catalogue(casebook=casebook).update()
    return rows(casebook) + str(masked(stored_record(casebook))).casefold()


def reject_all(casebook: Casebook) -> None:
    for claim in casebook.claims():
        casebook.decide(decision(Action.REJECT_CLAIM, claim.id))
    refresh(casebook)


def undo_all(casebook: Casebook) -> None:
    reject_all(casebook)
    for made in casebook.state().decisions:
        casebook.decide(decision(Action.UNDO, made.id))
    refresh(casebook)


def note(casebook: Casebook) -> None:
    incident = next(each for each in casebook.incidents() if len(each.reports) > 1)
    casebook.decide(decision(Action.NOTE, incident.id, {"visibility": "public"}))
    refresh(casebook)


def decision(action: Action, target: str, change: dict[str, object] | None = None) -> Decision:
    of_one = "Yazan was the son, Marwani the mother, says Qadduri"
    reason = (
        of_one
        if action is Action.NOTE
        else "huda-marwani, YazanMarwani and Qadduri, Salim are counted elsewhere"
    )
    made = datetime(2021, 5, 4, tzinfo=UTC)
    return Decision(
        id=stable_id(action, target), action=action, target=target, author="Mira", reason=reason, decided_at=made,
        change=change or {},
    )  # fmt: skip


ACTS = [("nothing", lambda casebook: None), ("rejected", reject_all), ("undone", undo_all), ("noted", note)]


@pytest.mark.parametrize("act", [act for _, act in ACTS], ids=[name for name, _ in ACTS])
def test_no_name_stands_in_what_is_shown(casebook: Casebook, act):
    named = {victim.name for victim in casebook.victims()}
    assert {"Huda Marwani", "Yazan Marwani"} <= named
    act(casebook)
    found = shown(casebook)
    assert "tel afar" in found
    assert [found[max(0, found.index(name) - 60) :][:120] for name in NAMES if name in found] == []
    casebook.close()
