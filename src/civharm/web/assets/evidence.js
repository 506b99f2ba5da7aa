// Claims beside the text: choosing one lights up its words and brings them into view.

/** @param {HTMLElement} evidence */
export function enhanceEvidence(evidence) {
  const status = evidence.querySelector("[data-status]");
  let active = "";

  /** @param {string} claimId */
  function choose(claimId) {
    active = claimId;
    const marks = marksOf(evidence, claimId);
    evidence.querySelectorAll("mark").forEach((mark) => mark.classList.toggle("is-active", marks.includes(mark)));
    for (const button of evidence.querySelectorAll("button[data-claim]")) {
      const isChosen = /** @type {HTMLElement} */ (button).dataset.claim === claimId;
      button.setAttribute("aria-pressed", String(isChosen));
      if (isChosen && button.matches(".claim-open")) scrollWithin(button);
    }
    if (marks[0]) {
      showText(evidence, /** @type {HTMLElement} */ (marks[0].closest("[data-text]"))?.dataset.text ?? "");
      scrollWithin(marks[0]);
    }
    if (status) status.textContent = marks.map((mark) => mark.textContent).join("");
  }

  evidence.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("button"));
    if (button?.dataset.claim) choose(button.dataset.claim);
    else if (button?.dataset.show) showText(evidence, button.dataset.show);
    else if (target.closest("mark")) choose(nextClaim(/** @type {HTMLElement} */ (target.closest("mark")), active));
  });
  evidence.querySelectorAll("[data-text]:not([hidden])").forEach((text) => beginAtFirstMark(/** @type {HTMLElement} */ (text)));
  const wanted = new URLSearchParams(location.href.split("?")[1] ?? "").get("claim");
  if (wanted) choose(wanted);
}

/**
 * @param {HTMLElement} evidence
 * @param {string} claimId
 * @returns {Element[]} the pieces that a claim's words were cut into, in order
 */
function marksOf(evidence, claimId) {
  return [...evidence.querySelectorAll(`mark[data-claims~="${CSS.escape(claimId)}"]`)];
}

/**
 * Where claims overlap, each click goes on to the next of them.
 * @param {HTMLElement} mark
 * @param {string} active
 */
function nextClaim(mark, active) {
  const claims = (mark.dataset.claims ?? "").split(" ");
  return claims[(claims.indexOf(active) + 1) % claims.length] ?? "";
}

/**
 * @param {HTMLElement} evidence
 * @param {string} reportId
 */
function showText(evidence, reportId) {
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (evidence.querySelectorAll("[data-text]"))) {
    text.hidden = text.dataset.text !== reportId;
    if (!text.hidden) beginAtFirstMark(text);
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (evidence.querySelectorAll("button[data-show]"))) {
    button.setAttribute("aria-pressed", String(button.dataset.show === reportId));
  }
}

/**
 * Pages begin with menus; a text is shown from the paragraph where its claims begin.
 * @param {HTMLElement} text
 */
function beginAtFirstMark(text) {
  const mark = text.querySelector("mark");
  if (mark) text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 4;
}

/** @param {Element} element */
function scrollWithin(element) {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "nearest", behavior: isCalm ? "auto" : "smooth" });
}
