// Where the pointer is: degrees at once, the military grid's square from the server once it rests.

const rests = 150;

/**
 * @param {import("maplibre-gl").Map} map
 * @param {HTMLElement} panel
 */
export function showPointer(map, panel) {
  const output = /** @type {HTMLOutputElement | null} */ (panel.querySelector("[data-pointer]"));
  if (!output) return;
  let timer = 0;
  let latest = "";
  /** @param {import("maplibre-gl").LngLat} point */
  const show = (point) => {
    const { lat, lng } = point.wrap();
    const degrees = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
    latest = degrees;
    output.textContent = degrees;
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const response = await fetch(`${panel.dataset.grid}?lat=${lat.toFixed(6)}&lon=${lng.toFixed(6)}`);
      const { square } = await response.json();
      if (latest === degrees && square) output.textContent = `${degrees} · ${square}`;
    }, rests);
  };
  map.on("mousemove", ({ lngLat }) => show(lngLat));
  // By keyboard or by touch nothing points: the middle of the map does.
  map.on("moveend", () => show(map.getCenter()));
}
