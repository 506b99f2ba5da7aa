"""The small masked record behind one page: what it shows, as far as who looks may see it."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from django.db.models import Q

from civharm.catalogue.asking import MAY_BE_ONE, Kind, Paging, Queue
from civharm.catalogue.hiding import hides
from civharm.catalogue.models import ClaimRow, IncidentRow, PageRow, QueueRow
from civharm.catalogue.record import Record
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet, from_json
from civharm.catalogue.sight import Sight
from civharm.model.claims import ClaimKind
from civharm.model.decisions import Decision
from civharm.model.errors import NotFound
from civharm.model.incidents import DoubtfulPair, Incident, RecordStatus

_Sheet = TypeVar("_Sheet")
AT_ONCE = 500
_BESIDE_INCIDENTS = [kind.value for kind in (ClaimKind.CONTROL, ClaimKind.DISPLACEMENT, ClaimKind.AGGREGATE)]
#: How the sheet of a claim ends that is no figure of a period or an area.
NOT_ENTERED = '"ledger":null}'


def incident_record(sight: Sight, incident_id: str) -> Record:
    """An incident with its reports and all their claims, those whom they name, and the incidents that it lies beside.

    Raises NotFound, also where it lies behind a wall: nobody learns that it is there.
    """
    found = sheets(sight, Kind.INCIDENT, IncidentSheet, [incident_id])
    if not found:
        raise NotFound(f"there is no incident {incident_id!r} to see")
    sheet = found[0]
    claims = sheets(sight, Kind.CLAIM, ClaimSheet, sheet.incident.claims)
    told = {
        *sheet.incident.reports,
        *(each.claim.report_id for each in claims),
        *_reports_of(sight, chain.from_iterable((pair.left, pair.right) for pair in sheet.doubtful)),
    }
    beside = {
        *chain.from_iterable((one.left, one.right) for one in sheet.relations),
        *chain.from_iterable((each.incident, each.other) for each in sheet.proposals),
    }
    return _record(sight, told, beside=beside, shown=sheet)


def report_record(sight: Sight, report_id: str) -> Record:
    """A report with its claims, and the incidents that they are in. Raises NotFound, also behind a wall."""
    found = _record(sight, {report_id})
    if not found.reports:
        raise NotFound(f"there is no report {report_id!r} to see")
    return found


def names_of_files(sight: Sight, report_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The masked names of the files that reports came in, by report."""
    found = sheets(sight, Kind.REPORT, ReportSheet, report_ids)
    return {sheet.report.id: tuple(each.name for each in sheet.captures) for sheet in found}


def incident_id_of(sight: Sight, name: str) -> str | None:
    """The id of the incident that has this id, code or alias, if it may be seen."""
    named = Q(incident_id=name) | Q(code=name) | Q(aliases__contains=f'"{name}"')
    rows = sight.rows(IncidentRow).filter(named).order_by("id")
    return next((row.incident_id for row in rows if name in (row.incident_id, row.code)), None) or next(
        (row.incident_id for row in rows), None
    )


def claims_record(sight: Sight, claims: Iterable[str]) -> Record:
    """The reports of some claims with all that they say: for comparing two occurrences."""
    return _record(sight, _reports_of(sight, claims))


def doubtful_record(sight: Sight, *, paging: Paging) -> tuple[Record, int]:
    """The reports of a piece of the doubtful pairs, the likeliest first, with these pairs; and how many pairs there are."""
    rows = sight.rows(QueueRow).filter(queue=Queue.LINKS.value, reason=MAY_BE_ONE)
    piece = list(rows.order_by("rank", "id")[paging.start : paging.start + paging.count])
    asked = [tuple(json.loads(row.claims)) for row in piece]
    record = claims_record(sight, chain.from_iterable(asked))
    held = sheets(sight, Kind.INCIDENT, IncidentSheet, (row.subject_id for row in piece))
    known = {(pair.left, pair.right): pair for sheet in held for pair in sheet.doubtful}
    # of two occurrences that are no incidents only the score is kept
    bare = {pair: -row.rank for pair, row in zip(asked, piece, strict=True)}
    pairs = tuple(
        known.get((left, right)) or DoubtfulPair(left=left, right=right, score=bare[left, right], features=())
        for left, right in asked
    )
    return replace(record, doubtful=pairs), rows.count()


def situation_record(sight: Sight) -> Record:
    """Claims beside the incidents, with their reports, and the incidents that figures of a period may include."""
    rows = sight.rows(ClaimRow).filter(kind__in=_BESIDE_INCIDENTS)
    entered = sight.rows(PageRow).filter(kind=Kind.CLAIM.value).exclude(payload__endswith=NOT_ENTERED)
    ids = {*rows.values_list("claim_id", flat=True), *entered.values_list("subject_id", flat=True)}
    claims = sheets(sight, Kind.CLAIM, ClaimSheet, sorted(ids))
    overlaps = {founder for each in claims if each.ledger for founder in each.ledger.overlaps}
    included = _incidents_of(sight.rows(ClaimRow).filter(claim_id__in=overlaps))
    return _record(sight, {each.claim.report_id for each in claims}, beside=included)


def _reports_of(sight: Sight, claims: Iterable[str]) -> set[str]:
    rows = sight.rows(ClaimRow).filter(claim_id__in=list(claims))
    return set(rows.values_list("report_id", flat=True))


def _record(
    sight: Sight, told: Collection[str], *, beside: Collection[str] = (), shown: IncidentSheet | None = None
) -> Record:
    """The record of some reports: their claims, and the incidents that have any of these."""
    reports = sheets(sight, Kind.REPORT, ReportSheet, told)
    rows = sight.rows(ClaimRow).filter(report_id__in=list(told)).order_by("id")
    claims = sheets(sight, Kind.CLAIM, ClaimSheet, rows.values_list("claim_id", flat=True))
    own = shown.incident.id if shown else ""
    others = (_incidents_of(rows) | set(beside)) - {own, ""}
    incidents = [*([shown] if shown else []), *sheets(sight, Kind.INCIDENT, IncidentSheet, others)]
    visible = {sheet.incident.id for sheet in incidents}
    return Record(
        reports=tuple(sheet.report for sheet in reports),
        captures=tuple(chain.from_iterable(sheet.captures for sheet in reports)),
        texts={sheet.report.id: sheet.text for sheet in reports},
        claims=tuple(sheet.claim for sheet in claims),
        people={sheet.incident.id: sheet.people for sheet in incidents},
        incidents=tuple(each for each in _all(incidents) if each.status is not RecordStatus.LEAD),
        leads=tuple(each for each in _all(incidents) if each.status is RecordStatus.LEAD),
        assessments=tuple(sheet.assessment for sheet in incidents if sheet.assessment),
        relations=tuple(
            one for one in (shown.relations if shown else ()) if one.left in visible and one.right in visible
        ),
        proposals=tuple(
            each for each in (shown.proposals if shown else ()) if not each.other or each.other in visible
        ),
        ledger=tuple(sheet.ledger for sheet in claims if sheet.ledger),
        issues=tuple(chain.from_iterable(sheet.issues for sheet in reports)),
        decisions=_open_decisions(sight, shown.decisions) if shown else (),
        doubtful=_open_pairs(sight, shown.doubtful) if shown else (),
    )


def _open_decisions(sight: Sight, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Those that name nothing behind a wall."""
    if sight.open_walls is None:
        return decisions
    return tuple(each for each in decisions if not hides(sight, each.named))


def _open_pairs(sight: Sight, pairs: tuple[DoubtfulPair, ...]) -> tuple[DoubtfulPair, ...]:
    """Those of which both claims may be seen."""
    if sight.open_walls is None or not pairs:
        return pairs
    named = {claim for pair in pairs for claim in (pair.left, pair.right)}
    rows = sight.rows(ClaimRow).filter(claim_id__in=named)
    known = set(rows.values_list("claim_id", flat=True))
    return tuple(pair for pair in pairs if {pair.left, pair.right} <= known)


def _all(sheets_of: Iterable[IncidentSheet]) -> Iterable[Incident]:
    return (sheet.incident for sheet in sheets_of)


def _incidents_of(rows: Iterable[ClaimRow]) -> set[str]:
    return {incident for row in rows for incident in json.loads(row.incidents)}


def sheets(sight: Sight, kind: Kind, form: type[_Sheet], ids: Iterable[str]) -> list[_Sheet]:
    """The sheets with these ids that may be seen, in the order of the ids."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, str] = {}
    for at in range(0, len(wanted), AT_ONCE):
        rows = sight.rows(PageRow).filter(kind=kind.value, subject_id__in=wanted[at : at + AT_ONCE])
        found.update(rows.values_list("subject_id", "payload"))
    return [from_json(form, found[each]) for each in wanted if each in found]
