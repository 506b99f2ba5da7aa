"""Why an incident has its grade: every row of the table with the conditions that hold and those that don't.

What would change the grade is not guessed: the same tables judge the same findings again with one thing otherwise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from civharm.assessments.conditions import claims_behind, facts, hold
from civharm.assessments.findings import Findings
from civharm.assessments.grading import propose_grading
from civharm.assessments.rules import AssessmentRules
from civharm.assessments.strike_status import judge_strike
from civharm.codebook import Codebook, Rule
from civharm.model.assessments import Grading, StrikeStatus

_RIVAL = "a rival"
_PARTY = "a party"

#: One thing that is otherwise than it was found; the same findings where it is so already.
WHAT_IFS: Mapping[str, Callable[[Findings], Findings]] = {
    "another_cluster": lambda found: _with_clusters(found, 1),
    "one_cluster_fewer": lambda found: _with_clusters(found, -1),
    "a_party_named": lambda found: found if found.parties else _naming(found, _PARTY),
    "a_rival_named": lambda found: _naming(_with_clusters(found, 1), _RIVAL) if found.parties else found,
    "no_rival": lambda found: replace(found, rivals=min(found.rivals, 1), parties=found.parties[:1]),
    "harm_accepted": lambda found: (
        found
        if found.accepted_by
        else replace(found, accepted_by=(_PARTY,), parties=found.parties or (_PARTY,))
    ),
    "acceptance_gone": lambda found: replace(found, accepted_by=()),
    "called_combatants": lambda found: replace(found, others_say_combatants=True),
    "nobody_named": lambda found: found if found.parties else replace(found, nobody_named=True),
    "detail_given": lambda found: replace(found, has_detail=True),
    "complete": lambda found: replace(found, lacks=()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedCondition:
    """A condition of a row: whether it holds, in words, and the claims that it rests on."""

    name: str
    words: str
    holds: bool
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedRow:
    """A row of a table. `fired` marks the first that holds; `outcome` is what it gives, None for no grade."""

    row: str
    outcome: str | None
    fired: bool
    conditions: tuple[TestedCondition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherGrade:
    """What grade and strike status would come of one thing that is otherwise."""

    what_if: str
    words: str
    grading: Grading | None
    strike_status: StrikeStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedGrade:
    """Both judgements with all rows that were tried, and what would change the grade."""

    grading: Grading | None
    strike_status: StrikeStatus
    rows: tuple[TestedRow, ...]
    strike_rows: tuple[TestedRow, ...]
    would_change: tuple[OtherGrade, ...]


class _Words(Rule):
    """rules/conditions.yml."""

    version: str
    conditions: dict[str, str]
    what_if: dict[str, str]


def explain_grade(found: Findings, rules: AssessmentRules, codebook: Codebook) -> ExplainedGrade:
    """Every row against the findings, the strike status among them."""
    strike = judge_strike(found, rules.strike).status
    found = replace(found, strike_status=strike)
    words = _words(codebook)
    grades = [(row.row, row.grading and row.grading.value, row.when) for row in rules.grading.rows]
    statuses = [(row.row, row.status.value, row.when) for row in rules.strike.rows]
    return ExplainedGrade(
        grading=propose_grading(found, rules.grading).grading,
        strike_status=strike,
        rows=_tested(grades, found, words),
        strike_rows=_tested(statuses, found, words),
        would_change=tuple(_others(found, rules, words)),
    )


def _tested(
    rows: Sequence[tuple[str, str | None, Sequence[str]]], found: Findings, words: _Words
) -> tuple[TestedRow, ...]:
    fired = next((at for at, (_, _, when) in enumerate(rows) if hold(when, found)), None)
    return tuple(
        TestedRow(
            row=name,
            outcome=outcome,
            fired=at == fired,
            conditions=tuple(_condition(each, found, words) for each in when),
        )
        for at, (name, outcome, when) in enumerate(rows)
    )


def _condition(name: str, found: Findings, words: _Words) -> TestedCondition:
    text = words.conditions.get(name, name.replace("_", " "))
    known = {
        fact: value or "none" if isinstance(value, str) else value for fact, value in facts(found).items()
    }
    return TestedCondition(
        name=name,
        words=text.format_map(known),
        holds=hold((name,), found),
        claims=claims_behind((name,), found),
    )


def _others(found: Findings, rules: AssessmentRules, words: _Words) -> list[OtherGrade]:
    now = propose_grading(found, rules.grading).grading
    others = []
    for name, changed in WHAT_IFS.items():
        other = changed(found)
        strike = judge_strike(other, rules.strike).status
        grading = propose_grading(replace(other, strike_status=strike), rules.grading).grading
        if grading is not now:
            others.append(
                OtherGrade(
                    what_if=name, words=words.what_if.get(name, name), grading=grading, strike_status=strike
                )
            )
    return others


def _with_clusters(found: Findings, more: int) -> Findings:
    """As many independent clusters more or fewer; a new one names whom the others name."""
    attributing = max(found.attributing + more, 0) if found.parties else 0
    return replace(found, clusters=max(found.clusters + more, 0), attributing=attributing)


def _naming(found: Findings, party: str) -> Findings:
    return replace(
        found,
        parties=(*found.parties, party),
        rivals=found.rivals + 1,
        attributing=max(found.attributing, 1),
        nobody_named=False,
    )


@lru_cache(maxsize=4)
def _words(codebook: Codebook) -> _Words:
    return codebook.rules("conditions", _Words)
