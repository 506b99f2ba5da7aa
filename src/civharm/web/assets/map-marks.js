// Marks of the explore map, drawn when first needed: a number in a ring of its grades.
// Filled is a person's signature, dashed a machine's proposal, as everywhere. An area's mark has no body: it is no point.

/** @typedef {[grading: string, isSigned: boolean, count: number]} Share */
/** @typedef {{ count: number, grades: Share[], isArea: boolean }} Mark */

const scale = 2;
const thickness = 5;

/** @param {number} count */
export function sizeOf(count) {
  return Math.min(30, 11 + 3.2 * Math.log2(Math.max(1, count)) ** 0.9);
}

/**
 * Marks that look alike share one image, under a name that says how it is drawn.
 * @param {Mark} mark
 */
export function imageName(mark) {
  return `mark:${JSON.stringify([mark.count, mark.grades, mark.isArea])}`;
}

/**
 * Gives the map the images of these marks, and takes those away that no mark needs any more.
 * @param {import("maplibre-gl").Map} map
 * @param {Mark[]} marks
 * @param {import("./map-base.js").Colour} colour
 * @param {(count: number) => string} words
 */
export function provideImages(map, marks, colour, words) {
  const needed = new Map(marks.map((mark) => [imageName(mark), mark]));
  for (const id of map.listImages()) {
    if (id.startsWith("mark:") && !needed.has(id)) map.removeImage(id);
  }
  for (const [id, mark] of needed) {
    if (!map.hasImage(id)) map.addImage(id, drawMark(mark, colour, words(mark.count)), { pixelRatio: scale });
  }
}

/**
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 * @param {string} words
 */
function drawMark(mark, colour, words) {
  const radius = sizeOf(mark.count);
  const side = Math.ceil(2 * radius + 4) * scale;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(scale, scale);
  pen.translate(side / scale / 2, side / scale / 2);
  if (!mark.isArea) body(pen, radius, colour("--panel"));
  ring(pen, radius - thickness / 2 - 1, mark, colour);
  number(pen, words, mark, colour);
  return pen.getImageData(0, 0, side, side);
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} radius
 * @param {string} colour
 */
function body(pen, radius, colour) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} radius
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 */
function ring(pen, radius, mark, colour) {
  let from = -Math.PI / 2;
  for (const [grading, isSigned, count] of mark.grades) {
    const to = from + (2 * Math.PI * count) / mark.count;
    pen.beginPath();
    pen.arc(0, 0, radius, from, to);
    pen.strokeStyle = colour(`--grade-${grading}`);
    pen.lineWidth = isSigned ? thickness : thickness / 2;
    pen.setLineDash(isSigned ? [] : [3, 2]);
    pen.stroke();
    from = to;
  }
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {string} words
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 */
function number(pen, words, mark, colour) {
  pen.font = `600 ${words.length > 3 ? 11 : 12}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  if (mark.isArea) {
    pen.lineWidth = 3;
    pen.lineJoin = "round";
    pen.setLineDash([]);
    pen.strokeStyle = colour("--map-land");
    pen.strokeText(words, 0, 0.5);
  }
  pen.fillStyle = colour("--ink");
  pen.fillText(words, 0, 0.5);
}
