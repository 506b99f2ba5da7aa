"""Near-copies among reports: reprints, shortened reprints, and one speaker's words quoted again.

MinHash finds the candidates, exact comparison of the word runs decides, so that no two texts are
taken for copies by a chance of hashing.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from civharm.incidents.groups import Groups
from civharm.incidents.words import folded, quotations, runs_of
from civharm.model.ids import stable_id
from civharm.model.workings import Workings

_SHINGLE = 3
_PERMUTATIONS = 128
_BAND = 2  # rows in a band: texts that share a quarter of their runs are nearly always candidates
_SEED = 1
_LEAST_SHARED = 6  # runs: shorter coincidences are everyday phrases
_QUOTATION = 8  # words
_PRIME = 0x9E3779B97F4A7C15 | 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two reports with one origin, and why we think so."""

    left: str
    right: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLimits:
    """From which share of common word runs two texts are copies (rules/linkage.yml)."""

    common: float = 0.6
    contained: float = 0.8


def near_copies(
    texts: Mapping[str, str], *, limits: CopyLimits | None = None, workings: Workings | None = None
) -> tuple[Copy, ...]:
    """Pairs of texts that are copies of each other and join all copies, in the order of their ids.

    Copies of one text are not compared with each other again: of a thousand that would be half a million pairs.
    """
    sheets = _Sheets(texts, limits or CopyLimits(), workings or Workings())
    groups = Groups(sheets.bands)
    different: set[tuple[str, str]] = set()
    found: list[Copy] = []

    def is_joined(left: str, right: str) -> bool:
        if groups.first_of(left) == groups.first_of(right):
            return True
        reason = "" if (left, right) in different else sheets.why_copies(left, right)
        if not reason:
            different.add((left, right))
            return False
        groups.join(left, right)
        found.append(Copy(left=left, right=right, reason=reason))
        return True

    for alike in _candidates(sheets.bands):
        _join(alike, is_joined)
    return tuple(sorted(found, key=lambda copy: (copy.left, copy.right)))


class _Sheets:
    """Texts with what is worked out of each once: its folded words, its sketch, how it compares with others."""

    def __init__(self, texts: Mapping[str, str], limits: CopyLimits, workings: Workings) -> None:
        self._folded = {key: folded(texts[key], workings) for key in sorted(texts)}
        self._marks = {key: stable_id(words) for key, words in self._folded.items()}
        self._limits, self._workings = limits, workings
        self._runs: dict[str, frozenset[str]] = {}
        self.bands = {key: self._bands(key) for key, words in self._folded.items() if words}

    def _bands(self, key: str) -> Sequence[int]:
        sketch = self._workings.once(
            "sketch", self._marks[key], lambda: _sketch(self.runs(key)).tobytes().hex()
        )
        return array("Q", bytes.fromhex(sketch))

    def runs(self, key: str) -> frozenset[str]:
        if key not in self._runs:
            self._runs[key] = runs_of(self._folded[key].split(), _SHINGLE)
        return self._runs[key]

    def why_copies(self, left: str, right: str) -> str:
        """The reason to take two texts for copies; "" where there is none."""
        first, second = sorted((self._marks[left], self._marks[right]))
        terms = f"{self._limits.common} {self._limits.contained}"
        return self._workings.once(
            "copy", f"{first} {second} {terms}", lambda: self._compared(left, right) or ""
        )

    def _compared(self, left: str, right: str) -> str | None:
        a, b = self.runs(left), self.runs(right)
        shared = len(a & b)
        if a == b:
            return "same text"
        if shared < _LEAST_SHARED:
            return None
        common, contained = shared / len(a | b), shared / min(len(a), len(b))
        if common >= self._limits.common:
            return f"near-copy: {common:.0%} of the word runs in common"
        if contained >= self._limits.contained:
            return f"{contained:.0%} of the shorter text stands in the longer"
        return None


def _join(keys: Sequence[str], is_joined: Callable[[str, str], bool]) -> None:
    """Ask of each key whether it belongs to one of those before it: once for each group that it does not join."""
    clusters: list[list[str]] = []
    for key in keys:
        own, others = [key], []
        for cluster in clusters:
            if any(is_joined(other, key) for other in cluster):
                cluster.extend(own)
                own = cluster
            else:
                others.append(cluster)
        clusters = [*others, own]


def repeated_words(texts: Mapping[str, str]) -> tuple[Copy, ...]:
    """Pairs of texts that quote the same sentence of direct speech."""
    quoting: dict[str, list[str]] = defaultdict(list)
    for key in sorted(texts):
        for quotation in quotations(texts[key], _QUOTATION):
            quoting[quotation].append(key)
    pairs = {
        (first, other): words
        for words, keys in sorted(quoting.items())
        for first in keys[:1]
        for other in keys[1:]
    }
    return tuple(
        Copy(left=left, right=right, reason=f"same words quoted: “{_shortened(words)}”")
        for (left, right), words in sorted(pairs.items())
    )


def copy_groups(keys: Iterable[str], copies: Iterable[Copy]) -> dict[str, str]:
    """The group of each report; a group is named by the first of its reports."""
    groups = Groups(keys)
    for copy in copies:
        groups.join(copy.left, copy.right)
    return {key: groups.first_of(key) for key in groups}


def _candidates(bands: Mapping[str, Sequence[int]]) -> Iterator[Sequence[str]]:
    """Texts that may be copies of each other, in the order of their ids."""
    holders: dict[int, list[str]] = defaultdict(list)
    for key, found in bands.items():
        for band in found:
            holders[band].append(key)
    yield from (members for members in holders.values() if len(members) > 1)


def _sketch(runs: frozenset[str]) -> "array[int]":
    """The bands of a text, each with its place in it: texts that share one are compared."""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(runs))
    digest = sketch.digest()
    places = range(0, _PERMUTATIONS, _BAND)
    return array("Q", (_mixed((at, *digest[at : at + _BAND])) for at in places))


def _mixed(numbers: Iterable[int]) -> int:
    """One number of 64 bits for several; that two come to the same by chance costs one comparison."""
    mixed = 0
    for number in numbers:
        mixed = ((mixed ^ number) * _PRIME) % (1 << 64)
        mixed ^= mixed >> 29
    return mixed


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
