"""What a release has otherwise than the one before: incidents added, changed and withdrawn (METHOD R17, R24)."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.publication.release.tables import Column, Table

#: A row of an older release by the names of its columns: columns may have come and gone since.
Kept = Mapping[str, str]
ADDED, CHANGED, WITHDRAWN, MERGED = "added", "changed", "withdrawn", "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One incident that is otherwise than it was: `column` and both cells where it was changed."""

    what: str
    id: str
    code: str
    column: str = ""
    before: str = ""
    after: str = ""


def read_incidents(path: Path) -> dict[str, Kept]:
    """The incidents of a release by their ids. Raises InvalidInput, which names the file."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput(
            f"{path} is no table of incidents of a release: {error}", code="not-a-release"
        ) from None
    if any(row.get("Id") is None for row in rows):
        raise InvalidInput(
            f"{path} has no column Id: it is no table of incidents of a release", code="not-a-release"
        )
    return {row["Id"]: row for row in rows}


def changes(
    before: Mapping[str, Kept], now: Mapping[str, Kept], heirs: Mapping[str, str]
) -> Iterator[Change]:
    """What was added, what changed in which column, what is gone; `heirs` are incidents that took others in, by alias."""
    for each, row in now.items():
        code = row["Unique Reference Code"]
        if each not in before:
            yield Change(what=ADDED, id=each, code=code)
            continue
        for column in (name for name in row if name in before[each] and row[name] != before[each][name]):
            yield Change(
                what=CHANGED,
                id=each,
                code=code,
                column=column,
                before=before[each][column],
                after=row[column],
            )
    for each in before.keys() - now.keys():
        what, heir = (MERGED, heirs[each]) if heirs.get(each) in now else (WITHDRAWN, "")
        yield Change(what=what, id=each, code=before[each]["Unique Reference Code"], after=heir)


CHANGES: Table[Change] = Table(
    name="changes",
    title="What is otherwise than in the release before.",
    key=("id", "column"),
    columns=(
        Column(name="what", meaning="added, changed, merged or withdrawn.", of=lambda each: each.what),
        Column(name="id", meaning="Id of the incident.", of=lambda each: each.id),
        Column(name="code", meaning="Its code.", of=lambda each: each.code),
        Column(
            name="column",
            meaning="Column of the table of incidents that changed.",
            of=lambda each: each.column or None,
        ),
        Column(name="before", meaning="What it was.", of=lambda each: each.before or None),
        Column(
            name="after",
            meaning="What it is; of a merged one the incident that took it in.",
            of=lambda each: each.after or None,
        ),
    ),
)
