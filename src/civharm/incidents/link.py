"""Claims become incidents: block, compare, judge, cluster, compose. Nothing is lost on the way.

What joins is explained by its features; what may belong together but need not stays apart and is
listed as doubtful; figures for a period or an area go to the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from civharm.codebook import Codebook, default_codebook
from civharm.incidents.asides import with_asides
from civharm.incidents.bench import Bench
from civharm.incidents.blocking import candidate_pairs
from civharm.incidents.cluster import cluster
from civharm.incidents.compose import compose
from civharm.incidents.copies import copy_groups, near_copies
from civharm.incidents.doubts import doubtful_pairs
from civharm.incidents.events import fold_copies
from civharm.incidents.followups import with_follow_ups
from civharm.incidents.independence import Origins
from civharm.incidents.institutions import institutions
from civharm.incidents.judge import bindings_of, without_contradictions
from civharm.incidents.ledger import ledger_of
from civharm.incidents.likeness import Likeness, own_words
from civharm.incidents.occurrences import Shelf, occurrences_of
from civharm.incidents.related import related_reports
from civharm.incidents.rules import LinkageRules, linkage_rules
from civharm.model.claims import Claim
from civharm.model.incidents import DoubtfulPair, Incident, Judgement, Linked, RecordStatus
from civharm.model.reports import Report


def link_claims(
    reports: Sequence[Report],
    texts: Mapping[str, str],
    claims: Sequence[Claim],
    *,
    judgements: Sequence[Judgement] = (),
    codebook: Codebook | None = None,
) -> Linked:
    """Incidents, leads, doubtful pairs and the ledger of aggregates. The order of the input is of no matter.

    `texts` are the renditions by report id. People's judgements bind, in their order; what contradicts those
    before it is left out (`judge.without_contradictions` says what that is). Ids and codes are given afterwards, by `identity.identify`.
    """
    codebook = codebook or default_codebook()
    rules = linkage_rules(codebook)
    by_id = {report.id: report for report in reports}
    copies = near_copies({key: texts[key] for key in by_id if key in texts}, limits=rules.copy_limits)
    shelf = Shelf(
        reports=by_id, texts=texts, origins=copy_groups(by_id, copies), institutions=institutions(codebook)
    )
    likeness = Likeness({key: own_words(report, texts.get(key, "")) for key, report in by_id.items()})
    judged = without_contradictions(judgements)
    ties = judged.ties()
    told = with_asides(occurrences_of(claims, shelf, ties=ties), rules, ties=ties)
    bench = Bench(fold_copies(told, ties=ties), rules, likeness)
    bindings = bindings_of(judged, bench.members)
    alike = tuple(likeness.alike(rules.worth_comparing))
    candidates = candidate_pairs(bench.events.values(), alike=alike)
    pairs = bench.worth_a_look(candidates, bindings)
    groups = cluster(bench, pairs, bindings=bindings)
    origins = Origins(reports=by_id, texts=texts, copies=copies, codebook=codebook)
    composed = {group: compose(group, bench, origins=origins) for group in groups}
    harmful = [event for group, event in composed.items() if _alleges_harm(group, bench)]
    linked = _sorted_out(
        harmful, claims, doubtful=doubtful_pairs(pairs, groups, bench=bench, bindings=bindings), rules=rules
    )
    related = related_reports(composed.values(), by_id, alike=alike, likeness=likeness, rules=rules)
    harmless = (event for group, event in composed.items() if not _alleges_harm(group, bench))
    attacks = tuple(sorted(map(_without_harm, harmless), key=_time_order))
    return replace(linked, attacks=attacks, related=related)


def _sorted_out(
    composed: Iterable[Incident],
    claims: Iterable[Claim],
    *,
    doubtful: tuple[DoubtfulPair, ...],
    rules: LinkageRules,
) -> Linked:
    """Incidents apart from leads, in the order of time; follow-ups attached, aggregates in the ledger."""
    found = sorted(composed, key=_time_order)
    leads = tuple(incident for incident in found if incident.status is RecordStatus.LEAD)
    incidents = [incident for incident in found if incident.status is not RecordStatus.LEAD]
    incidents = with_follow_ups(incidents, leads, doubtful=doubtful, limits=rules.incident)
    return Linked(
        incidents=tuple(incidents), leads=leads, doubtful=doubtful, ledger=ledger_of(claims, incidents)
    )


def _without_harm(event: Incident) -> Incident:
    return replace(event, status=RecordStatus.LEAD, lacks=("no harm",))


def _alleges_harm(group: Iterable[str], bench: Bench) -> bool:
    return any(bench.events[key].harms for key in group)


def _time_order(incident: Incident) -> tuple[bool, str, str]:
    """By start, the undated last, then by founding claim."""
    start = incident.when.start if incident.when else None
    return start is None, str(start), incident.founding_claim
