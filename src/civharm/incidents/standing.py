"""What stands from one linking to the next: scores of pairs of events that are what they were.

Events are known again by their marks: a hash of all that their comparison depends on. Only pairs with an event that is
new or has changed are scored.
"""

from collections.abc import Iterable, Mapping, Sequence

from civharm.incidents.judge import Pair, ScoredPair
from civharm.incidents.occurrences import Occurrence, Shelf
from civharm.model.forms import form_of
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


def standing_pairs(marks: Mapping[str, str], workings: Workings, *, least: float) -> list[Pair]:
    """The pairs of at least this score among the events that the last linking had, by key."""
    keys = {mark: key for key, mark in marks.items()}
    found = []
    for kept in workings.known(_PAIR):
        left, right = kept.split()
        if left in keys and right in keys:
            score, _ = (workings.recall(_PAIR, kept) or "").split(" ", 1)
            if float(score) >= least:
                found.append((keys[left], keys[right]))
    return found


def recalled(pair: Pair, marks: Mapping[str, str], workings: Workings) -> ScoredPair:
    """A standing pair with its reasons: they are looked up where something near it has changed."""
    left, right = pair
    score, features = (workings.recall(_PAIR, f"{marks[left]} {marks[right]}") or "").split(" ", 1)
    return ScoredPair(
        left=left,
        right=right,
        score=float(score),
        features=form_of(tuple[Feature, ...]).validate_json(features),
    )


def keep_scores(pairs: Iterable[ScoredPair], marks: Mapping[str, str], workings: Workings) -> None:
    """Keep what was scored for the next linking."""
    for mark in marks.values():
        workings.keep(_SCORED, mark)
    for pair in pairs:
        features = form_of(tuple[Feature, ...]).dump_json(pair.features).decode()
        workings.keep(_PAIR, f"{marks[pair.left]} {marks[pair.right]}", f"{pair.score!r} {features}")
