// The public site: plain pages in a folder. The same behaviour as in the casebook, and a long list shown in pieces.
import { enhance } from "./enhance.js";

const PIECE = 100;

/** @param {HTMLElement} list a table whose rows may be many */
function showInPieces(list) {
  const more = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-more]"));
  let most = PIECE;
  const show = () => {
    const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("tr[data-incident]")]);
    const matching = rows.filter((row) => !row.hidden);
    matching.forEach((row, place) => row.classList.toggle("is-later", place >= most));
    if (more) more.hidden = matching.length <= most;
  };
  more?.addEventListener("click", () => {
    most += PIECE * 5;
    show();
  });
  document.body.addEventListener("civharm:shown", () => {
    most = PIECE;
    show();
  });
  // Sorted by a click on a head, whose own listener has run by then.
  list.closest("table")?.addEventListener("click", show);
  show();
}

enhance(document.body);
document.querySelectorAll("[data-rows]").forEach((list) => showInPieces(/** @type {HTMLElement} */ (list)));
