"""A team's own archive taken over: each row an incident with the names that it has there, then the archive's decisions signed.

Three steps, each of which can be done again: rows are kept with the decisions that take them over; incidents are
worked out; what the archive decided on them is signed by whoever takes the archive over, as an imported decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from civharm.casebook.adopting import Names, change_of, follow_ups
from civharm.casebook.store import Casebook
from civharm.exchange.archives import left_behind
from civharm.exchange.importing import ImportResult, Order, import_file
from civharm.exchange.recorded import BadCell, Own, Recorded, RowError, Said
from civharm.exchange.relating import Related, relate_taken_over
from civharm.exchange.signing import Signed, sign_taken_over
from civharm.exchange.telling import Vocabulary
from civharm.model.adopted import Adopted
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision, InvalidInput
from civharm.model.ids import stable_id
from civharm.model.notes import NoteVisibility
from civharm.model.store import Imported, Kept, ReaderVersion

_LONGEST_REASON = 10_000
#: The change of a decision of the archive's history: a note for the team alone.
INTERNAL = {"visibility": NoteVisibility.INTERNAL.value}
#: What the archive's people decided beside its rows, by the code or id of the incident.
History = Mapping[str, Sequence[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver:
    """What became of an archive: its rows, how many incidents were taken over anew, what was signed, what is not here.

    `undone` are codes of records that somebody here undid: they stay so. `behind` are rows of tables that a release has
    behind its incidents, by table; `related` are incidents of which its people said that they share people.
    """

    rows: ImportResult
    new: int
    undone: tuple[str, ...]
    signed: Signed
    behind: Mapping[str, int]
    related: Related
    unmatched: tuple[str, ...] = ()


def take_over(
    path: Path,
    taking: "Taking",
    order: Order,
    *,
    vocabulary: Vocabulary,
    on_error: Callable[[RowError], None] = lambda error: None,
) -> TakenOver:
    """Take an archive over. The same once more adds nothing. Raises InvalidInput where it can't be read as a whole."""
    if order.is_complete:
        raise InvalidInput(
            "what an archive lacks is not withdrawn: people here decide on its incidents", code="complete"
        )
    casebook = taking.casebook
    order = replace(order, keeping=taking)
    rows = import_file(path, casebook, order, vocabulary=vocabulary, on_error=on_error)
    taking.refresh(casebook)
    signed = sign_taken_over(casebook, by=taking.by)
    taking.refresh(casebook)
    related = relate_taken_over(path, casebook, by=taking.by, refresh=taking.refresh)
    return TakenOver(
        rows=rows,
        new=taking.new,
        undone=tuple(taking.undone),
        signed=signed,
        behind=left_behind(path),
        related=related,
        unmatched=tuple(sorted(set(taking.history) - taking.told)),
    )


class Taking:
    """Keeps rows as incidents of the casebook's own: see `importing.Keeping`. `by` signs for them."""

    def __init__(
        self,
        casebook: Casebook,
        *,
        by: str,
        refresh: Callable[[Casebook], object],
        history: History | None = None,
    ) -> None:
        self.by, self.refresh, self.history = by, refresh, history or {}
        self.new, self.undone, self.told = 0, list[str](), set[str]()
        self.casebook, self._pending = casebook, dict[str, Decision]()
        state = casebook.state()
        self._names = Names(state.names_taken)
        made = [each for each in state.decisions if each.action is Action.ADOPT]
        standing = {each.id for each in state.decisions_in_force}
        self._made: dict[str, list[Decision]] = {}
        self._standing: dict[str, Decision] = {}
        for each in made:
            self._made.setdefault(each.target, []).append(each)
            if each.id in standing:
                self._standing[each.target] = each

    def check(self, row: Recorded, made: Imported) -> None:
        """Make the decision that takes the row over. Raises BadCell where it can't be taken."""
        assert row.own is not None, "an archive's rows say what is the team's own"
        adopted = _adopted(row, row.own, made)
        said = (*row.own.said, *self._history_of(row.own))
        then = (*(_then(each, adopted) for each in said), *self._notes_before(adopted))
        if any(len(str(each["reason"])) > _LONGEST_REASON for each in then):
            raise BadCell("code", f"a decision with more than {_LONGEST_REASON:,} characters", "shorten it")
        try:
            self._names.take(adopted)
        except InvalidDecision as error:
            raise BadCell("code", str(error), "correct the code in one of the two") from None
        self._pending[made.report.id] = self._decision(adopted, change_of(adopted, then))

    def _history_of(self, own: Own) -> Sequence[Said]:
        found = [name for name in (own.code, own.id) if name in self.history]
        self.told.update(found)
        return [each for name in found for each in self.history[name]]

    def _notes_before(self, adopted: Adopted) -> Sequence[Mapping[str, object]]:
        """The history that was told before, where none is told now: an import without it takes nothing back."""
        standing = self._standing.get(adopted.incident)
        if self.history or standing is None:
            return ()
        return [each for each in follow_ups(standing) if each["change"] == INTERNAL]

    def _decision(self, adopted: Adopted, change: dict[str, object]) -> Decision:
        """The decision that stands if it says the same, else a new one."""
        standing = self._standing.get(adopted.incident)
        if standing is not None and standing.change == change:
            return standing
        before = self._made.get(adopted.incident, [])
        if standing is None and (undone := next((each for each in before if each.change == change), None)):
            self.undone.append(adopted.code)
            return undone
        return Decision(
            id=stable_id("adopt", adopted.incident, len(before), repr(change)),
            action=Action.ADOPT,
            target=adopted.incident,
            author=self.by,
            reason=f"taken over from the archive of {adopted.archive}: record {adopted.record}",
            decided_at=self.casebook.clock(),
            change=change,
        )

    def keep(self, batch: Sequence[Imported], reader: ReaderVersion) -> Kept:
        """Keep some rows with the decisions that take them over, in one act."""
        decisions = [self._pending.pop(each.report.id) for each in batch]
        with self.casebook.one_act():
            kept = self.casebook.add_imported(batch, reader)
            together = self.casebook.decide_all(decisions)
            if together.refused:  # somebody decided since the rows were checked
                raise InvalidInput(f"{together.refused[0][1]}; import the archive again", code="refused")
        self.new += len(together.recorded)
        return kept


def _adopted(row: Recorded, own: Own, made: Imported) -> Adopted:
    (claim,) = made.reading.claims
    machine = own.machine
    return Adopted(
        incident=own.id or stable_id("archive", made.report.id),
        code=own.code,
        claim=claim.id,
        archive=made.report.source or "",
        record=row.key,
        aliases=tuple(dict.fromkeys(each for each in own.aliases if each not in (own.code, own.id))),
        strike_status=machine.strike_status,
        proposed_grading=machine.proposed_grading,
        tolls=machine.tolls,
        reports=machine.reports,
        clusters=machine.clusters,
        located_by=machine.located_by,
        conceded=machine.conceded,
    )


def _then(said: Said, adopted: Adopted) -> Mapping[str, object]:
    """A decision of the archive as it will be signed; what is public is not reworded."""
    is_public = said.change.get("visibility") == "public"
    reason = said.what if is_public else _reason(said, adopted)
    return {"action": said.action.value, "change": dict(said.change), "reason": reason}


def _reason(said: Said, adopted: Adopted) -> str:
    """ "imported decision of Ada Lind, 2019-03-04: graded fair; two witnesses (archive of Lake Monitor, record NS12)"."""
    who = ", ".join(filter(None, (said.by or f"the archive of {adopted.archive}", said.on)))
    what = "; ".join(filter(None, (said.what, said.why)))
    return f"imported decision of {who}: {what} (archive of {adopted.archive}, record {adopted.record})"
