"""Rows of other recorders' lists among the reports: their recorder keeps them apart, and so do we."""

from collections.abc import Iterable

from civharm.incidents.occurrences import Occurrence
from civharm.model.claims import IMPORTER, Claim


def records_among(claims: Iterable[Claim]) -> frozenset[str]:
    """The reports that are rows of others' lists."""
    return frozenset(claim.report_id for claim in claims if claim.origin.by == IMPORTER)


def recorders_of(occurrence: Occurrence) -> frozenset[tuple[str, str]]:
    """The lists that an event stands in: recorder and importer."""
    return frozenset(
        (claim.speaker.key, claim.origin.name)
        for claim in occurrence.claims
        if claim.origin.by == IMPORTER and claim.speaker
    )
