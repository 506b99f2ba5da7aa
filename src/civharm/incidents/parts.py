"""Parts of the work of linking: events that nothing ties to the others are clustered and composed by themselves.

What a part comes to depends on its own events alone, so that one of which nothing changed need not be worked out again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pydantic import TypeAdapter

from civharm.codebook import Codebook
from civharm.incidents.bench import Bench
from civharm.incidents.cluster import Group, cluster
from civharm.incidents.compose import compose
from civharm.incidents.copies import Copy
from civharm.incidents.doubts import doubtful_pairs
from civharm.incidents.followups import with_follow_ups
from civharm.incidents.groups import Groups
from civharm.incidents.holds import Held, is_proposed, let_go, proposals_between, pulled_apart
from civharm.incidents.independence import Origins
from civharm.incidents.judge import Bindings, ScoredPair
from civharm.incidents.occurrences import Shelf
from civharm.model.ids import stable_id
from civharm.model.incidents import DoubtfulPair, Incident, RecordStatus
from civharm.model.proposals import Proposal
from civharm.model.workings import Workings


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Events that pairs worth a look or people's verdicts tie together, directly or over others."""

    keys: tuple[str, ...]
    pairs: tuple[ScoredPair, ...]
    bindings: Bindings
    held: Held
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a part comes to. `attacks` are events of which no report tells harm; `made_of` marks all that it depends on."""

    incidents: tuple[Incident, ...]
    leads: tuple[Incident, ...]
    attacks: tuple[Incident, ...]
    doubtful: tuple[DoubtfulPair, ...]
    proposals: tuple[Proposal, ...] = ()
    made_of: str = ""

    @property
    def events(self) -> tuple[Incident, ...]:
        """All of them."""
        return *self.incidents, *self.leads, *self.attacks


def parts_of(
    bench: Bench, pairs: Iterable[ScoredPair], *, bindings: Bindings, copies: Iterable[Copy], held: Held
) -> list[Part]:
    """The parts in the order of their first events, each with the copies among its reports."""
    groups = Groups(bench.events)
    own_pairs: dict[str, list[ScoredPair]] = defaultdict(list)
    paired = list(pairs)
    by_holder: dict[str, list[str]] = defaultdict(list)
    for key, holder in held.items():
        by_holder[holder].append(key)
    together = (pair for keys in by_holder.values() for pair in pairwise(keys))
    pulled = pulled_apart(bench.events, held)
    for left, right in (*(pair.pair for pair in paired), *bindings.verdicts, *together, *pulled):
        groups.join(left, right)
    for pair in paired:
        own_pairs[groups.first_of(pair.left)].append(pair)
    copies_of = _by_report(copies)
    return [
        Part(
            keys=keys,
            pairs=tuple(sorted(own_pairs[keys[0]], key=lambda pair: pair.pair)),
            bindings=bindings.within(set(keys)) if len(keys) > 1 else Bindings(verdicts={}),
            copies=_among(keys, bench, copies_of),
            held={key: held[key] for key in keys if key in held},
        )
        for keys in groups.members()
    ]


def _by_report(copies: Iterable[Copy]) -> Mapping[str, Sequence[Copy]]:
    found: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies:
        found[copy.left].append(copy)
    return found


def _among(keys: Iterable[str], bench: Bench, copies_of: Mapping[str, Sequence[Copy]]) -> tuple[Copy, ...]:
    reports = frozenset[str]().union(*(bench.events[key].reports for key in keys))
    return tuple(
        copy for report in sorted(reports) for copy in copies_of.get(report, ()) if copy.right in reports
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Clusters and composes parts, each once. `marks` say of each event all that it depends on."""

    bench: Bench
    shelf: Shelf
    codebook: Codebook
    marks: Mapping[str, str]
    workings: Workings

    def composed(self, part: Part) -> Composed:
        """What the part comes to."""
        form, mark = _form(), self._mark(part)
        known = self.workings.recall("part", mark)
        if known is not None:
            return form.validate_json(known)
        composed = replace(self._compose(part), made_of=mark)
        self.workings.keep("part", mark, form.dump_json(composed).decode())
        return composed

    def _mark(self, part: Part) -> str:
        verdicts = sorted((*pair, verdict.value) for pair, verdict in part.bindings.verdicts.items())
        return stable_id(
            *(self.marks[key] for key in part.keys), repr(verdicts), repr(part.copies), repr(part.held)
        )

    def _compose(self, part: Part) -> Composed:
        bench = self.bench
        groups = cluster(part.keys, part.pairs, bench=bench, bindings=part.bindings, held=part.held)
        origins = Origins(
            reports=self.shelf.reports, texts=self.shelf.texts, copies=part.copies, codebook=self.codebook
        )
        events = {group: compose(group, bench, origins=origins) for group in groups}
        harmful = [event for group, event in events.items() if _alleges_harm(group, bench)]
        harmless = [event for group, event in events.items() if not _alleges_harm(group, bench)]
        proposals = self._proposals(part, groups) if part.held else ()
        in_doubt = doubtful_pairs(part.pairs, groups, bench=bench, bindings=part.bindings)
        doubtful = tuple(pair for pair in in_doubt if not is_proposed(pair, proposals))
        leads = tuple(event for event in harmful if event.status is RecordStatus.LEAD)
        incidents = [event for event in harmful if event.status is not RecordStatus.LEAD]
        return Composed(
            incidents=tuple(
                with_follow_ups(incidents, leads, doubtful=doubtful, limits=bench.rules.incident)
            ),
            leads=leads,
            attacks=tuple(map(_without_harm, harmless)),
            doubtful=doubtful,
            proposals=proposals,
        )

    def _proposals(self, part: Part, groups: Sequence[Group]) -> tuple[Proposal, ...]:
        bindings = let_go(part.bindings, pulled_apart(part.keys, part.held))
        free = cluster(part.keys, part.pairs, bench=self.bench, bindings=bindings)
        return proposals_between(free, groups, held=part.held, bench=self.bench)


def _without_harm(event: Incident) -> Incident:
    return replace(event, status=RecordStatus.LEAD, lacks=("no harm",))


def _alleges_harm(group: Iterable[str], bench: Bench) -> bool:
    return any(bench.events[key].harms for key in group)


@lru_cache(maxsize=1)
def _form() -> TypeAdapter[Composed]:
    return TypeAdapter(Composed)
