// The map: a built-in basemap, circles as wide as what is known of a place, a scale.
import {
  LngLatBounds,
  Map as LibreMap,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import { circleAround, countryNames, land, borders, points } from "./geography.js";

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

/** @type {import("maplibre-gl").SymbolLayerSpecification["layout"]} */
const besideItsPoint = {
  "text-variable-anchor": ["left", "right", "top", "bottom"],
  "text-radial-offset": 0.9,
  "text-justify": "auto",
};
const dark = matchMedia("(prefers-color-scheme: dark)");
let hasWorker = false;

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} root where `civharm:shown` is heard
 * @returns {() => void} removes the map
 */
export function drawMap(element, root) {
  provideWorker();
  const scene = readScene(element);
  const map = new LibreMap({
    container: element,
    style: style(element, scene),
    bounds: boundsOf(scene),
    fitBoundsOptions: { padding: 48, maxZoom: 12.5 },
    attributionControl: { compact: true, customAttribution: "Natural Earth" },
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
  openOnClick(map, scene);
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

/** The worker is a file of the server, or lies in the self-contained page. */
function provideWorker() {
  if (hasWorker) return;
  hasWorker = true;
  const inside = document.getElementById("map-worker")?.textContent;
  const url = inside
    ? URL.createObjectURL(new Blob([inside], { type: "text/javascript" }))
    : (document.documentElement.dataset.mapWorker ?? "");
  setWorkerUrl(url);
}

/**
 * @param {HTMLElement} element
 * @returns {Scene}
 */
function readScene(element) {
  const script = element.parentElement?.querySelector("script[type='application/json']");
  return JSON.parse(script?.textContent ?? '{"spots":[],"labels":[],"unplaced":0}');
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
  const css = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => css.getPropertyValue(name).trim();
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      borders: { type: "geojson", data: borders },
      countries: { type: "geojson", data: countryNames },
      circles: { type: "geojson", data: circles(scene.spots) },
      spots: { type: "geojson", data: points(scene.spots.map(spotPoint)) },
      labels: { type: "geojson", data: points(scene.labels.map(spotPoint)) },
    },
    layers: layers(colour),
  };
}

/**
 * @param {(name: string) => string} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
function layers(colour) {
  const text = { "text-color": colour("--ink"), "text-halo-color": colour("--map-land"), "text-halo-width": 1.5 };
  const quiet = { ...text, "text-color": colour("--muted") };
  return [
    { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--map-land") } },
    { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--map-border"), "line-width": 0.8 } },
    {
      id: "countries", type: "symbol", source: "countries", maxzoom: 7,
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-letter-spacing": 0.08 }, paint: quiet,
    },
    {
      id: "places", type: "circle", source: "labels", minzoom: 5,
      paint: { "circle-radius": 2.5, "circle-color": colour("--muted") },
    },
    {
      id: "place-names", type: "symbol", source: "labels", minzoom: 5,
      layout: { "text-field": ["get", "label"], "text-size": 11, ...besideItsPoint }, paint: quiet,
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
      paint: text,
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
 * @param {LibreMap} map
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
 * @param {string} tag
 * @param {string} words
 */
function line(tag, words) {
  const element = document.createElement(tag);
  element.dir = "auto";
  element.textContent = words;
  return element;
}

/**
 * @param {LibreMap} map
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

/**
 * @param {LibreMap} map
 * @param {string} source
 * @param {GeoJSON.FeatureCollection} features
 */
function setPoints(map, source, features) {
  /** @type {import("maplibre-gl").GeoJSONSource | undefined} */ (map.getSource(source))?.setData(features);
}
