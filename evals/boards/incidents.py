"""toll-iraq, toll-gva, toll-gaza, incident-syria: the reports of one incident become its record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from civharm.assessments.assess import assess, assess_everybody, grade_reporting
from civharm.assessments.rules import assessment_rules
from civharm.codebook import Codebook, load_codebook
from civharm.codebook.kinship import is_among
from civharm.incidents.foremost import foremost
from civharm.incidents.link import link_claims
from civharm.model.assessments import Assessment, Bound, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Claim, PartyPart
from civharm.model.incidents import Incident, Judgement, Verdict
from civharm.model.reports import Scope
from civharm.model.times import When
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import ReadReport, codebook, read_rows_of

_STRIKE_STATUSES = {
    StrikeStatus.DECLARED: "declared strike",
    StrikeStatus.LIKELY: "likely strike",
    StrikeStatus.CONTESTED: "contested strike",
    StrikeStatus.SINGLE_SOURCE: "single source claim",
}
#: Names that the board's recorder gives parties which the codebook calls otherwise.
_NAMES = {
    "US-led Coalition": "U.S.-led Coalition",
    "Iran and allied militias": "Iranian Military",
    "Syrian Democratic Forces": "YPG",
}
#: What a team says of its casebook before it reads: each of these boards is about one country, and the reports of
#: incident-syria are of the years that its page names.
_IRAQ, AMERICA, _GAZA = (Scope(countries=(country,)) for country in ("IQ", "US", "PS"))
SYRIA = Scope(countries=("SY",), years=tuple(range(2021, 2027)))
SCOPES = {"toll-iraq": _IRAQ, "toll-gva": AMERICA, "toll-gaza": _GAZA, "incident-syria": SYRIA}
_TWO_DAYS = 2
_RECORD = Path(__file__).parent / "airwars_syria"
#: Airwars counts civilians, and whoever is not said to be a fighter as one (its own method).
_CIVILIANS = (Status.CIVILIAN, Status.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The incident that reports tell of, assessed; `everybody` are the tolls of all people together.

    `grading` is that of the reporting: the board asks for it of leads as well.
    """

    incident: Incident
    assessment: Assessment
    everybody: tuple[Toll, ...]
    grading: Grading | None

    def bounds(self, harm: Harm, statuses: Iterable[Status]) -> tuple[int | None, int | None]:
        """Minimum and maximum of a harm over statuses that have no person in common."""
        tolls = [found for status in statuses if (found := self.assessment.toll(harm, status))]
        return _sum(toll.min for toll in tolls), _sum(toll.max for toll in tolls)

    def killed(self) -> int:
        """The dead, as many as the report comes to tell of: later numbers are the fuller ones."""
        return self._most(Harm.KILLED)

    def injured(self) -> int:
        """The injured, as many as the report comes to tell of."""
        return self._most(Harm.INJURED)

    def _most(self, harm: Harm) -> int:
        toll = self._of_everybody(harm)
        return (toll.max.value if toll.max.value is not None else toll.min.value or 0) if toll else 0

    def _of_everybody(self, harm: Harm) -> Toll | None:
        return next((toll for toll in self.everybody if (toll.harm, toll.group) == (harm, "all")), None)


def _sum(bounds: Iterable[Bound]) -> int | None:
    known = [bound.value for bound in bounds if bound.value is not None]
    return sum(known) if known else None


def told_by(reads: Sequence[ReadReport], *, record: Codebook | None = None) -> Told | None:
    """The incident that the reports are about. A lead will do where there is no more: the board asks for one record.

    That several reports tell of one incident is part of the board's question: it goes in as a person's judgement.
    `record` is a codebook that says what kind of record the incident is of, if not the shipped one.
    """
    rules = record or codebook()
    claims = [claim for read in reads for claim in read.claims]
    reports = [read.report for read in reads]
    found = _linked(reads, claims, ())
    if len(reads) > 1:
        found = _linked(reads, claims, _one_incident(reads, found, claims=claims))
    if not found:
        return None
    main = foremost(found, claims)
    victims = [victim for read in reads for victim in read.victims]
    assessment = assess(main, claims, reports, codebook=rules, victims=victims)
    everybody = assess_everybody(main, claims, reports, codebook=codebook(), victims=victims)
    grading = grade_reporting(main, claims, reports, codebook=rules).grading
    return Told(incident=main, assessment=assessment, everybody=everybody, grading=grading)


def _linked(
    reads: Sequence[ReadReport], claims: Sequence[Claim], judgements: Sequence[Judgement]
) -> Sequence[Incident]:
    texts = {read.report.id: read.text for read in reads}
    reports = [read.report for read in reads]
    linked = link_claims(reports, texts, claims, judgements=judgements, codebook=codebook())
    return [*linked.incidents, *linked.leads, *linked.attacks]


def _one_incident(
    reads: Sequence[ReadReport], found: Sequence[Incident], *, claims: Sequence[Claim]
) -> list[Judgement]:
    """Each report's main incident is that of the first."""
    told_in = {read.report.id: [each for each in found if read.report.id in each.reports] for read in reads}
    report_of = {claim.id: claim.report_id for claim in claims}
    told = [
        next(claim for claim in foremost(events, claims).claims if report_of[claim] == report)
        for report, events in told_in.items()
        if events
    ]
    return [Judgement(left=told[0], right=other, verdict=Verdict.POSITIVE) for other in told[1:]]


def when_and_where(told: Told) -> Row:
    when, where = told.incident.when, told.incident.where
    day = _day(when) if when else None
    return {
        "date": day.isoformat() if day else None,
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
    }


def _day(when: When) -> date | None:
    """The board asks for one day: of a night or a weekend the later one, of what is longer the first."""
    return when.end if when.days == _TWO_DAYS else when.start


def predict_numbers(row: Row, *, scope: Scope) -> Row:
    """One number of killed and one of injured, whoever they were; unknown is stored as 0 (toll-iraq, toll-gva)."""
    told = told_by(read_rows_of([row], scope=scope))
    if told is None:
        return {"killed": 0, "injured": 0}
    return {"killed": told.killed(), "injured": told.injured(), **when_and_where(told)}


def predict_ranges(row: Row) -> Row:
    """Minimum and maximum of civilians (toll-gaza)."""
    return _ranges(told_by(read_rows_of([row], scope=_GAZA)))


def _ranges(told: Told | None) -> Row:
    if told is None:
        return {}
    killed_min, killed_max = told.bounds(Harm.KILLED, _CIVILIANS)
    injured_min, injured_max = told.bounds(Harm.INJURED, _CIVILIANS)
    return {
        "killed_min": killed_min,
        "killed_max": killed_max,
        "injured_min": injured_min,
        "injured_max": injured_max,
        **when_and_where(told),
    }


def predict_record(row: Row) -> Row:
    """The whole record from all reports of an incident (incident-syria)."""
    told = told_by(read_rows_of(row["sources"], scope=SYRIA), record=_airwars())
    if told is None:
        return {}
    grading = told.grading
    attackers = {p.name for p in told.incident.parties if p.part is PartyPart.ATTACKER}
    listed = [
        party
        for party in assessment_rules(_airwars()).record.parties
        if is_among(codebook(), party, attackers)
    ]
    return {
        **_ranges(told),
        "grading": grading.value if grading else None,
        "strike_status": _STRIKE_STATUSES.get(told.assessment.strike_status),
        "belligerents": sorted(_NAMES.get(name, name) for name in listed),
    }


@lru_cache(maxsize=1)
def _airwars() -> Codebook:
    """What the recorder's page says of its record: harm by these parties, and only a part of its sources archived."""
    return load_codebook(_RECORD)


BOARDS = (
    row_by_row("toll-iraq", partial(predict_numbers, scope=_IRAQ)),
    row_by_row("toll-gva", partial(predict_numbers, scope=AMERICA)),
    row_by_row("toll-gaza", predict_ranges),
    row_by_row("incident-syria", predict_record),
)
