// The self-contained file: every page is a template, the part of the address after # says which one is shown.
import { enhance } from "./enhance.js";

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const firstPage = "/";
let undo = () => {};

/** @param {boolean} isFirst */
function show(isFirst) {
  // An address within a page (the skip link) is the browser's own business.
  if (location.hash && !location.hash.startsWith("#/")) return;
  const path = location.hash.slice(1).split("?")[0] || firstPage;
  const page = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-path="${CSS.escape(path)}"]`) ??
      document.querySelector(`template[data-path="${firstPage}"]`)
  );
  if (!page) return;
  undo();
  main.replaceChildren(page.content.cloneNode(true));
  document.title = page.dataset.title ?? "civharm";
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${page.dataset.section}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  undo = enhance(main);
  if (!isFirst) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

addEventListener("hashchange", () => show(false));
show(true);
