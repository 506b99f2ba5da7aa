"""What wakes the worker of a casebook: huey's queue in a file of the casebook's folder, also where the tables are on PostgreSQL.

It holds numbers of jobs and nothing else. What is to be done stands in the table of jobs: a queue that is lost is
filled again from there.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab
from huey.registry import Message
from huey.serializer import Serializer

_RUN = "run"
_SWEEP = "sweep"
#: Runs the job with a number.
RunJob = Callable[[int], None]


class PlainSerializer(Serializer):  # type: ignore[misc]
    """Messages as JSON. Huey's own are pickles, which would run whatever stands in a casebook of somebody else's."""

    def _serialize(self, data: Any) -> bytes:
        if not isinstance(data, Message):
            return json.dumps(data).encode()
        return json.dumps({"id": data.id, "name": data.name, "args": list(data.args or ())}).encode()

    def _deserialize(self, data: bytes) -> Any:
        plain = json.loads(data)
        if not isinstance(plain, dict):
            return plain
        empty = dict.fromkeys(Message._fields) | {"retries": 0, "retry_delay": 0, "kwargs": {}}
        return Message(**empty | {name: plain[name] for name in ("id", "name", "args")})


def queue_path(casebook: Path) -> Path:
    """The file of the queue."""
    return casebook / "queue.sqlite3"


def open_queue(casebook: Path) -> SqliteHuey:
    """The queue of a casebook."""
    return SqliteHuey(
        "civharm", filename=str(queue_path(casebook)), serializer=PlainSerializer(), results=False
    )


def serve_queue(queue: SqliteHuey, *, run: RunJob, due: Callable[[], Sequence[int]]) -> Callable[[], None]:
    """Say what the worker does: `run` a job whose number comes, and once a minute queue those that are `due`.

    What comes back queues them now: jobs whose pause is over, and those that nobody was woken for.
    """
    wake_now = _task(queue, run)

    def sweep() -> None:
        waiting = {task.args[0] for task in queue.pending() if task.args}
        for job_id in due():
            if job_id not in waiting:
                wake_now(job_id)

    queue.periodic_task(crontab(), name=_SWEEP)(sweep)
    return sweep


def _task(queue: SqliteHuey, run: RunJob) -> RunJob:
    """The task by the name that both sides know: huey also goes by the module that the function stands in."""

    @queue.task(name=_RUN)  # type: ignore[untyped-decorator]
    def running(job_id: int) -> None:
        run(job_id)

    woken: RunJob = running
    return woken


def wake(casebook: Path, job_id: int) -> None:
    """Tell the worker of a job, now or when there is one. That the file can't be written costs a minute, not the job."""
    try:
        _waker(casebook)(job_id)
    except (OSError, sqlite3.Error):
        return


@lru_cache(maxsize=8)
def _waker(casebook: Path) -> RunJob:
    return _task(open_queue(casebook), _nobody)


def _nobody(job_id: int) -> None:
    """Only a worker runs jobs."""
