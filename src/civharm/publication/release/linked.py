"""The incidents as JSON-LD in the words of schema.org, and as GeoJSON, one after the other so that any number fits.

An id is a URN of the casebook, so that it names the same thing in every release; `in` stands for its beginning.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from civharm.publication.lines import Line
from civharm.publication.release.source import About

_CONTEXT: Line = {
    "@vocab": "https://schema.org/",
    "ch": "urn:civharm:",
    "prov": "http://www.w3.org/ns/prov#",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
}


class Listing:
    """A JSON document that is one list: each incident on a line of its own between what opens and what closes it."""

    def __init__(self, path: Path, *, head: str) -> None:
        self._is_first = True
        self._file = path.open("xb")
        self._file.write(head.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._file:
            self._file.write(b"\n]}\n")

    def write(self, lines: Iterable[str]) -> None:
        """Add incidents, each as JSON."""
        added = ",\n".join(lines)
        if added:
            self._file.write(b"\n" if self._is_first else b",\n")
            self._file.write(added.encode())
            self._is_first = False


def geojson(path: Path) -> Listing:
    """A feature collection (RFC 7946); unplaced incidents have a null geometry."""
    return Listing(path, head='{"type": "FeatureCollection", "features": [')


def jsonld(path: Path, about: About) -> Listing:
    """A data set with its events."""
    head = {
        "@context": {**_CONTEXT, "in": f"urn:civharm:{about.casebook_id}:"},
        "@type": "Dataset",
        "@id": f"urn:uuid:{about.casebook_id}",
        "name": about.title,
        "dateModified": about.made_at.isoformat(),
    }
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return Listing(path, head=f'{opened}, "hasPart": [')
