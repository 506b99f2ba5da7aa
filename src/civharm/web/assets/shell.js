// What stands around every page. Menus close as people expect: by Escape, by a click beside them, by leaving them with Tab.

/**
 * On a narrow screen the ways go on beyond its edge: where one is now comes into sight.
 * @param {Document} page
 */
export function showWhereOneIs(page) {
  const way = page.querySelector(".ways [aria-current]");
  const ways = way?.parentElement;
  if (way && ways && ways.scrollWidth > ways.clientWidth) way.scrollIntoView({ inline: "center", block: "nearest" });
}

/** @param {Document} page */
export function enhanceMenus(page) {
  const opened = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (page.querySelectorAll("details.menu[open]"));
  page.addEventListener("click", (event) => closeOutside(opened(), event.target));
  page.addEventListener("focusin", (event) => closeOutside(opened(), event.target));
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      const isWithin = menu.contains(page.activeElement);
      menu.open = false;
      if (isWithin) menu.querySelector("summary")?.focus();
    }
  });
}

/**
 * @param {Iterable<HTMLDetailsElement>} menus
 * @param {EventTarget | null} target
 */
function closeOutside(menus, target) {
  for (const menu of menus) {
    if (!menu.contains(/** @type {Node | null} */ (target))) menu.open = false;
  }
}
