"""The map of the first page, packed: each word once, each spot a few numbers. `map.js` unpacks it."""

from collections.abc import Iterable
from typing import Any

from civharm.web.pages.maps import MapScene, Spot, SpotIncident
from civharm.web.site.folder import file_name


def packed(scene: MapScene) -> dict[str, Any]:
    """Spots, labels and the words that both point into."""
    words: dict[str, int] = {}

    def number(word: str) -> int:
        return words.setdefault(word, len(words))

    def incident(one: SpotIncident) -> list[object]:
        shown: list[object] = [one.id, number(one.title), number(one.killed), number(one.grade)]
        return shown if file_name(one.id) == one.id else [*shown, file_name(one.id)]

    def rows(spots: Iterable[Spot]) -> list[list[Any]]:
        return [
            [
                *(round(spot.lat, 6), round(spot.lon, 6), spot.radius_m),
                *(number(spot.name), number(spot.precision)),
                list(map(incident, spot.incidents)),
            ]
            for spot in spots
        ]

    spots, labels = rows(scene.spots), rows(scene.labels)
    return {"words": list(words), "spots": spots, "labels": labels, "unplaced": scene.unplaced}
