// Filters over the table of incidents; the map and the timeline follow the event `civharm:shown`.
import { plainSum, sumOver } from "./overlaps.js";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} root
 */
export function enhanceFilters(form, root) {
  const rows = [...root.querySelectorAll("tr[data-incident]")].map((row) => /** @type {HTMLElement} */ (row));
  const count = form.querySelector("output");
  const sharedSum = readRelations(root);

  function apply() {
    const wanted = new FormData(form);
    const shown = rows.filter((row) => matches(row, wanted));
    const ids = new Set(shown.map((row) => row.dataset.incident ?? ""));
    for (const row of rows) row.hidden = !ids.has(row.dataset.incident ?? "");
    if (count) count.value = `${shown.length} / ${rows.length}`;
    dimTimeline(root, ids);
    writeTotals(root, shown, sharedSum);
    root.dispatchEvent(new CustomEvent("civharm:shown", { detail: ids }));
  }

  form.addEventListener("input", apply);
  form.addEventListener("reset", () => queueMicrotask(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
}

/**
 * @param {HTMLElement} row
 * @param {FormData} wanted
 */
function matches(row, wanted) {
  const { grade, place, parties = "" } = row.dataset;
  const asked = (/** @type {string} */ name) => String(wanted.get(name) ?? "");
  return (
    (!asked("grade") || grade === asked("grade")) &&
    (!asked("place") || place === asked("place")) &&
    (!asked("party") || parties.split("|").includes(asked("party")))
  );
}

/**
 * @param {HTMLElement} root
 * @param {Set<string>} ids
 */
function dimTimeline(root, ids) {
  for (const part of /** @type {NodeListOf<SVGElement>} */ (root.querySelectorAll(".timeline [data-incident]"))) {
    part.classList.toggle("is-filtered", !ids.has(part.dataset.incident ?? ""));
  }
}

/**
 * The totals of what is shown, by the rule of `pages/totals.py`: a browser test holds the two together.
 * @param {HTMLElement} root
 * @param {HTMLElement[]} shown
 * @param {ReturnType<typeof sumOver>} sharedSum
 */
function writeTotals(root, shown, sharedSum) {
  const alleged = shown.filter((row) => "alleged" in row.dataset);
  for (const total of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-total]"))) {
    const grades = (total.dataset.total ?? "").split(" ");
    const counted = alleged.filter((row) => grades.includes("all") || grades.includes(row.dataset.grade ?? ""));
    const ranges = new Map(counted.map((row) => [row.dataset.incident ?? "", rangeOf(row)]));
    const killed = rangeWords(sharedSum(ranges), total.dataset);
    const apart = rangeWords(plainSum(ranges.values()), total.dataset);
    write(total, "incidents", String(counted.length));
    write(total, "unknown", String([...ranges.values()].filter(({ min }) => min === null).length));
    write(total, "killed", killed);
    write(total, "apart", apart === killed ? "" : (total.dataset.apartWords ?? "").replace("%(range)s", apart));
  }
}

/**
 * @param {HTMLElement} row
 * @returns {import("./overlaps.js").Range}
 */
function rangeOf({ dataset: { min, max } }) {
  return { min: min ? Number(min) : null, max: max ? Number(max) : null };
}

/**
 * @param {import("./overlaps.js").Range} range with a maximum wherever there is a minimum
 * @param {DOMStringMap} words the words for what is unknown
 */
function rangeWords({ min, max }, words) {
  if (max === null) return words.unknownWord ?? "";
  const [low, high] = [min?.toLocaleString("en"), max.toLocaleString("en")];
  if (low === undefined) return (words.upToWords ?? "").replace("%(high)s", high);
  return low === high ? low : (words.betweenWords ?? "").replace("%(low)s", low).replace("%(high)s", high);
}

/**
 * The relations of the page's incidents, ready for sums.
 * @param {HTMLElement} root
 */
function readRelations(root) {
  return sumOver(JSON.parse(root.querySelector("#relations")?.textContent || "[]"));
}

/**
 * @param {HTMLElement} total
 * @param {string} name
 * @param {string} words
 */
function write(total, name, words) {
  const cell = total.querySelector(`[data-cell="${name}"]`);
  if (cell) cell.textContent = words;
}
