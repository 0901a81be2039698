// What lies near a place: the border of a day, and a place with a name.

/** @import { Atlas, Place, Zone } from './mapdata.js' */
/** @import { Border } from './atlas.js' */
/** @import { Nearest } from './geodesy.js' */

import { bordersOn, zoneAt } from './atlas.js';
import { nearable, nearestOf, onEllipsoid } from './geodesy.js';
import { keeper } from './keeping.js';
import { holding } from './tenure.js';

const keepLines = keeper(),
  keepBorders = keeper(),
  keepSpot = keeper();

/**
 * The nearest of the borders on land; lines at sea only give islands to their holders.
 * @param {Atlas} atlas
 * @param {number} lon
 * @param {number} lat
 * @param {string} day
 * @returns {(Nearest & Border) | null}
 */
export function nearestBorder(atlas, lon, lat, day) {
  const holders = atlas.zones.map((zone) => holding(zone, day).holder).join();
  /** @type {Border[]} */
  const borders = keepBorders(atlas, holders, () =>
    bordersOn(atlas, day).filter(
      ({ arc, left, right }) =>
        ['land', 'river', 'lake'].includes(arc.kind) && left >= 0 && right >= 0,
    ),
  );
  const lines = borders.map(({ arc }) => keepLines(arc, '', () => nearable(arc.line)));
  const found = nearestOf(lines, lon, lat);
  return found && { ...found, ...borders[found.which] };
}

/**
 * The nearest place that has a label; as the crow flies through the earth, which is as near.
 * @param {Atlas} atlas
 * @param {number} lon
 * @param {number} lat
 * @param {number} [most] metres
 * @returns {{ place: Place, metres: number } | null}
 */
export function nearestPlace(atlas, lon, lat, most = Infinity) {
  const [x, y, z] = onEllipsoid(lon, lat);
  let best = null,
    least = most ** 2;
  for (const place of atlas.places) {
    if (place.founded) continue; // not there yet
    const xyz = keepSpot(place, '', () => onEllipsoid(place.lon, place.lat)),
      away = (xyz[0] - x) ** 2 + (xyz[1] - y) ** 2 + (xyz[2] - z) ** 2;
    if (away < least) {
      least = away;
      best = place;
    }
  }
  return best && { place: best, metres: Math.sqrt(least) };
}

/**
 * Whether it is sure on which side of a border a place lies: two standard errors away, of the line's and its own.
 * @param {{ metres: number, arc: { sigma: number | null } } | null} border
 * @param {number} sigma of the place, metres
 */
export const isSure = (border, sigma) =>
  !border || border.arc.sigma === null || border.metres >= 2 * Math.hypot(border.arc.sigma, sigma);

/**
 * The zones that lie no farther from a place than so much: its own, and those behind the lines that run so near.
 * @param {Atlas} atlas
 * @param {number} lon
 * @param {number} lat
 * @param {number} metres
 * @returns {Zone[]}
 */
export function zonesWithin(atlas, lon, lat, metres) {
  const near = atlas.arcs.filter((arc) => {
    const found = nearestOf([keepLines(arc, '', () => nearable(arc.line))], lon, lat);
    return found && found.metres <= metres;
  });
  const numbers = new Set(near.flatMap(({ left, right }) => [left, right])),
    own = zoneAt(atlas, lon, lat);
  return atlas.zones.filter((zone) => zone === own || numbers.has(zone.number));
}
