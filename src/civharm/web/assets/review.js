// The review screen: a claim and its words light up each other, one claim at a time is the one that keys act on.

/** @param {HTMLElement} screen */
export function enhanceReview(screen) {
  const told = document.querySelector("[data-told]");
  const words = /** @type {HTMLElement} */ (screen.querySelector("[data-words]"));
  let active = "";

  /**
   * @param {string} root
   * @param {{ isFocused?: boolean }} [how]
   */
  function choose(root, { isFocused = true } = {}) {
    const claim = claimOf(root);
    if (!claim) return;
    active = root;
    for (const other of claims()) {
      other.classList.toggle("is-active", other === claim);
      other.querySelector("[data-choose]")?.setAttribute("aria-pressed", String(other === claim));
    }
    const marks = [...words.querySelectorAll(`mark[data-claims~="${CSS.escape(root)}"]`)];
    words.querySelectorAll("mark").forEach((mark) => mark.classList.toggle("is-active", marks.includes(mark)));
    if (marks[0]) bringInto(words, marks[0]);
    bringInto(/** @type {HTMLElement} */ (screen.querySelector("[data-claim-list]")), claim);
    if (isFocused) claim.focus({ preventScroll: true });
    if (told) told.textContent = claim.querySelector(".claim-head")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  }

  /** @returns {HTMLElement[]} */
  const claims = () => [.../** @type {NodeListOf<HTMLElement>} */ (screen.querySelectorAll("[data-root]"))];
  /** @param {string} root */
  const claimOf = (root) => claims().find((claim) => claim.dataset.root === root);

  /** @param {string} step */
  function move(step) {
    const all = claims();
    const here = all.findIndex((claim) => claim.dataset.root === active);
    if (step === "open") {
      const next = [...all.slice(here + 1), ...all.slice(0, here + 1)].find((claim) => claim.dataset.decided === "no");
      if (next) choose(next.dataset.root ?? "");
      return;
    }
    const next = all[Math.min(all.length - 1, Math.max(0, here + Number(step)))];
    if (next) choose(next.dataset.root ?? "");
  }

  screen.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const claim = /** @type {HTMLElement | null} */ (target.closest("[data-root]"));
    const mark = /** @type {HTMLElement | null} */ (target.closest("mark"));
    if (mark?.dataset.claims && getSelection()?.isCollapsed !== false) choose(nextOf(mark.dataset.claims.split(" "), active));
    else if (claim) choose(claim.dataset.root ?? "", { isFocused: Boolean(target.closest("[data-choose]")) });
    const step = /** @type {HTMLElement | null} */ (target.closest("[data-move]"))?.dataset.move;
    if (step) move(step);
    if (target.closest("[data-close]")) target.closest("details")?.removeAttribute("open");
    if (target.closest("[data-unblur]")) unblur(screen, /** @type {HTMLElement} */ (target.closest("[data-unblur]")));
  });
  screen.addEventListener(
    "toggle",
    (event) => {
      const opened = /** @type {HTMLDetailsElement} */ (event.target);
      // The event comes later than the keys: whoever already writes a reason goes on writing.
      const isWriting = opened.contains(document.activeElement) && document.activeElement?.matches("input");
      if (opened.matches("[data-reasons]") && opened.open && !isWriting) /** @type {HTMLElement} */ (opened.querySelector("[data-first]"))?.focus();
    },
    true,
  );
  // what was decided comes back as the claim that it was: it stays the active one
  document.body.addEventListener("htmx:afterSettle", () => {
    const claim = claimOf(active);
    if (claim?.classList.contains("claim-form")) {
      bringInto(/** @type {HTMLElement} */ (screen.querySelector("[data-claim-list]")), claim.querySelector("[data-answer]") ?? claim);
    } else if (claim && !claim.classList.contains("is-active")) choose(active);
  });
  followSelection(screen, words);
  const asked = new URLSearchParams(location.search).get("claim") ?? location.hash.slice("#claim-".length);
  choose(claimOf(asked) ? asked : (claims()[0]?.dataset.root ?? ""), { isFocused: false });
}

/**
 * Where claims overlap, each click goes on to the next of them.
 * @param {string[]} roots
 * @param {string} active
 */
function nextOf(roots, active) {
  return roots[(roots.indexOf(active) + 1) % roots.length] ?? "";
}

/**
 * Scrolls the part of the screen alone, not the page; on a phone, where nothing scrolls in itself, nothing moves.
 * @param {HTMLElement} part
 * @param {Element} element
 */
function bringInto(part, element) {
  const [outer, inner] = [part.getBoundingClientRect(), element.getBoundingClientRect()];
  const isSeen = inner.top >= outer.top && inner.bottom <= outer.bottom;
  if (!isSeen) part.scrollTop += inner.top - outer.top - Math.max(0, Math.min(outer.height / 4, (outer.height - inner.height) / 2));
}

/**
 * @param {HTMLElement} screen
 * @param {HTMLElement} button
 */
function unblur(screen, button) {
  const isShown = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!isShown));
  screen.toggleAttribute("data-blurred", isShown);
}

/**
 * Selected words go into the form that makes a claim of them, by where they stand in the text.
 * @param {HTMLElement} screen
 * @param {HTMLElement} words
 */
function followSelection(screen, words) {
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = screen.querySelectorAll("form[data-making]");
  const field = (/** @type {HTMLFormElement} */ form, /** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  for (const form of forms)
    field(form, "words").addEventListener("input", () => (field(form, "start").value = field(form, "end").value = ""));
  document.addEventListener("selectionchange", () => {
    const range = rangeIn(words);
    if (!range) return;
    const ends = [placeOf(range.startContainer, range.startOffset, false), placeOf(range.endContainer, range.endOffset, true)];
    if (ends[0] === null || ends[1] === null || ends[0] >= ends[1]) return;
    for (const form of forms) {
      field(form, "start").value = String(ends[0]);
      field(form, "end").value = String(ends[1]);
      field(form, "words").value = range.toString();
    }
  });
}

/** @param {HTMLElement} words */
function rangeIn(words) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  return words.contains(range.startContainer) && words.contains(range.endContainer) ? range : null;
}

/**
 * Where a point of the page stands in the text, in characters as the server counts them. Of a withheld name the whole is taken.
 * @param {Node} node
 * @param {number} offset
 * @param {boolean} isEnd
 * @returns {number | null}
 */
function placeOf(node, offset, isEnd) {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = /** @type {HTMLElement | null} */ (element?.closest("[data-start]") ?? null);
  if (!piece) {
    const beside = /** @type {HTMLElement | null} */ (node.childNodes[isEnd ? offset - 1 : offset] ?? null);
    const edge = beside?.dataset?.[isEnd ? "end" : "start"];
    return edge === undefined ? null : Number(edge);
  }
  if (piece.classList.contains("withheld")) return Number(isEnd ? piece.dataset.end : piece.dataset.start);
  const before = node instanceof Text ? node.data.slice(0, offset) : offset ? (piece.textContent ?? "") : "";
  return Number(piece.dataset.start) + [...before].length;
}
