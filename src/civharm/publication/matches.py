"""Proposals of matches with lists of others, as CSV: who or what may be one, with the reasons. Names only if a person asked."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from civharm.incidents.recorded import ListMatches
from civharm.model.incidents import Feature, Incident
from civharm.publication.cells import Cell, safe
from civharm.publication.table import place_words, when_words
from civharm.victims.judged import Judged
from civharm.victims.listed import ListedMatch

PERSON_COLUMNS = ("victim", "incident", "row", "listed", "score", "decided", "reasons")
NAME_COLUMNS = ("names", "listed_names", "listed_id")
INCIDENT_COLUMNS = ("incident", "code", "when", "where", "row", "listed", "score", "reasons")
_DECIDED = {True: "same", False: "different", None: ""}


def write_person_matches(
    matches: Iterable[ListedMatch], judged: Judged, to: TextIO, *, is_protected_shown: bool
) -> None:
    """One line for each proposal, the surest first."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(PERSON_COLUMNS + (NAME_COLUMNS if is_protected_shown else ()))
    for match in matches:
        person, listed = match.known.person, match.listed
        cells: list[Cell] = [
            person.id,
            match.known.incident.code or match.known.incident.id,
            listed.number,
            listed.key,
            f"{match.score:.1f}",
            _DECIDED[_verdict(match, judged)],
            reason_words(match.features),
        ]
        if is_protected_shown:
            cells += ["; ".join(told.value for told in person.names), "; ".join(listed.names), listed.id]
        writer.writerow(map(safe, cells))


def write_incident_matches(
    found: ListMatches, incidents: Mapping[str, Incident], ids: Mapping[int, str], to: TextIO
) -> None:
    """One line for each proposal; `ids` are the list's own, by the number of the row."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(INCIDENT_COLUMNS)
    for match in found.proposals:
        incident = incidents[match.left]
        cells: list[Cell] = [
            incident.id,
            incident.code,
            when_words(incident.when),
            place_words(incident.where),
            int(match.right),
            ids.get(int(match.right), ""),
            f"{match.score:.1f}",
            reason_words(match.features),
        ]
        writer.writerow(map(safe, cells))


def _verdict(match: ListedMatch, judged: Judged) -> bool | None:
    """What a person judged of the row and any mention of the victim."""
    verdicts = (judged.verdict(mention, match.listed.key) for mention in match.known.person.mentions)
    return next((verdict for verdict in verdicts if verdict is not None), None)


def reason_words(features: Sequence[Feature]) -> str:
    """Every reason with its weight."""
    return "; ".join(f"{each.name} {each.weight:+.1f} ({each.detail})" for each in features)
