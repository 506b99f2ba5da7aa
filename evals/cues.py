"""`python -m evals.cues --gold DIR`: fits the net that knows the words of cues, and says how well it does on texts held out.

Fitted on the `speakers` board over signs without words (sayings/cue_signs.py). Reports whose id hashes into the
held-out third take no part; the weights that are shipped never saw them.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from civharm.claims.english.document import readable_sentences
from civharm.claims.english.parties import party_lexicon
from civharm.claims.english.sayings.by_grammar import sayings_by_grammar
from civharm.claims.english.sayings.cue_net import WEIGHTS, CueNet, Floats, places
from civharm.claims.english.sayings.cue_signs import CueSigns, Flags, cue_signs
from civharm.claims.english.sayings.learned_cues import PART
from civharm.claims.english.sayings.quotations import find_quotations
from civharm.claims.english.sayings.speech import speech_words
from civharm.lang.english import parse
from evals.rows import Row, read_rows, sample
from evals.tools import codebook

HIDDEN, SWEEPS, BATCH, SEED = 96, 8, 1024, 20170307
_RATE, _LEFT_OUT, _RIDGE = 2e-3, 0.4, 1e-6
_HELD_OUT = frozenset("01234")
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Marked:
    """A report's tokens: their signs, and which of them the answers count as words of a cue."""

    id: str
    signs: CueSigns
    is_cue: Flags


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 all well, 2 where there is nothing to fit on."""
    options = _parser().parse_args(arguments)
    marked = list(_marked(options))
    seen = [each for each in marked if not is_held_out(each.id)]
    if not seen:
        print(f"cues: no answers of the board speakers in {options.gold}", file=sys.stderr)
        return 2
    net = fitted(seen, hidden=options.hidden, sweeps=options.sweeps)
    write(net, options.weights)
    for name, part in (("fitted on", seen), ("held out", [each for each in marked if is_held_out(each.id)])):
        print(f"{name}: {len(part)} reports, token F1 {token_f1(net, part):.3f}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.cues", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    parser.add_argument("--sample", type=int, default=100_000, metavar="N", help="so many reports at most")
    parser.add_argument("--hidden", type=int, default=HIDDEN, metavar="N", help="width of the hidden layer")
    parser.add_argument("--sweeps", type=int, default=SWEEPS, metavar="N", help="times over all reports")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="FILE", help="where the weights go")
    return parser


def is_held_out(report: str) -> bool:
    """True for about a third of the reports, by the hash of their id."""
    return md5(report.encode(), usedforsecurity=False).hexdigest()[-1] in _HELD_OUT


def _marked(options: argparse.Namespace) -> Iterator[Marked]:
    folder = options.gold / "speakers"
    if not (folder / "gold.jsonl").is_file():
        return
    answers = {row["id"]: row["attributions"] for row in read_rows(folder / "gold.jsonl")}
    rows = [row for row in read_rows(folder / "items.jsonl") if row["id"] in answers]
    asked = [(row, answers[row["id"]]) for row in sample(rows, options.sample)]
    with get_context("spawn").Pool(options.processes) as pool:
        yield from pool.imap(_of_row, asked, chunksize=_CHUNK)


def _of_row(asked: tuple[Row, Sequence[Row]]) -> Marked:
    row, attributions = asked
    text, words = row["text"], speech_words(codebook().cues("en-speech"))
    doc = parse(text, names=party_lexicon(codebook()).joined_names)
    quotations = find_quotations(text)
    found = sayings_by_grammar(text, readable_sentences(doc, text), quotations, words)
    cues = [span for attribution in attributions for span in attribution["cue"]]
    return Marked(row["id"], cue_signs(doc, found, quotations, words), _touched(doc, cues))


def _touched(doc: Doc, spans: Iterable[Row]) -> Flags:
    starts = np.array([token.idx for token in doc])
    ends = starts + np.array([len(token) for token in doc])
    touched = np.zeros(len(doc), dtype=np.uint8)
    for span in spans:
        touched[(ends > span["start"]) & (starts < span["end"])] = 1
    return touched


def fitted(marked: Sequence[Marked], *, hidden: int, sweeps: int) -> CueNet:
    """The net that tells the words of cues best, by Adam with a falling rate and hidden units left out at random."""
    table, is_cue = np.concatenate([_laid_out(each.signs) for each in marked]), _all_cues(marked)
    chance = np.random.default_rng(SEED)
    layers = _begun(table.shape[1], hidden, chance)
    adam = _Adam(layers, steps=sweeps * (len(table) // BATCH))
    for _ in range(sweeps):
        order = chance.permutation(len(table))
        for start in range(0, len(table) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            kept = (chance.random((BATCH, hidden)) > _LEFT_OUT) / np.float32(1 - _LEFT_OUT)
            adam.step(_slopes(layers, table[rows].astype(np.float32), is_cue[rows], kept.astype(np.float32)))
    return _net(layers, marked[0].signs)


def _laid_out(signs: CueSigns) -> Flags:
    """One row for each token with the signs of all places that count for it."""
    parts = [
        np.where((rows >= 0)[:, None], columns[rows], 0)
        for columns in (signs.near, signs.own)
        for rows in places(signs, columns)
    ]
    return np.hstack(parts).astype(np.uint8)


def _all_cues(marked: Sequence[Marked]) -> Floats:
    return np.concatenate([each.is_cue for each in marked]).astype(np.float32)


def _begun(width: int, hidden: int, chance: np.random.Generator) -> list[Floats]:
    """Weights and bias of the hidden layer, then of the output: few tokens are words of a cue."""
    return [
        chance.normal(0, 0.065, (width, hidden)).astype(np.float32),
        np.zeros(hidden, np.float32),
        chance.normal(0, 0.1, hidden).astype(np.float32),
        np.full(1, -3, np.float32),
    ]


def _slopes(layers: Sequence[Floats], table: Floats, is_cue: Floats, kept: Floats) -> list[Floats]:
    """The slope of the loss by each layer, over one batch."""
    hidden, bias, out, out_bias = layers
    before = table @ hidden + bias
    held = np.maximum(before, 0) * kept
    off = (1 / (1 + np.exp(-(held @ out + out_bias))) - is_cue) / len(table)
    back = np.outer(off, out) * kept * (before > 0)
    return [table.T @ back + _RIDGE * hidden, back.sum(0), held.T @ off, off.sum(keepdims=True)]


class _Adam:
    """Moves the layers down their slopes."""

    def __init__(self, layers: list[Floats], *, steps: int) -> None:
        self._layers, self._steps, self._done = layers, steps, 0
        self._mean = [np.zeros_like(layer) for layer in layers]
        self._square = [np.zeros_like(layer) for layer in layers]

    def step(self, slopes: Sequence[Floats]) -> None:
        """One step."""
        self._done += 1
        rate = _RATE * (1 - self._done / (self._steps + 1))
        for layer, mean, square, slope in zip(self._layers, self._mean, self._square, slopes, strict=True):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            level = mean / (1 - 0.9**self._done)
            layer -= rate * level / (np.sqrt(square / (1 - 0.999**self._done)) + 1e-8)


def _net(layers: Sequence[Floats], signs: CueSigns) -> CueNet:
    hidden, bias, out, out_bias = layers
    near, own = signs.near.shape[1], signs.own.shape[1]
    border = near * len(places(signs, signs.near))
    return CueNet(
        near=_kept(hidden[:border].reshape(-1, near, hidden.shape[1])),
        own=_kept(hidden[border:].reshape(-1, own, hidden.shape[1])),
        bias=bias,
        out=out,
        out_bias=float(out_bias[0]),
    )


def _kept(weights: Floats) -> Floats:
    """Weights as they are kept: half precision is enough."""
    return weights.astype(np.float16).astype(np.float32)


def write(net: CueNet, path: Path) -> None:
    """The weights as a file that `cue_net` reads."""
    np.savez_compressed(
        path,
        near=net.near.astype(np.float16),
        own=net.own.astype(np.float16),
        bias=net.bias,
        out=net.out,
        out_bias=np.float32(net.out_bias),
    )


def token_f1(net: CueNet, marked: Sequence[Marked]) -> float:
    """F1 of the tokens that the net takes for words of a cue."""
    found: NDArray[np.bool_] = np.concatenate([net.chances(each.signs) > PART for each in marked])
    is_cue = _all_cues(marked) > 0
    both = found.sum() + is_cue.sum()
    return 2 * float((found & is_cue).sum()) / float(both) if both else 0.0


if __name__ == "__main__":
    sys.exit(main())
