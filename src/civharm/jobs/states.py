"""What can be the matter with a job and with an input, and when a job that failed is tried again."""

from datetime import timedelta
from enum import StrEnum


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    #: It ended, whatever became of each input.
    DONE = "done"
    #: An attempt failed; another one follows.
    FAILED = "failed"
    #: No attempt is left: a person has to look.
    DEAD = "dead"
    CANCELLED = "cancelled"

    @property
    def has_ended(self) -> bool:
        """True if nothing more happens unless a person asks."""
        return self in (JobState.DONE, JobState.DEAD, JobState.CANCELLED)


class InputKind(StrEnum):
    """Where an input came from; the value is the method of its capture."""

    PASTED = "pasted"
    UPLOADED = "upload"
    ADDRESS = "fetch"
    #: A feed that was asked for what is new; its web archive is there already.
    POLLED = "poll"
    #: A file of a watched folder.
    WATCHED = "watched folder"


class InputState(StrEnum):
    """What became of one input of a job."""

    WAITING = "waiting"
    READ = "read"
    #: All of it was in the casebook already.
    KNOWN = "known"
    #: Kept beside a report, not read: a translation.
    KEPT = "kept"
    FAILED = "failed"


#: Attempts of a job before it is given up, and of an input that stops the reader each time.
MOST_ATTEMPTS = 5
MOST_ATTEMPTS_OF_INPUT = 3
_FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: each time four times as long."""
    return min(_FIRST_PAUSE * 4.0 ** max(0, attempts - 1), LONGEST_PAUSE)


def state_after_failure(attempts: int) -> JobState:
    """What a job is after an attempt that failed."""
    return JobState.DEAD if attempts >= MOST_ATTEMPTS else JobState.FAILED
