"""Which sentences a second reader reads."""

from enum import StrEnum


class SecondReaderOn(StrEnum):
    """The doubtful ones, or all."""

    DOUBTFUL = "doubtful"
    ALL = "all"
