// The atlas on a day: who holds which zones, where the borders run, in which zone a place lies.

/** @import { Arc, Atlas, Zone } from './mapdata.js' */

import { grouped } from './grouping.js';
import { keeper } from './keeping.js';
import { holding, stint } from './tenure.js';

/**
 * The zones of each holder, by its number.
 * @param {Atlas} atlas
 * @param {string} day
 * @returns {Map<number, Zone[]>}
 */
export const heldBy = (atlas, day) => grouped(atlas.zones, (zone) => holding(zone, day).holder);

/**
 * An arc between two holders.
 * @typedef {{ arc: Arc, k: number, left: number, right: number }} Border
 */

/** @type {(atlas: Atlas, stint: string, make: () => Border[]) => Border[]} */
const keepBorders = keeper();

/**
 * Every arc between two holders; the window's edge is none.
 * @param {Atlas} atlas
 * @param {string} day
 * @returns {Border[]}
 */
export const bordersOn = (atlas, day) =>
  keepBorders(atlas, String(stint(atlas, day)), () => {
    const holder = atlas.zones.map((zone) => holding(zone, day).holder);
    return atlas.arcs
      .map((arc, k) => ({ arc, k, left: holder[arc.left], right: holder[arc.right] }))
      .filter(({ arc, left, right }) => arc.left >= 0 && arc.right >= 0 && left !== right);
  });

/**
 * Whether rings hold a place, or one runs through it: by counting the edges that a parallel crosses east of it.
 * @param {{ line: ArrayLike<number> }[]} arcs
 * @param {number[][]} rings
 * @param {number} lon
 * @param {number} lat
 */
function hold(arcs, rings, lon, lat) {
  let inside = false;
  for (const k of rings.flat()) {
    const { line } = arcs[k < 0 ? ~k : k];
    for (let i = 2; i < line.length; i += 2) {
      const x0 = line[i - 2],
        y0 = line[i - 1],
        x1 = line[i],
        y1 = line[i + 1];
      if ((lat < y0 && lat < y1) || (lat > y0 && lat > y1)) continue;
      const side = (x1 - x0) * (lat - y0) - (lon - x0) * (y1 - y0);
      if (side === 0 && lon >= Math.min(x0, x1) && lon <= Math.max(x0, x1)) return true;
      if (y0 > lat !== y1 > lat && side > 0 === y1 > y0) inside = !inside;
    }
  }
  return inside;
}

/**
 * The zone a place lies in; on a border the first of those it parts, as the program has it.
 * @template {Pick<Zone, 'box' | 'rings'>} Z
 * @param {{ arcs: { line: ArrayLike<number> }[], zones: Z[] }} atlas
 * @param {number} lon
 * @param {number} lat
 * @returns {Z | undefined}
 */
export const zoneAt = (atlas, lon, lat) =>
  atlas.zones.find(({ box: [west, south, east, north], rings }) => {
    const near = lon >= west && lon <= east && lat >= south && lat <= north;
    return near && hold(atlas.arcs, rings, lon, lat);
  });
