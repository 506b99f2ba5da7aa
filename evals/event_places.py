"""`python -m evals.event_places --gold DIR`: fits the net that tells where an event happened, and says how good it is.

Fitted on two thirds of the board event-place, the last third is never looked at: its score is that of sentences the
net has not seen. Writes `places/ties/event_net.csv`. `--folds` adds a cross-validation within the two thirds.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from civharm.model.spans import Span
from civharm.places.event import chosen, event_features
from civharm.places.ties.beside import Named
from civharm.places.ties.net import WEIGHTS, Net, read_net, write_net
from evals.boards.places import event_sentence
from evals.net_fit import Example, fitted_net
from evals.rows import Row, bucket, read_rows

BOARD = "event-place"
#: Of so many parts the first is held out.
PARTS = 3

Judged = list[tuple[Named, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One sentence of the board: the features of each place that it names, and the answer."""

    id: str
    places: list[tuple[Named, frozenset[str]]]
    answer: list[Span]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 all well, 2 where there is nothing to fit on."""
    options = _parser().parse_args(arguments)
    folder = options.gold / BOARD
    if not (folder / "items.jsonl").is_file() or not (folder / "gold.jsonl").is_file():
        print(f"event_places: no board {BOARD} with answers in {options.gold}", file=sys.stderr)
        return 2
    asked = list(_asked(folder))
    held_out = [each for each in asked if is_held_out(each.id)]
    used = [each for each in asked if not is_held_out(each.id)]
    if options.folds:
        print(f"cross-validated F1 {cross_validated(used, folds=options.folds):.4f}")
    write_net(options.weights, fit(used))
    net = read_net(options.weights)
    print(
        f"F1 fitted on {f1(used, partial(judged, net)):.4f}, held out {f1(held_out, partial(judged, net)):.4f}"
    )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.event_places", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    parser.add_argument("--folds", type=int, default=0, metavar="N", help="cross-validate in so many parts")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="FILE", help="where the net goes")
    return parser


def is_held_out(name: str) -> bool:
    """True for a third of all sentences, by their ids."""
    return bucket(f"held out {name}", PARTS) == 0


def _asked(folder: Path) -> Iterator[Asked]:
    answers = {row["id"]: row["places"] for row in read_rows(folder / "gold.jsonl")}
    for row in read_rows(folder / "items.jsonl"):
        answer = [Span(place["start"], place["end"]) for place in answers[row["id"]]]
        yield Asked(id=row["id"], places=_features(row), answer=answer)


def _features(row: Row) -> list[tuple[Named, frozenset[str]]]:
    found = event_sentence(row)
    return list(event_features(*found)) if found else []


def fit(asked: Iterable[Asked]) -> Net:
    """The net of these sentences."""
    return fitted_net(
        [
            Example(
                features=features,
                is_right=any(named.mention.name_span.overlaps(span) for span in each.answer),
            )
            for each in asked
            for named, features in each.places
        ]
    )


def judged(net: Net, asked: Asked) -> Judged:
    return [(named, net.likelihood(features)) for named, features in asked.places]


def cross_validated(asked: Sequence[Asked], *, folds: int) -> float:
    """F1 where each sentence is judged by a net that was fitted without its part."""
    parts = [[each for each in asked if bucket(each.id, folds) == part] for part in range(folds)]
    nets = [fit(each for each in asked if bucket(each.id, folds) != part) for part in range(folds)]
    by_id = {each.id: judged(net, each) for net, part in zip(nets, parts, strict=True) for each in part}
    return f1(asked, lambda each: by_id[each.id])


def f1(asked: Iterable[Asked], judge: Callable[[Asked], Judged]) -> float:
    """As the board's scorer counts: a place found and one of the answer match one to one, by any overlap."""
    right = given = wanted = 0
    for each in asked:
        found = [mention.name_span for mention in chosen(judge(each))]
        right += _matches(found, each.answer)
        given += len(found)
        wanted += len(each.answer)
    return 2 * right / (given + wanted) if given + wanted else 0.0


def _matches(found: list[Span], answer: Sequence[Span]) -> int:
    free = list(found)
    for span in answer:
        met = next((each for each in free if each.overlaps(span)), None)
        if met is not None:
            free.remove(met)
    return len(found) - len(free)


if __name__ == "__main__":
    sys.exit(main())
