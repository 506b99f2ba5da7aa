"""The layers of a casebook: compiled files in one folder, the one loaded last first."""

import hashlib
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.files.folders import alone_in, sync
from civharm.model.errors import InvalidInput, NotFound
from civharm.places.keys import opened_world
from civharm.places.layers.layer import Layer, opened

if TYPE_CHECKING:  # loading is heavy and rare; that layers are there is asked by every command
    from civharm.places.layers.compile import LoadTerms
    from civharm.places.layers.report import Report

_SUFFIX, _HALF = ".sqlite3", ".half"
_NAME = re.compile(r"\w[\w.-]{0,63}")
_UNFIT = re.compile(r"[^\w.-]+")


def layer_name(path: Path) -> str:
    """The name of a layer by that of its file."""
    return checked_layer_name(_UNFIT.sub("-", path.name.partition(".")[0]).strip("-.") or "places")


def checked_layer_name(name: str) -> str:
    """The name, if a layer may bear it. Raises InvalidInput."""
    if not _NAME.fullmatch(name):
        raise InvalidInput(
            f"{name!r} is no name for a layer: use letters, digits, - and _", code="layer-name"
        )
    if name.lower() == "world":
        raise InvalidInput("a layer can't be called world: that is what is built in", code="layer-name")
    return name


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of compiled layers."""

    folder: Path

    def path_of(self, name: str) -> Path:
        """Where the layer lies, or would lie."""
        return self.folder / f"{checked_layer_name(name)}{_SUFFIX}"

    def layers(self) -> tuple[tuple[Path, Layer], ...]:
        """All layers with their files, the one loaded last first: it beats the others."""
        layers = [(path, opened(path)) for path in self._files()]
        return tuple(
            sorted(layers, key=lambda each: (each[1].about["loaded_at"], each[1].name), reverse=True)
        )

    def names(self) -> tuple[str, ...]:
        """The names of all layers, whether they can be opened or not."""
        return tuple(sorted(path.name.removesuffix(_SUFFIX) for path in self._files()))

    def detail(self, name: str) -> dict[str, str]:
        """What the chain of custody records of a layer: the hash of what was compiled, and all it says of itself."""
        path = self.path_of(name)
        self._check_is_held(name)
        with path.open("rb") as content:
            compiled = hashlib.file_digest(content, "sha256").hexdigest()
        try:
            layer = opened(path)
        except InvalidInput:  # damaged, or of another version: its hash tells which it is
            return {"compiled_sha256": compiled}
        layer.connection.close()
        return {**layer.about, "compiled_sha256": compiled}

    def paths(self) -> tuple[Path, ...]:
        """The files of all layers in the order in which they were loaded, as `open_gazetteer` takes them."""
        found = []
        for path, layer in reversed(self.layers()):
            layer.connection.close()
            found.append(path)
        return tuple(found)

    def _check_is_held(self, name: str) -> None:
        if name not in self.names():
            raise NotFound(f"there is no layer {name!r}: there are {', '.join(self.names()) or 'none'}")

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob(f"[!.]*{_SUFFIX}")) if self.folder.is_dir() else []

    def check_is_free(self, name: str) -> None:
        """Raises InvalidInput where a layer has this name already."""
        if name in self.names():
            layer = opened(self.path_of(name))
            layer.connection.close()
            raise InvalidInput(
                f"there is a layer {name} already, from {layer.about['file']} of {layer.about['loaded_at'][:10]}: "
                "add --replace to load this file in its place, or give it another --name",
                code="exists",
            )

    def load(self, path: Path, *, terms: "LoadTerms", at: datetime) -> "Report":
        """Compile a place file into a layer of this shelf, in the place of one that has its name.

        The layer appears in one step, whole; after a crash there is at most a file that is no layer.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone_in(self.folder):
            return compile_to(path, self.path_of(terms.name), terms=terms, at=at)

    def remove(self, name: str) -> None:
        """Take a layer away. Raises NotFound."""
        self._check_is_held(name)
        with alone_in(self.folder):
            self.path_of(name).unlink()


def compile_to(path: Path, to: Path, *, terms: "LoadTerms", at: datetime) -> "Report":
    """Compile a place file into a file of its own: whole or not at all."""
    from civharm.places.layers.areas import Areas
    from civharm.places.layers.compile import compile_layer

    half = to.with_name(f".{to.name}{_HALF}")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(half)) as database, closing(opened_world()) as world:
            about = {"loaded_at": at.isoformat(timespec="microseconds")}
            report = compile_layer(path, database, terms=terms, areas=Areas(world), about=about)
        sync(half)
        os.replace(half, to)
        sync(to.parent)
    finally:
        half.unlink(missing_ok=True)
    return report
