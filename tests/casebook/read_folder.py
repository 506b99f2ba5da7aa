"""Reads a folder of texts into a casebook by the pipeline, with a quick reader. Run to be killed."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.times import When
from civharm.pipeline import Terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs


class NumberReader:
    """Reads "12 people" as a claim that twelve were killed, on the day of the report."""

    name = "numbers"
    version = "1"
    languages = frozenset({"en"})

    def read(self, report: Report, text: str) -> Reading:
        found = re.finditer(r"(\d+) people", text)
        return Reading(claims=tuple(self._claim(report, text, *each) for each in enumerate(found)))

    def _claim(self, report: Report, text: str, ordinal: int, found: re.Match[str]) -> Claim:
        span, killed = Span(*found.span()), int(found[1])
        count = Count(min=killed, max=killed, words=found[1])
        return Claim(
            id=claim_id(report_sha256=report.sha256, kind=ClaimKind.HARM, words=found[0], ordinal=ordinal),
            report_id=report.id,
            kind=ClaimKind.HARM,
            language="en",
            span=span,
            quote=Quote.at(text, span),
            origin=Origin(by="machine", name=self.name, version=self.version),
            occurrence=f"o{ordinal}",
            casualties=(Casualties(harm=Harm.KILLED, status=Status.CIVILIAN, count=count),),
            when=When.on(datetime(2021, 5, 1 + killed % 28, tzinfo=UTC).date()),
            where=(Place(words="Arn", name="Arn", id="test:1", country="ZZ", lat=1.5, lon=2.25),),
        )


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: str, casebook_folder: str) -> None:
    terms = Terms(reader_for=lambda language: NumberReader(), clock=lambda: datetime.now(UTC))
    say("starting")
    casebook = Casebook.open_or_create(Path(casebook_folder))
    say("reading")
    for read in read_inputs(find_inputs([folder]), casebook, terms):
        assert not read.has_failed, read.issues
    say("linking")
    refresh(casebook)
    say("all read")


if __name__ == "__main__":
    main(*sys.argv[1:])
