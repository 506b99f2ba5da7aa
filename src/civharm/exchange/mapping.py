"""Which column of a recorder's table holds what: said once, kept in the casebook's folder."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from civharm.exchange.kinds import Form, Kind
from civharm.model.errors import InvalidInput
from civharm.model.ids import stable_id

_FOLDER = "mappings"


def mapping_in(path: Path, form: Form) -> dict[str, str]:
    """The mapping in a JSON file of our fields to columns. Raises InvalidInput."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror or error}", code="unreadable") from error
    except ValueError as error:
        raise InvalidInput(f"{path} is no JSON ({error}): {_example(form)}", code="mapping") from None
    if isinstance(found, dict) and isinstance(found.get("columns"), dict):
        found = found["columns"]
    return _checked(found, path, form)


def saved_mapping(casebook: Path, recorder: str, form: Form) -> dict[str, str] | None:
    """What was said before of a recorder's tables; None where nothing was. Raises InvalidInput."""
    path = _path(casebook, recorder, form)
    return mapping_in(path, form) if path.exists() else None


def save_mapping(casebook: Path, recorder: str, columns: Mapping[str, str], form: Form) -> None:
    """Keep a mapping for the recorder's next table, in one step."""
    path = _path(casebook, recorder, form)
    path.parent.mkdir(exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    written = json.dumps({"recorder": recorder, "columns": columns}, ensure_ascii=False, indent=2)
    unfinished.write_text(written + "\n", encoding="utf-8")
    os.replace(unfinished, path)


def _path(casebook: Path, recorder: str, form: Form) -> Path:
    """Where it is kept: an archive has columns that no table of others has."""
    of = (recorder,) if form.kind is Kind.TABLE else (recorder, form.kind.value)
    return casebook / _FOLDER / f"{stable_id(*of)}.json"


def _checked(found: Any, path: Path, form: Form) -> dict[str, str]:
    if not isinstance(found, dict) or not all(
        name in form.fields and isinstance(column, str) and column.strip() for name, column in found.items()
    ):
        raise InvalidInput(f"{path} is no mapping of columns: {_example(form)}", code="mapping")
    return {name: str(column) for name, column in found.items()}


def _example(form: Form) -> str:
    return f'write {{"id": "Their column", …}}; the fields are {", ".join(form.fields)}'
