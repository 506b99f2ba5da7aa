"""`civharm map`: layers of one's own under the map, tiles or outlines."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook

if TYPE_CHECKING:
    from civharm.web.map.layers.folder import MapLayer, MapLayers

app = typer.Typer(
    help="Layers of your own under the map: tiles (.pmtiles) and outlines (GeoJSON).", no_args_is_help=True
)


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="An archive of tiles (.pmtiles), or GeoJSON in WGS 84.")],
    casebook: CasebookOption = None,
    name: Annotated[str, typer.Option(help="What the map calls the layer; unset, the file's name.")] = "",
    replace: Annotated[bool, typer.Option(help="Take the place of a layer that has this name.")] = False,
) -> None:
    """Check a file, and take a copy of it into a casebook as a layer of its map."""
    from civharm.cli.printing import print_table

    layer = _layers(casebook).add(file, title=name, replaces=replace)
    print_table(_HEADINGS, [_cells(layer)])


@app.command("list")
def list_layers(casebook: CasebookOption = None) -> None:
    """List the layers of a casebook's map, and what is wrong with them where something is."""
    from civharm.cli.printing import print_table

    print_table(_HEADINGS, [_cells(layer) for layer in _layers(casebook).listed()])


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The layer's name, as `list` shows it.")],
    casebook: CasebookOption = None,
) -> None:
    """Take a layer away from a casebook's map."""
    _layers(casebook).remove(name)
    print(f"layer {name} removed")


_HEADINGS = ("name", "title", "form", "bytes", "features", "zooms", "state")


def _cells(layer: "MapLayer") -> tuple[str, ...]:
    return (
        layer.name,
        layer.title,
        layer.form.replace("_", " "),
        f"{layer.size:,}",
        "" if layer.features is None else f"{layer.features:,}",
        f"{layer.min_zoom}–{layer.max_zoom}",
        layer.fault or "good",
    )


def _layers(casebook: Path | None) -> "MapLayers":
    from civharm.web.map.layers.folder import MapLayers

    return MapLayers.of(open_casebook(casebook).folder.path)
