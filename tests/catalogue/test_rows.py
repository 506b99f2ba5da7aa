"""Whatever reports write into a name, its row can be written: the index of a database takes only so much."""

import random

import pytest
from django.db import transaction

from civharm.casebook.store import Casebook
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.rows import MOST_CHARS, cut
from civharm.catalogue.walls import OPEN
from civharm.catalogue.writing import INCIDENTS, REPORTS, Draft, Entry, Writer

#: So long and so mixed that no compression makes it short; most letters take three bytes.
LONG = "".join(chr(random.Random(3).randrange(0x4E00, 0x9FFF) + shift % 300) for shift in range(8_000))


class _Undone(Exception):
    """Nothing of a test stays."""


def written(casebook: Casebook, table, entry: Entry) -> None:
    draft = Draft(key="a-key", digest="d", wall=OPEN, make=lambda: entry)
    with pytest.raises(_Undone), transaction.atomic(using=casebook.alias):
        Writer(casebook.alias)._add(table, [draft])
        raise _Undone


def test_names_longer_than_an_index_takes_are_cut_and_written(shared: Catalogue):
    from civharm.catalogue.models import IncidentRow, ReportRow

    name = cut(LONG)
    report = ReportRow(report_id="a-key", title=name, source=name)
    incident = IncidentRow(incident_id="a-key", code="XX-1", status="machine", grade="fair", place=name)
    written(shared.casebook, REPORTS, Entry(row=report))
    written(shared.casebook, INCIDENTS, Entry(row=incident, parties=[name]))


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Mosul", "Mosul"), ("a" * MOST_CHARS, "a" * MOST_CHARS), ("a" * 401, "a" * 399 + "…"), ("", "")],
)
def test_only_what_is_too_long_is_cut_and_it_is_seen(words: str, shown: str):
    assert cut(words) == shown
