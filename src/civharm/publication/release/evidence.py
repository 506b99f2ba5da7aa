"""Tables of claims, of their part in incidents, and of the reports they stand in: the way back from any number to its words."""

from collections.abc import Iterator
from dataclasses import dataclass

from civharm.model.claims import Claim
from civharm.model.incidents import Incident, LedgerEntry, Link
from civharm.model.reports import Report
from civharm.publication.cells import Cell, date_cell, joined
from civharm.publication.release.incidents import Published
from civharm.publication.release.tables import Column, Kind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOf:
    """A claim's part in an incident."""

    incident: Incident
    link: Link
    cluster: int | None


def links(each: Published) -> Iterator[LinkOf]:
    cluster_of = {
        report: number
        for number, cluster in enumerate(each.incident.clusters, start=1)
        for report in cluster.reports
    }
    for link in each.incident.links:
        report = each.report_of.get(link.claim_id)
        yield LinkOf(incident=each.incident, link=link, cluster=cluster_of.get(report) if report else None)


def _counts(claim: Claim) -> Cell:
    """Every count as harm, status, group and range, with a semicolon between."""
    return joined(
        f"{each.harm.value} {each.status.value} {each.group} {_number(each.count.min)}–{_number(each.count.max)}"
        for each in claim.casualties
    )


def _number(value: int | None) -> str:
    return "?" if value is None else str(value)


CLAIMS: Table[Claim] = Table(
    name="claims",
    title="Claims behind the incidents and the figures for periods, with the exact words (protected names masked).",
    key=("id",),
    columns=(
        Column(name="id", meaning="Id of the claim.", of=lambda each: each.id),
        Column(name="report", meaning="Id of the report that it stands in.", of=lambda each: each.report_id),
        Column(name="start", meaning="First character of the words in the redacted copy of the report's text, from 0.", kind=Kind.INTEGER,
               of=lambda each: each.span.start),
        Column(name="end", meaning="The character after the last one.", kind=Kind.INTEGER, of=lambda each: each.span.end),
        Column(name="quote", meaning="The words; █████ stands for what is protected, however long it is.", of=lambda each: each.quote.exact),
        Column(name="language", meaning="Language of the words.", of=lambda each: each.language),
        Column(name="kind", meaning="harm, attack, response …", of=lambda each: each.kind.value),
        Column(name="stance", meaning="How sure the speaker is.", of=lambda each: each.stance.value),
        Column(name="speaker", meaning="What kind of speaker says it.",
               of=lambda each: each.speaker.kind.value if each.speaker else None),
        Column(name="event", meaning="What happened.", of=lambda each: each.event),
        Column(name="when", meaning="Day or interval (ISO 8601).", of=lambda each: date_cell(each.when)),
        Column(name="where", meaning="Places named.", of=lambda each: joined(place.name for place in each.where)),
        Column(name="parties", meaning="Parties named, each with its part.",
               of=lambda each: joined(f"{party.name} ({party.part.value})" for party in each.parties)),
        Column(name="counts", meaning="harm status group min–max; ? is unknown.", of=_counts),
        Column(name="origin", meaning="machine, importer or hand.", of=lambda each: each.origin.by),
        Column(name="reader", meaning="Which reader, which version.",
               of=lambda each: f"{each.origin.name} {each.origin.version}"),
        Column(name="confidence", meaning="How likely the reading is right, 0 to 1 (docs/confidence.md).", kind=Kind.NUMBER,
               of=lambda each: each.confidence),
    ),
)  # fmt: skip

LINKS: Table[LinkOf] = Table(
    name="links",
    title="Which claim has which part in which incident, and with which reports it counts once.",
    key=("incident", "claim"),
    columns=(
        Column(name="incident", meaning="Id of the incident.", of=lambda each: each.incident.id),
        Column(name="claim", meaning="Id of the claim.", of=lambda each: each.link.claim_id),
        Column(name="part", meaning="supports, maximum_only or context.", of=lambda each: each.link.part.value),
        Column(name="cluster", meaning="Number of the cluster of reporting.", kind=Kind.INTEGER, of=lambda each: each.cluster),
    ),
)  # fmt: skip

REPORTS: Table[Report] = Table(
    name="reports",
    title="Reports behind the claims, each with the hash of the bytes that it was read from.",
    key=("id",),
    columns=(
        Column(name="id", meaning="Id of the report.", of=lambda each: each.id),
        Column(name="sha256", meaning="SHA-256 of the report's own bytes.", of=lambda each: each.sha256),
        Column(
            name="capture_sha256",
            meaning="SHA-256 of the file kept as evidence.",
            of=lambda each: each.capture_sha256,
        ),
        Column(name="source", meaning="Who published it.", of=lambda each: each.source),
        Column(name="title", meaning="Its title.", of=lambda each: each.title),
        Column(
            name="url",
            meaning="Where it was published; empty for profiles of persons.",
            of=lambda each: each.url,
        ),
        Column(name="published", meaning="When.", of=lambda each: date_cell(each.published)),
        Column(name="language", meaning="Its language.", of=lambda each: each.language),
    ),
)

AGGREGATES: Table[LedgerEntry] = Table(
    name="aggregates",
    title="Published figures for a period or an area: in no incident and in no total (METHOD R19).",
    key=("claim",),
    columns=(
        Column(name="claim", meaning="Id of the claim.", of=lambda each: each.claim_id),
        Column(name="report", meaning="Id of the report.", of=lambda each: each.report_id),
        Column(name="when", meaning="The period.", of=lambda each: date_cell(each.when)),
        Column(name="where", meaning="The area.", of=lambda each: joined(place.name for place in each.where)),
        Column(name="counts", meaning="harm status group min–max.", of=lambda each: joined(
            f"{one.harm.value} {one.status.value} {one.group} {_number(one.count.min)}–{_number(one.count.max)}"
            for one in each.casualties)),
        Column(name="may_include", meaning="Ids of claims that the figure may count already.", of=lambda each: joined(each.overlaps)),
    ),
)  # fmt: skip
