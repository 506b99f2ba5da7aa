"""What stands from one linking to the next: scores of pairs of events that are what they were.

Events are known again by their marks: a hash of all that their comparison depends on. Only pairs with an event that is
new or has changed are scored.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pydantic import TypeAdapter

from civharm.incidents.compare import score_of
from civharm.incidents.judge import ScoredPair
from civharm.incidents.occurrences import Occurrence, Shelf
from civharm.model.ids import sha256_of, stable_id
from civharm.model.incidents import Feature
from civharm.model.workings import Workings

_SCORED, _PAIR = "scored event", "scored pair"


def marks_of(events: Mapping[str, Sequence[Occurrence]], shelf: Shelf, *, terms: str) -> dict[str, str]:
    """The mark of each event by its key; `terms` say by which rules and which table of words they are compared."""
    texts = {key: sha256_of(text.encode()) for key, text in shelf.texts.items()}
    return {
        key: stable_id(terms, *(_written(member, shelf, texts) for member in members))
        for key, members in events.items()
    }


def _written(member: Occurrence, shelf: Shelf, texts: Mapping[str, str]) -> str:
    """All that an occurrence is made of."""
    report = member.report_id
    made_of = (
        member.key,
        member.text_origin,
        texts.get(report),
        shelf.reports.get(report),
        member.claims,
        sorted(member.asides),
    )
    return repr(made_of)


def fresh_events(marks: Mapping[str, str], workings: Workings) -> frozenset[str]:
    """Keys of the events that the last linking did not have."""
    known = workings.known(_SCORED)
    return frozenset(key for key, mark in marks.items() if mark not in known)


def standing_pairs(marks: Mapping[str, str], workings: Workings) -> list[ScoredPair]:
    """The pairs worth a look among the events that the last linking had."""
    keys = {mark: key for key, mark in marks.items()}
    found = []
    for kept in workings.known(_PAIR):
        left, right = kept.split()
        if left in keys and right in keys:
            features = _features().validate_json(workings.recall(_PAIR, kept) or "[]")
            found.append(
                ScoredPair(left=keys[left], right=keys[right], score=score_of(features), features=features)
            )
    return found


def keep_scores(pairs: Iterable[ScoredPair], marks: Mapping[str, str], workings: Workings) -> None:
    """Keep what was scored for the next linking."""
    for mark in marks.values():
        workings.keep(_SCORED, mark)
    for pair in pairs:
        key = f"{marks[pair.left]} {marks[pair.right]}"
        if workings.recall(_PAIR, key) is None:
            workings.keep(_PAIR, key, _features().dump_json(pair.features).decode())


@lru_cache(maxsize=1)
def _features() -> TypeAdapter[tuple[Feature, ...]]:
    return TypeAdapter(tuple[Feature, ...])
