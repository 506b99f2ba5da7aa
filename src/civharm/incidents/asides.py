"""Asides: what a report tells with neither day nor place of its own is told of the event before it.

A reader keeps sentences apart that give no reason to join them; among the events of one report that
is caution without use: each would be an incident without a day. What people have judged stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.incidents.distance import place_feature
from civharm.incidents.events import merged
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import LinkageRules
from civharm.incidents.ties import Ties
from civharm.model.claims import ClaimKind


def with_asides(
    occurrences: Iterable[Occurrence], rules: LinkageRules, *, ties: Ties | None = None
) -> tuple[Occurrence, ...]:
    """The occurrences, each with the asides of its report; `ties` are what people said of their claims.

    What they tied to something is no aside, what they keep apart from an event is none of its asides.
    """
    told: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        told[occurrence.report_id].append(occurrence)
    joined = (each for report in sorted(told) for each in _joined(told[report], rules, ties=ties or Ties()))
    return tuple(sorted(joined, key=lambda occurrence: occurrence.key))


def _joined(told: Sequence[Occurrence], rules: LinkageRules, *, ties: Ties) -> list[Occurrence]:
    in_order = sorted(told, key=_position)
    dated = [occurrence for occurrence in in_order if occurrence.when]
    anchors = [occurrence for occurrence in dated if occurrence.harms] or list(filter(_is_attack, dated))
    asides: dict[str, list[Occurrence]] = defaultdict(list)
    apart: list[Occurrence] = []
    for occurrence in in_order:
        anchor = None
        if occurrence not in anchors and not any(ties.is_tied(claim) for claim in occurrence.claim_ids):
            admitting = [each for each in anchors if ties.admit(occurrence.claim_ids, each.claim_ids)]
            anchor = _anchor(occurrence, admitting, rules=rules)
        if anchor:
            asides[anchor.key].append(occurrence)
            ties.gather((*anchor.claim_ids, *occurrence.claim_ids))
        else:
            apart.append(occurrence)
    return [_with(occurrence, asides[occurrence.key]) for occurrence in apart]


def _is_attack(occurrence: Occurrence) -> bool:
    return any(claim.kind is ClaimKind.ATTACK for claim in occurrence.claims)


def _position(occurrence: Occurrence) -> tuple[int, str]:
    return occurrence.claims[0].span.start, occurrence.key


def _anchor(aside: Occurrence, anchors: Sequence[Occurrence], *, rules: LinkageRules) -> Occurrence | None:
    """The last event told before it that it may belong to, else the first told after it."""
    if aside.when is not None or _is_of_earlier(aside):
        return None
    fitting = [anchor for anchor in anchors if _fits(aside, anchor, rules=rules)]
    before = [anchor for anchor in fitting if _position(anchor) < _position(aside)]
    return before[-1] if before else next(iter(fitting), None)


def _is_of_earlier(occurrence: Occurrence) -> bool:
    """True for what a report tells as an earlier event of its own, though not of which day."""
    return any(claim.when is not None and claim.when.is_only_earlier for claim in occurrence.claims)


def _fits(aside: Occurrence, anchor: Occurrence, *, rules: LinkageRules) -> bool:
    place = place_feature(aside.places, anchor.places, weights=rules.place)
    vague = set(rules.event.vague)
    kinds, others = aside.events - vague, anchor.events - vague
    return (place is None or place.weight >= 0) and (not kinds or not others or bool(kinds & others))


def _with(occurrence: Occurrence, asides: Sequence[Occurrence]) -> Occurrence:
    """The occurrence with its asides' claims in the order of the text; it keeps its key."""
    if not asides:
        return occurrence
    together = merged([occurrence, *asides])
    claims = tuple(sorted(together.claims, key=lambda claim: (claim.span, claim.id)))
    added = frozenset(claim.id for aside in asides for claim in aside.claims)
    return replace(together, claims=claims, asides=added)
