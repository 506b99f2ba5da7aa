// Filters over the table of incidents; the map and the timeline follow the event `civharm:shown`.

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} root
 */
export function enhanceFilters(form, root) {
  const rows = [...root.querySelectorAll("tr[data-incident]")].map((row) => /** @type {HTMLElement} */ (row));
  const count = form.querySelector("output");

  function apply() {
    const wanted = new FormData(form);
    const shown = rows.filter((row) => matches(row, wanted));
    for (const row of rows) row.hidden = !shown.includes(row);
    if (count) count.value = `${shown.length} / ${rows.length}`;
    const ids = new Set(shown.map((row) => row.dataset.incident ?? ""));
    dimTimeline(root, ids);
    writeTotals(root, shown);
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
 */
function writeTotals(root, shown) {
  for (const total of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-total]"))) {
    const grades = (total.dataset.total ?? "").split(" ");
    const counted = shown.filter((row) => grades.includes("all") || grades.includes(row.dataset.grade ?? ""));
    const minima = counted.map((row) => row.dataset.min ?? "").filter(Boolean);
    const maxima = counted.map((row) => row.dataset.max || (row.dataset.min ?? "")).filter(Boolean);
    write(total, "incidents", String(counted.length));
    write(total, "unknown", String(counted.length - minima.length));
    write(total, "killed", rangeWords(minima, maxima, total.dataset));
  }
}

/**
 * @param {string[]} minima
 * @param {string[]} maxima
 * @param {DOMStringMap} words the words for what is unknown
 */
function rangeWords(minima, maxima, words) {
  const sum = (/** @type {string[]} */ counts) =>
    counts.reduce((total, count) => total + Number(count), 0).toLocaleString("en");
  const [low, high] = [sum(minima), sum(maxima)];
  if (!maxima.length) return words.unknownWord ?? "";
  if (!minima.length) return (words.upToWords ?? "").replace("%(high)s", high);
  return low === high ? low : `${low}–${high}`;
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
