// Bundles what the browser needs into static/civharm/vendor/. Nothing is fetched at run time.
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { quantize } from "topojson-client";

const here = fileURLToPath(new URL("./", import.meta.url));
const vendor = fileURLToPath(new URL("../static/civharm/vendor/", import.meta.url));
const library = fileURLToPath(new URL(import.meta.resolve("maplibre-gl/package.json")));
const worker = library.replace("package.json", "dist/maplibre-gl-worker.mjs");

/** The world on a grid of so many steps each way, 3.3 km at the equator: its lines are drawn for maps of 1 : 50 million. */
const steps = 12_000;
/** @type {import("esbuild").Plugin} */
const coarserWorld = {
  name: "coarser-world",
  setup: ({ onLoad }) =>
    onLoad({ filter: /world-atlas.countries-50m\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(quantize(inDegrees(JSON.parse(await readFile(path, "utf8"))), steps)),
      loader: "json",
    })),
};

/**
 * A topology is put on another grid from its points in degrees alone.
 * @param {import("topojson-specification").Topology} topology
 */
function inDegrees({ transform, ...topology }) {
  const { scale: [byLon, byLat], translate: [west, south] } = /** @type {import("topojson-specification").Transform} */ (transform);
  const unpacked = (/** @type {number[][]} */ arc) => {
    let [column, row] = [0, 0];
    return arc.map(([right = 0, up = 0]) => [(column += right) * byLon + west, (row += up) * byLat + south]);
  };
  return { ...topology, arcs: topology.arcs.map(unpacked) };
}

/** @type {import("esbuild").BuildOptions} */
const shared = { plugins: [coarserWorld], bundle: true, minify: true, target: "es2022", legalComments: "eof", logLevel: "warning" };

await rm(vendor, { recursive: true, force: true });
await mkdir(vendor, { recursive: true });
// Served: the map's library comes as a file of its own, only to pages that have a map.
await build({
  ...shared,
  entryPoints: { app: here + "app.js", "map-library": "maplibre-gl" },
  format: "esm",
  splitting: true,
  outdir: vendor,
  chunkNames: "[name]-[hash]",
});
// The self-contained file: everything in one script.
await build({ ...shared, entryPoints: [here + "snapshot.js"], format: "iife", outfile: vendor + "snapshot.js" });
// The public site of a release opens from a disk, where a browser loads no module.
await build({ ...shared, entryPoints: [here + "site.js"], format: "iife", outfile: vendor + "site.js" });
await build({ ...shared, entryPoints: [here + "app.css"], outfile: vendor + "app.css" });
// The source map stays behind, so the line that points to it goes.
const source = await readFile(worker, "utf8");
await writeFile(vendor + "map-worker.js", source.replace(/^\/\/# sourceMappingURL=.*$/m, ""));
await cp(library.replace("package.json", "LICENSE.txt"), vendor + "maplibre-gl-LICENSE.txt");
// Beside each file its compressed form, which is what the server sends.
for (const name of await readdir(vendor)) {
  if (/\.(js|css|json)$/.test(name) && !["snapshot.js", "site.js"].includes(name)) {
    await writeFile(vendor + name + ".gz", gzipSync(await readFile(vendor + name), { level: 9 }));
  }
}
