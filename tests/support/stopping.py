"""Ending a server that runs in a thread of the tests."""

from typing import Any

#: Seconds for the longest request of the tests, on a busy machine.
_PATIENCE = 120


def stop(server: Any) -> None:
    """Wait for the server's workers, then let its own thread close it.

    A worker that ends later wakes the server by writing a byte to a file number that by then may be a database's, and
    sockets closed from elsewhere are closed a second time by the loop: "file is not a database", either way.
    """
    server.task_dispatcher.shutdown(timeout=_PATIENCE)
    server.trigger.pull_trigger(server.close)
