"""A layer at work: compiled into a file before, or compiled from a place file when it is opened."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from civharm.model.errors import InvalidInput
from civharm.model.ids import stable_id
from civharm.places.keys import FORM

_MAGIC = b"SQLite format 3\0"
#: In a reader's version: what follows tells with which layers it read.
PLACES_MARK = "+places."
#: What two layers must have in common for the same names to lead to the same places.
_WHAT_COUNTS = ("name", "sha256", "other_names_sha256", "format", "encoding", "country")


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that can be asked. `about` says where it comes from, and how many places and keys it has."""

    connection: sqlite3.Connection
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that its places bear as their layer."""
        return self.about["name"]

    @property
    def fingerprint(self) -> str:
        """The same for layers that answer alike."""
        return stable_id(*(self.about.get(what, "") for what in _WHAT_COUNTS))

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Self:
        """The layer in a database."""
        return cls(connection, dict(connection.execute("SELECT what, value FROM about")))


def version_mark(layers: Sequence[Layer]) -> str:
    """What a reader adds to its version: with other layers it may read otherwise. "" without layers."""
    return f"{PLACES_MARK}{stable_id(*(layer.fingerprint for layer in layers))[:8]}" if layers else ""


def is_compiled(path: Path) -> bool:
    """True for a file that was compiled; what is in it is another question."""
    try:
        with path.open("rb") as content:
            return content.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def open_layer(path: Path, world: sqlite3.Connection) -> Layer:
    """The layer of a file. One that people write is compiled first, into a temporary file that nobody else sees.

    Raises InvalidInput for a file with a mistake in it, and for a compiled one that is damaged or of another form.
    """
    return opened(path) if is_compiled(path) else _compiled(path, world)


def opened(path: Path) -> Layer:
    """The layer in a compiled file, read-only."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        (form,) = connection.execute("PRAGMA user_version").fetchone()
        layer = Layer.of(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise InvalidInput(
            f"{path} is no layer of places, or damaged ({error}): load its file again"
        ) from error
    if form != FORM:
        connection.close()
        raise InvalidInput(
            f"{path} was compiled by another version of civharm: load {layer.about.get('file', 'its file')} again "
            "with `civharm places load --replace`",
            code="layer-form",
        )
    return layer


def _compiled(path: Path, world: sqlite3.Connection) -> Layer:
    from civharm.places.layers.areas import Areas
    from civharm.places.layers.compile import LoadTerms, compile_layer
    from civharm.places.layers.shelf import layer_name

    connection = sqlite3.connect("", check_same_thread=False)
    compile_layer(path, connection, terms=LoadTerms(name=layer_name(path)), areas=Areas(world))
    return Layer.of(connection)
