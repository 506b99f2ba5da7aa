"""Claims become incidents: block, compare, judge, cluster, compose. Nothing is lost on the way.

    claims ──told events──▶ candidate pairs ──▶ scored pairs ──▶ parts that nothing ties together
                                          each part: cluster, compose, list what is doubtful

What joins is explained by its features; what may belong together but need not stays apart and is
listed as doubtful; figures for a period or an area go to the ledger. With the workings of the last linking only what is
new or changed is worked out; what comes out is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from civharm.codebook import Codebook, default_codebook
from civharm.incidents.asides import with_asides
from civharm.incidents.bench import Bench
from civharm.incidents.blocking import candidate_pairs
from civharm.incidents.copies import Copy, copy_groups, near_copies
from civharm.incidents.doubts import in_order
from civharm.incidents.events import fold_copies
from civharm.incidents.holds import Held, held_events, keep_held
from civharm.incidents.in_bulk import MANY, MANY_PAIRS, InBulk
from civharm.incidents.institutions import institutions
from civharm.incidents.judge import Bindings, Pair, ScoredPair, bindings_of, ordered, without_contradictions
from civharm.incidents.ledger import ledger_of
from civharm.incidents.likeness import Likeness, Rarity, own_words
from civharm.incidents.occurrences import Occurrence, Shelf, occurrences_of
from civharm.incidents.parts import Composed, Composer, parts_of
from civharm.incidents.placeless import Posts
from civharm.incidents.records import records_among
from civharm.incidents.related import RelatedReports
from civharm.incidents.relations import proposed_relations
from civharm.incidents.rules import LinkageRules, linkage_rules
from civharm.incidents.standing import fresh_events, keep_scores, marks_of, standing_pairs
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, Judgement, Linked
from civharm.model.proposals import Hold
from civharm.model.reports import Report
from civharm.model.workings import Workings


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingTerms:
    """What linking goes by beside the claims.

    `rarity` says how rare words are: without it, as rare as in the reports. People's `judgements` bind;
    `holds` are the claims of incidents that people signed.
    `in_bulk` finds pairs among very many events, where it is installed (`engine.linking`); it changes only the time.
    `workings` are those of the last linking with the same codebook, which save work and change nothing.
    """

    codebook: Codebook = field(default_factory=default_codebook)
    judgements: Sequence[Judgement] = ()
    holds: Sequence[Hold] = ()
    rarity: Rarity | None = None
    workings: Workings = field(default_factory=Workings)
    in_bulk: InBulk | None = None


def link_claims(
    reports: Sequence[Report],
    texts: Mapping[str, str],
    claims: Sequence[Claim],
    *,
    judgements: Sequence[Judgement] = (),
    codebook: Codebook | None = None,
) -> Linked:
    """`link` of claims that no linking stands before."""
    terms = LinkingTerms(codebook=codebook or default_codebook(), judgements=judgements)
    return link(reports, texts, claims, terms=terms)


def link(
    reports: Sequence[Report], texts: Mapping[str, str], claims: Sequence[Claim], *, terms: LinkingTerms
) -> Linked:
    """Incidents, leads, doubtful pairs and the ledger of aggregates. The order of the input is of no matter.

    `texts` are the renditions by report id. People's judgements bind, in their order; what contradicts those
    before it is left out (`judge.without_contradictions` says what that is). Ids and codes are given afterwards, by
    `identity.identify`.
    """
    return _linking(reports, texts, claims, terms).of(claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Events before they are put together: what they are, which pairs are worth a look, and why they were compared."""

    bench: Bench
    marks: Mapping[str, str]
    bindings: Bindings
    held: Held
    pairs: Sequence[ScoredPair]
    standing: Sequence[Pair]
    alike: Sequence[tuple[str, str]]
    posts: Posts


def compared(
    reports: Sequence[Report], texts: Mapping[str, str], claims: Sequence[Claim], *, terms: LinkingTerms
) -> Compared:
    """What `link` puts together, for whoever wants to know why."""
    return _linking(reports, texts, claims, terms).compared(claims)


def _linking(
    reports: Sequence[Report], texts: Mapping[str, str], claims: Sequence[Claim], terms: LinkingTerms
) -> "_Linking":
    by_id = {report.id: report for report in reports}
    return _Linking(reports=by_id, texts=texts, terms=terms, records=records_among(claims))


@dataclass(frozen=True, kw_only=True)
class _Linking:
    """One run over the claims of the reports.

    `records` are the reports that are rows of others' lists: their words are ours, alike in all, and make no copies.
    """

    reports: Mapping[str, Report]
    texts: Mapping[str, str]
    terms: LinkingTerms
    records: frozenset[str]

    def of(self, claims: Sequence[Claim]) -> Linked:
        found = self.compared(claims)
        bench, marks = found.bench, found.marks
        composer = Composer(
            bench=bench,
            shelf=self.shelf,
            codebook=self.terms.codebook,
            marks=marks,
            workings=self.terms.workings,
            scored={pair.pair: pair for pair in found.pairs},
        )
        pairs = {*found.standing, *composer.scored}
        parts = parts_of(bench, pairs, bindings=found.bindings, copies=self.copies, held=found.held)
        return self._together(list(map(composer.composed, parts)), claims)

    def compared(self, claims: Sequence[Claim]) -> "Compared":
        judged = without_contradictions(self.terms.judgements)
        ties = judged.ties()
        keep_held(self.terms.holds, ties)
        told = with_asides(occurrences_of(claims, self.shelf, ties=ties), self.rules, ties=ties)
        bench = Bench(fold_copies(told, ties=ties), self.rules, self.likeness)
        marks = marks_of(bench.members, self.shelf, terms=self.likeness.rarity.id)
        bindings = bindings_of(judged, bench.members)
        standing = standing_pairs(marks, self.terms.workings, least=self.rules.doubt)
        return Compared(
            bench=bench,
            marks=marks,
            bindings=bindings,
            held=held_events(bench.members, ties),
            pairs=self._scored(bench, marks, bindings),
            standing=standing,
            alike=self.alike,
            posts=self.posts,
        )

    @cached_property
    def rules(self) -> LinkageRules:
        return linkage_rules(self.terms.codebook).by_words_of(self.likeness.rarity.texts)

    @cached_property
    def copies(self) -> tuple[Copy, ...]:
        texts = {
            key: self.texts[key] for key in self.reports if key in self.texts and key not in self.records
        }
        return near_copies(texts, limits=self.rules.copy_limits, workings=self.terms.workings)

    @cached_property
    def shelf(self) -> Shelf:
        origins = copy_groups(self.reports, self.copies)
        named = institutions(self.terms.codebook)
        return Shelf(reports=self.reports, texts=self.texts, origins=origins, institutions=named)

    @cached_property
    def likeness(self) -> Likeness:
        texts = {key: own_words(report, self.texts.get(key, "")) for key, report in self.reports.items()}
        return Likeness(texts, self.terms.rarity, workings=self.terms.workings)

    @cached_property
    def alike(self) -> Sequence[tuple[str, str]]:
        return self.likeness.alike(self.rules.worth_comparing)

    @cached_property
    def posts(self) -> Posts:
        return Posts(self.likeness, self.rules.on_a_day)

    def _scored(self, bench: Bench, marks: Mapping[str, str], bindings: Bindings) -> list[ScoredPair]:
        """The pairs worth a look of which an event is new or has changed; the others stand."""
        candidates = self._candidates(bench, fresh_events(marks, self.terms.workings))
        scored = bench.worth_a_look(candidates, bindings)
        # What a person is unsure of is scored wherever it lies; only what met in a block stands without that person.
        met = {ordered(left.key, right.key) for left, right in candidates}
        keep_scores((pair for pair in scored if pair.pair in met), marks, self.terms.workings)
        return scored

    def _candidates(self, bench: Bench, fresh: frozenset[str]) -> Sequence[tuple[Occurrence, Occurrence]]:
        """All that met of which one is fresh; of very many, found in bulk, those that are likely to be worth a look."""
        if self.terms.in_bulk is None or len(fresh) < MANY:
            met = candidate_pairs(bench.events.values(), alike=self.alike, posts=self.posts, fresh=fresh)
            if self.terms.in_bulk is None or len(met) < MANY_PAIRS:
                return met
        found = self.terms.in_bulk(bench.events.values(), self.likeness, self.rules)
        self.likeness.take(found.alike, self.rules.worth_comparing)
        return [(bench.events[left], bench.events[right]) for left, right in found.likely]

    def _together(self, parts: Sequence[Composed], claims: Iterable[Claim]) -> Linked:
        """What all parts come to, in the order of time; aggregates in the ledger."""
        incidents = _in_time_order(incident for part in parts for incident in part.incidents)
        leads = _in_time_order(lead for part in parts for lead in part.leads)
        attacks = _in_time_order(attack for part in parts for attack in part.attacks)
        related = RelatedReports(
            reports=self.reports, alike=self.alike, likeness=self.likeness, rules=self.rules
        ).of((*incidents, *leads, *attacks), claims)
        doubtful = in_order(pair for part in parts for pair in part.doubtful)
        return Linked(
            incidents=incidents,
            leads=leads,
            doubtful=doubtful,
            ledger=ledger_of(claims, incidents),
            relations=proposed_relations(
                doubtful, incidents, claims, judgements=self.terms.judgements, vague=self.rules.event.vague
            ),
            attacks=attacks,
            related=related,
            proposals=tuple(proposal for part in parts for proposal in part.proposals),
            made_of={claim: mark for part in parts for claim, mark in part.made_of.items()},
        )


def _in_time_order(found: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(found, key=_time_order))


def _time_order(incident: Incident) -> tuple[bool, str, str]:
    """By start, the undated last, then by founding claim."""
    start = incident.when.start if incident.when else None
    return start is None, str(start), incident.founding_claim
