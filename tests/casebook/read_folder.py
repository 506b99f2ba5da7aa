"""Reads a folder of texts into a casebook with a reader that finds numbers. Run to be killed."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.ids import sha256_of, stable_id
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.spans import Quote, Span
from civharm.model.store import ReaderVersion

READER = ReaderVersion(name="numbers", version="1")


def read_file(casebook: Casebook, path: Path) -> None:
    content = path.read_bytes()
    sha256, text = sha256_of(content), content.decode()
    now = datetime.now(UTC)
    capture = Capture(sha256=sha256, size=len(content), name=path.name, method="file", captured_at=now)
    casebook.add_capture(capture, content)
    rendition = Rendition(id=stable_id(sha256), sha256=sha256, text=text, renderer="plain", version="1")
    report = Report(id=stable_id(sha256), sha256=sha256, capture_sha256=sha256, rendition_id=rendition.id)
    if not casebook.has_reading(report, READER):
        casebook.add_reading(report, rendition, Reading(claims=claims_of(report, text)), reader=READER)


def claims_of(report: Report, text: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(
            id=claim_id(report_sha256=report.sha256, kind=ClaimKind.STATEMENT, words=found[0], ordinal=number),
            report_id=report.id,
            kind=ClaimKind.STATEMENT,
            language="en",
            span=Span(*found.span()),
            quote=Quote.at(text, Span(*found.span())),
            origin=Origin(by="machine", name=READER.name, version=READER.version),
        )
        for number, found in enumerate(re.finditer(r"\d+ people", text))
    )


def main(folder: str, casebook_folder: str) -> None:
    print("starting", flush=True)
    casebook = Casebook.open_or_create(Path(casebook_folder))
    print("reading", flush=True)
    for path in sorted(Path(folder).glob("*.txt")):
        read_file(casebook, path)
    print("all read", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
