"""Records of a team's own archive as incidents with the ids, codes and aliases that they had there: pure functions of decisions.

Who takes a record over signs that its incident is called so here. So the name is found again on every rebuild, and goes
when the decision is undone; it stays taken even then, for somebody may have cited it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from civharm.model.adopted import Adopted
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import GivenId
from civharm.model.issues import Issue
from civharm.model.proposals import Hold
from civharm.publication.lines import from_plain, to_plain

_ADOPTED, _THEN = "adopted", "then"
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{5,63}\Z")
_LONGEST_NAME = 64
_MOST_ALIASES = 200
#: Behind the id of an incident whose names are not its own any more.
_UNDONE = "/undone"
#: The claim in force that stands for a claim; None where none does.
Standing = Callable[[str], str | None]


def change_of(adopted: Adopted, then: Sequence[Mapping[str, object]] = ()) -> dict[str, object]:
    """The change of a decision that takes a record over; `then` are the archive's own decisions, to be signed after it."""
    # a record without positions reads as it did before any were taken over: the same import once more decides nothing
    without = frozenset() if adopted.conceded else frozenset({"conceded"})
    return {_ADOPTED: to_plain(Adopted, adopted, without=without), _THEN: [dict(each) for each in then]}


def adopted_of(decision: Decision) -> Adopted:
    """What a decision takes over. Raises InvalidDecision."""
    plain = decision.change.get(_ADOPTED)
    if not isinstance(plain, dict):
        raise InvalidDecision("to take a record over needs the record as it was in the archive: `adopted`")
    try:
        adopted = from_plain(Adopted, plain)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidDecision(f"the record can't be taken over so: {field}: {first['msg']}") from None
    if adopted.incident != decision.target:
        raise InvalidDecision(f"the decision is about another incident than {adopted.incident}")
    return adopted


def follow_ups(decision: Decision) -> Sequence[Mapping[str, object]]:
    """The archive's own decisions on the record, each with its `action`, `change` and `reason`."""
    found = decision.change.get(_THEN, [])
    return found if isinstance(found, list) else []


def adopted_by(decisions: Iterable[Decision]) -> dict[str, Adopted]:
    """The records taken over, by incident: of two decisions on one the later holds, and the names of both.

    `decisions` are those in force.
    """
    found: dict[str, Adopted] = {}
    for each in (adopted_of(one) for one in decisions if one.action is Action.ADOPT):
        before = found.get(each.incident)
        earlier = tuple(name for name in before.names if name not in each.names) if before else ()
        found[each.incident] = replace(each, aliases=(*each.aliases, *earlier))
    return found


def names_given(decisions: Iterable[Decision], adopted: Mapping[str, Adopted]) -> Iterator[GivenId]:
    """The names that records brought along; without claims those of decisions that are undone or were made anew."""
    for each in adopted.values():
        yield GivenId(id=each.incident, code=each.code, claims=(each.claim,), aliases=each.aliases)
    for before in (adopted_of(each) for each in decisions if each.action is Action.ADOPT):
        now = adopted.get(before.incident)
        gone = tuple(name for name in before.names[1:] if now is None or name not in now.names)
        if gone:
            yield GivenId(id=f"{before.incident}{_UNDONE}", code=gone[0], claims=(), aliases=gone[1:])


def names_destroyed(names: Iterable[Sequence[str]]) -> Iterator[GivenId]:
    """The names of records whose words were destroyed: somebody may have cited them, so nothing else bears them."""
    for incident, code, *aliases in names:
        yield GivenId(id=f"{incident}{_UNDONE}", code=code, claims=(), aliases=tuple(aliases))


def holds_of(adopted: Iterable[Adopted], standing: Standing) -> Iterator[Hold]:
    """A record taken over is an incident of its own: nothing joins it but by a person's decision."""
    for each in adopted:
        claim = standing(each.claim)
        if claim is not None:
            yield Hold(incident=each.incident, claims=(claim,))


def adoption_issues(adopted: Iterable[Adopted], standing: Standing) -> Iterator[Issue]:
    """Records whose claim counts no more: their incidents are gone, with the decisions on them."""
    for each in adopted:
        if standing(each.claim) is None:
            message = (
                f"the record {each.record} of {each.archive}, taken over as {each.code}, has no claim in force any "
                "more: import the archive again, or undo the decision"
            )
            yield Issue(stage="incidents", code="adopted-without-claim", message=message)


class Names:
    """The names of all incidents, with the incident that each is the name of: none names two."""

    def __init__(self, given: Iterable[GivenId]) -> None:
        self._holders: dict[str, tuple[str, str]] = {}
        for each in given:
            told = each.id.removesuffix(_UNDONE), each.code
            for name in (told[0], each.code, *each.aliases):
                self._holders.setdefault(_key(name), told)
        self._holders.pop("", None)

    def take(self, adopted: Adopted) -> None:
        """Note the names of a record. Raises InvalidDecision where one can't be, or is another incident's."""
        _check_form(adopted)
        for name in adopted.names:
            holder, code = self._holders.get(_key(name), (adopted.incident, ""))
            if holder != adopted.incident:
                raise InvalidDecision(
                    f"{name} is the name of the incident {_told(holder, code)} already, so that "
                    f"{_told(adopted.incident, adopted.code)} can't have it: give one of the two another code"
                )
        for name in adopted.names:
            self._holders[_key(name)] = adopted.incident, adopted.code


def _check_form(adopted: Adopted) -> None:
    if not _ID.match(adopted.incident):
        raise InvalidDecision(
            f"{adopted.incident[:_LONGEST_NAME]!r} is no id of an incident: 6 to 64 letters and digits"
        )
    for name in (adopted.code, *adopted.aliases):
        if name != " ".join(name.split()) or not 0 < len(name) <= _LONGEST_NAME:
            raise InvalidDecision(
                f"{name[:_LONGEST_NAME]!r} is no code: 1 to {_LONGEST_NAME} characters on one line"
            )
    if len(adopted.aliases) > _MOST_ALIASES:
        raise InvalidDecision(f"{adopted.code} has {len(adopted.aliases)} aliases: {_MOST_ALIASES} at most")


def _key(name: str) -> str:
    return name.casefold()


def _told(incident: str, code: str) -> str:
    return f"{code} ({incident})" if code else incident
