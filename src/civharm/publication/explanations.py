"""Explanations as text for a person and as lines of JSON; claims are quoted as they are given here, masked or not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from civharm.assessments.explain_grade import ExplainedGrade, TestedRow
from civharm.assessments.explain_toll import ExplainedBound, ExplainedToll, ToldCount
from civharm.assessments.overlaps import UNKNOWN, Range
from civharm.incidents.explain import ExplainedPair
from civharm.model.assessments import Conceded
from civharm.model.claims import Claim, Position
from civharm.model.reports import Report
from civharm.publication.lines import Line
from civharm.publication.table import when_words
from civharm.publication.totals import range_words

_NOBODY = "the report itself"


class Quoted:
    """The claims and reports that an explanation names."""

    def __init__(self, claims: Iterable[Claim], reports: Iterable[Report]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._reports = {report.id: report for report in reports}

    def words(self, claim_id: str) -> str:
        """What a claim says, who says it, where."""
        return f"claim {claim_id}: {self._said(claim_id)}"

    def each(self, claim_ids: Iterable[str]) -> list[str]:
        """The same of several claims, those that quote one sentence together."""
        by_words: dict[str, list[str]] = defaultdict(list)
        for claim_id in claim_ids:
            by_words[self._said(claim_id)].append(claim_id)
        return [f"claim {', '.join(ids)}: {said}" for said, ids in by_words.items()]

    def _said(self, claim_id: str) -> str:
        claim = self._claims.get(claim_id)
        if claim is None:
            return "no longer in force"
        said_by = (claim.speaker.name or claim.speaker.words) if claim.speaker else _NOBODY
        return f"“{_folded(claim.quote.exact)}” ({said_by}, {self.source(claim.report_id)})"

    def source(self, report_id: str) -> str:
        """The outlet and the day of a report."""
        report = self._reports.get(report_id)
        if report is None:
            return f"report {report_id}"
        return f"{report.source or 'unnamed source'}, {when_words(report.published)}"


def grade_lines(grade: ExplainedGrade, quoted: Quoted) -> Iterator[str]:
    """Both tables row by row, then what would change the grade."""
    yield f"grade proposed: {_outcome(grade.grading)}"
    yield from _rows(grade.rows, quoted)
    yield ""
    yield f"strike status: {grade.strike_status}"
    yield from _rows(grade.strike_rows, quoted)
    yield ""
    yield "what would change the grade"
    for other in grade.would_change:
        yield f"  {_outcome(other.grading)}, with {other.words}"
    if not grade.would_change:
        yield "  none of the single things that are tried"


def _rows(rows: Sequence[TestedRow], quoted: Quoted) -> Iterator[str]:
    """The rows down to the one that fired; those below it were not needed."""
    for row in rows:
        yield f"  {'▶' if row.fired else ' '} row {row.row} → {_outcome(row.outcome)}{'' if row.conditions else ': always'}"
        for condition in row.conditions:
            yield f"      {'✓' if condition.holds else '✗'} {condition.words}"
        if row.fired:
            claims = dict.fromkeys(claim for condition in row.conditions for claim in condition.claims)
            yield from (f"        {said}" for said in quoted.each(claims))
            return


def _outcome(outcome: str | None) -> str:
    return outcome or "none"


def toll_lines(tolls: Iterable[ExplainedToll], conceded: Iterable[Conceded], quoted: Quoted) -> Iterator[str]:
    """Each toll with both bounds, their rules and words, and the numbers that set neither."""
    for toll in tolls:
        group = "" if toll.group == "all" else f", {toll.group}"
        yield f"{toll.status} {toll.harm}{group}: {range_words(Range(toll.min.value, toll.max.value))}"
        yield from _bound("at least", toll.min, quoted)
        yield from _bound("at most", toll.max, quoted)
        yield from (
            f"  not used: {_count(each)}: {each.effect}; {quoted.source(each.report)}" for each in toll.beside
        )
        yield ""
    for each in conceded:
        yield from conceded_lines(each, quoted)


def conceded_lines(conceded: Conceded, quoted: Quoted) -> Iterator[str]:
    """A party's own statements, which stand beside the toll and set no bound of it."""
    number = Range(conceded.killed_min, conceded.killed_max)
    concedes = "no number" if number == UNKNOWN else f"{range_words(number)} killed"
    yield f"{conceded.party} itself, beside the toll: {conceded.position}; concedes {concedes}"
    for each in conceded.statements:
        strike = " (of the strike alone)" if each.position == Position.ACCEPTED and not each.of_harm else ""
        yield f"  {each.said_on or 'day unknown'} {each.position}{strike}: {quoted.words(each.claim)}"


def _bound(name: str, bound: ExplainedBound, quoted: Quoted) -> Iterator[str]:
    rule = f"{bound.rule}: {bound.says}" if bound.rule and bound.says else bound.says or bound.rule
    yield f"  {name} {'unknown' if bound.value is None else bound.value} [{rule}]"
    for each in bound.counts:
        yield f"    {_count(each)} in {quoted.words(each.claim)}"


def _count(told: ToldCount) -> str:
    whom = told.status.value if told.group == "all" else f"{told.status} {told.group}"
    return f"“{told.words}” → {range_words(Range(told.min, told.max))} {whom} [{told.read_by or 'as said'}]"


def pair_lines(pair: ExplainedPair, together: str | None, quoted: Quoted) -> Iterator[str]:
    """Features with weights, the sum against the thresholds, where the two met, people's judgements."""
    yield from (quoted.words(claim) for claim in (pair.left, pair.right))
    yield f"both are in {together}" if together else "they are in different incidents"
    if pair.is_one_event:
        yield "told as one event, in one report or in copies of one text: nothing is compared"
    else:
        yield from _compared(pair, quoted)
    for each in pair.judgements:
        yield f"a person's judgement: {each.left} and {each.right} are {each.verdict}"


def _compared(pair: ExplainedPair, quoted: Quoted) -> Iterator[str]:
    for met in pair.met_in or ("they never met: nothing that brings events together is common to them",):
        yield f"compared for: {met}" if pair.met_in else met
    yield from (f"  {each.weight:+6.2f}  {each.name}: {each.detail}" for each in pair.features)
    yield f"  {pair.score or 0:+6.2f}  in all, in log-odds: {verdict_words(pair)}"
    yield f"  (one incident from {pair.join:+.1f}, doubtful from {pair.doubt:+.1f}, keeps groups apart below {pair.veto:+.1f})"
    for step in pair.chain:
        yield f"joined over others, score {step.score:+.2f}: {quoted.words(step.left)} with {quoted.words(step.right)}"


def verdict_words(pair: ExplainedPair) -> str:
    """What the sum alone says of the pair."""
    if pair.score is None:
        return "one event"
    if pair.score >= pair.join:
        return "one incident, unless another pair of their groups speaks against it"
    return "doubtful: kept apart, unless others join them" if pair.score >= pair.doubt else "two incidents"


def grade_line(grade: ExplainedGrade) -> Line:
    """The same as JSON."""
    plain: Line = asdict(grade)
    return plain


def toll_line(tolls: Iterable[ExplainedToll]) -> list[Line]:
    """The same as JSON."""
    return [asdict(toll) for toll in tolls]


def pair_line(pair: ExplainedPair, together: str | None) -> Line:
    """The same as JSON."""
    return {"type": "explained_pair", "incident": together, "verdict": verdict_words(pair), **asdict(pair)}


def _folded(words: str) -> str:
    return " ".join(words.split())
