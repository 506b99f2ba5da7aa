"""Where each bound of a toll comes from: the rule, the claims, their words; and why other numbers set none."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from civharm.assessments.evidence import Evidence
from civharm.assessments.figures import Figure
from civharm.assessments.rules import TollRules
from civharm.assessments.voices import standing_figures
from civharm.model.assessments import Bound, Toll
from civharm.model.casualties import Casualties, Harm, Status
from civharm.model.claims import Claim, Stance
from civharm.model.incidents import LinkPart

_NOT_ALLEGED = {Stance.DENIED: "denied by who says it", Stance.RETRACTED: "taken back"}
_JOINT = frozenset({Harm.KILLED, Harm.INJURED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCount:
    """A count that a claim tells: the words that it was read from, by which rule of reading, what became of it."""

    claim: str
    report: str
    words: str
    read_by: str
    min: int | None
    max: int | None
    status: Status
    group: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBound:
    """One end of a toll with its rule in words, and the counts behind it."""

    value: int | None
    rule: str
    says: str
    counts: tuple[ToldCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedToll:
    """Both ends of a toll, and the counts of the same people that set neither, each with the reason."""

    harm: Harm
    status: Status
    group: str
    min: ExplainedBound
    max: ExplainedBound
    beside: tuple[ToldCount, ...]


def explain_tolls(tolls: Iterable[Toll], evidence: Evidence, rules: TollRules) -> tuple[ExplainedToll, ...]:
    """Each toll with its provenance."""
    explaining = _Explaining(evidence, rules)
    return tuple(map(explaining.toll, tolls))


class _Explaining:
    def __init__(self, evidence: Evidence, rules: TollRules) -> None:
        self._evidence = evidence
        self._rules = rules
        self._standing: dict[str, list[Figure]] = defaultdict(list)
        for figure in standing_figures(evidence, rules):
            for claim in figure.claims:
                self._standing[claim].append(figure)

    def toll(self, toll: Toll) -> ExplainedToll:
        setting = {*toll.min.claims, *toll.max.claims}
        beside = [
            self._told(claim, counted, self._why_not(claim, counted, toll))
            for claim in self._evidence.claims
            if claim.id not in setting
            for counted in self._counts(claim, toll)
        ]
        return ExplainedToll(
            harm=toll.harm,
            status=toll.status,
            group=toll.group,
            min=self._bound(toll.min, toll, "at least"),
            max=self._bound(toll.max, toll, "at most"),
            beside=tuple(beside),
        )

    def _bound(self, bound: Bound, toll: Toll, end: str) -> ExplainedBound:
        behind = [claim for claim in self._evidence.claims if claim.id in bound.claims]
        return ExplainedBound(
            value=bound.value,
            rule=bound.rule,
            says=self._rules.rules.get(bound.rule, "")
            if bound.value is not None
            else "nobody says a number: unknown, not 0 (T13)",
            counts=tuple(
                self._told(claim, counted, end) for claim in behind for counted in self._behind(claim, toll)
            ),
        )

    def _behind(self, claim: Claim, toll: Toll) -> Sequence[Casualties]:
        """The counts of these people; of the harm where the bound was put together of other groups (T11)."""
        harmed = [each for each in claim.casualties if _is_of(each, toll.harm)]
        return self._counts(claim, toll) or harmed

    def _counts(self, claim: Claim, toll: Toll) -> list[Casualties]:
        fighters = toll.status is Status.COMBATANT
        return [
            each
            for each in claim.casualties
            if _is_of(each, toll.harm)
            and each.group == toll.group
            and (each.status is Status.UNKNOWN or (each.status is Status.COMBATANT) == fighters)
        ]

    def _told(self, claim: Claim, counted: Casualties, effect: str) -> ToldCount:
        return ToldCount(
            claim=claim.id,
            report=claim.report_id,
            words=counted.count.words,
            read_by=counted.count.rule,
            min=counted.count.min,
            max=counted.count.max,
            status=counted.status,
            group=counted.group,
            effect=effect,
        )

    def _why_not(self, claim: Claim, counted: Casualties, toll: Toll) -> str:
        if claim.stance in _NOT_ALLEGED:
            return _NOT_ALLEGED[claim.stance]
        if counted.count.min is None and counted.count.max is None:
            return "says no number"
        if self._evidence.parts[claim.id] is LinkPart.MAXIMUM_ONLY:
            return self._rules.rules["T3"]
        if self._evidence.is_by_accused(claim):
            return self._rules.rules["accused"]
        if counted.part_of is not None:
            return f"a part of “{counted.part_of}” (T11)"
        standing = [figure for figure in self._standing[claim.id] if figure.counted.harm is toll.harm]
        if not standing:
            return "the same voice says another number later, or a greater one in the same telling"
        set_aside = next((figure.rule for figure in standing if not figure.sets_minimum), None)
        if set_aside is not None:
            return self._rules.rules.get(set_aside, set_aside)
        if any(figure.is_doubtful for figure in standing):
            return self._rules.rules["T6" if counted.harm not in _JOINT else "T5"]
        return _between(counted, toll)


def _between(counted: Casualties, toll: Toll) -> str:
    low, high = counted.count.min, counted.count.max
    if toll.max.value is not None and (high or low or 0) > toll.max.value:
        return "no other cluster tells so many: held to be of another event (T3)"
    if toll.min.value is not None and low is not None and low < toll.min.value:
        return "fewer than others agree on, or a vague word beside a number (T3, T4)"
    return "lies within the bounds"


def _is_of(counted: Casualties, harm: Harm) -> bool:
    return counted.harm is harm or (counted.harm is Harm.KILLED_OR_INJURED and harm in _JOINT)
