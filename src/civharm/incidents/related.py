"""Reports from which no event was read, yet whose words, places and day of publication are those of an incident.

A person should look at them: they may hold what the reader missed. They count nowhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from civharm.incidents.compare import published_together, texts_alike
from civharm.incidents.likeness import Likeness
from civharm.incidents.named_places import NamedPlaces, moment_of
from civharm.incidents.rules import LinkageRules
from civharm.model.claims import Claim
from civharm.model.incidents import Feature, Incident, RelatedReport, score_of
from civharm.model.issues import Issue
from civharm.model.reports import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedReports:
    """Finds them among all reports; `alike` are the pairs of reports that are worth comparing."""

    reports: Mapping[str, Report]
    alike: Sequence[tuple[str, str]]
    likeness: Likeness
    rules: LinkageRules

    def of(self, composed: Iterable[Incident], claims: Iterable[Claim]) -> tuple[RelatedReport, ...]:
        """For each report that is in none of the incidents the likeliest one, where one is likely; by report."""
        incidents = sorted(composed, key=lambda incident: incident.founding_claim)
        by_id = {claim.id: claim for claim in claims}
        best: dict[str, RelatedReport] = {}
        for one in (*self._by_words(incidents), *self._by_place(incidents, by_id)):
            held = best.get(one.report_id)
            if one.score >= self.rules.join and (held is None or one.score > held.score):
                best[one.report_id] = one
        return tuple(best[report] for report in sorted(best))

    def _by_words(self, incidents: Sequence[Incident]) -> Iterator[RelatedReport]:
        """Those that have rare words in common with a report of the incident."""
        silent = self._silent_beside(_told_in(incidents))
        for incident in incidents:
            for told in incident.reports:
                for other in silent.get(told, ()):
                    together = published_together(
                        self.reports[told].published, self.reports[other].published, rules=self.rules
                    )
                    yield self._related(incident, other, (self._texts(told, other), together))

    def _by_place(
        self, incidents: Sequence[Incident], claims: Mapping[str, Claim]
    ) -> Iterator[RelatedReport]:
        """Those that name its place, and came out when reports of it did."""
        days = len(self.rules.time.published_after)
        named, told = NamedPlaces(incidents, claims, self.reports, days=days), _told_in(incidents)
        for other, words in self.likeness.words.items():
            report = self.reports[other]
            if other in told or report.published is None or report.published.end is None:
                continue
            found = {each.founding_claim: each for each in named.beside(words, report.published.end)}
            for _, incident in sorted(found.items()):
                yield self._related(incident, other, self._there_and_then(incident, report))

    def _there_and_then(self, incident: Incident, other: Report) -> tuple[Feature, ...]:
        nearest = max(incident.reports, key=lambda told: (self.likeness.between(told, other.id), told))
        when = incident.when if moment_of(incident) else self.reports[nearest].published
        return (
            self._texts(nearest, other.id),
            published_together(when, other.published, rules=self.rules),
            *self._place(incident),
        )

    def _place(self, incident: Incident) -> tuple[Feature, ...]:
        if incident.where is None:
            return ()
        weight = self.rules.place.same.get(incident.where.precision, 0.0)
        return (Feature(name="place", weight=weight, detail=f"the text names {incident.where.name}"),)

    def _texts(self, told: str, other: str) -> Feature:
        return texts_alike(self.likeness.between(told, other), rules=self.rules)

    def _related(self, incident: Incident, other: str, features: tuple[Feature, ...]) -> RelatedReport:
        prior = Feature(name="prior", weight=self.rules.prior, detail="two reports with something in common")
        return RelatedReport(
            report_id=other,
            founding_claim=incident.founding_claim,
            score=score_of((prior, *features)),
            features=(prior, *features),
        )

    def _silent_beside(self, told: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Beside each report that tells of an incident the like ones that tell of none."""
        silent: dict[str, list[str]] = defaultdict(list)
        for left, right in self.alike:
            if (left in told) != (right in told):
                teller, other = (left, right) if left in told else (right, left)
                silent[teller].append(other)
        return silent


def _told_in(incidents: Iterable[Incident]) -> frozenset[str]:
    return frozenset(report for incident in incidents for report in incident.reports)


def as_issues(related: Iterable[RelatedReport]) -> Iterator[Issue]:
    """What a person sees of them: which report to look at, beside which claim, and why."""
    for one in related:
        why = ", ".join(f"{feature.name} {feature.weight:+.1f}" for feature in one.features)
        message = f"no event was read from this report; it likely tells of that of claim {one.founding_claim} ({why})"
        yield Issue(stage="incidents", code="related-report", message=message, report_id=one.report_id)
