// The basemap, built in: Natural Earth by way of world-atlas. And circles on a round earth.
import { feature, mesh } from "topojson-client";
import atlas from "world-atlas/countries-50m.json";

/** @typedef {[number, number]} Point longitude, latitude */

const topology = /** @type {import("topojson-specification").Topology} */ (/** @type {unknown} */ (atlas));
const countries = /** @type {import("topojson-specification").GeometryCollection} */ (topology.objects.countries);
const metresPerDegree = 111_195;

export const land = /** @type {GeoJSON.Feature} */ (
  feature(topology, /** @type {import("topojson-specification").GeometryObject} */ (topology.objects.land))
);

/** Lines between two countries; coasts are the edge of the land already. */
export const borders = mesh(topology, countries, (left, right) => left !== right);

/** The name of each country at the middle of its largest part. */
export const countryNames = points(
  feature(topology, countries).features.map((country) => {
    const [lon, lat] = middleOf(country.geometry);
    return { lon, lat, properties: { name: /** @type {{ name: string }} */ (country.properties).name } };
  }),
);

/**
 * @param {{ lon: number, lat: number, properties: object }[]} placed
 * @returns {GeoJSON.FeatureCollection}
 */
export function points(placed) {
  return {
    type: "FeatureCollection",
    features: placed.map(({ lon, lat, properties }) => ({
      type: "Feature",
      properties,
      geometry: { type: "Point", coordinates: [lon, lat] },
    })),
  };
}

/**
 * @param {number} lon
 * @param {number} lat
 * @param {number} radius in metres
 * @returns {Point[]} a closed ring
 */
export function circleAround(lon, lat, radius) {
  const height = radius / metresPerDegree;
  const width = height / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 65 }, (_, step) => {
    const angle = (step / 64) * 2 * Math.PI;
    return [lon + width * Math.cos(angle), lat + height * Math.sin(angle)];
  });
}

/**
 * @param {GeoJSON.Geometry} geometry
 * @returns {Point}
 */
function middleOf(geometry) {
  const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : [/** @type {GeoJSON.Polygon} */ (geometry).coordinates];
  const rings = parts.map((part) => part[0] ?? []);
  const largest = rings.reduce((best, ring) => (ring.length > best.length ? ring : best), rings[0] ?? []);
  const mean = (/** @type {number} */ axis) => largest.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / largest.length;
  return [mean(0), mean(1)];
}
