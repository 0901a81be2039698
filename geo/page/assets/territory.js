// The territory of a zone as a shape of its own: the zone less the sea. No polygon is cut here, for the outlines come
// as runs along lines (geo/page/shores.py).

/** @import { Atlas, Line, Run, Zone } from './mapdata.js' */

import { grouped } from './grouping.js';

/** @typedef {[number, number]} Position longitude and latitude, degrees */

/** @typedef {{ type: 'MultiPolygon', coordinates: Position[][][] }} MultiPolygon */

const DECIMALS = 5; // a metre

/** @param {number} degrees */
const rounded = (degrees) => Number(degrees.toFixed(DECIMALS));

/**
 * The vertices of a line, or of a part of it, in either direction.
 * @param {Line} line
 * @param {number} [first]
 * @param {number} [last]
 * @returns {Position[]}
 */
export function positions(line, first = 0, last = line.length / 2 - 1) {
  const step = first <= last ? 1 : -1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, n) => {
    const k = 2 * (first + n * step);
    return [rounded(line[k]), rounded(line[k + 1])];
  });
}

/**
 * Whole arcs one after another; where one ends the next begins.
 * @param {Pick<Atlas, 'arcs'>} atlas
 * @param {number[]} ring
 */
const arcRing = ({ arcs }, ring) =>
  ring.flatMap((k, n) => {
    const walked = positions(arcs[k < 0 ? ~k : k].line);
    return (k < 0 ? walked.reverse() : walked).slice(n ? 1 : 0);
  });

/**
 * Runs one after another, closed.
 * @param {Pick<Atlas, 'arcs' | 'coast' | 'corners'>} atlas
 * @param {Run[]} runs
 */
function runRing({ arcs, coast, corners }, runs) {
  const lines = { coast, corners, arcs: arcs.map((arc) => arc.line) },
    ring = runs.flatMap(({ lines: name, line, first, last }) => positions(lines[name][line], first, last));
  return [...ring, ring[0]];
}

/**
 * The territory of a zone that changed hands, outer rings to the left, as RFC 7946 has them.
 * @param {Pick<Atlas, 'arcs' | 'coast' | 'corners'>} atlas
 * @param {Pick<Zone, 'rings' | 'shore'>} zone
 * @returns {MultiPolygon}
 */
export function territory(atlas, { rings, shore }) {
  const inland = () => [rings.map((ring) => arcRing(atlas, ring))],
    parts = [...grouped(shore ?? [], (run) => run.part).values()],
    ashore = () => parts.map((part) => [...grouped(part, (run) => run.ring).values()].map((runs) => runRing(atlas, runs)));
  return { type: 'MultiPolygon', coordinates: shore ? ashore() : inland() };
}
