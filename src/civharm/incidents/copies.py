"""Near-copies among reports: reprints, shortened reprints, and one speaker's words quoted again.

MinHash finds the candidates, exact comparison of the word runs decides, so that no two texts are
taken for copies by a chance of hashing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from civharm.incidents.groups import Groups
from civharm.incidents.words import quotations, shingles

_SHINGLE = 3
_PERMUTATIONS = 128
_BAND = 2  # rows in a band: texts that share a quarter of their runs are nearly always candidates
_SEED = 1
_LEAST_SHARED = 6  # runs: shorter coincidences are everyday phrases
_QUOTATION = 8  # words


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


def near_copies(texts: Mapping[str, str], *, limits: CopyLimits | None = None) -> tuple[Copy, ...]:
    """Pairs of texts that are copies of each other and join all copies, in the order of their ids.

    Copies of one text are not compared with each other again: of a thousand that would be half a million pairs.
    """
    limits = limits or CopyLimits()
    runs = {key: shingles(texts[key], _SHINGLE) for key in sorted(texts)}
    groups = Groups(runs)
    different: set[tuple[str, str]] = set()
    found: list[Copy] = []

    def is_joined(left: str, right: str) -> bool:
        if groups.first_of(left) == groups.first_of(right):
            return True
        copy = None if (left, right) in different else _compared(left, right, runs=runs, limits=limits)
        if copy is None:
            different.add((left, right))
            return False
        groups.join(left, right)
        found.append(copy)
        return True

    for alike in _candidates(runs):
        _join(alike, is_joined)
    return tuple(sorted(found, key=lambda copy: (copy.left, copy.right)))


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


def _candidates(runs: Mapping[str, frozenset[str]]) -> Iterator[Sequence[str]]:
    """Texts that may be copies of each other, in the order of their ids."""
    keys = [key for key, found in runs.items() if found]
    if len(keys) < 2:
        return
    bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, digest in zip(keys, _digests([runs[key] for key in keys]), strict=True):
        for at in range(0, _PERMUTATIONS, _BAND):
            bands[(at, *digest[at : at + _BAND])].append(key)
    yield from (members for members in bands.values() if len(members) > 1)


def _digests(runs: Sequence[frozenset[str]]) -> list[list[int]]:
    from rensa import RMinHash

    digests: list[list[int]] = []
    for found in runs:
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update(sorted(found))
        digests.append(sketch.digest())
    return digests


def _compared(
    left: str, right: str, *, runs: Mapping[str, frozenset[str]], limits: CopyLimits
) -> Copy | None:
    a, b = runs[left], runs[right]
    shared = len(a & b)
    common = shared / len(a | b)
    contained = shared / min(len(a), len(b))
    if a == b:
        return Copy(left=left, right=right, reason="same text")
    if shared < _LEAST_SHARED:
        return None
    if common >= limits.common:
        return Copy(left=left, right=right, reason=f"near-copy: {common:.0%} of the word runs in common")
    if contained >= limits.contained:
        return Copy(
            left=left, right=right, reason=f"{contained:.0%} of the shorter text stands in the longer"
        )
    return None


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
