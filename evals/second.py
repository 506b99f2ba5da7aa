"""The second reader on the boards: what its claims would do if a person accepted them all unseen.

Nobody should do that, and civharm does not: this measures what a reviewer would be offered.
"""

from dataclasses import dataclass, replace
from functools import cache

from civharm.claims.readers import built_in_readers
from civharm.claims.second.reader import Effort, LanguageModelReader
from civharm.claims.second.which import SecondReaderOn
from civharm.lang.chat import Chat, Endpoint
from civharm.model.claims import Claim
from civharm.model.errors import NoAnswer
from civharm.model.ports import Reading
from civharm.model.reports import Scope
from civharm.reading import read_again
from civharm.reports.rendered import RenderedReport


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReading:
    """Which model is asked, about what; `is_alone` leaves the built-in reader's claims out."""

    endpoint: Endpoint
    on: SecondReaderOn
    is_alone: bool
    effort: Effort

    def claims(self, made: RenderedReport, first: Reading, scope: Scope) -> tuple[Claim, ...]:
        """The claims to go by: those of the first reading, unless it is left out, and those of the second."""
        before = Reading(claims=()) if self.is_alone else first
        try:
            again = read_again(made, _reader(self, scope), before)
        except NoAnswer as error:
            print(f"✗ {error}", flush=True)
            return before.claims
        return (*before.claims, *(replace(claim, needs_review=False) for claim in again.claims))


@cache
def _reader(second: SecondReading, scope: Scope) -> LanguageModelReader:
    readers = built_in_readers(scope=scope)
    reader = readers.second(Chat(second.endpoint), model=second.endpoint.model, on=second.on)
    return replace(reader, effort=second.effort)
