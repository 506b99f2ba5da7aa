// Rivers and lakes of the world, far off only: their lines are up to some kilometres off, and which bank counts.
import { feature } from "topojson-client";
import water from "./water.json";

const topology = /** @type {import("topojson-specification").Topology} */ (/** @type {unknown} */ (water));
/** Nearer than that they would mislead. */
const nearest = 9;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {import("./map-base.js").Colour} colour
 */
export function addWater(map, colour) {
  if (map.getSource("rivers")) return;
  for (const name of /** @type {const} */ (["lakes", "rivers"])) {
    const shapes = /** @type {import("topojson-specification").GeometryCollection} */ (topology.objects[name]);
    map.addSource(name, { type: "geojson", data: feature(topology, shapes) });
  }
  map.addLayer({ id: "lakes", type: "fill", source: "lakes", maxzoom: nearest, paint: { "fill-color": colour("--map-sea") } }, "borders");
  map.addLayer(
    {
      id: "rivers", type: "line", source: "rivers", minzoom: 3, maxzoom: nearest,
      paint: { "line-color": colour("--map-water"), "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.5, 8, 1.6] },
    },
    "borders",
  );
}
