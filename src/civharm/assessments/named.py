"""The floor that named victims set (METHOD T2): names that are surely of different people, counted once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from civharm.assessments.evidence import Evidence
from civharm.assessments.figures import Counted
from civharm.codebook import Codebook
from civharm.lang.arabic import fold_word
from civharm.model.assessments import Bound
from civharm.model.casualties import Harm, Status
from civharm.model.victims import Victim
from civharm.places.names import is_arabic, plain_key, skeleton_key

#: The fewest words of a name in Arabic script.
_FULL = 2
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class _Name:
    """The consonants of each word: "Mohammed Khaled" and "Muhammad Khalid" are one person's name."""

    words: tuple[str, ...]
    report: str
    claim: str

    def may_be(self, other: "_Name") -> bool:
        """True for a shorter form, and for one given name with different words in different reports."""
        mine, theirs = set(self.words), set(other.words)
        if mine <= theirs or theirs <= mine:
            return True
        return self.words[0] == other.words[0] and self.report != other.report


def named_floors(evidence: Evidence, victims: Iterable[Victim]) -> list[tuple[Counted, Bound]]:
    """Distinct victims named in the incident's own claims, those called combatants aside.

    Names in two scripts may be the same people's: the script that names more of them counts alone.
    """
    floors: dict[Counted, list[Bound]] = defaultdict(list)
    for (harm, _), names in sorted(_by_script(evidence, victims).items()):
        counted = Counted(harm, Status.CIVILIAN)
        floors[counted].append(_floor(_distinct(names)))
    return [(counted, max(same, key=lambda bound: bound.value or 0)) for counted, same in floors.items()]


def _by_script(evidence: Evidence, victims: Iterable[Victim]) -> dict[tuple[Harm, bool], list[_Name]]:
    own = {claim.id for claim in evidence.own_claims}
    named: dict[tuple[Harm, bool], list[_Name]] = defaultdict(list)
    for victim in victims:
        words = _words(victim.name) if _is_sure(victim.name, evidence.codebook) else ()
        if victim.claim_id in own and victim.status is not Status.COMBATANT and words:
            named[victim.harm, is_arabic(victim.name)].append(_Name(words, victim.report_id, victim.claim_id))
    return named


def _is_sure(name: str, codebook: Codebook) -> bool:
    """Arabic script has no capitals: a given name of the codebook and one more word are surely a name."""
    if not is_arabic(name):
        return True
    words = fold_word(name).split()
    return len(words) >= _FULL and words[0] in _given_names(codebook)


def _words(name: str) -> tuple[str, ...]:
    words = (word.removeprefix(_ARTICLE) for word in name.replace("-", " ").split())
    keys = (skeleton_key(word) or plain_key(word) for word in words)
    return tuple(key for key in keys if key)


def _distinct(names: Iterable[_Name]) -> list[_Name]:
    """The names that are surely of different people."""
    distinct = list[_Name]()
    for name in sorted(names, key=lambda name: (-len(name.words), name.words)):
        if not any(name.may_be(other) for other in distinct):
            distinct.append(name)
    return distinct


def _floor(names: Sequence[_Name]) -> Bound:
    return Bound(value=len(names), claims=tuple(sorted({name.claim for name in names})), rule="T2")


@lru_cache(maxsize=4)
def _given_names(codebook: Codebook) -> frozenset[str]:
    lists = codebook.cues("ar-names").values()
    return frozenset(fold_word(name) for names in lists for name in names)
