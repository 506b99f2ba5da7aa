"""What people agreed to, for each purpose (METHOD R29): who was never asked has agreed to nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision


class Purpose(StrEnum):
    """What somebody's words and name are used for."""

    STORE = "store"
    PUBLISH = "publish"
    ADVOCACY = "advocacy"
    COURT = "court"


class Answer(StrEnum):
    """What somebody said when they were asked, or later."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Whose(StrEnum):
    """Whose consent it is: a named victim's, that of a speaker of a claim, or of who published a report."""

    VICTIM = "victim"
    SPEAKER = "speaker"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer for some purposes. `subjects` are the ids that mean the person, `names` all that they are called.

    `reports` are those that name them. `until` is the last day on which it holds, None where none was said.
    """

    decision: str
    answer: Answer
    purposes: frozenset[Purpose]
    whose: Whose
    subjects: frozenset[str]
    names: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    until: date | None = None

    @property
    def is_given(self) -> bool:
        return self.answer is Answer.GIVEN

    def allows(self, purpose: Purpose, day: date) -> bool:
        """True if it agrees to the purpose, on a day."""
        return self.is_given and purpose in self.purposes and (self.until is None or day <= self.until)

    def forbids(self, purpose: Purpose) -> bool:
        """True if it refuses the purpose: what may not even be kept may be shown to nobody."""
        return not self.is_given and not self.purposes.isdisjoint({purpose, Purpose.STORE})


def answer_of(change: Mapping[str, Any]) -> Answer:
    """Raises InvalidDecision."""
    try:
        return Answer(str(change.get("answer")))
    except ValueError:
        raise InvalidDecision(f"consent is {', '.join(Answer)}") from None


def purposes_of(change: Mapping[str, Any]) -> frozenset[Purpose]:
    """The purposes that an answer is for, one at least. Raises InvalidDecision."""
    named = change.get("purposes")
    try:
        found = frozenset(map(Purpose, named)) if isinstance(named, list | tuple) else frozenset()
    except ValueError:
        found = frozenset()
    if not found:
        raise InvalidDecision(f"name what it was asked for: {', '.join(Purpose)}")
    return found


def day_of(change: Mapping[str, Any], name: str) -> date | None:
    """A day in a change, None where there is none. Raises InvalidDecision."""
    words = change.get(name)
    if not words:
        return None
    try:
        return date.fromisoformat(str(words))
    except ValueError:
        raise InvalidDecision(f"{name} is a day such as 2021-05-04, not {str(words)[:40]!r}") from None


def consent_of(decision: Decision) -> Consent:
    """What a recorded decision says."""
    change: Mapping[str, Any] = decision.change
    return Consent(
        decision=decision.id,
        answer=answer_of(change),
        purposes=purposes_of(change),
        whose=Whose(change["whose"]),
        subjects=frozenset(change["subjects"]),
        names=tuple(change["names"]),
        reports=tuple(change["reports"]),
        until=day_of(change, "until"),
    )


def consents(decisions: Iterable[Decision]) -> tuple[Consent, ...]:
    """What holds of all that was said, in order; `decisions` are those in force.

    Whoever refuses or withdraws takes back all that was given for the person. Whoever agrees takes back a refusal only if
    they speak for everybody whom it was about: else the refusal stays.
    """
    held: list[Consent] = []
    for decision in decisions:
        if decision.action is Action.CONSENT:
            said = consent_of(decision)
            held = [left for each in held if (left := _without(each, said)).purposes]
            held.append(said)
    return tuple(held)


def _without(earlier: Consent, later: Consent) -> Consent:
    """What is left of an answer after a later one."""
    is_about = (
        earlier.subjects <= later.subjects
        if later.is_given and not earlier.is_given
        else not earlier.subjects.isdisjoint(later.subjects)
    )
    return replace(earlier, purposes=earlier.purposes - later.purposes) if is_about else earlier


def answers_on(
    subjects: Collection[str], held: Iterable[Consent], day: date
) -> Iterator[tuple[Purpose, Answer | None]]:
    """Of somebody what is known for each purpose on a day; None is unknown, also where what was given has run out."""
    own = [each for each in held if not each.subjects.isdisjoint(subjects)]
    for purpose in Purpose:
        against = [each.answer for each in own if not each.is_given and purpose in each.purposes]
        agreed = any(each.allows(purpose, day) for each in own)
        yield purpose, against[-1] if against else Answer.GIVEN if agreed else None
