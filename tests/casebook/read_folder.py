"""Reads a folder of texts into a casebook by the pipeline, with a quick reader. Run to be killed."""

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from civharm.casebook.store import Casebook
from civharm.pipeline import Terms, read_inputs, refresh
from civharm.reports.inputs import find_inputs
from support.quick_reading import QuickReader


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: str, casebook_folder: str) -> None:
    terms = Terms(reader_for=lambda language: QuickReader(), clock=lambda: datetime.now(UTC))
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
