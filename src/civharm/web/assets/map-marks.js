// Marks of the explore map, drawn when first needed: a number in a ring of its grades.
// Filled is a person's signature, dashed a machine's proposal, as everywhere. An area's mark has no body: it is no point.

/** @typedef {[grading: string, isSigned: boolean, count: number]} Share */
/** @typedef {{ count: number, grades: Share[], isArea: boolean, label?: string }} Mark `label` are the words of an area */

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
  return `mark:${JSON.stringify([mark.count, mark.grades, mark.isArea && mark.label])}`;
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
  return mark.isArea ? drawArea(mark, colour) : drawRing(mark, colour, words);
}

/**
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 * @param {string} words
 */
function drawRing(mark, colour, words) {
  const radius = sizeOf(mark.count);
  const side = Math.ceil(2 * radius + 4);
  const pen = penOn(side, side);
  pen.translate(side / 2, side / 2);
  body(pen, radius, colour("--panel"));
  ring(pen, radius - thickness / 2 - 1, mark, colour);
  pen.font = `600 ${words.length > 3 ? 11 : 12}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour("--ink");
  pen.fillText(words, 0, 0.5);
  return pen.getImageData(0, 0, side * scale, side * scale);
}

/**
 * A label with the grades as a bar below: it stands on the rim of its circle.
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 */
function drawArea(mark, colour) {
  const font = "600 11.5px system-ui, sans-serif";
  const measure = penOn(1, 1);
  measure.font = font;
  const words = mark.label ?? "";
  const width = Math.ceil(measure.measureText(words).width) + 18;
  const height = 25;
  const pen = penOn(width, height);
  pen.beginPath();
  pen.roundRect(1, 1, width - 2, height - 2, 5);
  pen.fillStyle = colour("--panel");
  pen.fill();
  pen.setLineDash([3, 2]);
  pen.strokeStyle = colour("--harm");
  pen.stroke();
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = colour("--ink");
  pen.fillText(words, width / 2, height / 2 - 2);
  bar(pen, 8, width - 8, height - 4.5, mark, colour);
  return pen.getImageData(0, 0, width * scale, height * scale);
}

/**
 * @param {number} width
 * @param {number} height
 */
function penOn(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.scale(scale, scale);
  return pen;
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {number} start
 * @param {number} end
 * @param {number} height
 * @param {Mark} mark
 * @param {import("./map-base.js").Colour} colour
 */
function bar(pen, start, end, height, mark, colour) {
  let from = start;
  for (const [grading, isSigned, count] of mark.grades) {
    const to = from + ((end - start) * count) / mark.count;
    pen.beginPath();
    pen.moveTo(from, height);
    pen.lineTo(to, height);
    pen.strokeStyle = colour(`--grade-${grading}`);
    pen.lineWidth = isSigned ? 3 : 2;
    pen.setLineDash(isSigned ? [] : [3, 2]);
    pen.stroke();
    from = to;
  }
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
