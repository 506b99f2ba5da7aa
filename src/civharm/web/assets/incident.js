// What the screen of an incident adds to its forms: how many claims are chosen, and points taken from a map.

/** @param {HTMLElement} root */
export function enhanceIncident(root) {
  const chosen = root.querySelector("[data-chosen]");
  if (chosen) {
    const boxes = () => [...document.querySelectorAll("input[name=claims][form=linking]")];
    const count = () => {
      const number = boxes().filter((box) => /** @type {HTMLInputElement} */ (box).checked).length;
      chosen.textContent = number ? `${number} ✓` : "";
    };
    root.addEventListener("change", count);
    count();
  }
  root.querySelector("[data-place-screen]")?.addEventListener("civharm:point", (event) => {
    const { lat, lng } = /** @type {CustomEvent<{ lat: number, lng: number }>} */ (event).detail;
    const field = /** @type {HTMLInputElement | null} */ (root.querySelector("#at"));
    if (field) field.value = `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
    for (const radio of root.querySelectorAll("input[name=place_id]")) /** @type {HTMLInputElement} */ (radio).checked = false;
  });
  /** @type {HTMLElement | null} */ (root.querySelector(".refused"))?.focus();
}
