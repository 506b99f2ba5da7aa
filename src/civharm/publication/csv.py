"""Incidents as CSV under the column names of Airwars' old public file (METHOD 1.8), ours after them."""

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident
from civharm.publication.cells import safe
from civharm.publication.release.incidents import INCIDENTS, Published


def write_csv(incidents: Iterable[Incident], assessments: Mapping[str, Assessment], to: TextIO) -> None:
    """One line for each incident; unknown is an empty cell, never 0."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(INCIDENTS.names)
    shown = (Published(incident=one, assessment=assessments.get(one.id)) for one in incidents)
    for row in INCIDENTS.rows(shown):
        writer.writerow(map(safe, row))
