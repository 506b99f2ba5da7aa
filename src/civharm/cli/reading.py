"""`civharm read`: reports become claims, claims become incidents."""

import os
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.claims.second.which import SecondReaderOn
from civharm.cli.choices import CasebookOption, Own, ProtectedOption, ReadFormat, open_casebook, own, utc_now
from civharm.cli.second import (
    MayLeaveOption,
    ModelOption,
    OnOption,
    SecondOptions,
    SecondsOption,
    UrlOption,
    effort_words,
)

if TYPE_CHECKING:
    from civharm.cli.shown import Shown
    from civharm.model.issues import Issue
    from civharm.model.store import Store
    from civharm.pipeline import InputRead, Terms
    from civharm.reports.inputs import Input

#: Below this one process is done before a second has started.
_FEW_INPUTS = 60
_FEW_BYTES = 400_000


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is no day in the form YYYY-MM-DD") from None
    if day > utc_now().date():
        raise typer.BadParameter(f"{words} is in the future")
    return day


def read(  # noqa: PLR0913 - a command's options are its parameters
    paths: Annotated[list[str], typer.Argument(help="Files, folders, patterns, or - for standard input.")],
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="What to print.")] = ReadFormat.TABLE,
    published: Annotated[
        date | None, typer.Option(parser=_day, help="The date of texts that state none.")
    ] = None,
    show_protected: ProtectedOption = False,
    processes: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, help="Processes that read at once; unset, one for few reports, else two."
        ),
    ] = None,
    second_reader: UrlOption = None,
    second_reader_model: ModelOption = None,
    second_reader_on: OnOption = SecondReaderOn.DOUBTFUL,
    second_reader_seconds: SecondsOption = 120,
    texts_may_leave: MayLeaveOption = False,
) -> None:
    """Read reports into a casebook or, without one, in memory. What was read before stays as it is."""
    from civharm.cli.printing import say
    from civharm.pipeline import refresh

    options = SecondOptions(
        url=second_reader,
        model=second_reader_model,
        on=second_reader_on,
        seconds=second_reader_seconds,
        may_leave=texts_may_leave,
    )
    second = options.reader(own().in_casebook(casebook))
    store = _open(casebook)
    lists = own().in_casebook(casebook)  # opening brings the file of settled names level
    before = _reports_read(store)
    results = _read_all(paths, store, lists.terms(published=published, second=second), processes, lists)
    refresh(store, codebook=lists.codebook())
    _Run(store=store, results=results, before=before).show(output, show_protected=show_protected)
    if second is not None:
        say(effort_words(second))
    _say_read_otherwise(store, casebook)
    raise typer.Exit(any(result.has_failed for result in results))


def reread(
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="What to print.")] = ReadFormat.TABLE,
    show_protected: ProtectedOption = False,
) -> None:
    """Read again what a casebook keeps, where its layers of places or the readers have changed since."""
    from civharm.cli.printing import tracked
    from civharm.pipeline import read_kept, refresh

    store = open_casebook(casebook)
    lists = own().in_casebook(store.folder.path)
    before = _reports_read(store)
    count = 2 if len(before) > _FEW_INPUTS else 1
    with lists.engine(count) if count > 1 else nullcontext() as engine:
        steps = read_kept(store.kept(), store, replace(lists.terms(), engine=engine))
        results = list(tracked(steps, total=len(before), what="reading"))
    refresh(store, codebook=lists.codebook())
    _Run(store=store, results=results, before=before).show(output, show_protected=show_protected)
    raise typer.Exit(any(result.has_failed for result in results))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What became of the inputs of one command; `before` are the reports that were read before it."""

    store: "Store"
    results: "Sequence[InputRead]"
    before: frozenset[str]

    def show(self, output: ReadFormat, *, show_protected: bool) -> None:
        """Print what was read, name what could not be, and count."""
        from civharm.cli.printing import say_issues
        from civharm.cli.shown import masked_issues

        shown = _shown(self.store, self.results, show_protected)
        _print(shown, output, show_protected)
        issues = shown.issues if show_protected else masked_issues(shown)
        say_issues(issues, failures_only=output is ReadFormat.JSONL)
        _say_counts(shown, self.results, self.before)


def _reports_read(store: "Store") -> frozenset[str]:
    """The reports of a casebook that have been read before."""
    from civharm.casebook.memory import MemoryStore

    if isinstance(store, MemoryStore):
        return frozenset()
    from civharm.casebook.store import Casebook

    assert isinstance(store, Casebook)
    return frozenset(store.state().readings)


def _say_read_otherwise(store: "Store", casebook: Path | None) -> None:
    """Reports that were read with other layers of places than those in force: said, and how to read them again."""
    if casebook is None:
        return
    from civharm.casebook.store import Casebook
    from civharm.claims.readers import NAMES
    from civharm.cli.printing import say
    from civharm.publication.table import counted

    assert isinstance(store, Casebook)
    count = store.read_otherwise(NAMES, mark=own().in_casebook(casebook).version_mark())
    if count:
        say(
            f"note: {counted(count, 'report')} read before with other places: `civharm reread --casebook {casebook}` "
            "reads them again with those in force"
        )


def _open(casebook: Path | None) -> "Store":
    from civharm.casebook.memory import MemoryStore

    if casebook is None:
        return MemoryStore()
    from civharm.casebook.store import Casebook

    return Casebook.open_or_create(casebook)


def _read_all(
    paths: Sequence[str], store: "Store", terms: "Terms", processes: int | None, lists: "Own"
) -> "list[InputRead]":
    from civharm.cli.printing import tracked
    from civharm.pipeline import read_inputs
    from civharm.reports.inputs import find_inputs

    found = list(find_inputs(paths))
    count = processes or _useful_processes(found)
    with lists.engine(count) if count > 1 else nullcontext() as engine:
        steps = read_inputs(found, store, replace(terms, engine=engine))
        return list(tracked(steps, total=len(found), what="reading"))


def _useful_processes(found: "Sequence[Input | Issue]") -> int:
    """A process of its own takes seconds to start, and memory: two where there is more to read than that."""
    from civharm.reports.inputs import Input

    sizes = [each.size for each in found if isinstance(each, Input)]
    return useful_processes(len(sizes), sum(sizes))


def useful_processes(inputs: int, size: int = 0) -> int:
    """Likewise for so many inputs of so many bytes."""
    is_much = inputs > _FEW_INPUTS or size > _FEW_BYTES
    return min(2, os.cpu_count() or 1) if is_much else 1


def _shown(store: "Store", results: "Sequence[InputRead]", show_protected: bool) -> "Shown":
    from civharm.casebook.memory import MemoryStore
    from civharm.cli.shown import shown_in, shown_of

    ids = [report_id for result in results for report_id in (*result.read, *result.known)]
    issues = [issue for result in results for issue in result.issues]
    if isinstance(store, MemoryStore):
        linked = store.linked()
        return shown_of(store, linked.doubtful, linked.related)
    from civharm.casebook.store import Casebook

    assert isinstance(store, Casebook)
    return shown_in(store, is_protected_shown=show_protected).of_reports(ids, issues)


def _print(shown: "Shown", output: ReadFormat, show_protected: bool) -> None:
    from civharm.cli.printing import print_incidents, print_lines
    from civharm.cli.shown import lines

    if output is ReadFormat.JSONL:
        print_lines(lines(shown, is_protected_shown=show_protected))
        return
    from civharm.publication.table import incident_rows

    reports = {report.id: report for report in shown.reports}
    print_incidents(incident_rows(shown.incidents, shown.assessments, reports))


def _say_counts(shown: "Shown", results: "Sequence[InputRead]", before: frozenset[str]) -> None:
    from civharm.cli.printing import say
    from civharm.model.incidents import RecordStatus
    from civharm.publication.table import counted

    new, known = (
        sum(len(ids) for ids in each) for each in zip(*((r.read, r.known) for r in results), strict=True)
    )
    if known and not new:
        say(f"nothing new: {counted(known, 'report')} read before, and those readings were not changed")
        return
    leads = sum(incident.status is RecordStatus.LEAD for incident in shown.incidents)
    counts = {"claim": len(shown.claims), "incident": len(shown.incidents) - leads, "lead": leads}
    made = ", ".join(counted(number, noun) for noun, number in counts.items())
    again = sum(report_id in before for result in results for report_id in result.read)
    more = [f"{again} of them again"] if again else []
    more += [f"{known} more read before"] if known else []
    aside = f" ({', '.join(more)})" if more else ""
    say(f"{counted(new, 'report')} read{aside}: {made}, {counted(len(shown.issues), 'issue')}")
