"""Linking in bulk comes to what comparing pair by pair comes to."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.synthetic_claims import War
from benchmarks.synthetic_telling import Noise
from civharm.engine.linking.bulk import BulkLinking, found_in_bulk, together
from civharm.engine.linking.levels import comparisons
from civharm.incidents import link as linking
from civharm.incidents.bench import Bench
from civharm.incidents.blocking import candidate_pairs
from civharm.incidents.cluster import cluster
from civharm.incidents.compare import compare
from civharm.incidents.in_bulk import InBulk
from civharm.incidents.judge import Bindings
from civharm.incidents.likeness import Likeness
from civharm.incidents.link import LinkingTerms, link
from civharm.incidents.occurrences import Occurrence, Shelf, occurrences_of
from civharm.incidents.placeless import Posts
from civharm.incidents.rules import linkage_rules
from civharm.model.incidents import Feature, Linked, score_of
from engine.linking.occurrences import some_occurrences, some_texts

RULES = linkage_rules()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_pair_has_the_same_score_in_bulk_and_by_itself(seed: int) -> None:
    events, texts = some_occurrences(250, seed=seed), some_texts(seed=seed)
    likeness = Likeness(texts)
    bulk = BulkLinking(RULES)
    for report, text in texts.items():
        bulk.add(report, text, ())
    for event in events:
        bulk.events.add(event)
    left, right = np.array(list(combinations(range(250), 2)), dtype=np.int32).T
    scored = bulk.scorer().score(left, right)
    assert len(scored) == len(left)
    for a, b, score in zip(scored.left.tolist(), scored.right.tolist(), scored.score.tolist(), strict=True):
        features = compare(events[a], events[b], rules=RULES, likeness=likeness)
        assert score_of(features) == pytest.approx(score, abs=2e-6), features


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_pairs_are_candidates(seed: int) -> None:
    events, texts = some_occurrences(250, seed=seed), some_texts(seed=seed)
    likeness = Likeness(texts)
    pairs = candidate_pairs(
        events,
        alike=likeness.alike(RULES.worth_comparing),
        posts=Posts(likeness, RULES.on_a_day),
    )
    bulk = BulkLinking(RULES)
    for report, text in texts.items():
        bulk.add(report, text, ())
    for event in events:
        bulk.events.add(event)
    scored = together(bulk.scorer().scored())
    found = zip(scored.left.tolist(), scored.right.tolist(), strict=True)
    assert {(events[a].key, events[b].key) for a, b in found} == {(a.key, b.key) for a, b in pairs}


def test_all_levels_of_the_list_are_in_the_model() -> None:
    """A weight that no level bears would count in one way of linking only."""
    weights = {level.weight for each in comparisons(RULES) for level in each.levels}
    listed = [
        RULES.time.same_day,
        RULES.time.unknown,
        *RULES.time.published_after,
        RULES.time.same_date_said,
        RULES.time.other_date_said,
        RULES.time.same_weekday,
        RULES.time.other_weekday,
        RULES.time.looked_back_on,
        RULES.ages.same,
        RULES.ages.differs,
        RULES.names,
        RULES.speaker,
    ]
    listed += [*RULES.place.same.values(), RULES.place.near, RULES.place.far, RULES.toll_contradicts]
    listed += [step.same for step in RULES.toll] + [step.weight for step in RULES.texts] + [RULES.same_text]
    assert set(listed) <= weights


def test_linking_comes_to_the_same_in_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "MANY", 1)
    made = list(War(400).reports())
    reports, texts = [each.report for each in made], {each.report.id: each.text for each in made}
    claims = [claim for each in made for claim in each.claims]
    alone = link(reports, texts, claims, terms=LinkingTerms())
    assert alone.incidents
    assert link(reports, texts, claims, terms=LinkingTerms(in_bulk=found_in_bulk)) == alone


def test_a_crowd_of_reports_of_one_incident_is_not_compared_all_with_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = list(War(200, noise=Noise(copied=0.0)).reports_of_one_incident(200))
    asked = Counter[str]()

    def linked(way: str, in_bulk: InBulk | None) -> Linked:
        def counted(*events: Occurrence, **terms: Any) -> tuple[Feature, ...]:
            asked[way] += 1
            return compare(*events, **terms)

        monkeypatch.setattr("civharm.incidents.bench.compare", counted)
        reports, texts = [each.report for each in made], {each.report.id: each.text for each in made}
        claims = [claim for each in made for claim in each.claims]
        return link(reports, texts, claims, terms=LinkingTerms(in_bulk=in_bulk))

    monkeypatch.setattr(linking, "MANY_PAIRS", 1_000)
    monkeypatch.setattr("civharm.engine.linking.bulk._CROWD", 20)
    alone, in_bulk = linked("alone", None), linked("in bulk", found_in_bulk)
    assert asked["alone"] > 10_000
    assert asked["in bulk"] < asked["alone"] / 3
    largest = [max((set(one.claims) for one in each.incidents), key=len) for each in (alone, in_bulk)]
    assert largest[0] == largest[1]
    assert len(largest[0]) > 200


def test_nothing_to_link() -> None:
    assert len(BulkLinking(RULES).groups()) == 0


def test_groups_in_bulk_are_those_of_clustering_pair_by_pair() -> None:
    events, _, bulk = _of_war(War(700))
    told = {event.key: event for event in events}
    bench = Bench({key: (event,) for key, event in told.items()}, RULES, bulk.likeness)
    nobody = Bindings(verdicts={})
    pairs = bench.worth_a_look(
        candidate_pairs(
            events,
            alike=bulk.likeness.alike(RULES.worth_comparing),
            posts=Posts(bulk.likeness, RULES.on_a_day),
        ),
        nobody,
    )
    expected = cluster(told, pairs, bench=bench, bindings=nobody)
    assert max(map(len, expected)) > 5
    assert _named(events, bulk.linking.groups()) == expected


def test_a_city_is_no_incident() -> None:
    """All reports name the city alone, on days on which much happens there: nothing may chain them together."""
    noise = Noise(city_only=1.0, place_misread=0.0, place_untold=0.0)
    events, truth, bulk = _of_war(War(1_500, noise=noise))
    groups = bulk.linking.groups().tolist()
    sizes, pure = Counter(groups), Counter(zip(groups, truth, strict=True))
    wrong = sum(sizes[group] - max(n for (g, _), n in pure.items() if g == group) for group in sizes)
    assert wrong <= 0.03 * len(events)
    assert max(sizes.values()) <= max(Counter(truth).values())


@dataclass
class _Gathered:
    linking: BulkLinking
    likeness: Likeness


def _of_war(war: War) -> tuple[list[Occurrence], list[int], _Gathered]:
    """The events of a war by key, the true incident of each, and both ways of linking them."""
    made = list(war.reports())
    texts = {each.report.id: each.text for each in made}
    shelf = Shelf(reports={each.report.id: each.report for each in made}, texts=texts, origins={})
    truth = {claim: number for each in made for claim, number in each.truth.items()}
    events = sorted(
        occurrences_of([claim for each in made for claim in each.claims], shelf), key=lambda event: event.key
    )
    bulk = BulkLinking(RULES)
    for report, text in texts.items():
        bulk.add(report, text, ())
    for event in events:
        bulk.events.add(event)
    return events, [truth[event.claims[0].id] for event in events], _Gathered(bulk, Likeness(texts))


def _named(events: list[Occurrence], groups: NDArray[np.int32]) -> list[tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for event, group in zip(events, groups.tolist(), strict=True):
        found[group].append(event.key)
    return sorted(tuple(sorted(keys)) for keys in found.values())
