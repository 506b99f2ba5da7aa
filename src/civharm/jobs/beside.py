"""A worker beside a server: started with it, ended with it, and started again should it die."""

import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_PAUSE_S = 5
_STOP_S = 15


@contextmanager
def worker_beside(command: Sequence[str]) -> Iterator[None]:
    """Keep a worker running while the context lasts. It ends by itself should this program be killed."""
    keeper = _Keeper(command)
    thread = threading.Thread(target=keeper.keep, daemon=True)
    thread.start()
    try:
        yield
    finally:
        keeper.stop()
        thread.join(_STOP_S)


class _Keeper:
    """Starts the worker, and again after a pause whenever it has ended."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._is_over = threading.Event()
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Until stopped."""
        while not self._is_over.is_set():
            with self._lock:
                if self._is_over.is_set():
                    return
                self._worker = subprocess.Popen(self._command, stdin=subprocess.PIPE)
            self._worker.wait()
            self._is_over.wait(_PAUSE_S)

    def stop(self) -> None:
        """Ask the worker to end, and wait for it a while."""
        self._is_over.set()
        with self._lock:
            worker = self._worker
        if worker is None:
            return
        worker.terminate()
        try:
            worker.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            worker.kill()
