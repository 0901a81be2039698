// How far the border moved on each parallel.

/** @import { Arc, Atlas, Epoch } from './mapdata.js' */

import { grouped } from './grouping.js';
import { keeper } from './keeping.js';

/**
 * A piece of a parallel that changed hands: degrees, and kilometres that are positive where it was gained. An end
 * without an arc is the shore.
 * @typedef {object} Segment
 * @property {number} lat
 * @property {number} west
 * @property {number} east
 * @property {number} km
 * @property {number | null} sigma one standard error of the kilometres
 * @property {Arc | undefined} westArc
 * @property {Arc | undefined} eastArc
 * @property {number} westward which way the border went: 1 west, -1 east, 0 where it came or went
 */

/**
 * What changed hands on a parallel, in kilometres; its western end is land, lake, coast or edge.
 * @typedef {{ lat: number, net: number, gain: number, loss: number, sigma: number | null, end: string, pieces: Segment[] }}
 *   ProfileRow
 */

/**
 * The shift between two days; the rows stand by their latitudes, from the south.
 * @typedef {{ segments: Segment[], profile: Map<number, ProfileRow> }} Shift
 */

/**
 * The figures that hold on a day: those of the last day on which the state's land changed.
 * @param {Pick<Atlas, 'epochs'>} atlas
 * @param {string} day
 * @returns {Epoch}
 */
export const epochOn = (atlas, day) => atlas.epochs.findLast((epoch) => epoch.day <= day) || atlas.epochs[0];

const keep = keeper();

/** @typedef {Pick<Atlas, 'arcs' | 'epochs' | 'every' | 'parallels' | 'pieces' | 'piece_steps'>} Measured */

/**
 * What changed hands on each parallel between the page's first day and another, as the program has measured it.
 * @param {Measured} atlas
 * @param {string} day
 * @returns {Shift}
 */
export function shiftOn(atlas, day) {
  const { number } = epochOn(atlas, day);
  return keep(atlas, String(number), () => shiftIn(atlas, number));
}

/** @param {number | null} metres */
const kilo = (metres) => (metres === null ? null : metres / 1000);

/**
 * @param {Measured} atlas
 * @param {number} epoch
 * @returns {Shift}
 */
function shiftIn({ arcs, every, parallels, pieces, piece_steps }, epoch) {
  const lasts = (/** @type {{ from: number, until: number }} */ { from, until }) => from <= epoch && epoch < until,
    latitude = (/** @type {number} */ parallel) => Math.round(parallel * every * 1e6) / 1e6;
  const segments = pieces.filter(lasts).map((piece) => ({
    lat: latitude(piece.parallel),
    west: piece.west / piece_steps,
    east: piece.east / piece_steps,
    km: piece.metres / 1000,
    sigma: kilo(piece.sigma),
    westArc: arcs[piece.west_arc],
    eastArc: arcs[piece.east_arc],
    westward: piece.westward,
  }));
  const own = grouped(segments, ({ lat }) => lat);
  const rows = parallels.filter(lasts).map(({ parallel, gain, loss, net, sigma, end }) => {
    const lat = latitude(parallel);
    const row = { lat, gain: gain / 1000, loss: loss / 1000, net: net / 1000, sigma: kilo(sigma), end };
    return { ...row, pieces: own.get(lat) ?? [] };
  });
  return { segments, profile: new Map(rows.map((row) => [row.lat, row])) };
}

const SAME = 0.01; // of a shift, by which a parallel may be off the largest that is known to a hundredth of a degree

/**
 * The largest shift of what the page is about, and the parallel that shows it; none where nothing moved, or where more
 * than the page is about lies on that parallel.
 * @param {Measured} atlas
 * @param {string} day
 */
export function largestOn(atlas, day) {
  const rows = [...shiftOn(atlas, day).profile.values()],
    { max_lat, max_km } = epochOn(atlas, day).total,
    away = (/** @type {ProfileRow} */ { lat }) => Math.abs(lat - max_lat);
  if (!rows.length || !max_km) return null;
  const { lat, net } = rows.reduce((best, row) => (away(row) < away(best) ? row : best));
  return Math.abs(net - max_km) <= SAME * Math.abs(max_km) ? { lat, km: max_km } : null;
}
