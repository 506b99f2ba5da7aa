"""Checks of decisions on which claims speak of one incident, made whole with the claims that the person had before them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from civharm.casebook.chains import chain_words
from civharm.casebook.judging import MOST_PAIRS, VERDICT_WORDS, judging_of, listed, verdict_of
from civharm.casebook.named import claim_named, incident_named, own_claims
from civharm.casebook.relating import APART, kind_of
from civharm.casebook.review import in_force
from civharm.casebook.state import State
from civharm.model.claims import ClaimKind
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident, RecordStatus, RelationKind
from civharm.model.ways import shortest_way


def judged(decision: Decision, state: State) -> Decision:
    """A verdict on two claims."""
    verdict = verdict_of(decision)
    claims = [claim_named(claim, state) for claim in listed(decision, "claims")]
    pair = {_standing(claim, state) for claim in claims}
    if len(claims) != 2 or len(pair) != 2:
        raise InvalidDecision("a judgement is on two claims: name two that are not the same")
    for other in state.decisions_in_force:
        if other.action is Action.JUDGE and pair == set(map(state.stands, listed(other, "claims"))):
            word = VERDICT_WORDS[verdict_of(other)]
            raise InvalidDecision(
                f"{other.author} has judged these two {word} already: undo the decision {other.id} first"
            )
    return _complete(decision, claims[0], claims=claims, verdict=verdict.value)


def merged(decision: Decision, state: State) -> Decision:
    """Two or more incidents that are one."""
    incidents = [incident_named(name, state) for name in (listed(decision, "incidents") or [decision.target])]
    if len({incident.id for incident in incidents}) < max(len(incidents), 2):
        raise InvalidDecision("to merge takes two incidents that are not one already")
    claims = [own_claims(incident, state) for incident in incidents]
    return _complete(decision, incidents[0].id, incidents=[each.id for each in incidents], claims=claims)


def split(decision: Decision, state: State) -> Decision:
    """Claims taken out of an incident into one of their own."""
    incident = incident_named(decision.target, state)
    out = _taken_out(decision, incident, state)
    rest = [claim for claim in own_claims(incident, state) if claim not in out]
    if not rest:
        raise InvalidDecision(f"nothing would remain of {_name(incident)}: name some of its claims, not all")
    _check_size(out, rest)
    return _complete(decision, incident.id, claims=out, rest=rest)


def moved(decision: Decision, state: State) -> Decision:
    """Claims moved from one incident to another."""
    incident = incident_named(decision.target, state)
    home = incident_named(str(decision.change.get("to", "")), state)
    if home.id == incident.id:
        raise InvalidDecision("claims are moved to another incident, not to the one that they are in")
    out = _taken_out(decision, incident, state)
    others = [claim for claim in own_claims(home, state) if claim not in out]
    rest = [claim for claim in own_claims(incident, state) if claim not in out]
    if not rest:
        raise InvalidDecision(
            f"nothing would remain of {_name(incident)}: merge it with {_name(home)} instead"
        )
    if not others:
        raise InvalidDecision(f"the claims are all that {_name(home)} has")
    _check_size(out, rest)
    return _complete(decision, incident.id, to=home.id, claims=out, rest=rest, others=others)


def related(decision: Decision, state: State) -> Decision:
    """The decision made whole: two incidents, their claims as they are, and no circle of parts."""
    kind = kind_of(decision)
    named = listed(decision, "incidents")
    if len(named) != 2:
        raise InvalidDecision("to relate takes two incidents, of a part and its whole the part first")
    incidents = [_counted(name, state) for name in named]
    ids = [incident.id for incident in incidents]
    if ids[0] == ids[1]:
        raise InvalidDecision(f"{named[0]} and {named[1]} are one incident: name two")
    for other in state.decisions_in_force:
        if other.action is Action.RELATE and set(listed(other, "incidents")) == set(ids):
            raise InvalidDecision(
                f"{other.author} has related these two already: undo the decision {other.id} first"
            )
    if kind is RelationKind.PART_OF:
        _check_circle(ids[0], ids[1], state)
    change: dict[str, object] = {
        "incidents": ids,
        "claims": [own_claims(incident, state) for incident in incidents],
        "relation": kind.value if kind else APART,
    }
    return replace(decision, target=ids[0], change=change)


def check_contradictions(decision: Decision, state: State) -> None:
    """Raises InvalidDecision, with the chain, where a decision would bring back or make a contradiction."""
    decisions = (*state.decisions, decision)
    after = judging_of(in_force(decisions), state.stands).judged
    known = {each.judgement for each in state.judging.judged.set_aside}
    new = next((each for each in after.set_aside if each.judgement not in known), None)
    if new is not None:
        chain = chain_words(after.contradiction(new), decisions, state.claim_words)
        raise InvalidDecision(
            f"this contradicts earlier judgements: {chain}; undo one of these decisions first, or judge otherwise"
        )


def _complete(decision: Decision, target: str, **change: object) -> Decision:
    return replace(decision, target=target, change=change)


def _taken_out(decision: Decision, incident: Incident, state: State) -> list[str]:
    """The claims that a decision takes out of an incident, as the reader made them."""
    known = {state.root_of(claim) for claim in incident.claims}
    out = list(dict.fromkeys(claim_named(claim, state) for claim in listed(decision, "claims")))
    for claim in out:
        _standing(claim, state)
        if claim not in known:
            raise InvalidDecision(f"the claim {claim} is not in {_name(incident)}")
    if not out:
        raise InvalidDecision("name the claims that are to be taken out")
    return out


def _standing(claim: str, state: State) -> str:
    """The claim that stands for one, which must count, and must be able to speak of an incident."""
    stands = state.stands(claim)
    if stands is None:
        raise InvalidDecision(f"the claim {claim} is in force no more: it was rejected, or is read no longer")
    found = next(each for each in state.reviewed.claims if each.id == stands)
    if found.needs_review:
        raise InvalidDecision(f"the claim {claim} needs review: accept or correct it first")
    if found.kind is ClaimKind.AGGREGATE:
        raise InvalidDecision(f"the claim {claim} is a figure for a period or an area, never of one incident")
    return stands


def _check_size(out: Sequence[str], rest: Sequence[str]) -> None:
    if len(out) * len(rest) > MOST_PAIRS:
        raise InvalidDecision(
            f"{len(out)} of {len(out) + len(rest)} claims are too many at once: take out fewer in one decision"
        )


def _name(incident: Incident) -> str:
    return incident.code or f"the lead {incident.id}"


def _counted(name: str, state: State) -> Incident:
    incident = incident_named(name, state)
    if incident.status is RecordStatus.LEAD:
        raise InvalidDecision(f"{name} is a lead, which is in no total: {', '.join(incident.lacks)}")
    return incident


def _check_circle(part: str, whole: str, state: State) -> None:
    """Raises InvalidDecision where the whole is a part of the part already, over others or not."""
    codes = {incident.id: incident.code for incident in state.incidents}
    above = _wholes(state)
    way = shortest_way(whole, part, lambda each: above.get(each, ()))
    if way:
        chain = " is part of ".join(codes.get(each, each) for each in way)
        raise InvalidDecision(f"an incident can't be part of its own part: {chain}")


def _wholes(state: State) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in state.relations:
        part, whole = state.holder(one.left), state.holder(one.right)
        if one.is_sure_part and part and whole:
            found.setdefault(part, []).append(whole)
    return found
