"""The worker of a casebook: one at a time, and each job in a process of its own, whose memory goes with it.

A job that takes its process down is a failed attempt. A worker that is killed leaves its job running, which holds the
lock until it has ended: the next worker waits for that.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from civharm.jobs.alone import alone
from civharm.jobs.incoming import Incoming
from civharm.jobs.queue import open_queue, serve_queue
from civharm.jobs.turns import due, fail_killed, put_back, recover

if TYPE_CHECKING:
    from huey.consumer import Consumer

    from civharm.casebook.store import Casebook

#: The command that runs one job; its number is added.
Command = Sequence[str]
_LOOK_S = 0.3
_STOP_S = 5


def work(casebook: "Casebook", command: Command) -> None:
    """Run jobs as they come, until interrupted or until whoever started it is gone."""
    from huey.consumer import Consumer

    with alone(casebook.folder.path) as lock:
        recover(casebook)
        _clear(casebook)
        queue = open_queue(casebook.folder.path)
        queue.flush()
        consumer = Consumer(queue, workers=1, max_delay=0.5, scheduler_interval=5, graceful_signal="TERM")
        jobs = _Jobs(casebook=casebook, command=command, lock=lock, consumer=consumer)
        serve_queue(queue, run=jobs.run, due=partial(due, casebook))()
        consumer.run()


def stop_with_parent() -> None:
    """End this process once the other end of its standard input is gone: whoever started it died or closed it."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _clear(casebook: "Casebook") -> None:
    """Remove files that came in for nothing."""
    from civharm.jobs.models import JobInputRow

    inputs = JobInputRow.objects.using(casebook.alias)
    waiting = set(inputs.filter(state="waiting").values_list("place", flat=True))
    ended = set(inputs.exclude(state="waiting").values_list("place", flat=True))
    Incoming.of(casebook.folder.path).clear(waiting, ended=ended - waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jobs:
    """Runs jobs in processes of their own."""

    casebook: "Casebook"
    command: Command
    lock: int
    consumer: "Consumer"

    def run(self, job_id: int) -> None:
        """Run one job, and see to it that its row says what became of it."""
        running = subprocess.Popen([*self.command, str(job_id)], pass_fds=[self.lock])
        while (status := self._status(running)) is None:
            if self.consumer.stop_flag.is_set():
                self._stop(running)
                put_back(self.casebook, job_id)
                return
        if status != 0:
            fail_killed(self.casebook, job_id, _killed(status))

    @staticmethod
    def _status(running: "subprocess.Popen[bytes]") -> int | None:
        try:
            return running.wait(_LOOK_S)
        except subprocess.TimeoutExpired:
            return None

    @staticmethod
    def _stop(running: "subprocess.Popen[bytes]") -> None:
        running.terminate()
        try:
            running.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _killed(status: int) -> str:
    if status == -signal.SIGKILL:
        return "its process was killed, as happens where memory runs out: read less at once, or give it more memory"
    return f"its process ended with status {status}"
