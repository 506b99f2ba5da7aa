"""A record of somebody who wants the pages of others to run their words: it stands wherever a report can put words."""

from dataclasses import replace

from civharm.model.claims import Claim
from civharm.model.reports import Report

#: Breaks out of attributes, elements, JSON in scripts and templates, and is a formula to a spreadsheet. Each calls `probe`.
HOSTILE = (
    "=1+1\"'></script></title></textarea><svg onload=probe()><img src=x onerror=probe()><script>probe()</script>"
    "<iframe srcdoc='<script>parent.probe()</script>'></iframe><form id=probed>{{ 7|add:7 }}{% load x %}\u202e"
)
ADDRESS = "javascript:probe()//\"'><svg onload=probe()>"


def hostile_report(report: Report) -> Report:
    """The report with their words in all that it says of itself."""
    return replace(
        report,
        title=f"{HOSTILE} {report.id}",
        source=f"{HOSTILE} {report.source}",
        author=HOSTILE,
        url=ADDRESS,
    )


def hostile_claim(claim: Claim) -> Claim:
    """The claim with their words as the names of places, parties and speakers."""
    return replace(
        claim,
        where=tuple(replace(place, name=f"{HOSTILE}{place.name}", within=HOSTILE) for place in claim.where),
        parties=tuple(replace(party, name=f"{HOSTILE}{party.name}") for party in claim.parties),
        speaker=claim.speaker and replace(claim.speaker, name=HOSTILE, role=HOSTILE),
    )
