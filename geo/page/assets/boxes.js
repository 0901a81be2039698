// The boxes of lines, kept with them.

/** @import { Box } from './mapdata.js' */

/** @type {WeakMap<ArrayLike<number>, Box>} */
const boxes = new WeakMap();

/**
 * The box about a line: the least and the most of either coordinate. It is asked for again and again.
 * @param {ArrayLike<number>} line coordinates in turn
 * @returns {Box}
 */
export function lineBox(line) {
  const known = boxes.get(line);
  if (known) return known;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < line.length; k += 2) {
    const x = line[k],
      y = line[k + 1];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  /** @type {Box} */
  const box = [west, south, east, north];
  boxes.set(line, box);
  return box;
}
