"""The layers of a casebook's map: files in one folder, each checked before it comes in, and told apart by name."""

import json
import os
import re
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from civharm.model.errors import InvalidInput, NotFound
from civharm.web.map.layers.geojson import read_geojson
from civharm.web.map.layers.pmtiles import read_pmtiles

_FOLDER = "map-layers"
_ABOUT = ".json"
_NAME = re.compile(r"\w[\w-]{0,63}")
_UNFIT = re.compile(r"[^\w-]+")
_MOST_TITLE = 80


class Form(StrEnum):
    """What a layer is made of."""

    OUTLINES = "outlines"
    VECTOR_TILES = "vector_tiles"
    PICTURE_TILES = "picture_tiles"

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return ".geojson" if self is Form.OUTLINES else ".pmtiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer:
    """A layer as the map lists it. `fault` says why it can't be drawn, where it can't."""

    name: str
    title: str
    form: Form
    size: int
    bounds: tuple[float, ...] = ()
    min_zoom: int = 0
    max_zoom: int = 22
    features: int | None = None
    vector_layers: tuple[str, ...] = ()
    attribution: str = ""
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class MapLayers:
    """The folder of layers of one casebook."""

    folder: Path

    @classmethod
    def of(cls, casebook: Path) -> "MapLayers":
        """Those of a casebook, whether there are any or not."""
        return cls(casebook / _FOLDER)

    def add(self, file: Path, *, title: str = "", replaces: bool = False) -> MapLayer:
        """Check a file and take a copy of it in, whole or not at all. Raises InvalidInput."""
        title = (title or file.name.partition(".")[0]).strip()[:_MOST_TITLE]
        name = layer_name(title)
        if not file.is_file():
            raise InvalidInput(f"there is no file {file}: check its name", code="map-layer")
        if not replaces and self._about(name).exists():
            raise InvalidInput(
                f"the map has a layer {name} already: name another, or replace it", code="exists"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        return self._take_in(file, name, title)

    def listed(self) -> tuple[MapLayer, ...]:
        """All layers by title; one whose file is missing or was changed says so."""
        found = (self._read(path) for path in sorted(self.folder.glob(f"*{_ABOUT}")))
        return tuple(sorted(found, key=lambda layer: layer.title.casefold()))

    def remove(self, name: str) -> None:
        """Take a layer away. Raises NotFound."""
        self._check_is_held(name)
        self._about(name).unlink()
        for form in Form:
            self._file(name, form).unlink(missing_ok=True)

    def file_of(self, name: str) -> Path:
        """The file of a layer that can be drawn. Raises NotFound."""
        self._check_is_held(name)
        layer = self._read(self._about(name))
        if layer.fault:
            raise NotFound(f"the layer {name} can't be drawn: {layer.fault}")
        return self._file(name, layer.form)

    def _take_in(self, file: Path, name: str, title: str) -> MapLayer:
        half = self.folder / f".{uuid.uuid4()}"
        try:
            layer = _checked(file, half, name=name, title=title)
            for form in Form:
                if form.suffix != layer.form.suffix:
                    self._file(name, form).unlink(missing_ok=True)
            os.replace(half, self._file(name, layer.form))
        finally:
            half.unlink(missing_ok=True)
        self._about(name).write_text(json.dumps(asdict(layer), ensure_ascii=False), encoding="utf-8")
        return layer

    def _read(self, about: Path) -> MapLayer:
        name = about.name.removesuffix(_ABOUT)
        try:
            layer = _layer_of(json.loads(about.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            fault = "its description can't be read: remove it and add it again"
            return MapLayer(name=name, title=name, form=Form.OUTLINES, size=0, fault=fault)
        try:
            size = self._file(layer.name, layer.form).stat().st_size
        except OSError:
            return replace(layer, fault="its file is missing: add it again")
        if size != layer.size:
            return replace(layer, fault="its file was changed since it was checked: add it again")
        return layer

    def _check_is_held(self, name: str) -> None:
        if not _NAME.fullmatch(name) or not self._about(name).is_file():
            raise NotFound(f"the map has no layer {name[:64]!r}: `civharm map list` names them")

    def _about(self, name: str) -> Path:
        return self.folder / f"{name}{_ABOUT}"

    def _file(self, name: str, form: Form) -> Path:
        return self.folder / f"{name}{form.suffix}"


def layer_name(title: str) -> str:
    """What a layer is called in files and addresses. Raises InvalidInput."""
    name = _UNFIT.sub("-", title).strip("-")[:64]
    if not _NAME.fullmatch(name):
        raise InvalidInput(f"{title[:60]!r} is no name for a layer: use letters and digits", code="map-layer")
    return name


def _checked(file: Path, half: Path, *, name: str, title: str) -> MapLayer:
    """The layer that a file makes, its content written to `half`."""
    if _is_archive(file):
        archive = read_pmtiles(file)
        shutil.copyfile(file, half)
        return MapLayer(
            name=name,
            title=title,
            form=Form.VECTOR_TILES if archive.is_vector else Form.PICTURE_TILES,
            size=half.stat().st_size,
            bounds=archive.bounds,
            min_zoom=archive.min_zoom,
            max_zoom=archive.max_zoom,
            vector_layers=archive.vector_layers,
            attribution=archive.attribution,
        )
    outlines = read_geojson(file)
    half.write_text(outlines.as_json(), encoding="utf-8")
    return MapLayer(
        name=name,
        title=title,
        form=Form.OUTLINES,
        size=half.stat().st_size,
        bounds=outlines.bounds,
        features=len(outlines.features),
    )


def _is_archive(file: Path) -> bool:
    """True for what calls itself an archive of tiles, by its name or by its first bytes."""
    with file.open("rb") as opened:
        return file.suffix.lower() == ".pmtiles" or opened.read(7) == b"PMTiles"


def _layer_of(plain: Mapping[str, Any]) -> MapLayer:
    return MapLayer(
        **{
            **plain,
            "form": Form(plain["form"]),
            "bounds": tuple(plain["bounds"]),
            "vector_layers": tuple(plain["vector_layers"]),
        }
    )
