// The keys of a page. `data-key="a"` on a button, link or field makes the key press it (a field gets the focus).
// `data-keys-of` on a part of the page: its keys work while it has the class `is-active`, one part at a time.
// `data-key-words` says what the key does where the element's own words don't.

const STORED = "civharm.keys";
const WRITING = "input:not([type=button], [type=submit], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const NAMES = new Map([["?", "?"], ["؟", "?"], ["Enter", "Enter"], ["Escape", "Escape"], [" ", "Space"]]);

/** Starts listening; the whole page shares one listener, so what is swapped in later has its keys as well. */
export function listenForKeys() {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[data-keys]"));
  document.addEventListener("keydown", (event) => pressed(event, dialog));
  document.addEventListener("htmx:load", tellAssistiveTechnology);
  tellAssistiveTechnology();
  if (!dialog) return;
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => open(dialog));
  const isOn = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-keys-on]"));
  isOn.checked = areKeysOn();
  isOn.addEventListener("change", () => {
    keep(isOn.checked);
    tellAssistiveTechnology();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLDialogElement | null} dialog
 */
function pressed(event, dialog) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  const target = /** @type {Element | null} */ (event.target instanceof Element ? event.target : null);
  const key = keyOf(event);
  if (target?.closest(WRITING)) {
    if (key === "Escape") /** @type {HTMLElement} */ (target).blur();
    return;
  }
  if (!areKeysOn() || isOwnKey(target, key)) return;
  if (key === "?" && dialog && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    open(dialog);
    return;
  }
  const wanted = keyed().find((element) => element.dataset.key === key);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches(WRITING)) wanted.focus();
  else wanted.click();
  // what opens has its first choice under Enter at once, however quickly that key follows
  if (wanted.matches("summary")) /** @type {HTMLElement | null} */ (wanted.closest("details[open]")?.querySelector("[data-first]") ?? null)?.focus();
}

/**
 * The key by its letter where the layout is Latin, else by where it lies: Arabic layouts have no letter "a".
 * @param {KeyboardEvent} event
 */
function keyOf(event) {
  const named = NAMES.get(event.key);
  if (named) return named;
  if (/^[a-z0-9[\]]$/i.test(event.key)) return (event.shiftKey ? "Shift+" : "") + event.key.toLowerCase();
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1]?.toLowerCase();
  const sign = { BracketLeft: "[", BracketRight: "]" }[event.code];
  const letter = place ?? sign;
  return letter ? (event.shiftKey ? "Shift+" : "") + letter : event.key;
}

/**
 * Enter and space press what has the focus, as everywhere.
 * @param {Element | null} target
 * @param {string} key
 */
function isOwnKey(target, key) {
  return (key === "Enter" || key === "Space") && Boolean(target?.closest("a, button, summary"));
}

/** @returns {HTMLElement[]} what has a key that works now: to be seen, not disabled, in the open dialog if there is one */
function keyed() {
  const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-key]"))].filter((element) => {
    const part = element.closest("[data-keys-of]");
    return (!part || part.classList.contains("is-active")) && !element.matches(":disabled") && element.checkVisibility();
  });
}

/** @param {HTMLDialogElement} dialog */
function open(dialog) {
  const list = /** @type {HTMLElement} */ (dialog.querySelector("[data-keys-list]"));
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const element of keyed()) {
    const key = element.dataset.key ?? "";
    if (!found.has(key)) found.set(key, wordsOf(element));
  }
  list.replaceChildren(...[...found].map(([key, words]) => row(key, words)));
  dialog.showModal();
}

/**
 * What the element says it does: the key that stands in it left out, and of a field its label.
 * @param {HTMLElement} element
 */
function wordsOf(element) {
  const labelled = "labels" in element ? /** @type {HTMLInputElement} */ (element).labels?.[0] : null;
  const said = /** @type {HTMLElement} */ ((labelled ?? element).cloneNode(true));
  for (const key of said.querySelectorAll("kbd")) key.remove();
  const words = element.dataset.keyWords || element.getAttribute("aria-label") || said.textContent || "";
  return words.replace(/\s+/g, " ").trim();
}

/**
 * @param {string} key
 * @param {string} words
 */
function row(key, words) {
  const made = document.createElement("div");
  const term = document.createElement("dt");
  const sign = document.createElement("kbd");
  const meaning = document.createElement("dd");
  sign.textContent = key.length === 1 ? key.toUpperCase() : key.replace(/^Shift\+(.)$/, (_, letter) => `Shift + ${letter.toUpperCase()}`);
  meaning.textContent = words;
  meaning.dir = "auto";
  term.append(sign);
  made.append(term, meaning);
  return made;
}

/** Tells assistive technology of the keys while they work. */
function tellAssistiveTechnology() {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-key]"))) {
    if (areKeysOn()) element.setAttribute("aria-keyshortcuts", element.dataset.key ?? "");
    else element.removeAttribute("aria-keyshortcuts");
  }
}

function areKeysOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} areOn */
function keep(areOn) {
  try {
    localStorage.setItem(STORED, areOn ? "on" : "off");
  } catch {
    // a browser that keeps nothing has them on with each page
  }
}
