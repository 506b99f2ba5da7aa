"""What follows from a decision is worked out behind the answer: incidents and tolls, then what the pages show of them.

The decision is kept before. That incidents do not follow from it yet is told by rows of the casebook, so the next look at a
page finds it where a program was killed.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civharm.catalogue.catalogue import Catalogue
    from civharm.codebook.load import Codebook
    from civharm.model.store import Recomputed, Store

#: So long an answer waits, in seconds: what takes no longer is there when the page is.
PATIENCE_S = 0.8
#: After a fault a look tries again so much later; a decision at once.
_AGAIN_AFTER = timedelta(minutes=1)
#: What fails again so soon after the catalogue was made anew is another fault.
_MENDED_FOR = timedelta(minutes=10)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why incidents could not be brought up to what was decided."""

    at: datetime
    error: Exception


class BeingMended(Exception):
    """What the pages are made of was damaged, and is being made anew."""


class Follower:
    """Brings incidents, tolls and the catalogue up to what is recorded, in a thread of its own while there is something to do.

    A server has one. What is recorded while it is at it gets another turn.
    """

    def __init__(self, catalogue: "Catalogue", codebook: "Codebook | None" = None) -> None:
        self.catalogue = catalogue
        self._codebook = codebook
        self._turns = threading.Condition()
        self._wanted = self._begun = self._done = 0
        self._is_at_it = False
        self._fault: Fault | None = None
        self._is_mending = False
        self._mended_at: datetime | None = None

    @property
    def fault(self) -> Fault | None:
        """What went wrong in the last turn, if anything did and nobody is trying again."""
        with self._turns:
            return None if self._is_at_it else self._fault

    def wake(self) -> int:
        """Have all that is recorded now followed; the number of the turn that will have done so."""
        with self._turns:
            self._wanted = self._begun + 1
            if not self._is_at_it:
                self._is_at_it, self._begun = True, self._wanted
                threading.Thread(target=self._work, name="civharm-follow", daemon=True).start()
            return self._wanted

    def wait(self, turn: int, seconds: float | None = None) -> bool:
        """Wait for the end of a turn, so long at most; True if it has come."""
        with self._turns:
            return self._turns.wait_for(lambda: self._done >= turn, seconds)

    def follow(self) -> bool:
        """`wake`, and wait as long as an answer may; True if all is done."""
        return self.wait(self.wake(), PATIENCE_S) and self._fault is None

    def mend(self) -> bool:
        """Have a damaged catalogue made anew, behind the answer; False where it was just now, so that it can't be that."""
        with self._turns:
            now = self._now()
            if self._mended_at is not None and now < self._mended_at + _MENDED_FOR:
                return self._is_mending
            self._mended_at, self._is_mending = now, True
        self.wake()
        return True

    def remake(self) -> None:
        """Make the catalogue anew at once, without what was destroyed; pages wait for it."""
        self.catalogue.rebuild()

    def look(self) -> bool:
        """Notice what was recorded elsewhere, or left undone; False if what the pages show is from before it.

        Where another look has noticed it, or it failed just now, what is there is shown at once. Raises BeingMended.
        """
        if self._is_mending and not self.wait(self._begun, PATIENCE_S):
            raise BeingMended
        shown = self.catalogue.shown()
        if shown is None:
            self.wait(self.wake())
            if self._fault is not None and self.catalogue.shown() is None:
                raise self._fault.error
        elif shown.is_level:
            return True
        elif self._may_try():
            self.follow()
        shown = self.catalogue.shown()
        return shown is not None and shown.is_level

    def _may_try(self) -> bool:
        with self._turns:
            fault = self._fault
            return not self._is_at_it and (fault is None or self._now() >= fault.at + _AGAIN_AFTER)

    def _now(self) -> datetime:
        return self.catalogue.casebook.clock()

    def _work(self) -> None:
        while self._is_at_it:
            fault = self._turn()
            with self._turns:
                self._done, self._fault = self._begun, fault
                self._is_at_it = self._begun < self._wanted
                self._begun = self._wanted
                self._turns.notify_all()

    def _recompute(self, store: "Store") -> "Recomputed":
        """The same at each turn: so the casebook knows that what it came to last was come to in this way."""
        from civharm.pipeline import recompute

        return recompute(store, codebook=self._codebook)

    def _turn(self) -> Fault | None:
        from django.db import connections

        casebook = self.catalogue.casebook
        try:
            if self._is_mending:
                self.catalogue.remake()
            casebook.follow(self._recompute)
            self.catalogue.update()
        except Exception as error:  # noqa: BLE001 - pages say so, and the next decision tries again
            _LOG.exception("incidents could not be brought up to what was decided")
            return Fault(at=self._now(), error=error)
        finally:
            self._is_mending = False
            connections[casebook.alias].close()
        return None
