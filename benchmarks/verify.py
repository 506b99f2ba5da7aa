"""How long `civharm verify` takes against `sha256sum` over the same captures: a ratio, both in one run.

    python -m benchmarks.verify [--captures 2000] [--kilobytes 200]

Captures of random bytes, as if pages with pictures; both sides are run in turn, the best of three of each counts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.model.ids import sha256_of
from civharm.model.reports import Capture

_ROUNDS = 3


def fill(folder: Path, *, captures: int, size: int) -> None:
    """A casebook with so many captures of about this size."""
    casebook = Casebook.create(folder, actor="benchmark")
    for number in range(captures):
        content = os.urandom(size)
        capture = Capture(
            sha256=sha256_of(content),
            size=size,
            name=f"{number}.bin",
            method="file",
            captured_at=casebook.clock(),
        )
        casebook.add_capture(capture, content)
    casebook.close()


def _seconds(command: Sequence[str], cwd: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main() -> None:
    """Print both times and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--captures", type=int, default=2000)
    parser.add_argument("--kilobytes", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "casebook"
        fill(folder, captures=asked.captures, size=asked.kilobytes * 1000)
        ours = [sys.executable, "-m", "civharm", "verify", str(folder)]
        theirs = ["sh", "-c", "find captures -type f -print0 | xargs -0 sha256sum"]
        times = [(_seconds(ours, Path.cwd()), _seconds(theirs, folder)) for _ in range(_ROUNDS)]
    verify, plain = (min(each) for each in zip(*times, strict=True))
    print(
        f"{asked.captures} captures of {asked.kilobytes} kB: verify {verify:.2f} s, sha256sum {plain:.2f} s"
    )
    print(f"ratio {verify / plain:.2f} (goal 1.3)")


if __name__ == "__main__":
    main()
