"""Reads the shipped examples once and names what came out in the words of `expected.yml`."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from civharm.casebook.memory import MemoryStore
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim, ClaimKind
from civharm.model.ids import sha256_of
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.reports import Report
from civharm.pipeline import built_in_terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs

EXAMPLES = Path(__file__).parents[2] / "examples" / "mosul-2017"
#: A day after the last report and before the one with the impossible year.
_READ_AT = datetime(2017, 6, 1, tzinfo=UTC)


def expected() -> dict[str, Any]:
    """What the record must hold."""
    plain: dict[str, Any] = yaml.safe_load((EXAMPLES / "expected.yml").read_text(encoding="utf-8"))
    return plain


@dataclass(frozen=True)
class Record:
    """The record of the examples as the pipeline made it."""

    store: MemoryStore

    @cached_property
    def names(self) -> dict[str, str]:
        """Report id → file, or file#id where a file holds several."""
        files = {sha256_of(path.read_bytes()): path.name for path in (EXAMPLES / "reports").iterdir()}
        in_file = Counter(report.capture_sha256 for report in self.store.reports())
        return {report.id: _name(report, files, in_file) for report in self.store.reports()}

    @cached_property
    def incidents(self) -> dict[tuple[str, str], Incident]:
        """Incidents by first day and name of place."""
        return {_key(one): one for one in self.store.incidents() if one.status is not RecordStatus.LEAD}

    @cached_property
    def leads(self) -> list[Incident]:
        """What lacks place, time or number."""
        return [one for one in self.store.incidents() if one.status is RecordStatus.LEAD]

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """Assessments by incident."""
        return {one.incident_id: one for one in self.store.assessments()}

    def claims_of(self, report: str, kind: ClaimKind) -> list[Claim]:
        """The claims of one kind in a report."""
        return [c for c in self.store.claims() if c.kind is kind and self.names[c.report_id] == report]


def read_examples() -> Record:
    """The record of `examples/mosul-2017/reports`."""
    store = MemoryStore()
    terms = built_in_terms(lambda: _READ_AT)
    for _ in read_inputs(find_inputs([str(EXAMPLES / "reports")]), store, terms):
        pass
    refresh(store)
    return Record(store)


def _name(report: Report, files: dict[str, str], in_file: Counter[str]) -> str:
    file = files[report.capture_sha256]
    return file if in_file[report.capture_sha256] == 1 else f"{file}#{report.external_id}"


def _key(incident: Incident) -> tuple[str, str]:
    day = incident.when.start.isoformat() if incident.when and incident.when.start else ""
    return day, incident.where.name if incident.where else ""
