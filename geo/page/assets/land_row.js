// Where along a row there is land: whoever asks of one place asks of others beside it.

import { lineBox } from './boxes.js';

/**
 * What tells of a row's places whether any of some rings, which all turn one way, goes round them: by how often they turn
 * round it.
 * @param {ArrayLike<number>[]} rings x and y in turn
 * @param {number} y of the row
 * @returns {(x: number) => boolean}
 */
export function landAlong(rings, y) {
  /** @type {[number, 1 | -1][]} */
  const crossings = []; // where a ring crosses the row, and which way
  for (const ring of rings) {
    const [, low, , high] = lineBox(ring),
      last = ring.length - 1;
    if (y < low || y > high) continue;
    for (let k = 1, before = ring[last] > y; k <= last; k += 2) {
      const after = ring[k] > y;
      if (after === before) continue;
      before = after;
      const from = k > 1 ? k - 2 : last,
        x = ring[from - 1] + ((ring[k - 1] - ring[from - 1]) * (y - ring[from])) / (ring[k] - ring[from]);
      crossings.push([x, after ? 1 : -1]);
    }
  }
  return (x) => crossings.reduce((turns, [at, turn]) => (at > x ? turns + turn : turns), 0) !== 0;
}
