// The list of Explore: the timeline is drawn over to choose a period, and whoever shows the same filter hears of a new one.

/** @typedef {{ left: number, width: number, first: number, days: number }} Axis */

const dayMs = 86_400_000;
/** A shorter way of the pointer is a click. */
const clickPx = 4;
const narrow = matchMedia("(max-width: 60rem)");

/** @param {HTMLElement} list */
export function enhanceList(list) {
  const form = /** @type {HTMLFormElement} */ (list.querySelector("form[data-filter]"));
  // On a narrow screen the filter would stand before all that it finds.
  const fold = /** @type {HTMLDetailsElement | null} */ (list.querySelector("details[data-fold]"));
  if (fold && narrow.matches) fold.open = false;
  list.addEventListener("htmx:configRequest", leaveOutTheEmpty);
  list.addEventListener("htmx:afterSettle", () => {
    writeFields(form);
    tellOthers(list);
  });
  list.addEventListener("pointerdown", (event) => {
    const drawing = /** @type {Element} */ (event.target).closest("[data-brush]");
    if (drawing && event.button === 0) brush(/** @type {SVGSVGElement} */ (drawing), event, form);
  });
}

/** @param {Event} event */
function leaveOutTheEmpty(event) {
  const parameters = /** @type {CustomEvent} */ (event).detail.parameters;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
}

/**
 * The fields that stay in place follow the address; who is writing in one is left alone.
 * @param {HTMLFormElement} form
 */
function writeFields(form) {
  const asked = new URLSearchParams(location.search);
  for (const name of ["q", "from", "to"]) {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    if (input !== document.activeElement) input.value = asked.get(name) ?? "";
  }
}

/** @param {HTMLElement} list */
function tellOthers(list) {
  for (const panel of list.querySelectorAll("[data-explore]")) {
    panel.dispatchEvent(new CustomEvent("civharm:filtered", { detail: location.search.slice(1) }));
  }
}

/**
 * @param {SVGSVGElement} drawing
 * @param {PointerEvent} start
 * @param {HTMLFormElement} form
 */
function brush(drawing, start, form) {
  const axis = axisOf(drawing);
  const mark = /** @type {SVGRectElement} */ (drawing.querySelector("[data-brushed]"));
  const from = xOf(drawing, start);
  const move = (/** @type {PointerEvent} */ event) => {
    const [low, high] = ordered(from, xOf(drawing, event));
    mark.setAttribute("x", String(low));
    mark.setAttribute("width", String(high - low));
  };
  const end = (/** @type {PointerEvent} */ event) => {
    stop.abort();
    mark.setAttribute("width", "0");
    if (event.type === "pointercancel") return;
    const step = Math.abs(event.clientX - start.clientX) < clickPx ? stepAt(drawing, event) : null;
    if (step) choose(form, step.dataset.first ?? "", step.dataset.last ?? "");
    else if (Math.abs(event.clientX - start.clientX) >= clickPx) {
      const [low, high] = ordered(from, xOf(drawing, event));
      choose(form, dayAt(axis, low), dayAt(axis, high));
    }
  };
  const stop = new AbortController();
  const listen = { signal: stop.signal };
  drawing.setPointerCapture(start.pointerId);
  drawing.addEventListener("pointermove", move, listen);
  drawing.addEventListener("pointerup", end, listen);
  drawing.addEventListener("pointercancel", end, listen);
}

/**
 * @param {SVGSVGElement} drawing
 * @returns {Axis}
 */
function axisOf(drawing) {
  const { left, width, first, last } = drawing.dataset;
  const begin = Date.parse(first ?? "");
  return { left: Number(left), width: Number(width), first: begin, days: (Date.parse(last ?? "") - begin) / dayMs + 1 };
}

/**
 * @param {SVGSVGElement} drawing
 * @param {PointerEvent} event
 */
function xOf(drawing, event) {
  const { left, width } = drawing.getBoundingClientRect();
  const x = ((event.clientX - left) / width) * Number(drawing.dataset.width);
  return Math.min(Math.max(x, Number(drawing.dataset.left)), Number(drawing.dataset.width));
}

/**
 * @param {SVGSVGElement} drawing
 * @param {PointerEvent} event
 * @returns {SVGElement | undefined} the step whose column is under the pointer, however low it is
 */
function stepAt(drawing, event) {
  const steps = [.../** @type {NodeListOf<SVGElement>} */ (drawing.querySelectorAll("rect.step"))];
  return steps.find((step) => {
    const { left, right } = step.getBoundingClientRect();
    return event.clientX >= left && event.clientX <= right;
  });
}

/**
 * @param {Axis} axis
 * @param {number} x
 */
function dayAt(axis, x) {
  const share = (x - axis.left) / (axis.width - axis.left);
  const day = Math.min(Math.floor(share * axis.days), axis.days - 1);
  return new Date(axis.first + day * dayMs).toISOString().slice(0, 10);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} first
 * @param {string} last
 */
function choose(form, first, last) {
  /** @type {HTMLInputElement} */ (form.elements.namedItem("from")).value = first;
  /** @type {HTMLInputElement} */ (form.elements.namedItem("to")).value = last;
  form.requestSubmit();
}

/**
 * @param {number} one
 * @param {number} other
 */
function ordered(one, other) {
  return one < other ? [one, other] : [other, one];
}
