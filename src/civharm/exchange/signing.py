"""Signing what an archive had decided on its incidents, after these are worked out; what people decided here since stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from civharm.casebook.adopting import adopted_of, follow_ups
from civharm.casebook.store import Casebook
from civharm.model.assessments import End
from civharm.model.decisions import Action, Decision
from civharm.model.ids import stable_id

if TYPE_CHECKING:  # it needs Django set up
    from civharm.casebook.state import State

#: Decisions signed in one act.
_BATCH = 2_000
#: What a decision sets, beside its action: of two on the same the later holds.
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """How many decisions were signed, and those that were not: by the incident's code, with what speaks against each."""

    count: int
    refused: tuple[tuple[str, str], ...]


def sign_taken_over(casebook: Casebook, *, by: str) -> Signed:
    """Sign what the archives in force had decided and nobody signed yet."""
    signing = _Signing(casebook.state(), casebook, by=by)
    decisions = list(signing.decisions())
    count = 0
    for start in range(0, len(decisions), _BATCH):
        together = casebook.decide_all(decisions[start : start + _BATCH])
        count += len(together.recorded)
        signing.refused += [
            (signing.codes.get(each.target, each.target), why) for each, why in together.refused
        ]
    return Signed(count=count, refused=tuple(signing.refused))


class _Signing:
    def __init__(self, state: "State", casebook: Casebook, *, by: str) -> None:
        self._state, self._casebook, self._by = state, casebook, by
        self.refused: list[tuple[str, str]] = []
        self.codes: dict[str, str] = {}

    def decisions(self) -> Iterator[Decision]:
        """What is to be signed, incident after incident."""
        for target, made in self._adoptions.items():
            standing = next((each for each in reversed(made) if each.id in self._in_force), None)
            if standing is None:
                continue
            self.codes[target] = adopted_of(standing).code
            yield from self._taken_back(made, standing)
            yield from self._said(standing)

    @cached_property
    def _adoptions(self) -> Mapping[str, Sequence[Decision]]:
        found: dict[str, list[Decision]] = {}
        for each in self._state.decisions:
            if each.action is Action.ADOPT:
                found.setdefault(each.target, []).append(each)
        return found

    @cached_property
    def _in_force(self) -> frozenset[str]:
        return frozenset(each.id for each in self._state.decisions_in_force)

    @cached_property
    def _imported(self) -> frozenset[str]:
        """The ids of all decisions that archives brought."""
        return frozenset(
            _id(each, number)
            for made in self._adoptions.values()
            for each in made
            for number in range(len(follow_ups(each)))
        )

    @cached_property
    def _last(self) -> Mapping[_Key, Decision]:
        """The decisions that hold, by what they set of which incident."""
        return {
            (each.target, *key): each
            for each in self._state.decisions_in_force
            for key in _keys(each.action, each.change, each.reason)
        }

    def _taken_back(self, made: Sequence[Decision], standing: Decision) -> Iterator[Decision]:
        """What an earlier state of the archive said and this one does not say any more."""
        now = {key for each in follow_ups(standing) for key in _keys_of(each)}
        for before in made:
            for number, each in enumerate(follow_ups(before) if before is not standing else ()):
                gone = now.isdisjoint(_keys_of(each))
                if gone and (target := _id(before, number)) in self._in_force:
                    yield self._decision(
                        stable_id("undo", standing.id, target), Action.UNDO, target,
                        reason=f"the archive does not say so any more: {each['reason']}"[:10_000],
                    )  # fmt: skip

    def _said(self, adoption: Decision) -> Iterator[Decision]:
        is_graded_here = False
        for number, each in enumerate(follow_ups(adoption)):
            id, action = _id(adoption, number), Action(str(each["action"]))
            if id in self._state.decision_rows:
                continue
            last = (self._last.get((adoption.target, *key)) for key in _keys_of(each))
            other = next(filter(None, last), None)
            if action is Action.NOTE and other is not None:
                continue
            other = None if other is None or other.id in self._imported else other
            if other is not None or (action is Action.SIGN_OFF and is_graded_here):
                is_graded_here |= action is Action.SIGN_GRADING
                who = other.author if other else "somebody"
                self.refused.append(
                    (self.codes[adoption.target], f"{who} decided here since, which holds: {each['reason']}")
                )
                continue
            yield self._decision(
                id, action, adoption.target, reason=str(each["reason"]), change=_change(each)
            )

    def _decision(
        self,
        id: str,
        action: Action,
        target: str,
        *,
        reason: str,
        change: Mapping[str, object] | None = None,
    ) -> Decision:
        return Decision(
            id=id,
            action=action,
            target=target,
            author=self._by,
            reason=reason,
            decided_at=self._casebook.clock(),
            change=dict(change or {}),
        )


def _id(adoption: Decision, number: int) -> str:
    return stable_id("imported", adoption.id, number)


def _change(said: Mapping[str, object]) -> Mapping[str, object]:
    change = said["change"]
    return change if isinstance(change, dict) else {}


def _keys_of(said: Mapping[str, object]) -> Sequence[_Key]:
    return _keys(Action(str(said["action"])), _change(said), str(said["reason"]))


def _keys(action: Action, change: Mapping[str, object], reason: str) -> Sequence[_Key]:
    """All that a decision sets: each end of a toll by itself."""
    if action is Action.NOTE:
        return [(action.value, reason)]
    if action is not Action.OVERRIDE_BOUND:
        return [(action.value,)]
    counted = [str(change.get(name, "")) for name in ("harm", "status", "group")]
    return [(action.value, *counted, end) for end in End if end in change]
