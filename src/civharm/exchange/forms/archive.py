"""A team's own archive: a release of a casebook, or an old table of its own in Airwars' or mapped columns.

In a release the numbers and statuses that people set are told apart from those of rules; in any other table all of them
are people's word.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from civharm.assessments.archived import ARCHIVE
from civharm.exchange import cells
from civharm.exchange.archives import archive_rows, main_file
from civharm.exchange.cells import Fields
from civharm.exchange.forms import airwars
from civharm.exchange.kinds import Form, Kind
from civharm.exchange.recorded import BadCell, Machine, Number, Own, Recorded, Said, Where
from civharm.model.assessments import Bound, Conceded, End, Grading, StrikeStatus, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart, Position
from civharm.model.decisions import Action
from civharm.model.incidents import RecordStatus
from civharm.model.notes import NoteVisibility
from civharm.model.places import LocatedBy
from civharm.publication.incident_lines import FLAT_TOLLS

_Word = TypeVar("_Word", Grading, StrikeStatus, LocatedBy, Harm, Status, Position)
_Counted = tuple[Harm, Status, str]
_SET = re.compile(r"(?P<field>\w+) \(machine: (?P<machine>\w+)\)\Z")
_PARTY = re.compile(rf"(?P<name>.+) \((?P<part>{'|'.join(PartyPart)})\)\Z")
_FLAT = {(harm, status, "all"): name for name, harm, status in FLAT_TOLLS}
_UNKNOWN = "unknown"
_STRIKE = "strike_status"
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"", "no", "n", "false", "0"})
#: How else archives write the same.
_OTHER_WORDS = {"unconfirmed": "unknown", "single_source_claim": "single_source"}


def read(fields: Fields) -> Recorded:
    """One incident of the archive, with what was decided on it there."""
    row = _Row(fields)
    parties = tuple(row.parties())
    base = airwars.read(fields)
    return replace(
        base,
        key=row.id or row.code,
        where=row.where(),
        numbers=tuple(row.numbers()),
        attackers=_attackers(parties) if parties else base.attackers,
        others=tuple(each for each in parties if each[1] is not PartyPart.ATTACKER),
        event=cells.text(fields, "event") or base.event,
        remarks=(),
        is_withdrawn=False,
        own=Own(
            code=row.code,
            id=row.id,
            aliases=tuple(_listed(cells.text(fields, "aliases"))),
            machine=row.machine(),
            said=tuple(row.said()),
        ),
    )


def _attackers(parties: Iterable[tuple[str, PartyPart]]) -> tuple[str, ...]:
    return tuple(name for name, part in parties if part is PartyPart.ATTACKER)


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """Both ends of a toll as they stand in the archive, and what rules had instead where a person set one."""

    standing: Mapping[End, int | None]
    machine: Mapping[End, int | None]
    rules: Mapping[End, str]
    by_hand: frozenset[End]

    def bound(self, end: End) -> Bound:
        value = self.machine[end]
        return Bound(value=value, rule=self.rules[end] if value is not None else "")


class _Row:
    """One row, whose cells are read when they are asked for."""

    def __init__(self, fields: Fields) -> None:
        self._fields = fields
        self.code = cells.needed(fields, "code")
        self.id = cells.text(fields, "id")

    @property
    def is_of_release(self) -> bool:
        """Releases name the id and how far a record has come, which no other table does."""
        return bool(self.id) and cells.text(self._fields, "status") in tuple(RecordStatus)

    @cached_property
    def _set_by_hand(self) -> Mapping[str, str]:
        """What rules had for each field that a person set."""
        found = {}
        for written in _listed(cells.text(self._fields, "set_by_hand")):
            if (match := _SET.match(written)) is None:
                raise BadCell("set_by_hand", "not as a release writes it", "take the release's own file")
            found[match["field"]] = match["machine"]
        return found

    @cached_property
    def tolls(self) -> Mapping[_Counted, _Ends]:
        table = self._fields.get("tolls")
        return dict(self._by_table(json.loads(table)) if table else self._by_columns())

    def _by_columns(self) -> Iterator[tuple[_Counted, _Ends]]:
        for number in airwars.numbers(self._fields):
            counted = number.harm, number.status, number.group
            standing = {End.MIN: number.min, End.MAX: number.max}
            set_here = frozenset(end for end in End if f"{_FLAT.get(counted)}_{end}" in self._set_by_hand)
            by_hand = set_here if self.is_of_release else frozenset(e for e in End if standing[e] is not None)
            yield counted, self._ends(counted, standing, by_hand, dict.fromkeys(End, ARCHIVE))
        yield from self._set_to_unknown()

    def _set_to_unknown(self) -> Iterator[tuple[_Counted, _Ends]]:
        """Tolls of which a person set the ends to be unknown: nothing stands in their columns."""
        there = {(number.harm, number.status, number.group) for number in airwars.numbers(self._fields)}
        for counted, name in _FLAT.items():
            ends = frozenset(end for end in End if f"{name}_{end}" in self._set_by_hand)
            if ends and counted not in there:
                yield (
                    counted,
                    self._ends(counted, dict.fromkeys(End, None), ends, dict.fromkeys(End, ARCHIVE)),
                )

    def _by_table(self, rows: list[Mapping[str, Any]]) -> Iterator[tuple[_Counted, _Ends]]:
        """The tolls of the table of a release that lies beside."""
        for each in rows:
            row = {f"tolls: {name}": "" if cell is None else str(cell) for name, cell in each.items()}
            counted = (
                _word(Harm, row, "tolls: harm"), _word(Status, row, "tolls: status"), cells.needed(row, "tolls: group"),
            )  # fmt: skip
            standing = {end: cells.count(row, f"tolls: {end}") for end in End}
            by_hand = frozenset(end for end in End if row.get(f"tolls: {end}_by") == "person")
            rules = {end: cells.text(row, f"tolls: rule_{end}") or ARCHIVE for end in End}
            yield counted, self._ends(counted, standing, by_hand, rules)

    def _ends(
        self,
        counted: _Counted,
        standing: Mapping[End, int | None],
        by_hand: frozenset[End],
        rules: Mapping[End, str],
    ) -> _Ends:
        own = frozenset(end for end in by_hand if self._is_own(counted, end))
        machine = dict(standing)
        for end in own:
            written = self._set_by_hand.get(f"{_FLAT.get(counted)}_{end}", _UNKNOWN)
            machine[end] = (
                None if written == _UNKNOWN else cells.count({"set_by_hand": written}, "set_by_hand")
            )
        return _Ends(standing=standing, machine=machine, rules=rules, by_hand=own)

    def _is_own(self, counted: _Counted, end: End) -> bool:
        """True for an end that a person set; one that only followed it is set again by following."""
        name = _FLAT.get(counted)
        return name is None or not self.is_of_release or f"{name}_{end}" in self._set_by_hand

    def numbers(self) -> Iterator[Number]:
        """What the archive counts; of civilians it alleges harm even where it gives no number."""
        found = [
            Number(
                harm=harm, status=status, min=ends.standing[End.MIN], max=ends.standing[End.MAX], group=group
            )
            for (harm, status, group), ends in self.tolls.items()
            if any(value is not None for value in ends.standing.values())
        ]
        yield from found
        if all(number.status is Status.COMBATANT for number in found):
            yield Number(harm=Harm.KILLED_OR_INJURED, status=Status.CIVILIAN, min=None, max=None)

    def where(self) -> Where | None:
        found = airwars.where(self._fields)
        if found is None:
            lat, lon = cells.point(self._fields, "latitude", "longitude")
            if lat is None or lon is None:
                return None
            name = f"{lat:.5f}, {lon:.5f}"
            found = Where(name=name, lat=lat, lon=lon, precision=airwars.rung(self._fields))
        return replace(found, rule=ARCHIVE, has_radius_of_rung=not self.is_of_release)

    def parties(self) -> Iterator[tuple[str, PartyPart]]:
        for written in _listed(cells.text(self._fields, "parties")):
            match = _PARTY.match(written)
            if match is None:
                remedy = f"write NAME (PART), the part being one of {', '.join(PartyPart)}"
                raise BadCell("parties", "a party without its part", remedy)
            yield match["name"], PartyPart(match["part"])

    def machine(self) -> Machine:
        """What rules had come to."""
        strike = _word(StrikeStatus, self._fields, _STRIKE) if cells.text(self._fields, _STRIKE) else None
        if not self.is_of_release or _STRIKE in self._set_by_hand:
            written = self._set_by_hand.get(_STRIKE, _UNKNOWN)
            strike = _word(StrikeStatus, {"set_by_hand": written}, "set_by_hand")
        return Machine(
            strike_status=strike or StrikeStatus.UNKNOWN,
            proposed_grading=_maybe(Grading, self._fields, "proposed_grading"),
            tolls=tuple(
                Toll(harm=harm, status=status, group=group, min=ends.bound(End.MIN), max=ends.bound(End.MAX))
                for (harm, status, group), ends in self.tolls.items()
            ),
            reports=cells.count(self._fields, "reports"),
            clusters=cells.count(self._fields, "independent_clusters"),
            located_by=_maybe(LocatedBy, self._fields, "located_by"),
            conceded=tuple(self._conceded()),
        )

    def _conceded(self) -> Iterator[Conceded]:
        """What belligerents said themselves, by the table of a release that lies beside; the claims that it names stay there."""
        for each in json.loads(self._fields.get("positions") or "[]"):
            row = {f"positions: {name}": "" if cell is None else str(cell) for name, cell in each.items()}
            yield Conceded(
                party=cells.needed(row, "positions: party"),
                position=_word(Position, row, "positions: position").value,
                killed_min=cells.count(row, "positions: conceded_min"),
                killed_max=cells.count(row, "positions: conceded_max"),
                claims=(),
            )

    def said(self) -> Iterator[Said]:
        """What people decided, in the order in which it can be signed again."""
        strike = _maybe(StrikeStatus, self._fields, _STRIKE)
        if strike and (not self.is_of_release or _STRIKE in self._set_by_hand):
            change = {_STRIKE: strike.value}
            yield Said(action=Action.OVERRIDE_STRIKE, change=change, what=f"strike status {strike}")
        yield from self._bounds()
        grading = _maybe(Grading, self._fields, "grading")
        if grading:
            by, on, why = (cells.text(self._fields, f"graded_{what}") for what in ("by", "on", "why"))
            change = {"grading": grading.value}
            yield Said(
                action=Action.SIGN_GRADING, change=change, what=f"graded {grading}", by=by, on=on, why=why
            )
        yield from self._sign_off(grading)
        for words in json.loads(self._fields.get("public_notes", "[]")):
            public = {"visibility": NoteVisibility.PUBLIC.value}
            yield Said(action=Action.NOTE, change=public, what=words)

    def _bounds(self) -> Iterator[Said]:
        """In the order in which they were set, as a release tells it: of two that cross the later holds."""
        named = list(self._set_by_hand)
        found = [(counted, end) for counted, ends in self.tolls.items() for end in End if end in ends.by_hand]

        def order(one: tuple[_Counted, End]) -> int:
            field = f"{_FLAT.get(one[0])}_{one[1]}"
            return named.index(field) if field in named else len(named)

        for (harm, status, group), end in sorted(found, key=order):
            value = self.tolls[harm, status, group].standing[end]
            whom = f"{status} {harm}" if group == "all" else f"{status} {harm}, {group}"
            change = {"harm": harm.value, "status": status.value, "group": group, end.value: value}
            what = f"{whom}: {end} {_shown(value)}"
            yield Said(action=Action.OVERRIDE_BOUND, change=change, what=what)

    def _sign_off(self, grading: Grading | None) -> Iterator[Said]:
        written = cells.text(self._fields, "signed_off").lower()
        if written not in _YES | _NO:
            raise BadCell("signed_off", "neither yes nor no", "write yes, no, or leave it empty")
        if written in _YES:
            if grading is None:
                raise BadCell("signed_off", "signed off, and not graded", "fill in the grading, or write no")
            by, on = (cells.text(self._fields, f"signed_off_{what}") for what in ("by", "on"))
            yield Said(action=Action.SIGN_OFF, change={"alone": True}, what="signed off", by=by, on=on)


def _shown(value: int | None) -> str:
    return _UNKNOWN if value is None else str(value)


def _listed(written: str) -> Iterator[str]:
    return filter(None, (each.strip() for each in written.replace("|", ";").split(";")))


def _maybe(form: type[_Word], fields: Fields, column: str) -> _Word | None:
    return _word(form, fields, column) if cells.text(fields, column) else None


def _word(form: type[_Word], fields: Fields, column: str) -> _Word:
    """One of a list's words, as archives write them: "Likely strike" is likely."""
    plain = "_".join(cells.text(fields, column).lower().removesuffix(" strike").split())
    try:
        return form(_OTHER_WORDS.get(plain, plain))
    except ValueError:
        remedy = f"write one of {', '.join(form)}, or leave it empty"
        raise BadCell(column, "no word of the list", remedy) from None


FORM = Form(
    kind=Kind.ARCHIVE,
    recorder=None,
    version="1",
    fields={
        **airwars.AIRWARS.fields,
        **{name: () for name in ("id", "status", "reports", "independent_clusters", "proposed_grading")},
        **{name: () for name in ("located_by", "set_by_hand", "signed_off", "event", "parties")},
        "aliases": ("alias", "other codes", "old codes"),
        "graded_by": ("decided by", "assessor"),
        "graded_on": ("decided on",),
        "graded_why": ("decision reason",),
        **{name: () for name in ("signed_off_by", "signed_off_on", "tolls", "positions", "public_notes")},
    },
    needs=("code", "date"),
    read=read,
    is_mapped=True,
    rows=archive_rows,
    file=main_file,
    long=frozenset(
        {"tolls", "positions", "public_notes", "aliases", "belligerents", "parties", "set_by_hand"}
    ),
    passed_over=frozenset({"mgrs", "acled_geo_precision", "ucdp_where_prec"}),
)
