import assert from 'node:assert/strict';
import test from 'node:test';

import { measureShift, merged } from '../../geo/page/assets/shift.js';
import { vectors } from './vectors.js';

/** @import { Arc, Piece, Zone } from '../../geo/page/assets/mapdata.js' */

/**
 * @typedef {object} Moved
 * @property {string} state
 * @property {string} before
 * @property {string} after
 * @property {number} every
 * @property {number} steps
 * @property {[string, string][]} holders of each zone, on both days
 * @property {string[]} arcs
 * @property {Piece[]} pieces
 * @property {Record<'lat' | 'west' | 'east' | 'km' | 'sigma', number>[]} segments
 * @property {(Record<'lat' | 'gain' | 'loss' | 'net' | 'sigma', number> & { end: string })[]} profile
 */

/** @type {Moved[]} */
const cases = vectors('shift');
const METRE = 0.001; // errors of position travel in whole metres

/** @param {Moved} moved */
function measured({ state, before, after, every, steps, holders, arcs, pieces }) {
  const span = { status: '', edtf: '', event: null, occupier: '' };
  const zones = holders.map((both) => {
    const [had, has] = both.map((name) => Number(name === state)),
      tenure = [
        { ...span, holder: had, start: '', end: after },
        { ...span, holder: has, start: after, end: '' },
      ];
    return /** @type {Zone} */ ({ tenure });
  });
  const atlas = {
    state: 1,
    zones,
    arcs: arcs.map((kind) => /** @type {Arc} */ ({ kind })),
    pieces,
    steps: { arcs: 1, land: 1, pieces: steps },
    every,
    days: { first: before, last: after, before, after },
  };
  return measureShift(atlas, after);
}

/** @type {(found: Record<string, unknown>, said: Record<string, unknown>) => void} */
function alike(found, said) {
  for (const [name, value] of Object.entries(said)) {
    if (typeof value === 'number') assert.ok(Math.abs(Number(found[name]) - value) < METRE, `${name} at ${said.lat}`);
    else assert.equal(found[name], value, `${name} at ${said.lat}`);
  }
}

/** @type {<T extends { lat: number, west: number }>(segments: T[]) => T[]} */
const inOrder = (segments) => [...segments].sort((a, b) => a.lat - b.lat || a.west - b.west);

test('pieces of zones that meet are one piece, as Python measures it', () => {
  for (const moved of cases) {
    const { segments } = measured(moved);
    assert.equal(segments.length, moved.segments.length);
    inOrder(segments).forEach((segment, k) => alike({ ...segment }, inOrder(moved.segments)[k]));
  }
  assert.ok(cases.some(({ pieces, segments }) => segments.length < pieces.length));
});

test('a row adds up what was gained and lost on its parallel, and says where it ends', () => {
  for (const moved of cases) {
    const rows = [...measured(moved).profile.values()];
    assert.equal(rows.length, moved.profile.length);
    rows.forEach((row, k) => alike({ ...row }, moved.profile[k]));
  }
  assert.deepEqual([...new Set(cases.flatMap(({ profile }) => profile.map(({ end }) => end)))].sort(), ['coast', 'lake', 'land']);
});

test('pieces stay apart where one was gained and the other lost, at the shore, and across a gap', () => {
  const piece = { zone: 0, parallel: 5, west: 0, east: 10, west_arc: 1, east_arc: 2, west_sigma: 3, east_sigma: 4, sign: 1 };
  const next = { ...piece, west: 11, east: 20, west_arc: 2, east_arc: 3, east_sigma: 9 };
  assert.deepEqual(merged([next, piece]), [{ ...piece, east: 20, east_arc: 3, east_sigma: 9 }]);
  for (const other of [{ sign: -1 }, { parallel: 6 }, { west: 14 }, { west_arc: 7 }])
    assert.equal(merged([piece, { ...next, ...other }]).length, 2);
  assert.equal(merged([{ ...piece, east_arc: -1 }, { ...next, west_arc: -1 }]).length, 2);
});
