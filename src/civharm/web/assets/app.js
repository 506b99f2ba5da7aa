// The served pages: one page, one start; what htmx puts in later gets the same behaviour.
import { enhance } from "./enhance.js";
import { htmx } from "./htmx.js";
import { listenForKeys } from "./keys.js";
import { enhanceMenus } from "./shell.js";

/** @type {WeakMap<Element, () => void>} */
const undoing = new WeakMap();
enhance(document.body);
listenForKeys();
enhanceMenus(document);
htmx.onLoad((added) => {
  if (added !== document.body) undoing.set(/** @type {Element} */ (added), enhance(/** @type {HTMLElement} */ (added)));
});
document.body.addEventListener("htmx:beforeCleanupElement", (event) => {
  undoing.get(/** @type {Element} */ (event.target))?.();
});
