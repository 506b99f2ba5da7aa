"""A worker whose jobs read slowly enough to be killed in their midst. Run as a program: `work FOLDER`, `run FOLDER JOB`."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from civharm.casebook.store import Casebook
from civharm.jobs.worker import work
from support.quick_reading import QuickReader, run_quickly


class SlowReader(QuickReader):
    """Takes its time."""

    def read(self, report, text):
        time.sleep(0.05)
        return super().read(report, text)


def main(act: str, folder: str, *job: str) -> None:
    casebook = Casebook.open(Path(folder))
    if act == "work":
        work(casebook, [sys.executable, __file__, "run", folder])
    else:
        run_quickly(casebook, int(job[0]), reader=SlowReader())


if __name__ == "__main__":
    main(*sys.argv[1:])
