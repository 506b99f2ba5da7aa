// The map of Explore: the server counts, this draws what is in view, and the table below says the same in words.
import { LngLatBounds, Popup } from "maplibre-gl";
import { circleAround, points } from "./geography.js";
import {
  besideItsPoint, calm, coloursOf, dark, line, openMap, plainText, setPoints, worldLayers, worldSources,
} from "./map-base.js";
import { imageName, provideImages, sizeOf } from "./map-marks.js";
import { leaveOutNames, placeLayers, placeSource, showPlaces } from "./map-places.js";
import { showPointer } from "./map-pointer.js";
import { placeAreas, tellAround } from "./map-areas.js";
import { showOwnLayers } from "./map-own.js";
import { fillTable } from "./map-table.js";

/** @typedef {import("./map-marks.js").Share} Share */
/** @typedef {{ lat: number, lon: number, count: number, grades: Share[], box: [number, number, number, number] }} Cell */
/**
 * @typedef {object} Spot
 * @property {number} lat
 * @property {number} lon
 * @property {number} radius
 * @property {string} place
 * @property {string} precision
 * @property {number} count
 * @property {Share[]} grades
 * @property {boolean} isArea
 * @property {string | null} incident
 */
/** @typedef {{ drawn: number, inView: number, found: number, unplaced: number, cells: Cell[], spots: Spot[] }} Marks */
/** @typedef {Record<string, string>} Words */

const settled = 90;

/**
 * @param {HTMLElement} panel holds the map, its words and the table
 * @returns {() => void} removes the map
 */
export function exploreMap(panel) {
  const element = /** @type {HTMLElement} */ (panel.querySelector("[data-explore-map]"));
  const words = /** @type {Words} */ (readJson(panel, "words"));
  const shown = { marks: /** @type {Marks} */ (readJson(panel, "marks")), query: panel.dataset.query ?? "" };
  const map = openMap(element, {
    style: style(element),
    bounds: boundsOf(shown.marks),
    fitBoundsOptions: { padding: 40, maxZoom: 11 },
    hash: "at",
    fadeDuration: calm.matches ? 0 : 150,
  });
  const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });

  /** @param {Spot} spot */
  const areaWords = (spot) => `≈ ${spot.place} (${words[spot.precision] ?? spot.precision}) · ${compact.format(spot.count)}`;
  const draw = () => {
    const { anchored, around } = placeAreas(map, shown.marks.spots);
    const marks = allMarks(shown.marks, areaWords);
    provideImages(map, marks, coloursOf(element), (count) => compact.format(count));
    setPoints(map, "marks", markPoints(shown.marks, anchored, areaWords));
    setPoints(map, "circles", circles(shown.marks));
    leaveOutNames(map, shown.marks.spots.map((spot) => spot.place));
    tellAround(panel, around, areaWords, (spot) => openSpot(map, panel, shown.query, words, spot));
    fillTable(panel, shown.marks, words, (cell) => goTo(map, cell));
  };
  const follow = whenSettled(async (signal) => {
    const answer = await ask(map, panel, shown.query, signal);
    if (!answer) return;
    shown.marks = answer;
    draw();
  });
  const refilter = (/** @type {Event} */ event) => {
    shown.query = /** @type {CustomEvent<string>} */ (event).detail;
    follow();
  };
  const repaint = () => {
    map.setStyle(style(element));
    map.once("styledata", draw);
  };

  map.on("load", () => {
    draw();
    import("./map-water.js").then(({ addWater }) => {
      const add = () => addWater(map, coloursOf(element));
      map.on("style.load", add);
      add();
    });
    showOwnLayers(map, panel, readJson(panel, "layers") ?? [], () => coloursOf(element));
    follow();
    showPlaces(map, panel.dataset.places ?? "");
  });
  map.on("moveend", draw);
  map.on("moveend", follow);
  map.once("idle", () => {
    element.dataset.drawn = String(Math.round(performance.now()));
    element.dataset.state = "drawn";
  });
  openOnClick(map, panel, shown, words);
  showPointer(map, panel);
  dark.addEventListener("change", repaint);
  panel.addEventListener("civharm:filtered", refilter);
  return () => {
    dark.removeEventListener("change", repaint);
    map.remove();
  };
}

/**
 * @param {HTMLElement} panel
 * @param {string} name
 */
function readJson(panel, name) {
  return JSON.parse(panel.querySelector(`#map-${name}`)?.textContent ?? "null");
}

/**
 * What is asked for runs once the map rests; an answer that comes late for another view is dropped.
 * @param {(signal: AbortSignal) => Promise<void>} work
 */
function whenSettled(work) {
  let timer = 0;
  let running = new AbortController();
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      running.abort();
      running = new AbortController();
      work(running.signal);
    }, settled);
  };
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} panel
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<Marks | null>}
 */
async function ask(map, panel, query, signal) {
  const problem = /** @type {HTMLElement} */ (panel.querySelector("[data-problem]"));
  try {
    const response = await fetch(`${panel.dataset.cells}?${viewQuery(map, query)}`, { signal });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error);
    problem.hidden = true;
    return answer;
  } catch (error) {
    if (signal.aborted) return null;
    problem.textContent = `${panel.dataset.failed} ${error instanceof Error ? error.message : ""}`;
    problem.hidden = false;
    return null;
  }
}

/**
 * The view, a little larger and on a grid, so that a small move asks for nothing new.
 * @param {import("maplibre-gl").Map} map
 * @param {string} query
 */
function viewQuery(map, query) {
  const bounds = map.getBounds();
  const zoom = Math.max(0, Math.floor(map.getZoom()));
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((edge) => edge.toFixed(5));
  const asked = new URLSearchParams(query);
  asked.set("box", box.join(","));
  asked.set("zoom", String(zoom));
  return asked;
}

/** @param {Marks} marks */
function boundsOf(marks) {
  if (!marks.cells.length && !marks.spots.length) return undefined;
  const bounds = new LngLatBounds();
  for (const { box } of marks.cells) bounds.extend([box[0], box[1]]).extend([box[2], box[3]]);
  for (const spot of marks.spots) {
    for (const point of circleAround(spot.lon, spot.lat, Math.max(spot.radius, 1500))) bounds.extend(point);
  }
  return bounds;
}

/**
 * @param {Marks} marks
 * @param {(spot: Spot) => string} areaWords
 * @returns {import("./map-marks.js").Mark[]}
 */
function allMarks(marks, areaWords) {
  const cells = marks.cells.map((cell) => ({ ...cell, isArea: false }));
  return [...cells, ...marks.spots.map((spot) => ({ ...spot, label: areaWords(spot) }))];
}

/**
 * @param {Marks} marks
 * @param {ReturnType<typeof placeAreas>["anchored"]} anchored
 * @param {(spot: Spot) => string} areaWords
 */
function markPoints(marks, anchored, areaWords) {
  const cells = marks.cells.map((cell, index) => ({
    lon: cell.lon, lat: cell.lat,
    properties: { index, kind: "cell", image: imageName({ ...cell, isArea: false }), order: -cell.count, size: sizeOf(cell.count), label: "" },
  }));
  const spots = marks.spots.flatMap((spot, index) => spot.isArea ? [] : [{
    lon: spot.lon, lat: spot.lat,
    properties: { index, kind: "spot", image: imageName(spot), order: -spot.count, size: sizeOf(spot.count), label: spot.place },
  }]);
  const areas = anchored.map(({ spot, index, lon, lat }) => ({
    lon, lat,
    properties: { index, kind: "spot", image: imageName({ ...spot, label: areaWords(spot) }), order: -1e9 - spot.count, size: 12, label: "" },
  }));
  return points([...cells, ...spots, ...areas]);
}

/** @param {Marks} marks */
function circles(marks) {
  return /** @type {GeoJSON.FeatureCollection} */ ({
    type: "FeatureCollection",
    features: marks.spots.map((spot) => ({
      type: "Feature",
      properties: { isArea: spot.isArea, grading: spot.grades[0]?.[0] ?? "ungraded" },
      geometry: { type: "Polygon", coordinates: [circleAround(spot.lon, spot.lat, spot.radius)] },
    })),
  });
}

/**
 * @param {HTMLElement} element
 * @returns {import("maplibre-gl").StyleSpecification}
 */
function style(element) {
  const colour = coloursOf(element);
  const empty = /** @type {GeoJSON.FeatureCollection} */ ({ type: "FeatureCollection", features: [] });
  return {
    version: 8,
    sources: {
      ...worldSources(),
      ...placeSource(),
      circles: { type: "geojson", data: empty },
      marks: { type: "geojson", data: empty },
    },
    layers: [
      ...worldLayers(colour),
      {
        id: "circles", type: "fill", source: "circles",
        paint: { "fill-color": colour("--harm"), "fill-opacity": ["case", ["get", "isArea"], 0.05, 0.1] },
      },
      {
        id: "rims", type: "line", source: "circles",
        paint: { "line-color": colour("--harm"), "line-width": 1.1, "line-dasharray": [3, 2], "line-opacity": 0.7 },
      },
      ...placeLayers(colour),
      {
        id: "mark-names", type: "symbol", source: "marks", minzoom: 8,
        layout: {
          "text-field": ["get", "label"], "text-size": 12, ...besideItsPoint,
          "text-radial-offset": ["/", ["+", ["get", "size"], 7], 12], // beyond the air that the library leaves around both
        },
        paint: plainText(colour),
      },
      // Above all names, so that it is placed before them and each keeps clear of it.
      {
        id: "marks", type: "symbol", source: "marks",
        layout: {
          "icon-image": ["get", "image"], "icon-allow-overlap": true,
          "symbol-sort-key": ["get", "order"], "symbol-z-order": "source",
        },
      },
    ],
  };
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Cell | Spot} mark
 */
function goTo(map, mark) {
  const bounds = boundsOf({ drawn: 0, inView: 0, found: 0, unplaced: 0, cells: "box" in mark ? [mark] : [], spots: "box" in mark ? [] : [mark] });
  if (bounds) map.fitBounds(bounds, { padding: 60, maxZoom: 18, animate: !calm.matches });
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} panel
 * @param {{ marks: Marks, query: string }} shown
 * @param {Words} words
 */
function openOnClick(map, panel, shown, words) {
  map.on("click", "marks", (event) => {
    const { index, kind } = event.features?.[0]?.properties ?? {};
    const cell = shown.marks.cells[index];
    if (kind === "cell" && cell) return goTo(map, cell);
    const spot = shown.marks.spots[index];
    if (kind === "spot" && spot) openSpot(map, panel, shown.query, words, spot, event.lngLat);
  });
  map.on("mouseenter", "marks", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "marks", () => (map.getCanvas().style.cursor = ""));
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} panel
 * @param {string} query
 * @param {Words} words
 * @param {Spot} spot
 * @param {import("maplibre-gl").LngLat} [at] where its mark was clicked
 */
async function openSpot(map, panel, query, words, spot, at = map.getCenter()) {
  const popup = new Popup({ maxWidth: "22rem" }).setLngLat(spot.isArea ? at : [spot.lon, spot.lat]);
  popup.setDOMContent(await listOf(spot, panel, query, words)).addTo(map);
}

/**
 * @param {Spot} spot
 * @param {HTMLElement} panel
 * @param {string} query
 * @param {Words} words
 */
async function listOf(spot, panel, query, words) {
  const box = document.createElement("div");
  box.className = "map-popup";
  box.append(line("strong", spot.place), line("p", `${spot.isArea ? `${words.approximate} ` : ""}${words[spot.precision] ?? spot.precision}`));
  const asked = new URLSearchParams(query);
  asked.set("lat", String(spot.lat));
  asked.set("lon", String(spot.lon));
  asked.set("radius", String(spot.radius));
  const response = await fetch(`${panel.dataset.incidents}?${asked}`);
  const found = /** @type {{ incidents: { title: string, address: string, killed: string, grade: string }[], of: number }} */ (await response.json());
  const list = document.createElement("ul");
  for (const incident of found.incidents) {
    const link = Object.assign(document.createElement("a"), { href: incident.address });
    link.append(line("bdi", incident.title), document.createTextNode(`: ${incident.killed} (${incident.grade})`));
    const entry = document.createElement("li");
    entry.append(link);
    list.append(entry);
  }
  box.append(list);
  if (found.of > found.incidents.length) {
    box.append(line("p", (words.shown ?? "").replace("{n}", String(found.incidents.length)).replace("{of}", String(found.of))));
  }
  return box;
}
