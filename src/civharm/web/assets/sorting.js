// Tables that sort by a click on a column's head; unknown values stay at the end both ways.

/** @param {HTMLTableElement} table */
export function enhanceSorting(table) {
  const heads = [...table.querySelectorAll("thead th")];
  heads.forEach((head, column) => {
    head.querySelector("button")?.addEventListener("click", () => {
      const isDown = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      const body = table.tBodies[0];
      if (!body) return;
      body.append(...[...body.rows].sort((left, right) => compare(left, right, column, isDown)));
    });
  });
}

/**
 * @param {HTMLTableRowElement} left
 * @param {HTMLTableRowElement} right
 * @param {number} column
 * @param {boolean} isDown
 */
function compare(left, right, column, isDown) {
  const [a, b] = [keyOf(left, column), keyOf(right, column)];
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const order = isNaN(Number(a)) || isNaN(Number(b)) ? a.localeCompare(b) : Number(a) - Number(b);
  return isDown ? -order : order;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} column
 */
function keyOf(row, column) {
  const cell = row.cells[column];
  return cell?.dataset.key ?? cell?.textContent?.trim() ?? "";
}
