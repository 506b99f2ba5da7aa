// Who works on something says so while its page is open: it is held on opening, now and then, and left on leaving.

const everyMs = 5 * 60_000;

/** @param {Document} page */
export function keepWork(page) {
  const bar = /** @type {HTMLElement | null} */ (page.querySelector("[data-work]"));
  if (!bar) return;
  const { hold = "", release = "" } = bar.dataset;
  tell(bar, hold);
  setInterval(() => tell(bar, hold), everyMs);
  // Loading the page anew is a leaving as well: the server waits a minute for who is back at once.
  addEventListener("pagehide", () => tell(bar, release, "gone"));
}

/**
 * @param {HTMLElement} bar
 * @param {string} address
 * @param {string} [more]
 */
function tell(bar, address, more) {
  const form = /** @type {HTMLFormElement} */ (bar.querySelector("form[data-release]"));
  const said = new FormData(form);
  if (more) said.set(more, "yes");
  navigator.sendBeacon(address, said);
}
