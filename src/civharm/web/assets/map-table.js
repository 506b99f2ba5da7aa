// What the map shows, as a table: for screen readers, for the keyboard, and to compare.
import { line } from "./map-base.js";

/** More rows nobody reads; the list of Explore has all. */
const most = 100;

/**
 * @param {HTMLElement} panel
 * @param {import("./map-explore.js").Marks} marks
 * @param {import("./map-explore.js").Words} words
 * @param {(mark: import("./map-explore.js").Cell | import("./map-explore.js").Spot) => void} go
 */
export function fillTable(panel, marks, words, go) {
  const number = new Intl.NumberFormat(document.documentElement.lang);
  for (const [name, value] of Object.entries({
    drawn: marks.drawn, inview: marks.inView, found: marks.found, unplaced: marks.unplaced,
  })) {
    for (const place of panel.querySelectorAll(`[data-count="${name}"]`)) place.textContent = number.format(value);
  }
  const leftOut = marks.inView - marks.drawn;
  for (const place of panel.querySelectorAll("[data-left-out]")) {
    /** @type {HTMLElement} */ (place).hidden = leftOut <= 0;
    for (const count of place.querySelectorAll("[data-count]")) count.textContent = number.format(leftOut);
  }
  const body = panel.querySelector("[data-marks] tbody");
  if (!body) return;
  const all = [...marks.cells, ...marks.spots].sort((a, b) => b.count - a.count);
  body.replaceChildren(...all.slice(0, most).map((mark) => row(mark, words, number, go)));
}

/**
 * @param {import("./map-explore.js").Cell | import("./map-explore.js").Spot} mark
 * @param {import("./map-explore.js").Words} words
 * @param {Intl.NumberFormat} number
 * @param {(mark: import("./map-explore.js").Cell | import("./map-explore.js").Spot) => void} go
 */
function row(mark, words, number, go) {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  if ("box" in mark) head.append(`${words.around} ${mark.lat.toFixed(2)}, ${mark.lon.toFixed(2)}`);
  else head.append(line("bdi", mark.place), ` (${words[mark.precision] ?? mark.precision})`);
  const count = document.createElement("td");
  count.className = "num";
  count.textContent = number.format(mark.count);
  const grades = document.createElement("td");
  grades.textContent = mark.grades
    .map(([grading, isSigned, of]) => `${words[grading]} ${isSigned ? words.signed : words.proposed}: ${number.format(of)}`)
    .join(" · ");
  const action = document.createElement("td");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button is-small is-quiet", textContent: words.zoom });
  button.addEventListener("click", () => go(mark));
  action.append(button);
  made.append(head, count, grades, action);
  return made;
}
