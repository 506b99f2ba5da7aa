"""A reader that is made in no time, and jobs run with it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from civharm.casebook.store import Casebook
from civharm.jobs.running import Work, run_job
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.claims import Claim, ClaimKind, Origin, claim_id
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.times import When
from civharm.pipeline import Terms, refresh


class QuickReader:
    """Claims of "12 people" that twelve were killed, on a day that the number gives."""

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


def quick_work(casebook: Casebook, *, fetch=None, reader=None) -> Work:
    """What a job takes, with the quick reader."""
    terms = Terms(reader_for=lambda language: reader or QuickReader(), clock=casebook.clock)

    @contextmanager
    def terms_for(_inputs: int) -> Iterator[Terms]:
        yield terms

    return Work(terms_for=terms_for, follow=lambda: refresh(casebook), fetch=fetch)


def run_quickly(casebook: Casebook, job_id: int, **given) -> None:
    run_job(casebook, job_id, quick_work(casebook, **given))
