"""Reports from which no event was read, yet whose words and day of publication are those of an incident's reports.

A person should look at them: they may hold what the reader missed. They count nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from civharm.incidents.compare import published_together, texts_alike
from civharm.incidents.likeness import Likeness
from civharm.incidents.rules import LinkageRules
from civharm.model.incidents import Feature, Incident, RelatedReport, score_of
from civharm.model.issues import Issue
from civharm.model.reports import Report


def related_reports(
    composed: Iterable[Incident],
    reports: Mapping[str, Report],
    *,
    alike: Iterable[tuple[str, str]],
    likeness: Likeness,
    rules: LinkageRules,
) -> tuple[RelatedReport, ...]:
    """For each report that is in none of the incidents the likeliest one, where one is likely; by report.

    `alike` are the pairs of reports that are worth comparing.
    """
    incidents = sorted(composed, key=lambda incident: incident.founding_claim)
    told = {report for incident in incidents for report in incident.reports}
    silent = _silent_beside(told, alike)
    best: dict[str, RelatedReport] = {}
    for one in _all_related(incidents, silent, likeness=likeness, reports=reports, rules=rules):
        held = best.get(one.report_id)
        if one.score >= rules.join and (held is None or one.score > held.score):
            best[one.report_id] = one
    return tuple(best[report] for report in sorted(best))


def as_issues(related: Iterable[RelatedReport]) -> Iterator[Issue]:
    """What a person sees of them: which report to look at, beside which claim, and why."""
    for one in related:
        why = ", ".join(f"{feature.name} {feature.weight:+.1f}" for feature in one.features)
        message = f"no event was read from this report; it likely tells of that of claim {one.founding_claim} ({why})"
        yield Issue(stage="incidents", code="related-report", message=message, report_id=one.report_id)


def _silent_beside(told: Collection[str], alike: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """Beside each report that tells of an incident the like ones that tell of none."""
    silent: dict[str, list[str]] = defaultdict(list)
    for left, right in alike:
        if (left in told) != (right in told):
            teller, other = (left, right) if left in told else (right, left)
            silent[teller].append(other)
    return silent


def _all_related(
    incidents: Sequence[Incident],
    silent: Mapping[str, Sequence[str]],
    *,
    likeness: Likeness,
    reports: Mapping[str, Report],
    rules: LinkageRules,
) -> Iterator[RelatedReport]:
    for incident in incidents:
        for told in incident.reports:
            for other in silent.get(told, ()):
                features = _features(reports[told], reports[other], likeness=likeness, rules=rules)
                yield RelatedReport(
                    report_id=other,
                    founding_claim=incident.founding_claim,
                    score=score_of(features),
                    features=features,
                )


def _features(told: Report, other: Report, *, likeness: Likeness, rules: LinkageRules) -> tuple[Feature, ...]:
    return (
        Feature(name="prior", weight=rules.prior, detail="two reports with words in common"),
        texts_alike(likeness.between(told.id, other.id), rules=rules),
        published_together(told.published, other.published, rules=rules),
    )
