// The open sea, so far from any land that nobody holds it: geo/atlas/ground.py in the page.

/** @import { Atlas, Box, Line } from './mapdata.js' */

import { nearable, nearestOf } from './geodesy.js';
import { keeper } from './keeping.js';

/** @typedef {{ off_km: number, rings: Line[] }} Sea a part of the open sea, whose edges run so far from land */

/** @typedef {Pick<Atlas, 'sea' | 'sea_frame'>} Waters */

const keep = keeper();
const HAIR = 1e-9; // degrees

/**
 * Whether a place lies within rings, not on an edge of them.
 * @param {Line[]} rings
 * @param {number} lon
 * @param {number} lat
 */
function within(rings, lon, lat) {
  let inside = false;
  for (const ring of rings) {
    for (let k = 2; k < ring.length; k += 2) {
      const [x0, y0, x1, y1] = [ring[k - 2], ring[k - 1], ring[k], ring[k + 1]],
        side = (x1 - x0) * (lat - y0) - (y1 - y0) * (lon - x0);
      const beside = Math.min(x0, x1) <= lon && lon <= Math.max(x0, x1) && Math.min(y0, y1) <= lat && lat <= Math.max(y0, y1);
      if (side === 0 && beside) return false;
      if (y0 > lat !== y1 > lat && side > 0 === y1 > y0) inside = !inside;
    }
  }
  return inside;
}

/**
 * The edges of the sea, without those along the frame that it is drawn in.
 * @param {Line[]} rings
 * @param {Box} frame
 */
function edges(rings, [west, south, east, north]) {
  const sides = /** @type {[number, number][]} */ ([
    [0, west],
    [0, east],
    [1, south],
    [1, north],
  ]);
  return rings.flatMap((ring) => {
    const along = (/** @type {number} */ k) =>
      sides.some(([axis, at]) => Math.abs(ring[k + axis] - at) < HAIR && Math.abs(ring[k + 2 + axis] - at) < HAIR);
    const runs = [];
    for (let k = 0, first = 0; k < ring.length; k += 2) {
      const last = k + 2 >= ring.length;
      if (!last && !along(k)) continue;
      if (k > first) runs.push(ring.slice(first, k + 2));
      first = k + 2;
    }
    return runs;
  });
}

/**
 * How far from land a place in the open sea lies, kilometres; null elsewhere.
 * @param {Waters} atlas
 * @param {number} lon
 * @param {number} lat
 */
export function offShore(atlas, lon, lat) {
  const part = atlas.sea.find(({ rings }) => within(rings, lon, lat));
  if (!part) return null;
  const lines = keep(atlas, '', () => atlas.sea.flatMap(({ rings }) => edges(rings, atlas.sea_frame)).map(nearable)),
    found = nearestOf(lines, lon, lat);
  return found && part.off_km + found.metres / 1000;
}
