// Gives the parts of a page their behaviour. The page is complete and readable without it.
import { enhanceEvidence } from "./evidence.js";
import { enhanceFilters } from "./filters.js";
import { enhanceIncident } from "./incident.js";
import { enhanceReview } from "./review.js";
import { enhanceSorting } from "./sorting.js";

/**
 * @param {HTMLElement} root the page, or the part of it that was just put in
 * @returns {() => void} takes the behaviour away again
 */
export function enhance(root) {
  /** @type {(() => void)[]} */
  const undo = [];
  let isGone = false;
  root.querySelectorAll("[data-evidence]").forEach((part) => enhanceEvidence(/** @type {HTMLElement} */ (part)));
  root.querySelectorAll("[data-review]").forEach((part) => enhanceReview(/** @type {HTMLElement} */ (part)));
  root.querySelectorAll("table[data-sortable]").forEach((table) => enhanceSorting(/** @type {HTMLTableElement} */ (table)));
  root.querySelectorAll("form[data-filters]").forEach((form) => enhanceFilters(/** @type {HTMLFormElement} */ (form), root));
  enhanceIncident(root);
  for (const part of root.querySelectorAll("form[data-passkey]")) {
    import("./passkeys.js").then(({ enhancePasskey }) => enhancePasskey(/** @type {HTMLFormElement} */ (part)));
  }
  for (const part of root.querySelectorAll("[data-map]")) {
    // The map's library is large, so it comes only where there is a map.
    import("./map.js").then(({ drawMap }) => {
      if (!isGone) undo.push(drawMap(/** @type {HTMLElement} */ (part), root));
    });
  }
  for (const panel of root.querySelectorAll("[data-explore]")) {
    import("./map-explore.js").then(({ exploreMap }) => {
      if (!isGone) undo.push(exploreMap(/** @type {HTMLElement} */ (panel)));
    });
  }
  return () => {
    isGone = true;
    undo.forEach((step) => step());
  };
}
