"""Parts of the work of linking: events that nothing ties to the others are clustered and composed by themselves.

What a part comes to depends on its own events alone, so that one of which nothing changed need not be worked out again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

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
from civharm.incidents.judge import Bindings, Pair, ScoredPair
from civharm.incidents.occurrences import Shelf
from civharm.incidents.standing import recalled
from civharm.model.forms import form_of
from civharm.model.ids import stable_id
from civharm.model.incidents import DoubtfulPair, Incident, LinkPart, RecordStatus
from civharm.model.proposals import Proposal
from civharm.model.workings import Workings


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Events that pairs worth a look or people's verdicts tie together, directly or over others."""

    keys: tuple[str, ...]
    pairs: tuple[Pair, ...]
    bindings: Bindings
    held: Held
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a part comes to. `attacks` are events of which no report tells harm.

    `made_of` marks, by founding claim, all that an incident depends on: less than all that the part does. `events` are
    the marks of its groups of events.
    """

    incidents: tuple[Incident, ...]
    leads: tuple[Incident, ...]
    attacks: tuple[Incident, ...]
    doubtful: tuple[DoubtfulPair, ...]
    proposals: tuple[Proposal, ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ()


def parts_of(
    bench: Bench, pairs: Collection[Pair], *, bindings: Bindings, copies: Iterable[Copy], held: Held
) -> list[Part]:
    """The parts in the order of their first events, each with the copies among its reports."""
    groups = Groups(bench.events)
    own_pairs: dict[str, list[Pair]] = defaultdict(list)
    by_holder: dict[str, list[str]] = defaultdict(list)
    for key, holder in held.items():
        by_holder[holder].append(key)
    together = (pair for keys in by_holder.values() for pair in pairwise(keys))
    pulled = pulled_apart(bench.events, held)
    for left, right in (*pairs, *bindings.verdicts, *together, *pulled):
        groups.join(left, right)
    for pair in pairs:
        own_pairs[groups.first_of(pair[0])].append(pair)
    copies_of = _by_report(copies)
    return [
        Part(
            keys=keys,
            pairs=tuple(sorted(own_pairs[keys[0]])),
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
    """Clusters and composes parts, each once. `marks` say of each event all that it depends on.

    `scored` are the pairs that were scored now; the others are recalled where they are needed.
    """

    bench: Bench
    shelf: Shelf
    codebook: Codebook
    marks: Mapping[str, str]
    workings: Workings
    scored: Mapping[Pair, ScoredPair]

    def composed(self, part: Part) -> Composed:
        """What the part comes to."""
        form, mark = form_of(Composed), self._mark(part)
        known = self.workings.recall("part", mark)
        if known is not None:
            composed = form.validate_json(known)
            for event in composed.events:
                self.workings.recall("event", event)
            return composed
        composed = self._compose(part)
        self.workings.keep("part", mark, form.dump_json(composed).decode())
        return composed

    def _mark(self, part: Part) -> str:
        verdicts = sorted((*pair, verdict.value) for pair, verdict in part.bindings.verdicts.items())
        return stable_id(
            *(self.marks[key] for key in part.keys), repr(verdicts), repr(part.copies), repr(part.held)
        )

    def _compose(self, part: Part) -> Composed:
        bench, pairs = self.bench, [self._pair(pair) for pair in part.pairs]
        bench.take(pairs)
        groups = cluster(part.keys, pairs, bench=bench, bindings=part.bindings, held=part.held)
        events = {group: self._event(group, part) for group in groups}
        harmful = [event for group, event in events.items() if _alleges_harm(group, bench)]
        harmless = [event for group, event in events.items() if not _alleges_harm(group, bench)]
        proposals = self._proposals(part, pairs, groups) if part.held else ()
        in_doubt = doubtful_pairs(pairs, groups, bench=bench, bindings=part.bindings)
        held = {bench.events[key].founding_claim: holder for key, holder in part.held.items()}
        doubtful = tuple(pair for pair in in_doubt if not is_proposed(pair, proposals, held))
        leads = tuple(event for event in harmful if event.status is RecordStatus.LEAD)
        alone = [event for event in harmful if event.status is not RecordStatus.LEAD]
        incidents = with_follow_ups(alone, leads, doubtful=doubtful, limits=bench.rules.incident)
        marks = {event.founding_claim: self._mark_of(group, part) for group, event in events.items()}
        return Composed(
            incidents=tuple(incidents),
            leads=leads,
            attacks=tuple(map(_without_harm, harmless)),
            doubtful=doubtful,
            proposals=proposals,
            events=tuple(marks.values()),
            made_of=marks | {each.founding_claim: _extended(each, marks) for each in incidents},
        )

    def _pair(self, pair: Pair) -> ScoredPair:
        return self.scored.get(pair) or recalled(pair, self.marks, self.workings)

    def _event(self, group: Group, part: Part) -> Incident:
        """The events of a group composed, once."""
        form, mark = form_of(Incident), self._mark_of(group, part)
        known = self.workings.recall("event", mark)
        if known is not None:
            return form.validate_json(known)
        reports, texts = self.shelf.reports, self.shelf.texts
        origins = Origins(reports=reports, texts=texts, copies=part.copies, codebook=self.codebook)
        event = compose(group, self.bench, origins=origins)
        self.workings.keep("event", mark, form.dump_json(event).decode())
        return event

    def _mark_of(self, group: Group, part: Part) -> str:
        """All that the events of a group come to depends on."""
        reports = frozenset[str]().union(*(self.bench.events[key].reports for key in group))
        copies = [copy for copy in part.copies if copy.left in reports and copy.right in reports]
        return stable_id(*(self.marks[key] for key in group), repr(copies))

    def _proposals(
        self, part: Part, pairs: Sequence[ScoredPair], groups: Sequence[Group]
    ) -> tuple[Proposal, ...]:
        bindings = let_go(part.bindings, pulled_apart(part.keys, part.held))
        free = cluster(part.keys, pairs, bench=self.bench, bindings=bindings)
        return proposals_between(free, groups, held=part.held, bench=self.bench)


def _extended(incident: Incident, marks: Mapping[str, str]) -> str:
    """The mark of an incident with the leads that touch its maximum."""
    leads = (link for link in incident.links if link.part is LinkPart.MAXIMUM_ONLY)
    of_leads = (f"{each.claim_id} {each.score} {marks.get(each.claim_id, '')}" for each in leads)
    return stable_id(marks[incident.founding_claim], *of_leads)


def _without_harm(event: Incident) -> Incident:
    return replace(event, status=RecordStatus.LEAD, lacks=("no harm",))


def _alleges_harm(group: Iterable[str], bench: Bench) -> bool:
    return any(bench.events[key].harms for key in group)
