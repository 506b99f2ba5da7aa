"""The synthetic war: the same each time, anchored, and of known truth."""

from collections import Counter

from benchmarks.synthetic_claims import War
from benchmarks.synthetic_telling import Noise, Written


def written(claims: int, *, seed: int = 1, noise: Noise | None = None) -> list[Written]:
    return list(War(claims, seed=seed, noise=noise).reports())


def test_the_same_seed_gives_the_same_war() -> None:
    assert [each.report for each in written(300)] == [each.report for each in written(300)]
    assert [each.text for each in written(300)] != [each.text for each in written(300, seed=2)]


def test_every_claim_is_anchored_and_has_its_incident() -> None:
    for each in written(500):
        assert each.claims and all(claim.anchored_in(each.text) for claim in each.claims)
        assert {claim.id for claim in each.claims} == each.truth.keys()


def test_no_two_claims_share_an_id() -> None:
    assert max(Counter(claim.id for each in written(2_000) for claim in each.claims).values()) == 1


def test_a_war_has_the_noise_that_it_is_told() -> None:
    reports = written(2_000, noise=Noise(undated_reports=1.0, copied=0.0))
    assert not any(each.report.published for each in reports)
    assert max(Counter(each.text for each in reports).values()) == 1
    several = [each for each in written(2_000) if len(set(each.truth.values())) > 1]
    assert several and any(not claim.where for each in several for claim in each.claims)


def test_one_incident_may_have_as_many_reports_as_one_likes() -> None:
    reports = list(War(100).reports_of_one_incident(50))
    assert len(reports) >= 50 and {number for each in reports for number in each.truth.values()} == {0}
