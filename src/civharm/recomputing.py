"""Incidents and assessments of what a store holds: all of them, working out only what is new or has changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property, partial
from importlib.util import find_spec

from civharm.assessments.archived import ARCHIVE, as_told, counted_there, is_told_alone
from civharm.assessments.assess import assess
from civharm.codebook import Codebook, default_codebook
from civharm.codebook.fingerprint import fingerprint
from civharm.files.program import program_hash
from civharm.incidents.identity import identify
from civharm.incidents.in_bulk import Found, InBulk
from civharm.incidents.likeness import Likeness, Rarity, own_words
from civharm.incidents.link import LinkingTerms, link
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import LinkageRules
from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.forms import form_of
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident, Linked, RecordStatus
from civharm.model.proposals import Proposal, ProposalKind
from civharm.model.reports import Report
from civharm.model.store import Recomputed, Store, WordCounts
from civharm.model.victims import Victim
from civharm.model.workings import Workings
from civharm.settling import Assessed, settled

#: Words are counted anew once there are so many times the reports that they were counted in.
_GROWTH = 2


class Extent(StrEnum):
    """How much is worked out. What comes out is the same for the first two."""

    CHANGED = "changed"
    ALL = "all"
    #: All, by words that are counted anew.
    RECOUNTED = "recounted"


def refresh(store: Store, *, codebook: Codebook | None = None, extent: Extent = Extent.CHANGED) -> int:
    """Bring the store's incidents and assessments up to its claims; how much that changed."""
    return store.refresh(partial(recompute, codebook=codebook, extent=extent))


def recompute(
    store: Store, *, codebook: Codebook | None = None, extent: Extent = Extent.CHANGED
) -> Recomputed:
    """Incidents and assessments of all claims in a store, with the ids that they were given.

    A claim that needs review has no part in them until a person has accepted it.
    """
    codebook = codebook or default_codebook()
    method = stable_id(program_hash(), fingerprint(codebook))
    workings = store.workings(method) if extent is Extent.CHANGED else Workings(method=method)
    counts, is_new = _word_counts(store, extent)
    rarity = Rarity(texts=counts.texts, spread=counts.spread)
    claims = [claim for claim in store.claims() if not claim.needs_review]
    terms = LinkingTerms(
        codebook=codebook,
        judgements=store.judgements(),
        holds=store.holds(),
        rarity=rarity,
        workings=workings,
        in_bulk=_in_bulk(),
    )
    linked = link(store.reports(), store.texts(), claims, terms=terms)
    identified = identify((*linked.incidents, *linked.leads), store.given_ids())
    assessor = _Assessor(store=store, codebook=codebook, workings=workings, made_of=linked.made_of)
    made = [assessor.made(incident) for incident in identified.incidents]
    in_force = frozenset(claim.id for claim in claims)
    kept, proposals = settled(made, _changeable(store, made), in_force)
    return Recomputed(
        linked=_renamed(linked, [incident for incident, _ in kept], proposals),
        given=identified.newly_given,
        assessments=tuple(assessment for _, assessment in kept),
        counted=counts if is_new else None,
        workings=workings,
    )


@cache
def _in_bulk() -> InBulk | None:
    """What finds pairs among very many events, if the extra `civharm[bulk]` is installed; loaded when it is called."""
    if not all(map(find_spec, ("duckdb", "pyarrow", "splink"))):
        return None

    def found(events: Iterable[Occurrence], likeness: Likeness, rules: LinkageRules) -> Found:
        from civharm.engine.linking.bulk import found_in_bulk

        return found_in_bulk(events, likeness, rules)

    return found


def _word_counts(store: Store, extent: Extent) -> tuple[WordCounts, bool]:
    """How rare words are, and whether they were counted now: at first, when asked for, and when reports doubled."""
    reports, standing = store.reports(), store.word_counts()
    if standing and extent is not Extent.RECOUNTED and len(reports) < _GROWTH * standing.texts:
        return standing, False
    texts = store.texts()
    rarity = Rarity.of(own_words(report, texts.get(report.id, "")) for report in reports)
    shared = {word: count for word, count in sorted(rarity.spread.items()) if count > 1}
    counted = WordCounts(texts=rarity.texts, spread=shared)
    return counted, counted != standing


def _changeable(store: Store, made: Iterable[Assessed]) -> Mapping[str, Assessed]:
    """The signed incidents as they stand, which rules may come to see otherwise; what an archive told is no rule's word."""
    told = {incident.id for incident, assessment in made if assessment.method == ARCHIVE}
    return {key: standing for key, standing in store.standing().items() if key not in told}


def _renamed(linked: Linked, named: Sequence[Incident], proposals: Sequence[Proposal]) -> Linked:
    """What linking made, with ids; all proposals name incidents by them."""
    holder = {claim: incident.id for incident in named for claim in incident.claims}
    joining = (
        replace(each, other=holder.get(each.claims[0], "")) if each.kind is ProposalKind.JOIN else each
        for each in linked.proposals
    )
    incidents = tuple(incident for incident in named if incident.status is not RecordStatus.LEAD)
    leads = tuple(incident for incident in named if incident.status is RecordStatus.LEAD)
    in_order = sorted((*joining, *proposals), key=lambda each: (each.incident, each.kind.value, each.id))
    return replace(linked, incidents=incidents, leads=leads, proposals=tuple(in_order))


@dataclass(frozen=True, kw_only=True)
class _Assessor:
    """Assesses incidents; one of which nothing changed keeps its assessment, and one of an archive has the archive's."""

    store: Store
    codebook: Codebook
    workings: Workings
    made_of: Mapping[str, str]

    def made(self, incident: Incident) -> Assessed:
        adopted = self._adopted.get(incident.id)
        if adopted is None:
            return incident, self.assessed(incident)
        incident = counted_there(incident, adopted)
        if is_told_alone(incident, adopted):
            return as_told(incident, adopted, self._claims[adopted.claim])
        return incident, self.assessed(incident)

    def assessed(self, incident: Incident) -> Assessment:
        victims = [victim for claim in incident.claims for victim in self._victims.get(claim, ())]
        names = (incident.id, incident.code, incident.aliases)
        mark = stable_id(self.made_of[incident.founding_claim], repr(names), repr(victims))
        known = self.workings.recall("assessment", mark)
        if known is not None:
            return form_of(Assessment).validate_json(known)
        claims = [self._claims[claim_id] for claim_id in incident.claims]
        reports = [self._reports[report_id] for report_id in incident.reports]
        made = assess(incident, claims, reports, codebook=self.codebook, victims=victims)
        self.workings.keep("assessment", mark, form_of(Assessment).dump_json(made).decode())
        return made

    @cached_property
    def _adopted(self) -> Mapping[str, Adopted]:
        return self.store.adopted()

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.store.claims()}

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return {report.id: report for report in self.store.reports()}

    @cached_property
    def _victims(self) -> Mapping[str, Sequence[Victim]]:
        found: dict[str, list[Victim]] = defaultdict(list)
        for victim in self.store.victims():
            found[victim.claim_id].append(victim)
        return found
