"""Fills the catalogue of a casebook with synthetic rows: `python -m benchmarks.web_rows FOLDER INCIDENTS`."""

import sys
from pathlib import Path


def main(folder: Path, incidents: int) -> None:
    """Fill it, or only mark it as up to date where it has so many incidents already."""
    from benchmarks.synthetic_catalogue import fill
    from civharm.casebook.store import Casebook
    from civharm.web.setup import ready

    ready()
    casebook = Casebook.open_or_create(folder, actor="benchmark")
    from civharm.catalogue.models import IncidentRow
    from civharm.catalogue.updating import mark_of
    from civharm.catalogue.writing import Writer

    if IncidentRow.objects.using(casebook.alias).count() == incidents:
        Writer(casebook.alias).mark(mark_of(casebook).as_json())
    else:
        fill(casebook, incidents)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
