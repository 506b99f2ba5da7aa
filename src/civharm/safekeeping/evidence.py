"""All evidence of one incident in a bag for somebody else: a lawyer, a court, an archive.

Nothing in it is masked. So it needs a reason, and the chain of custody says who took it out, and why.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from civharm.casebook.custody import CustodyAction, CustodyEntry, line_of
from civharm.codebook import Codebook
from civharm.explaining import Explained, explain_incident
from civharm.model.claims import Claim
from civharm.model.consent import Purpose
from civharm.model.decisions import Action, Decision
from civharm.model.errors import CasebookError
from civharm.model.incidents import Incident
from civharm.model.reports import Capture, Report
from civharm.publication.incident_lines import incident_line
from civharm.publication.lines import claim_line, report_line, to_plain
from civharm.safekeeping.bag import Bag
from civharm.safekeeping.evidence_sheet import evidence_sheet
from civharm.safekeeping.sheets import as_html, as_markdown
from civharm.safekeeping.timestamps import Stamp, stamps
from civharm.safekeeping.withholding import withholding

if TYPE_CHECKING:
    from civharm.casebook.state import State
    from civharm.casebook.store import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Who takes evidence out, why, when, and what for: who refused that is not handed over."""

    by: str
    reason: str
    at: datetime
    purpose: Purpose = Purpose.COURT


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a casebook has of one incident."""

    explained: Explained
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    texts: Mapping[str, str]
    captures: tuple[Capture, ...]
    decisions: tuple[Decision, ...]
    chain: tuple[CustodyEntry, ...]
    details: Mapping[str, str]
    stamps: tuple[Stamp, ...]
    ids: frozenset[str]
    #: The report that a capture translates.
    translated: Mapping[str, str] = field(default_factory=dict)
    #: Captures that are left out: somebody in them refused the purpose.
    withheld: tuple[str, ...] = ()

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.explained.incident

    @property
    def own_entries(self) -> tuple[CustodyEntry, ...]:
        """The entries of the stretch that are about this evidence."""
        return tuple(entry for entry in self.chain if entry.subject in self.ids)


def export_evidence(
    name: str, casebook: "Casebook", to: Path, *, handover: Handover, codebook: Codebook
) -> Evidence:
    """Write the bag of an incident into a new folder, whole or not at all. Raises CivharmError."""
    from civharm.casebook.named import incident_named

    if not handover.reason.strip():
        raise CasebookError("evidence is handed over for a reason: say which")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise CasebookError(f"{to} is not empty: name a new folder")
    incident = incident_named(name, casebook.state())
    casebook.read_protected(
        reader=handover.by, reason=handover.reason, subject=incident.id, claims=set(incident.claims)
    )
    evidence = withholding(gather(incident, casebook, codebook), casebook.state(), handover.purpose)
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".unfinished", dir=to.parent))
    try:
        manifest = _write(evidence, casebook, unfinished, handover)
        with casebook.account_act(by=handover.by) as writer:
            detail = {"manifest": manifest, "reason": handover.reason, "purpose": handover.purpose.value}
            writer.log(CustodyAction.EVIDENCE_EXPORTED, incident.id, detail)
        unfinished.replace(to)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return evidence


def gather(incident: Incident, casebook: "Casebook", codebook: Codebook) -> Evidence:
    """Everything that is about an incident."""
    from civharm.safekeeping.proofs import Subjects, details, stretch

    state = casebook.state()
    wanted = set(incident.claims)
    claims = tuple(claim for claim in state.reviewed.claims if claim.id in wanted)
    report_ids = {*incident.reports, *(claim.report_id for claim in claims)}
    reports = tuple(report for report in state.reports if report.id in report_ids)
    translated = {
        each.capture_sha256: report.id for report in reports for each in casebook.translations(report.id)
    }
    hashes = {report.capture_sha256 for report in reports} | set(translated)
    subjects = Subjects(
        captures=frozenset(hashes),
        reports=frozenset(report_ids),
        incidents=frozenset({incident.id, *incident.aliases}),
        decisions=tuple(_decisions(incident, state)),
    )
    chain = tuple(stretch(casebook.custody(), subjects))
    return Evidence(
        explained=explain_incident(incident, casebook, codebook),
        claims=claims,
        reports=reports,
        texts={report.id: state.texts[report.id] for report in reports if report.id in state.texts},
        captures=tuple(capture for capture in casebook.captures() if capture.sha256 in hashes),
        decisions=subjects.decisions,
        chain=chain,
        details=dict(details(casebook.alias, subjects)),
        stamps=tuple(each for each, _ in stamps(casebook) if each.entry in chain),
        ids=subjects.ids,
        translated=translated,
    )


def _decisions(incident: Incident, state: "State") -> Iterator[Decision]:
    """Decisions on the incident, on its claims, those that name them, and those that undid one of these."""
    named = {*incident.known_as, *incident.claims}
    named |= {state.root_of(claim) for claim in incident.claims} | set(incident.reports)
    found: set[str] = set()
    for decision in state.decisions:
        is_undone = decision.action is Action.UNDO and decision.target in found
        if is_undone or not named.isdisjoint(decision.named):
            found.add(decision.id)
            yield decision


def _write(evidence: Evidence, casebook: "Casebook", folder: Path, handover: Handover) -> str:
    bag = Bag(folder)
    for capture in evidence.captures:
        bag.add(f"captures/{capture.sha256}", casebook.content(capture.sha256))
    for report_id, text in evidence.texts.items():
        bag.add(f"texts/{report_id}.txt", text.encode())
    bag.add_lines("claims.jsonl", (_json(claim_line(claim)) for claim in evidence.claims))
    bag.add_lines("reports.jsonl", (_json(report_line(report)) for report in evidence.reports))
    bag.add_lines("captures.jsonl", (_json(to_plain(Capture, each)) for each in evidence.captures))
    bag.add_lines("decisions.jsonl", (_json(to_plain(Decision, each)) for each in evidence.decisions))
    bag.add_lines("incident.json", [_json(incident_line(evidence.incident, evidence.explained.recorded))])
    bag.add("custody/custody.log", b"".join(map(line_of, evidence.chain)))
    for sha256, text in evidence.details.items():
        bag.add(f"custody/details/{sha256}.json", text.encode())
    for stamp in evidence.stamps:
        for path in (stamp.answer_path, stamp.root_path):
            bag.add(f"custody/timestamps/{path.name}", path.read_bytes())
    sheet = tuple(evidence_sheet(evidence, handover))
    bag.add("report.md", as_markdown(sheet).encode())
    title = f"Evidence of incident {evidence.incident.code or evidence.incident.id}"
    bag.add("report.html", as_html(title, sheet).encode())
    return bag.close(_told(evidence, casebook, handover), handover.at.date())


def _told(evidence: Evidence, casebook: "Casebook", handover: Handover) -> dict[str, str]:
    return {
        "External-Identifier": evidence.incident.id,
        "External-Description": f"Evidence of incident {evidence.incident.code or evidence.incident.id}",
        "Casebook": casebook.folder.id,
        "Exported-By": handover.by,
        "Reason-For-Export": handover.reason,
        "Purpose-Of-Export": handover.purpose.value,
    }


def _json(line: Any) -> str:
    return json.dumps(line, ensure_ascii=False, default=str)
