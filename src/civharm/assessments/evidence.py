"""What an incident's claims hold, sorted for the rules: who alleges what, who is named, who answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from civharm.codebook import Codebook
from civharm.codebook.kinship import is_among, without_kin
from civharm.model.casualties import Casualties, Harm, Status
from civharm.model.claims import Claim, ClaimKind, PartyPart, Stance
from civharm.model.incidents import Incident, LinkPart
from civharm.model.reports import Report

_BODILY = frozenset({Harm.KILLED, Harm.INJURED, Harm.KILLED_OR_INJURED, Harm.MISSING})
_NOT_ALLEGED = frozenset({Stance.DENIED, Stance.RETRACTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The claims of one incident with their part in it, and the cluster of each report."""

    incident: Incident
    claims: tuple[Claim, ...]
    parts: Mapping[str, LinkPart]
    reports: Mapping[str, Report]
    cluster_of: Mapping[str, str]
    accused: tuple[str, ...]
    codebook: Codebook

    @classmethod
    def of(
        cls, incident: Incident, claims: Iterable[Claim], *, reports: Iterable[Report], codebook: Codebook
    ) -> "Evidence":
        """The evidence of an incident among all claims; the order of claims and reports is of no matter."""
        parts = {link.claim_id: link.part for link in incident.links}
        linked = sorted(
            (claim for claim in claims if claim.id in parts),
            key=lambda claim: (claim.report_id, claim.span, claim.id),
        )
        own = [claim for claim in linked if parts[claim.id] is not LinkPart.MAXIMUM_ONLY]
        return cls(
            incident=incident,
            claims=tuple(linked),
            parts=parts,
            reports={report.id: report for report in reports},
            cluster_of={report: cluster.id for cluster in incident.clusters for report in cluster.reports},
            accused=without_kin(codebook, (name for claim in own for name in attackers(claim))),
            codebook=codebook,
        )

    @property
    def own_claims(self) -> tuple[Claim, ...]:
        """Without the claims that only touch the maximum."""
        return tuple(claim for claim in self.claims if self.parts[claim.id] is not LinkPart.MAXIMUM_ONLY)

    @property
    def allegations(self) -> tuple[Claim, ...]:
        """The harm that is alleged, by whomever."""
        return tuple(claim for claim in self.own_claims if alleges_harm(claim))

    def is_by_accused(self, claim: Claim) -> bool:
        """True if the speaker speaks for a party that is named as the attacker."""
        return claim.speaker is not None and is_among(self.codebook, claim.speaker.party, self.accused)

    def is_headline(self, claim: Claim) -> bool:
        """True for a claim that the report's title makes: it sums up what the report tells, whoever says it there."""
        report = self.reports.get(claim.report_id)
        return report is not None and report.is_headed_by(claim.quote.exact)

    def said_on(self, claim: Claim) -> date | None:
        """The day on which it was said, else that on which the report was published."""
        if claim.said_on and claim.said_on.start:
            return claim.said_on.start
        report = self.reports.get(claim.report_id)
        return report.published.start if report and report.published else None

    def attributions(self) -> dict[str, tuple[Claim, ...]]:
        """The claims that name each attacker. What the accused says of another is its position: it names no rival."""
        named: dict[str, list[Claim]] = {}
        for claim in self.own_claims:
            if not self.is_by_accused(claim):
                for name in attackers(claim):
                    named.setdefault(name, []).append(claim)
        kept = without_kin(self.codebook, named)
        return {name: tuple(self._of_kin(name, named)) for name in kept}

    def _of_kin(self, name: str, named: Mapping[str, Sequence[Claim]]) -> list[Claim]:
        kin = [other for other in named if is_among(self.codebook, other, [name])]
        return list({claim.id: claim for other in sorted(kin) for claim in named[other]}.values())


def alleges_harm(claim: Claim) -> bool:
    """True for a harm claim that its speaker neither denies nor takes back."""
    return claim.kind is ClaimKind.HARM and claim.stance not in _NOT_ALLEGED


def attackers(claim: Claim) -> tuple[str, ...]:
    """The parties that a claim names as attacker of something that it doesn't deny."""
    if claim.kind not in (ClaimKind.HARM, ClaimKind.ATTACK) or claim.stance in _NOT_ALLEGED:
        return ()
    return tuple(party.name for party in claim.parties if party.part is PartyPart.ATTACKER)


def bodily(claim: Claim, *statuses: Status) -> tuple[Casualties, ...]:
    """The counts of bodily harm to people of these statuses."""
    return tuple(count for count in claim.casualties if count.harm in _BODILY and count.status in statuses)
