// The map: a built-in basemap, circles as wide as what is known of a place, a scale.
import { LngLatBounds, Popup } from "maplibre-gl";
import { circleAround, points } from "./geography.js";
import {
  besideItsPoint, coloursOf, dark, line, openMap, plainText, quietText, setPoints, worldLayers, worldSources,
} from "./map-base.js";

/** @typedef {{ id: string, title: string, killed: string, grade: string, address: string }} SpotIncident */
/**
 * @typedef {object} Spot
 * @property {number} lat
 * @property {number} lon
 * @property {number} radius_m
 * @property {string} name
 * @property {string} precision
 * @property {SpotIncident[]} incidents
 * @property {boolean} is_alternative
 */
/** @typedef {{ spots: Spot[], labels: Spot[], unplaced: number }} Scene */

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} root where `civharm:shown` is heard
 * @returns {() => void} removes the map
 */
export function drawMap(element, root) {
  const scene = readScene(element);
  const map = openMap(element, {
    style: style(element, scene),
    bounds: boundsOf(scene),
    fitBoundsOptions: { padding: 48, maxZoom: 12.5 },
  });
  openOnClick(map, scene);
  map.on("click", ({ lngLat }) => element.dispatchEvent(new CustomEvent("civharm:point", { bubbles: true, detail: lngLat })));
  const repaint = () => map.setStyle(style(element, scene));
  /** @param {Event} event */
  const follow = (event) => showOnly(map, scene, /** @type {CustomEvent<Set<string>>} */ (event).detail);
  dark.addEventListener("change", repaint);
  root.addEventListener("civharm:shown", follow);
  map.once("idle", () => {
    element.dataset.state = "drawn";
  });
  return () => {
    dark.removeEventListener("change", repaint);
    root.removeEventListener("civharm:shown", follow);
    map.remove();
  };
}

/**
 * @param {HTMLElement} element
 * @returns {Scene}
 */
function readScene(element) {
  const script = element.parentElement?.querySelector("script[type='application/json']");
  const read = JSON.parse(script?.textContent || '{"spots":[],"labels":[],"unplaced":0}');
  return "words" in read ? unpacked(read) : read;
}

/**
 * The public site packs what may be many: each word once, spots and incidents as rows.
 * @typedef {[string, number, number, number, string?]} PackedIncident id, title, killed, grade, and the file if it is not the id
 * @typedef {[number, number, number, number, number, PackedIncident[]]} PackedSpot lat, lon, radius, name, precision, incidents
 * @param {{ words: string[], spots: PackedSpot[], labels: PackedSpot[], unplaced: number }} packed
 * @returns {Scene}
 */
function unpacked({ words, spots, labels, unplaced }) {
  const word = (/** @type {number} */ place) => words[place] ?? "";
  const spot = (/** @type {PackedSpot} */ [lat, lon, radius_m, name, precision, incidents]) => ({
    lat, lon, radius_m, name: word(name), precision: word(precision), is_alternative: false,
    incidents: incidents.map(([id, title, killed, grade, file]) => ({
      id, title: word(title), killed: word(killed), grade: word(grade), address: `incident/${file ?? id}.html`,
    })),
  });
  return { spots: spots.map(spot), labels: labels.map(spot), unplaced };
}

/**
 * @param {Scene} scene
 * @returns {LngLatBounds | undefined}
 */
function boundsOf(scene) {
  const spots = scene.spots.length ? scene.spots : scene.labels;
  if (!spots.length) return undefined;
  const bounds = new LngLatBounds();
  for (const spot of spots) {
    for (const point of circleAround(spot.lon, spot.lat, Math.max(spot.radius_m, 1500))) bounds.extend(point);
  }
  return bounds;
}

/**
 * @param {HTMLElement} element
 * @param {Scene} scene
 * @returns {import("maplibre-gl").StyleSpecification}
 */
function style(element, scene) {
  const colour = coloursOf(element);
  return {
    version: 8,
    sources: {
      ...worldSources(),
      circles: { type: "geojson", data: circles(scene.spots) },
      spots: { type: "geojson", data: points(scene.spots.map(spotPoint)) },
      labels: { type: "geojson", data: points(scene.labels.map(spotPoint)) },
    },
    layers: layers(colour),
  };
}

/**
 * @param {import("./map-base.js").Colour} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
function layers(colour) {
  return [
    ...worldLayers(colour),
    {
      id: "places", type: "circle", source: "labels", minzoom: 5,
      paint: { "circle-radius": 2.5, "circle-color": colour("--muted") },
    },
    {
      id: "place-names", type: "symbol", source: "labels", minzoom: 5,
      layout: { "text-field": ["get", "label"], "text-size": 11, ...besideItsPoint }, paint: quietText(colour),
    },
    {
      id: "circles", type: "fill", source: "circles",
      paint: { "fill-color": colour("--harm"), "fill-opacity": ["case", ["get", "isAlternative"], 0.04, 0.1] },
    },
    {
      id: "rims", type: "line", source: "circles",
      paint: { "line-color": colour("--harm"), "line-width": 1.2, "line-dasharray": [3, 2], "line-opacity": 0.8 },
    },
    {
      id: "spots", type: "circle", source: "spots",
      paint: {
        "circle-radius": ["+", 5, ["*", 1.5, ["sqrt", ["get", "count"]]]],
        "circle-color": ["case", ["get", "isAlternative"], colour("--map-land"), colour("--harm")],
        "circle-stroke-color": ["case", ["get", "isAlternative"], colour("--harm"), colour("--panel")],
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "spot-names", type: "symbol", source: "spots",
      layout: {
        "text-field": ["get", "label"], "text-size": 13, ...besideItsPoint,
      },
      paint: plainText(colour),
    },
  ];
}

/** @param {Spot} spot */
function spotPoint(spot, /** @type {number} */ index) {
  const count = spot.incidents?.length ?? 0;
  return {
    lon: spot.lon,
    lat: spot.lat,
    properties: { index, count, isAlternative: spot.is_alternative, label: count > 1 ? `${spot.name} · ${count}` : spot.name },
  };
}

/** @param {Spot[]} spots */
function circles(spots) {
  return /** @type {GeoJSON.FeatureCollection} */ ({
    type: "FeatureCollection",
    features: spots.map((spot) => ({
      type: "Feature",
      properties: { isAlternative: spot.is_alternative },
      geometry: { type: "Polygon", coordinates: [circleAround(spot.lon, spot.lat, spot.radius_m)] },
    })),
  });
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Scene} scene
 */
function openOnClick(map, scene) {
  map.on("click", "spots", (event) => {
    const spot = scene.spots[event.features?.[0]?.properties.index ?? -1];
    if (spot) new Popup({ maxWidth: "20rem" }).setLngLat([spot.lon, spot.lat]).setDOMContent(popup(spot)).addTo(map);
  });
  map.on("mouseenter", "spots", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "spots", () => (map.getCanvas().style.cursor = ""));
}

/** @param {Spot} spot */
function popup(spot) {
  const box = document.createElement("div");
  box.className = "map-popup";
  box.append(line("strong", spot.name), line("p", spot.precision));
  const list = document.createElement("ul");
  for (const incident of spot.incidents) {
    const link = document.createElement("a");
    link.href = incident.address;
    link.textContent = `${incident.title}: ${incident.killed} (${incident.grade})`;
    const entry = document.createElement("li");
    entry.append(link);
    list.append(entry);
  }
  if (spot.incidents.length) box.append(list);
  return box;
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Scene} scene
 * @param {Set<string>} ids
 */
function showOnly(map, scene, ids) {
  const kept = scene.spots
    .map((spot, index) => ({ spot, index, incidents: spot.incidents.filter((incident) => ids.has(incident.id)) }))
    .filter(({ incidents }) => incidents.length);
  const spots = kept.map(({ spot, incidents }) => ({ ...spot, incidents }));
  const placed = kept.map(({ index }, place) => spotPoint(/** @type {Spot} */ (spots[place]), index));
  setPoints(map, "spots", points(placed));
  setPoints(map, "circles", circles(spots));
}
