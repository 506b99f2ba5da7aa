"""Claims that people make of words that no reader claimed: anchored as all claims are, and replayed from the decision."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from civharm.casebook.review import content_of
from civharm.casebook.state import State
from civharm.model.claims import Claim, ClaimKind, Origin, check_anchored, claim_id
from civharm.model.decisions import Decision
from civharm.model.errors import InvalidDecision, InvalidModel
from civharm.model.ids import fold_space
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.publication.lines import claim_from_line, claim_line

#: What a person does not write into a claim: it follows from the words, the report and who decides.
_FOLLOWS = frozenset(
    {"type", "id", "report", "quote", "prefix", "suffix", "origin", "language", "ordinal"}
    | {"occurrence", "supersedes", "confidence", "needs_review", "protected"}
)
_OF_THE_ACT = frozenset({"span", "words", "kind", "event_of"})


def completed(decision: Decision, state: State) -> Decision:
    """The decision with the claim that it makes. Its target is the report until then, and the claim from then on.

    A decision that was completed before, in another casebook, is completed anew.
    """
    decision = _as_sent(decision)
    report = next((each for each in state.reports if each.id == decision.target), None)
    if report is None:
        raise InvalidDecision(
            f"no report {decision.target[:80]} in this casebook: `civharm show INCIDENT` names those behind one"
        )
    text = state.texts[report.id]
    span = _span(decision.change, text)
    made = _claim(decision, report, text=text, span=span, taken=_alike(decision, state, span.of(text)))
    mate = _mate(decision.change.get("event_of"), report, state)
    _check_new(made, state)
    change: dict[str, Any] = {"claim": claim_line(made), "rendition": report.rendition_id, "event_of": mate}
    return replace(decision, target=made.id, change=change)


def _as_sent(decision: Decision) -> Decision:
    line = decision.change.get("claim")
    if not isinstance(line, dict):
        return decision
    said = {key: value for key, value in line.items() if key not in _FOLLOWS}
    change = {**said, "event_of": decision.change.get("event_of")}
    return replace(decision, target=str(line.get("report")), change=change)


def report_of(decision: Decision) -> str:
    """The report of whose words a decision makes a claim."""
    return _as_sent(decision).target


def _span(change: Mapping[str, Any], text: str) -> Span:
    """Where the words stand: the given span, or the only place where the given words do."""
    if (words := change.get("words")) is not None and change.get("span") is None:
        return _only_place(str(words), text)
    match change.get("span"):
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            inner = text[start:end]
            lead, rest = len(inner) - len(inner.lstrip()), len(inner.rstrip())
            if rest:
                return Span(start + lead, start + rest)
        case _:
            pass
    raise InvalidDecision(
        "a claim rests on words of the report: give their `span`, or the `words` as they stand there"
    )


def _only_place(words: str, text: str) -> Span:
    times = text.count(words) if words.strip() else 0
    if times != 1:
        raise InvalidDecision(
            f"the words {words[:80]!r} stand {times} times in the report: give words that stand there once"
        )
    start = text.index(words)
    return _span({"span": [start, start + len(words)]}, text)


def _claim(decision: Decision, report: Report, *, text: str, span: Span, taken: frozenset[int]) -> Claim:
    kind = _kind(decision.change)
    said = {key: value for key, value in decision.change.items() if key not in _OF_THE_ACT}
    ordinal = next(number for number in range(len(taken) + 1) if number not in taken)
    bare = Claim(
        id=claim_id(report_sha256=report.sha256, kind=kind, words=span.of(text), ordinal=ordinal),
        report_id=report.id,
        kind=kind,
        language=report.language or "und",
        span=span,
        quote=Quote.at(text, span),
        origin=Origin(by="hand", name=decision.author, version=decision.id),
        ordinal=ordinal,
        confidence=1.0,
    )
    line = claim_line(bare)
    for name in said:
        if name in _FOLLOWS or name not in line:
            raise InvalidDecision(f"a person can't write {name!r} into a claim of their own")
    try:
        made = claim_from_line(line | said)
        check_anchored(made, text)
    except (ValidationError, InvalidModel, KeyError, TypeError, AttributeError) as error:
        raise InvalidDecision(f"this does not make a claim: {error}") from None
    if kind is ClaimKind.HARM and not made.casualties:
        raise InvalidDecision("a claim of harm says who was harmed, and how many where that is known")
    return made


def _kind(change: Mapping[str, Any]) -> ClaimKind:
    try:
        return ClaimKind(str(change.get("kind")))
    except ValueError:
        raise InvalidDecision(f"a claim is one of {', '.join(ClaimKind)}") from None


def _alike(decision: Decision, state: State, words: str) -> frozenset[int]:
    """The ordinals of the claims of the same kind and words that a reader or a person made."""
    kind, folded = _kind(decision.change), fold_space(words)
    of_hand = (seen.claim for seen in state.sightings if seen.is_added)
    known = [*state.machine_claims, *state.reviewed.claims, *of_hand]
    return frozenset(
        each.ordinal
        for each in known
        if each.report_id == decision.target and each.kind is kind and fold_space(each.quote.exact) == folded
    )


def _mate(named: object, report: Report, state: State) -> str | None:
    """The claim of whose event the new one tells, as the reader made it."""
    if not named:
        return None
    stands = state.stands(str(named))
    if stands is None or all(
        each.id != stands or each.report_id != report.id for each in state.reviewed.claims
    ):
        raise InvalidDecision(
            f"no claim {str(named)[:80]} of this report is in force: name one whose event is meant, or none"
        )
    return state.root_of(str(named))


def _check_new(made: Claim, state: State) -> None:
    """Two people who make the same claim at once make one."""
    for claim in state.reviewed.claims:
        is_same = claim.report_id == made.report_id and claim.kind is made.kind and claim.span == made.span
        if is_same and content_of(claim) | {"id": ""} == content_of(made) | {"id": ""}:
            raise InvalidDecision(
                f"{claim.origin.name} made this claim of these words already: it is {claim.id}"
            )
