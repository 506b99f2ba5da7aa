// Places that are known too vaguely for a point: their marks stand on the rim of their circle, and where the whole view
// lies within a circle, a list beside the map says so. None of them ever looks like a point.
import { circleAround } from "./geography.js";

const margin = 30;

/** @typedef {import("./map-explore.js").Spot} Spot */

/**
 * Where the mark of each area stands in this view, and which areas hold the whole view.
 * @param {import("maplibre-gl").Map} map
 * @param {Spot[]} spots
 * @returns {{ anchored: { spot: Spot, index: number, lon: number, lat: number }[], around: Spot[] }}
 */
export function placeAreas(map, spots) {
  /** @type {{ spot: Spot, index: number, lon: number, lat: number }[]} */
  const anchored = [];
  /** @type {Spot[]} */
  const around = [];
  const centre = map.getCenter();
  spots.forEach((spot, index) => {
    if (!spot.isArea) return;
    const anchor = highestInView(map, circleAround(spot.lon, spot.lat, spot.radius));
    if (anchor) anchored.push({ spot, index, lon: anchor[0], lat: anchor[1] });
    else if (centre.distanceTo(/** @type {any} */ ({ lng: spot.lon, lat: spot.lat })) < spot.radius) around.push(spot);
  });
  return { anchored, around: around.sort((a, b) => a.radius - b.radius) };
}

/**
 * @param {import("maplibre-gl").Map} map
 * @param {import("./geography.js").Point[]} ring
 */
function highestInView(map, ring) {
  const { clientWidth, clientHeight } = map.getContainer();
  const visible = ring.filter((point) => {
    const { x, y } = map.project(point);
    return x > margin && y > margin && x < clientWidth - margin && y < clientHeight - margin;
  });
  return visible.reduce((best, point) => (!best || point[1] > best[1] ? point : best), /** @type {import("./geography.js").Point | undefined} */ (undefined));
}

/**
 * @param {HTMLElement} panel
 * @param {Spot[]} around
 * @param {(spot: Spot) => string} words
 * @param {(spot: Spot) => void} open
 */
export function tellAround(panel, around, words, open) {
  const box = /** @type {HTMLElement | null} */ (panel.querySelector("[data-around]"));
  const list = box?.querySelector("ul");
  if (!box || !list) return;
  box.hidden = !around.length;
  list.replaceChildren(
    ...around.map((spot) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: words(spot), dir: "auto" });
      button.addEventListener("click", () => open(spot));
      const entry = document.createElement("li");
      entry.append(button);
      return entry;
    }),
  );
}
