"""Saved pages into a casebook without deep reading: captured, rendered, kept, looked up. `python -m benchmarks.intake`.

The pages are generated, about as long as a short news item with its furniture. The aim is 50 pages a second on 2 cores.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.jobs.adding import Given, add_job
from civharm.jobs.incoming import Incoming
from civharm.jobs.progress import job_of
from civharm.jobs.running import Work, run_job
from civharm.jobs.states import InputKind
from civharm.pipeline import Terms

_WORDS = "market town council river bridge the of and in said people road school morning officials region supply water".split()


def main() -> None:
    """Take pages in and say how many a second."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--pages", type=int, default=10_000)
    wanted: int = arguments.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        casebook = Casebook.create(Path(folder) / "casebook")
        job = add_job(casebook, list(_given(Incoming.of(casebook.folder.path), wanted)), who="benchmark")
        began, worked = time.perf_counter(), time.process_time()
        run_job(casebook, job, Work(terms_for=_terms, follow=lambda: None))
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        shown = job_of(casebook.alias, job)
        assert (shown.done, shown.failed) == (wanted, 0), shown
    print(
        f"{wanted:,} pages in {seconds:.1f} s: {wanted / seconds:.0f} a second ({worked:.1f} s of one core's work)"
    )


@contextmanager
def _terms(_inputs: int) -> Iterator[Terms]:
    """No reader: reports are kept, not read."""
    yield Terms(reader_for=lambda language: None, clock=_clock)


def _clock() -> datetime:
    return datetime.now(UTC)


def _given(incoming: Incoming, count: int) -> Iterator[Given]:
    chance = random.Random(1)
    for number in range(count):
        place, sha256 = incoming.keep(_page(number, chance).encode())
        yield Given(kind=InputKind.UPLOADED, name=f"{number}.html", place=place, sha256=sha256)


def _page(number: int, chance: random.Random) -> str:
    paragraphs = (" ".join(chance.choices(_WORDS, k=60)).capitalize() + "." for _ in range(6))
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    return (
        f'<!doctype html><html lang="en"><head><title>Item {number}</title>'
        f'<meta property="article:published_time" content="2021-05-{1 + number % 28:02}"></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><h1>Item {number}</h1>{body}</main><footer>Contact</footer></body></html>"
    )


if __name__ == "__main__":
    main()
