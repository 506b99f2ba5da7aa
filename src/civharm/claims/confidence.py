"""Confidence: how likely the number of a harm claim is the toll of its incident, by signs of doubt and of support.

Signs are closed and hold no words: what kind of number it is, how it is told, what else the report tells of the same
event. Their weights are a list of the codebook (`rules/confidence.yml`), fitted on the toll boards by
`python -m evals.calibration`. A doubt never raises a confidence, a support never lowers it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field, field_validator

from civharm.codebook import Codebook, Rule
from civharm.model.casualties import Casualties, Count, Harm, Open, Status
from civharm.model.claims import Claim, ClaimKind, Stance
from civharm.model.spans import Span
from civharm.model.victims import Victim

DOUBTS = frozenset(
    "vague range open_above open_below added_up injured unsaid_harm alleged hedged lesser greater "
    "long_quote several_events later_in_report earlier_event fighters no_day lent_day no_place lent_place".split()
)
SUPPORTS = frozenset(
    "digits number_in_words one_person first_told told_once told_again victims_named quoted own_day own_place".split()
)

#: Bounds of what is ever said: nothing that a machine reads is certain, nor certainly wrong.
LEAST, MOST = 0.02, 0.98
_VAGUE = ("profile:", "plural", "T12")
_UNSURE = frozenset({Stance.ALLEGED, Stance.ESTIMATED, Stance.DENIED, Stance.RETRACTED})
_LONG = 300
_LATER = 1000

_Doubt = Annotated[float, Field(le=0, allow_inf_nan=False)]
_Support = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_Prior = Annotated[float, Field(gt=0, lt=1)]


class ConfidenceRules(Rule):
    """The typed form of rules/confidence.yml; a sign that isn't listed weighs nothing."""

    version: str
    bias: Annotated[float, Field(allow_inf_nan=False)]
    doubts: dict[str, _Doubt]
    supports: dict[str, _Support]
    uncounted: _Prior
    parts: _Prior
    kinds: dict[ClaimKind, _Prior]

    @field_validator("doubts")
    @classmethod
    def _are_doubts(cls, weights: dict[str, float]) -> dict[str, float]:
        return _known(weights, DOUBTS)

    @field_validator("supports")
    @classmethod
    def _are_supports(cls, weights: dict[str, float]) -> dict[str, float]:
        return _known(weights, SUPPORTS)

    @field_validator("kinds")
    @classmethod
    def _are_all(cls, priors: dict[ClaimKind, float]) -> dict[ClaimKind, float]:
        missing = sorted(set(ClaimKind) - {ClaimKind.HARM} - priors.keys())
        if missing:
            raise ValueError(f"no confidence for the kinds {', '.join(missing)}")
        return priors

    @property
    def weights(self) -> Mapping[str, float]:
        """Doubts and supports together, in log-odds."""
        return {**self.doubts, **self.supports}


def _known(weights: dict[str, float], signs: frozenset[str]) -> dict[str, float]:
    unknown = sorted(weights.keys() - signs)
    if unknown:
        raise ValueError(f"no such sign: {', '.join(unknown)}; there are {', '.join(sorted(signs))}")
    return weights


def confidence_rules(codebook: Codebook) -> ConfidenceRules:
    """The rules in force. Raises InvalidCodebook naming the entry and what is wrong with it."""
    return codebook.rules("confidence", ConfidenceRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All people of one harm whom a claim counts; None is an end that isn't said."""

    harm: Harm
    low: int | None
    high: int | None
    counts: tuple[Count, ...]

    @property
    def number(self) -> int:
        """The one number that stands for it: "at least 12" and "up to 12" are 12."""
        return self.low if self.low is not None else self.high or 0


def wholes(claim: Claim, *, without: frozenset[Status] = frozenset()) -> tuple[Whole, ...]:
    """What the claim counts of each harm: groups that are no parts added up, uncounted people left out."""
    counted: dict[Harm, dict[object, Casualties]] = defaultdict(dict)
    for each in claim.casualties:
        if each.part_of is None and each.status not in without and _top(each.count):
            same = (each.status, each.group, each.beside)
            known = counted[each.harm].get(same)
            if known is None or _top(each.count) > _top(known.count):
                counted[each.harm][same] = each
    return tuple(_whole(harm, tuple(each.count for each in of.values())) for harm, of in counted.items())


def _top(count: Count) -> int:
    return count.max or count.min or 0


def _whole(harm: Harm, counts: tuple[Count, ...]) -> Whole:
    lows = [count.min for count in counts if count.open is not Open.BELOW and count.min is not None]
    low = sum(lows) if len(lows) == len(counts) else None
    return Whole(harm=harm, low=low, high=sum(map(_top, counts)), counts=counts)


def rated(claims: Sequence[Claim], victims: Iterable[Victim], rules: ConfidenceRules) -> tuple[Claim, ...]:
    """The claims of one report, each with its confidence."""
    told = Told.of(claims, victims)
    return tuple(replace(claim, confidence=_confidence(claim, told, rules)) for claim in claims)


def _confidence(claim: Claim, told: "Told", rules: ConfidenceRules) -> float:
    signs = signs_of(claim, told)
    if signs is not None:
        return likelihood(signs, rules)
    if claim.kind is not ClaimKind.HARM:
        return rules.kinds[claim.kind]
    return rules.parts if any(each.part_of for each in claim.casualties) else rules.uncounted


def likelihood(signs: Iterable[str], rules: ConfidenceRules) -> float:
    """The signs, weighed, as a probability of two digits."""
    total = rules.bias + sum(rules.weights.get(sign, 0.0) for sign in signs)
    likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return round(max(LEAST, min(MOST, likely)), 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers that the claims of one event give of one harm."""

    least: int
    most: int
    times: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a report tells in all: the numbers and the names of each event, how many events, and where it begins."""

    numbers: Mapping[tuple[str | None, Harm], Numbers]
    names: Mapping[str | None, int]
    occurrences: int
    first: str | None
    begins: int

    @classmethod
    def of(cls, claims: Sequence[Claim], victims: Iterable[Victim]) -> "Told":
        """All that the signs of one claim need of the others, gathered once."""
        counting = [claim for claim in claims if claim.kind is ClaimKind.HARM and wholes(claim)]
        first = min(counting, key=lambda claim: claim.span.start, default=None)
        return cls(
            numbers=_numbers(counting),
            names=_names(claims, victims),
            occurrences=len({claim.occurrence for claim in claims if claim.occurrence is not None}),
            first=first.id if first else None,
            begins=min((claim.span.start for claim in claims), default=0),
        )


def _numbers(counting: Iterable[Claim]) -> Mapping[tuple[str | None, Harm], Numbers]:
    found: dict[tuple[str | None, Harm], Counter[int]] = defaultdict(Counter)
    for claim in counting:
        for whole in wholes(claim):
            found[claim.occurrence, whole.harm][whole.number] += 1
    return {event: Numbers(least=min(times), most=max(times), times=times) for event, times in found.items()}


def _names(claims: Sequence[Claim], victims: Iterable[Victim]) -> Mapping[str | None, int]:
    """How many different dead are named of each event."""
    occurrence_of = {claim.id: claim.occurrence for claim in claims}
    named: dict[str | None, set[str]] = defaultdict(set)
    for victim in victims:
        if victim.harm is Harm.KILLED:
            named[occurrence_of.get(victim.claim_id)].add(victim.name.casefold())
    return {occurrence: len(names) for occurrence, names in named.items()}


def signs_of(claim: Claim, told: Told) -> frozenset[str] | None:
    """The signs of a harm claim, None where it counts nobody, or nothing but parts of a number told elsewhere."""
    counted = wholes(claim)
    if not counted or claim.kind is not ClaimKind.HARM:
        return None
    found = [*_of_number(counted), *_of_telling(claim), *_of_report(claim, counted, told)]
    return frozenset(sign for sign, holds in found if holds)


def _of_number(counted: Sequence[Whole]) -> Iterator[tuple[str, bool]]:
    counts = [count for whole in counted for count in whole.counts]
    is_vague = any(count.rule.startswith(_VAGUE) for count in counts)
    has_digits = all(any(sign.isdigit() for sign in count.words) for count in counts)
    yield "vague", is_vague
    yield "range", not is_vague and any(_is_range(count) for count in counts)
    yield "open_above", any(count.open is Open.ABOVE for count in counts)
    yield "open_below", any(count.open is Open.BELOW for count in counts)
    yield "one_person", any(whole.number == 1 for whole in counted)
    yield "added_up", any(len(whole.counts) > 1 for whole in counted)
    yield "digits", has_digits
    yield "number_in_words", not has_digits and all(count.rule.startswith("number:") for count in counts)
    yield "injured", any(whole.harm is Harm.INJURED for whole in counted)
    yield "unsaid_harm", any(whole.harm is Harm.KILLED_OR_INJURED for whole in counted)


def _is_range(count: Count) -> bool:
    return count.min is not None and count.max is not None and count.min < count.max


def _of_telling(claim: Claim) -> Iterator[tuple[str, bool]]:
    places = [place.span for place in claim.where]
    day = claim.when.span if claim.when else None
    yield "alleged", claim.stance in _UNSURE
    yield "hedged", bool(claim.hedges)
    yield "quoted", claim.speaker is not None
    yield "long_quote", len(claim.quote.exact) > _LONG
    yield "earlier_event", claim.when is not None and claim.when.is_only_earlier
    yield "fighters", any(each.status is Status.COMBATANT for each in claim.casualties)
    yield from _own_or_lent(claim.span, "day", None if claim.when is None else [day])
    yield from _own_or_lent(claim.span, "place", places or None)


def _own_or_lent(quote: Span, what: str, spans: Sequence[Span | None] | None) -> Iterator[tuple[str, bool]]:
    """Whether the quote itself says it, another sentence does, or none."""
    is_own = any(span is not None and quote.covers(span) for span in spans or ())
    yield f"own_{what}", is_own
    yield f"lent_{what}", spans is not None and not is_own
    yield f"no_{what}", spans is None


def _of_report(claim: Claim, counted: Sequence[Whole], told: Told) -> Iterator[tuple[str, bool]]:
    told_of = [(whole.number, told.numbers[claim.occurrence, whole.harm]) for whole in counted]
    killed = [whole.number for whole in counted if whole.harm is Harm.KILLED]
    yield "told_again", any(numbers.times[own] > 1 for own, numbers in told_of)
    yield "told_once", all(sum(numbers.times.values()) == 1 for _, numbers in told_of)
    yield "lesser", any(own < numbers.most for own, numbers in told_of)
    yield "greater", any(own > numbers.least for own, numbers in told_of)
    yield "victims_named", told.names.get(claim.occurrence) in killed
    yield "first_told", claim.id == told.first
    yield "several_events", told.occurrences > 1
    yield "later_in_report", claim.span.start - told.begins > _LATER
