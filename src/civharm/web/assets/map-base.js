// What every map has: the built-in world, its colours, the library's worker, the controls.
import { Map as LibreMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { borders, countryNames, land } from "./geography.js";

/** @typedef {(name: string) => string} Colour gives the value of a token of base.css */

/** @type {import("maplibre-gl").SymbolLayerSpecification["layout"]} */
export const besideItsPoint = {
  "text-variable-anchor": ["left", "right", "top", "bottom"],
  "text-radial-offset": 0.9,
  "text-justify": "auto",
};
export const dark = matchMedia("(prefers-color-scheme: dark)");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");
let hasWorker = false;
let areGlyphsUnmirrored = false;

/**
 * @param {HTMLElement} element
 * @param {Omit<import("maplibre-gl").MapOptions, "container">} options
 */
export function openMap(element, options) {
  provideWorker();
  drawGlyphsUnmirrored();
  const map = new LibreMap({
    container: element,
    locale: JSON.parse(document.documentElement.dataset.mapWords ?? "{}"),
    attributionControl: { compact: true, customAttribution: "Natural Earth" },
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    dragRotate: false,
    pitchWithRotate: false,
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  const isMirrored = document.documentElement.dir === "rtl";
  map.addControl(new NavigationControl({ showCompass: false }), isMirrored ? "top-left" : "top-right");
  map.addControl(new ScaleControl({ maxWidth: 120 }), isMirrored ? "bottom-right" : "bottom-left");
  return map;
}

/**
 * The library draws its letters one by one on canvases outside the page, and orders them itself. A canvas takes its direction from the page:
 * on a mirrored page each bracket would be turned round once more.
 */
function drawGlyphsUnmirrored() {
  if (areGlyphsUnmirrored || document.documentElement.dir !== "rtl" || typeof OffscreenCanvas === "undefined") return;
  areGlyphsUnmirrored = true;
  const original = OffscreenCanvas.prototype.getContext;
  /** @this {OffscreenCanvas} @param {any[]} wanted */
  function contextOf(...wanted) {
    const context = Reflect.apply(original, this, wanted);
    if (wanted[0] === "2d" && context) context.direction = "ltr";
    return context;
  }
  OffscreenCanvas.prototype.getContext = /** @type {typeof original} */ (contextOf);
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
 * @returns {Colour}
 */
export function coloursOf(element) {
  const css = getComputedStyle(element);
  return (name) => css.getPropertyValue(name).trim();
}

/** @returns {import("maplibre-gl").StyleSpecification["sources"]} */
export function worldSources() {
  return {
    land: { type: "geojson", data: land },
    borders: { type: "geojson", data: borders },
    countries: { type: "geojson", data: countryNames },
  };
}

/**
 * @param {Colour} colour
 * @returns {import("maplibre-gl").LayerSpecification[]}
 */
export function worldLayers(colour) {
  return [
    { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--map-land") } },
    { id: "borders", type: "line", source: "borders", paint: { "line-color": colour("--map-border"), "line-width": 0.8 } },
    {
      id: "countries", type: "symbol", source: "countries", maxzoom: 7,
      layout: { "text-field": ["get", "name"], "text-size": 12, "text-letter-spacing": 0.08 },
      paint: quietText(colour),
    },
  ];
}

/** @param {Colour} colour */
export function plainText(colour) {
  return { "text-color": colour("--ink"), "text-halo-color": colour("--map-land"), "text-halo-width": 1.5 };
}

/** @param {Colour} colour */
export function quietText(colour) {
  return { ...plainText(colour), "text-color": colour("--muted") };
}

/**
 * @param {LibreMap} map
 * @param {string} source
 * @param {GeoJSON.FeatureCollection} features
 */
export function setPoints(map, source, features) {
  /** @type {import("maplibre-gl").GeoJSONSource | undefined} */ (map.getSource(source))?.setData(features);
}

/**
 * An element with words in it: words of reports and files are never markup.
 * @param {string} tag
 * @param {string} words
 */
export function line(tag, words) {
  const element = document.createElement(tag);
  element.dir = "auto";
  element.textContent = words;
  return element;
}
