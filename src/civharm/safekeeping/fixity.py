"""Checks of fixity from time to time: what was found is kept, and a fault is an issue that people see."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.model.issues import Issue

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_FILE = "fixity.json"
_STAGE, _CODE = "custody", "not-as-it-was"
#: The first look comes a while after the start, so that it stands in nobody's way.
_FIRST_S, _EVERY_S = 600, 3600
_STOP_S = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """When all of a casebook was checked last, and what was found."""

    at: datetime
    faults: tuple[str, ...]


def last_check(folder: Path) -> Checked | None:
    """The last check that was kept; None where there was none, or what was kept can't be read."""
    try:
        plain = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Checked(at=datetime.fromisoformat(plain["at"]), faults=tuple(plain["faults"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_due(folder: Path, *, days: int, now: datetime) -> bool:
    """True if the last check is so many days old, found a fault, or seems to lie ahead (a clock that jumped)."""
    last = last_check(folder)
    return last is None or bool(last.faults) or not timedelta() <= now - last.at < timedelta(days=days)


def keep_check(casebook: "Casebook", checked: Checked) -> None:
    """Keep what a check found; each fault becomes an issue, once."""
    path = casebook.folder.path / _FILE
    unfinished = path.with_name(f".{_FILE}.{os.getpid()}")
    plain = {"at": checked.at.isoformat(), "faults": list(checked.faults)}
    unfinished.write_text(json.dumps(plain, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(unfinished, path)
    if checked.faults:
        casebook.add_issues([Issue(stage=_STAGE, code=_CODE, message=fault) for fault in checked.faults])


@contextmanager
def checked_beside(command: Sequence[str]) -> Iterator[None]:
    """Run a command now and then beside a server; it looks itself whether a check is due."""
    is_over = threading.Event()
    thread = threading.Thread(target=_run_now_and_then, args=(command, is_over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(_STOP_S)


def _run_now_and_then(command: Sequence[str], is_over: threading.Event) -> None:
    pause = _FIRST_S
    while not is_over.wait(pause):
        pause = _EVERY_S
        running = subprocess.Popen(["nice", *command], stdout=subprocess.DEVNULL)
        while running.poll() is None:
            if is_over.wait(1):
                running.terminate()
                running.wait()
