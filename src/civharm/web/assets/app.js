// The served pages: one page, one start; what htmx puts in later gets the same behaviour.
import { showWorkedOut } from "./behind.js";
import { enhance } from "./enhance.js";
import { enhanceList } from "./explore.js";
import { htmx } from "./htmx.js";
import { listenForKeys } from "./keys.js";
import { enhanceMenus, showWhereOneIs } from "./shell.js";
import { keepWork } from "./work.js";

/** @type {WeakMap<Element, () => void>} */
const undoing = new WeakMap();
enhance(document.body);
listenForKeys();
enhanceMenus(document);
showWhereOneIs(document);
keepWork(document);
document.querySelectorAll("[data-list]").forEach((list) => enhanceList(/** @type {HTMLElement} */ (list)));
htmx.onLoad((added) => {
  showWorkedOut(/** @type {Element} */ (added));
  if (added !== document.body) undoing.set(/** @type {Element} */ (added), enhance(/** @type {HTMLElement} */ (added)));
});
document.body.addEventListener("htmx:beforeCleanupElement", (event) => {
  undoing.get(/** @type {Element} */ (event.target))?.();
});
