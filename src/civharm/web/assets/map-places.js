// Names of towns and quarters, from the product's own gazetteer: where the built-in world is empty.
import { points } from "./geography.js";
import { besideItsPoint, quietText, setPoints } from "./map-base.js";

/** @returns {import("maplibre-gl").StyleSpecification["sources"]} */
export function placeSource() {
  return { places: { type: "geojson", data: points([]) } };
}

/**
 * @param {import("./map-base.js").Colour} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
export function placeLayers(colour) {
  return [
    {
      id: "places", type: "circle", source: "places",
      filter: ["!", ["in", ["get", "kind"], ["literal", ["neighbourhood", "nearby_landmark"]]]],
      paint: { "circle-radius": 2, "circle-color": colour("--muted") },
    },
    {
      id: "place-names", type: "symbol", source: "places",
      layout: {
        "text-field": ["get", "name"], "symbol-sort-key": ["get", "rank"], ...besideItsPoint, "text-radial-offset": 0.4,
        "text-size": ["match", ["get", "kind"], "city", 13, "town", 12, 11],
      },
      paint: quietText(colour),
    },
  ];
}

/**
 * A mark that has its name beside it needs it no second time: the two would lie over each other.
 * @param {import("maplibre-gl").Map} map
 * @param {string[]} names of marks
 */
export function leaveOutNames(map, names) {
  map.setFilter("place-names", ["!", ["in", ["get", "name"], ["literal", names]]]);
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {string} address of the server's names
 */
export function showPlaces(map, address) {
  let asked = "";
  /** @type {[string, number, number, string][]} */
  let found = [];
  const draw = () =>
    setPoints(map, "places", points(found.map(([name, lat, lon, kind], rank) => ({ lat, lon, properties: { name, kind, rank } }))));
  const follow = async () => {
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((edge) => edge.toFixed(3));
    const wanted = new URLSearchParams({ box: box.join(","), zoom: String(Math.max(0, Math.floor(map.getZoom()))) }).toString();
    if (wanted === asked) return;
    asked = wanted;
    const response = await fetch(`${address}?${wanted}`);
    // Without names the map is poorer, not wrong.
    if (!response.ok || asked !== wanted) return;
    found = await response.json();
    draw();
  };
  map.on("moveend", follow);
  map.on("style.load", draw);
  follow();
}
