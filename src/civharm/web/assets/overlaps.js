// Sums over incidents that may overlap: the arithmetic of `assessments/overlaps.py`, which says why.
// A browser test holds the two together on random relations.

/** @typedef {{ min: number | null, max: number | null }} Range */
/** @typedef {[left: string, right: string, isSurePart: boolean]} Relation */
/** @typedef {Map<string, Set<string>>} Near */

/** More incidents than that in one chain are not searched for the best choice. */
const SEARCHED = 16;

/**
 * @param {Relation[]} relations of "part of", the first is the part
 * @returns {(ranges: Map<string, Range>) => Range} the range of incidents together, each by its id
 */
export function sumOver(relations) {
  const wholes = acyclic(relations.filter(([, , isSurePart]) => isSurePart));
  const near = neighbours(relations, wholes);
  return (ranges) => {
    const filled = new Map([...ranges].map(([one, ends]) => [one, { min: ends.min, max: ends.max ?? ends.min }]));
    /** @type {Map<string, string[]>} */
    const parts = new Map();
    const inside = new Set();
    for (const one of filled.keys()) {
      const whole = home(one, filled, wholes);
      if (whole === undefined) continue;
      parts.set(whole, [...(parts.get(whole) ?? []), one]);
      inside.add(one);
    }
    return together([...filled.keys()].filter((one) => !inside.has(one)), { ranges: filled, parts, near });
  };
}

/**
 * The sum of the known minima and of the known maxima, as if no two shared people.
 * @param {Iterable<Range>} ranges
 * @returns {Range}
 */
export function plainSum(ranges) {
  const listed = [...ranges];
  const sum = (/** @type {(number | null)[]} */ counts) => {
    const known = counts.filter((count) => count !== null);
    return known.length ? known.reduce((total, count) => total + count, 0) : null;
  };
  return { min: sum(listed.map(({ min }) => min)), max: sum(listed.map(({ min, max }) => max ?? min)) };
}

/**
 * The one smallest whole among these that surely has the part's people.
 * @param {string} part
 * @param {Map<string, Range>} ranges
 * @param {Near} wholes
 */
function home(part, ranges, wholes) {
  const over = [...above(part, wholes)].filter((one) => ranges.has(one));
  const nearest = over.filter((one) => !over.some((other) => above(other, wholes).has(one)));
  return nearest.length === 1 ? nearest[0] : undefined;
}

/**
 * Incidents side by side, each raised to the range of its parts together.
 * @param {string[]} names
 * @param {{ ranges: Map<string, Range>, parts: Map<string, string[]>, near: Near }} known
 * @returns {Range}
 */
function together(names, known) {
  const raised = new Map(
    names.map((one) => {
      const own = /** @type {Range} */ (known.ranges.get(one));
      const inside = together(known.parts.get(one) ?? [], known);
      return [one, { min: greater(own.min, inside.min), max: greater(own.max, inside.max) }];
    }),
  );
  return plainSum(hangingTogether(names, known.near).map((group) => beside(group, raised, known.near)));
}

/**
 * Incidents of which neighbours may overlap.
 * @param {string[]} group
 * @param {Map<string, Range>} raised
 * @param {Near} near
 * @returns {Range}
 */
function beside(group, raised, near) {
  const ranges = new Map(group.map((one) => [one, /** @type {Range} */ (raised.get(one))]));
  const plain = plainSum(ranges.values());
  if (group.length === 1) return plain;
  const least = new Map([...ranges].map(([one, { min }]) => [one, min ?? 0]));
  const low = plain.min === null ? null : heaviest(least, near);
  if (plain.max === null || group.length > SEARCHED) return { min: low, max: plain.max };
  const choices = apartOrWhole(ranges, near);
  return { min: low, max: heaviest(choices.weights, choices.near) };
}

/**
 * The choices for a maximum: an incident beside its neighbours with its minimum, or alone with its maximum.
 * @param {Map<string, Range>} ranges
 * @param {Near} near
 */
function apartOrWhole(ranges, near) {
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (const [one, { min }] of ranges) weights.set(`apart ${one}`, min ?? 0);
  for (const [one, { min, max }] of ranges) {
    if ((max ?? 0) > (min ?? 0)) weights.set(`whole ${one}`, max ?? 0);
  }
  /** @type {Near} */
  const close = new Map();
  const exclude = (/** @type {string} */ left, /** @type {string} */ right) => {
    if (left !== right && weights.has(left) && weights.has(right)) join(close, [left], [right]);
  };
  for (const one of ranges.keys()) {
    for (const other of [one, ...(near.get(one) ?? [])]) {
      exclude(`whole ${one}`, `apart ${other}`);
      exclude(`whole ${one}`, `whole ${other}`);
    }
  }
  return { weights, near: close };
}

/**
 * The greatest sum of weights over names no two of which are neighbours; a safe lower one for very many.
 * @param {Map<string, number>} weights
 * @param {Near} near
 */
function heaviest(weights, near) {
  if (weights.size > 2 * SEARCHED) return greedily(weights, near);
  return searched(new Set(weights.keys()), weights, near);
}

/**
 * @param {Set<string>} left
 * @param {Map<string, number>} weights
 * @param {Near} near
 * @returns {number}
 */
function searched(left, weights, near) {
  const beside = (/** @type {string} */ one) => [...(near.get(one) ?? [])].filter((other) => left.has(other));
  const ranked = [...left].map((one) => ({ one, among: beside(one) }));
  const busiest = ranked.reduce((most, each) => (each.among.length > most.among.length ? each : most), ranked[0]);
  if (!busiest?.among.length) return [...left].reduce((total, one) => total + (weights.get(one) ?? 0), 0);
  const without = new Set(left);
  without.delete(busiest.one);
  const apart = new Set([...without].filter((one) => !busiest.among.includes(one)));
  const taken = (weights.get(busiest.one) ?? 0) + searched(apart, weights, near);
  return Math.max(taken, searched(without, weights, near));
}

/**
 * @param {Map<string, number>} weights
 * @param {Near} near
 */
function greedily(weights, near) {
  const heavyFirst = [...weights].sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1));
  /** @type {Set<string>} */
  const taken = new Set();
  for (const [one] of heavyFirst) {
    if (![...(near.get(one) ?? [])].some((other) => taken.has(other))) taken.add(one);
  }
  return [...taken].reduce((total, one) => total + (weights.get(one) ?? 0), 0);
}

/**
 * The names in groups: those that a chain of neighbours joins.
 * @param {string[]} names
 * @param {Near} near
 */
function hangingTogether(names, near) {
  const left = new Set(names);
  const groups = [];
  for (const first of names) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const one of group) {
      for (const other of near.get(one) ?? []) if (left.delete(other)) group.push(other);
    }
    groups.push(group);
  }
  return groups;
}

/**
 * All that may share people with an incident: a part and its wholes share with what the other shares with.
 * @param {Relation[]} relations
 * @param {Near} wholes
 */
function neighbours(relations, wholes) {
  /** @type {Near} */
  const kin = new Map();
  /** @type {Near} */
  const near = new Map();
  for (const [part, own] of wholes) {
    const over = above(part, wholes);
    join(kin, [part], over);
    join(kin, over, [part]);
    join(near, [part], over);
    join(near, own, own);
  }
  for (const [left, right] of relations) {
    const [lefts, rights] = [kin.get(left) ?? new Set(), kin.get(right) ?? new Set()];
    if (!lefts.has(right)) join(near, [left, ...lefts], [right, ...rights]);
  }
  return near;
}

/**
 * @param {Near} near
 * @param {Iterable<string>} ones
 * @param {Iterable<string>} others
 */
function join(near, ones, others) {
  for (const one of ones) {
    for (const other of others) {
      if (one === other) continue;
      for (const [from, to] of [[one, other], [other, one]]) near.set(from, (near.get(from) ?? new Set()).add(to));
    }
  }
}

/**
 * The wholes of each part; nothing is a part of itself, and who would make it so is passed over.
 * @param {Relation[]} parts
 */
function acyclic(parts) {
  /** @type {Near} */
  const wholes = new Map();
  const ordered = [...parts].sort(([a, b], [c, d]) => compare(a, c) || compare(b, d));
  for (const [part, whole] of ordered) {
    if (part === whole || above(whole, wholes).has(part)) continue;
    wholes.set(part, (wholes.get(part) ?? new Set()).add(whole));
  }
  return wholes;
}

/**
 * All that it is a part of, through whatever lies between.
 * @param {string} part
 * @param {Near} wholes
 */
function above(part, wholes) {
  /** @type {Set<string>} */
  const found = new Set();
  const ways = [...(wholes.get(part) ?? [])];
  for (const whole of ways) {
    if (found.has(whole)) continue;
    found.add(whole);
    ways.push(...(wholes.get(whole) ?? []));
  }
  return found;
}

/**
 * @param {number | null} one
 * @param {number | null} other
 */
function greater(one, other) {
  return one === null ? other : other === null ? one : Math.max(one, other);
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
