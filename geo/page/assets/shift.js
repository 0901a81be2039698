// How far the border moved on each parallel.

/** @import { Arc, Atlas, Epoch, Piece } from './mapdata.js' */

import { turned } from './change.js';
import { metresPerDegree } from './geodesy.js';
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
 * @property {number} sigma one standard error of the kilometres
 * @property {Arc | undefined} westArc
 * @property {Arc | undefined} eastArc
 */

/**
 * What changed hands on a parallel, in kilometres; its western end is land, lake or coast.
 * @typedef {{ lat: number, net: number, gain: number, loss: number, sigma: number, end: string, pieces: Segment[] }}
 *   ProfileRow
 */

/**
 * The shift between two days; the rows stand by their latitudes, from the south.
 * @typedef {{ segments: Segment[], profile: Map<number, ProfileRow> }} Shift
 */

/** @typedef {Pick<Atlas, 'state' | 'zones' | 'arcs' | 'pieces' | 'steps' | 'every' | 'days'>} Measured */

/**
 * The figures that hold on a day: those of the last day on which the state's land changed.
 * @param {Pick<Atlas, 'epochs'>} atlas
 * @param {string} day
 * @returns {Epoch}
 */
export const epochOn = (atlas, day) => atlas.epochs.findLast((epoch) => epoch.day <= day) || atlas.epochs[0];

const keep = keeper();

/**
 * What changed hands on each parallel between the page's first day and another.
 * @param {Atlas} atlas
 * @param {string} day
 * @returns {Shift}
 */
export const shiftOn = (atlas, day) => keep(atlas, epochOn(atlas, day).day, () => measureShift(atlas, day));

/**
 * @param {Measured} atlas
 * @param {string} day
 * @returns {Shift}
 */
export function measureShift(atlas, day) {
  const sign = atlas.zones.map((zone) => turned(atlas, zone, atlas.days.before, day)),
    found = atlas.pieces.filter(({ zone }) => sign[zone]).map((piece) => ({ ...piece, sign: sign[piece.zone] })),
    segments = merged(found).map((piece) => segment(atlas, piece));
  /** @type {Shift['profile']} */
  const profile = new Map();
  for (const [lat, pieces] of grouped(segments, (piece) => piece.lat)) profile.set(lat, profileRow(lat, pieces));
  return { segments, profile };
}

/** @typedef {Piece & { sign: number }} Turned a piece of a zone that was gained, +1, or lost, -1 */

/**
 * Zones lie side by side: pieces that meet at a line are one piece, as they are where the program measures.
 * @param {Turned[]} pieces
 * @returns {Turned[]} from the south, on each parallel first what was lost, from the west
 */
export function merged(pieces) {
  const sorted = [...pieces].sort((a, b) => a.parallel - b.parallel || a.sign - b.sign || a.west - b.west);
  /** @type {Turned[]} */
  const whole = [];
  for (const piece of sorted) {
    const last = whole.at(-1);
    const meets =
      last &&
      last.parallel === piece.parallel &&
      last.sign === piece.sign &&
      piece.west_arc >= 0 &&
      last.east_arc === piece.west_arc &&
      Math.abs(piece.west - last.east) <= 2;
    if (meets) Object.assign(last, { east: piece.east, east_arc: piece.east_arc, east_sigma: piece.east_sigma });
    else whole.push({ ...piece });
  }
  return whole;
}

/**
 * @param {Pick<Atlas, 'arcs' | 'steps' | 'every'>} atlas
 * @param {Turned} piece
 * @returns {Segment}
 */
function segment({ arcs, steps, every }, piece) {
  const lat = Math.round(piece.parallel * every * 1e6) / 1e6,
    west = piece.west / steps.pieces,
    east = piece.east / steps.pieces;
  return {
    lat,
    west,
    east,
    km: (piece.sign * (east - west) * metresPerDegree(lat)) / 1000,
    sigma: Math.hypot(piece.west_sigma, piece.east_sigma) / 1000,
    westArc: arcs[piece.west_arc],
    eastArc: arcs[piece.east_arc],
  };
}

/**
 * @param {number} lat
 * @param {Segment[]} pieces
 * @returns {ProfileRow}
 */
function profileRow(lat, pieces) {
  const sum = (/** @type {(piece: Segment) => number} */ value) => pieces.reduce((all, piece) => all + value(piece), 0),
    { westArc } = pieces.reduce((a, b) => (b.west < a.west ? b : a));
  return {
    lat,
    net: sum(({ km }) => km),
    gain: sum(({ km }) => Math.max(km, 0)),
    loss: sum(({ km }) => Math.max(-km, 0)),
    sigma: Math.sqrt(sum(({ sigma }) => sigma ** 2)),
    end: !westArc ? 'coast' : westArc.kind === 'lake' ? 'lake' : 'land',
    pieces,
  };
}
