// Layers of a user's own: tiles and outlines from this server, on and off as one likes. A broken one says so, the rest goes on.
import { addProtocol } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { besideItsPoint, line, plainText } from "./map-base.js";

/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} title
 * @property {"outlines" | "vector_tiles" | "picture_tiles"} form
 * @property {string} address
 * @property {number[]} bounds
 * @property {number} minZoom
 * @property {number} maxZoom
 * @property {string[]} vectorLayers
 * @property {string} attribution
 * @property {string | null} fault
 */

const kept = "civharm-map-layers-off";
let hasProtocol = false;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} panel
 * @param {Layer[]} layers
 * @param {() => import("./map-base.js").Colour} colours
 */
export function showOwnLayers(map, panel, layers, colours) {
  const list = panel.querySelector("[data-layers]");
  if (!layers.length || !list) return;
  if (!hasProtocol) addProtocol("pmtiles", new Protocol().tile);
  hasProtocol = true;
  const off = new Set(readOff());
  const good = layers.filter((layer) => !layer.fault);
  const put = () => good.filter((layer) => !off.has(layer.name)).forEach((layer) => addLayer(map, layer, colours()));
  for (const layer of layers) {
    list.append(
      choice(layer, !off.has(layer.name), (isOn) => {
        if (isOn) off.delete(layer.name);
        else off.add(layer.name);
        writeOff(off);
        if (isOn) addLayer(map, layer, colours());
        else removeLayer(map, layer);
      }),
    );
  }
  map.on("style.load", put);
  put();
  map.on("error", (event) => {
    const source = /** @type {{ sourceId?: string }} */ (event).sourceId ?? "";
    const layer = good.find((each) => sourceName(each) === source);
    if (!layer) return;
    tellFault(list, layer, event.error?.message ?? "");
    removeLayer(map, layer);
  });
  (/** @type {HTMLElement} */ (list.closest("[data-layers-box]") ?? list)).hidden = false;
}

/** @param {Layer} layer */
function sourceName(layer) {
  return `own-${layer.name}`;
}

/**
 * @param {Layer} layer
 * @param {boolean} isOn
 * @param {(isOn: boolean) => void} change
 */
function choice(layer, isOn, change) {
  const entry = document.createElement("li");
  entry.dataset.layer = layer.name;
  const label = document.createElement("label");
  label.className = "check";
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: isOn && !layer.fault, disabled: Boolean(layer.fault) });
  box.addEventListener("change", () => change(box.checked));
  label.append(box, line("bdi", layer.title));
  entry.append(label);
  if (layer.attribution) entry.append(line("small", layer.attribution.replace(/<[^>]*>/g, "")));
  if (layer.fault) tell(entry, layer.fault);
  return entry;
}

/**
 * @param {Element} list
 * @param {Layer} layer
 * @param {string} why
 */
function tellFault(list, layer, why) {
  const entry = [...list.children].find((each) => /** @type {HTMLElement} */ (each).dataset.layer === layer.name);
  if (!entry || entry.querySelector(".error")) return;
  const box = entry.querySelector("input");
  if (box) box.checked = false;
  tell(entry, `${/** @type {HTMLElement} */ (list).dataset.fault} ${why}`);
}

/**
 * @param {Element} entry
 * @param {string} words
 */
function tell(entry, words) {
  const problem = line("p", words);
  problem.className = "error";
  problem.setAttribute("role", "status");
  entry.append(problem);
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Layer} layer
 * @param {import("./map-base.js").Colour} colour
 */
function addLayer(map, layer, colour) {
  const source = sourceName(layer);
  if (map.getSource(source)) return;
  const address = new URL(layer.address, location.href).href;
  if (layer.form === "outlines") map.addSource(source, { type: "geojson", data: address });
  else if (layer.form === "vector_tiles") map.addSource(source, { type: "vector", url: `pmtiles://${address}` });
  else map.addSource(source, { type: "raster", url: `pmtiles://${address}`, tileSize: 256 });
  for (const made of layersOf(layer, source, colour)) map.addLayer(made, layer.form === "picture_tiles" ? "borders" : "circles");
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {Layer} layer
 */
function removeLayer(map, layer) {
  const source = sourceName(layer);
  if (!map.getSource(source)) return;
  for (const each of map.getStyle().layers) if ("source" in each && each.source === source) map.removeLayer(each.id);
  map.removeSource(source);
}

/**
 * @param {Layer} layer
 * @param {string} source
 * @param {import("./map-base.js").Colour} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
function layersOf(layer, source, colour) {
  if (layer.form === "picture_tiles") return [{ id: source, type: "raster", source }];
  const parts = layer.form === "outlines" ? [""] : layer.vectorLayers;
  return parts.flatMap((part, index) => drawnAs(`${source}-${index}`, source, part ? { "source-layer": part } : {}, colour));
}

/**
 * @param {string} id
 * @param {string} source
 * @param {object} part
 * @param {import("./map-base.js").Colour} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
function drawnAs(id, source, part, colour) {
  const from = { source, ...part };
  return [
    { id: `${id}-fill`, type: "fill", ...from, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour("--accent"), "fill-opacity": 0.06 } },
    { id: `${id}-line`, type: "line", ...from, filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": colour("--accent"), "line-width": 1, "line-opacity": 0.65 } },
    { id: `${id}-point`, type: "circle", ...from, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 3, "circle-color": colour("--accent"), "circle-opacity": 0.8 } },
    {
      id: `${id}-name`, type: "symbol", ...from, minzoom: 9,
      layout: { "text-field": ["to-string", ["coalesce", ["get", "name"], ""]], "text-size": 11, ...besideItsPoint },
      paint: { ...plainText(colour), "text-color": colour("--accent") },
    },
  ];
}

/** @returns {string[]} names of layers that were switched off in this browser */
function readOff() {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {Set<string>} off */
function writeOff(off) {
  try {
    localStorage.setItem(kept, JSON.stringify([...off]));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
