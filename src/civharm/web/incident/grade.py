"""Why the machine proposes a grade, row by row of the table, and what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from civharm.assessments.assess import assess
from civharm.assessments.evidence import Evidence
from civharm.assessments.explain_grade import ExplainedGrade, OtherGrade, TestedRow, explain_grade
from civharm.assessments.explain_toll import ToldCount, explain_tolls
from civharm.assessments.findings import findings
from civharm.assessments.rules import AssessmentRules, assessment_rules
from civharm.catalogue.record import Index
from civharm.codebook import Codebook, default_codebook
from civharm.model.assessments import Assessment, Grading
from civharm.model.incidents import Incident
from civharm.web.incident.facts import toll_label
from civharm.web.pages.parts import ClaimCard


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """A condition of a row of the table: whether it holds, and the claims that it rests on."""

    words: str
    holds: bool
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A row of the table that was tried; the last one fired."""

    outcome: Grading | str | None
    fired: bool
    conditions: tuple[ConditionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherView:
    """What single thing would bring another grade."""

    words: str
    grading: Grading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedView:
    """A number that sets neither bound of a toll, and why."""

    label: str
    words: str
    effect: str
    claim: ClaimCard | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeView:
    """The machine's way to its grade. `is_as_recorded` is False where rules have changed since it was recorded."""

    is_as_recorded: bool
    rows: tuple[RowView, ...] = ()
    strike_rows: tuple[RowView, ...] = ()
    would_change: tuple[OtherView, ...] = ()
    unused: tuple[UnusedView, ...] = ()


Cards = Mapping[str, ClaimCard]


def grade_view(
    index: Index, incident: Incident, cards: Cards, *, codebook: Codebook | None = None
) -> GradeView | None:
    """Worked out anew from the claims of the page; None where nothing is assessed."""
    recorded = index.assessments.get(incident.id)
    if recorded is None:
        return None
    codebook = codebook or default_codebook()
    rules = assessment_rules(codebook)
    claims, reports = index.claims_of(incident.claims), index.record.reports
    evidence = Evidence.of(incident, claims, reports=reports, codebook=codebook)
    assessed = assess(incident, claims, reports, codebook=codebook)
    if not _agree(assessed, recorded):
        return GradeView(is_as_recorded=False)
    explained = explain_grade(findings(evidence, rules), rules, codebook)
    return replace(_view(explained, cards), unused=_unused(recorded, evidence, rules, cards))


def _agree(assessed: Assessment, recorded: Assessment) -> bool:
    """The same judgements. Tolls may differ: the page has no names to count the named by."""
    return (assessed.proposed_grading, assessed.strike_status) == (
        recorded.proposed_grading,
        recorded.strike_status,
    )


def _view(explained: ExplainedGrade, cards: Cards) -> GradeView:
    return GradeView(
        is_as_recorded=True,
        rows=_rows(explained.rows, cards),
        strike_rows=_rows(explained.strike_rows, cards),
        would_change=_others(explained.would_change),
    )


def _rows(rows: Sequence[TestedRow], cards: Cards) -> tuple[RowView, ...]:
    """Down to the row that fired: those below it were not needed."""
    last = next((at for at, row in enumerate(rows) if row.fired), len(rows) - 1)
    return tuple(
        RowView(
            outcome=row.outcome,
            fired=row.fired,
            conditions=tuple(
                ConditionView(
                    words=each.words,
                    holds=each.holds,
                    claims=tuple(cards[claim] for claim in each.claims if claim in cards),
                )
                for each in row.conditions
            ),
        )
        for row in rows[: last + 1]
    )


def _others(others: Sequence[OtherGrade]) -> tuple[OtherView, ...]:
    return tuple(OtherView(words=each.words, grading=each.grading) for each in others)


def _unused(
    recorded: Assessment, evidence: Evidence, rules: AssessmentRules, cards: Cards
) -> tuple[UnusedView, ...]:
    return tuple(
        _unused_view(each, toll_label(toll.harm, toll.status, toll.group), cards)
        for toll, explained in zip(
            recorded.tolls, explain_tolls(recorded.tolls, evidence, rules.toll), strict=True
        )
        for each in explained.beside
    )


def _unused_view(told: ToldCount, label: str, cards: Cards) -> UnusedView:
    return UnusedView(label=label, words=told.words, effect=told.effect, claim=cards.get(told.claim))
