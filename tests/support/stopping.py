"""Ending a server that runs in a thread of the tests."""

from typing import Any


def stop(server: Any) -> None:
    """Let the server's own thread close it.

    Closed from elsewhere its sockets are closed a second time by its loop, and by then their numbers may be those of a
    database's files: "file is not a database".
    """
    server.trigger.pull_trigger(server.close)
