import assert from 'node:assert/strict';
import test from 'node:test';

import { VERSION, openAtlas, rowsOf } from '../../geo/page/assets/mapdata.js';
import { shiftOn } from '../../geo/page/assets/shift.js';
import { territory } from '../../geo/page/assets/territory.js';
import { vectors } from './vectors.js';

/**
 * @typedef {object} Travelled
 * @property {any} head
 * @property {string} bytes
 * @property {{ id: string, line: [number, number][] }[]} arcs
 * @property {{ zone: string, holder: string, start: string, event: string }[]} tenure
 * @property {{ day: string, counts: [number, number], segments: Record<string, number>[],
 *   profile: Record<string, number | string>[] }[]} shift
 * @property {{ zone: string, square_degrees: number }[]} territory
 */

/** @type {Travelled} */
const said = vectors('wire');
const bytes = Uint8Array.from(Buffer.from(said.bytes, 'base64'));
const atlas = openAtlas({ head: said.head, bytes });

/** @type {(found: Record<string, unknown>, expected: Record<string, unknown>, where: string) => void} */
function alike(found, expected, where) {
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value === 'number') assert.ok(Math.abs(Number(found[name]) - value) <= 0.001, `${name} ${where}`);
    else assert.equal(found[name], value, `${name} ${where}`);
  }
}

test('the page reads the version that the program writes, and no other', () => {
  assert.equal(said.head.version, VERSION);
  for (const version of [VERSION - 1, VERSION + 1, undefined])
    assert.throws(() => openAtlas({ head: { ...said.head, version }, bytes }), /version .* make the page anew/);
});

test('tables are read by the names that come with them, in any order', () => {
  assert.deepEqual(rowsOf({ rank: [1, 2], name: ['a', 'b'] }), [
    { rank: 1, name: 'a' },
    { rank: 2, name: 'b' },
  ]);
  const turned = (/** @type {object} */ table) => Object.fromEntries(Object.entries(table).reverse());
  const tables = Object.entries(said.head.tables).map(([name, table]) => [name, turned(table)]);
  const other = openAtlas({ head: { ...said.head, tables: Object.fromEntries(tables.reverse()) }, bytes });
  assert.deepEqual(other, atlas);
});

test('lines come back with what they are', () => {
  for (const { id, line } of said.arcs) {
    const arc = atlas.arcs.find((one) => one.id === id);
    assert.deepEqual([...(arc?.line ?? [])], line.flat(), id);
  }
  assert.deepEqual(
    atlas.zones.flatMap((zone) =>
      zone.tenure.map(({ holder, start, event }) => [zone.id, atlas.holders[holder], start, event?.id ?? '']),
    ),
    atlas.zones.flatMap((zone) =>
      said.tenure.filter((span) => span.zone === zone.id).map((span) => [zone.id, span.holder, span.start, span.event]),
    ),
  );
});

test('the shift of a day is what the program measures', () => {
  for (const { day, counts, segments, profile } of said.shift) {
    const moved = shiftOn(atlas, day),
      rows = [...moved.profile.values()];
    assert.deepEqual([moved.segments.length, rows.length], counts, day);
    for (const { at, ...segment } of segments) alike({ ...moved.segments[at] }, segment, `at ${segment.lat} on ${day}`);
    for (const { at, ...row } of profile) alike({ ...rows[Number(at)] }, row, `at ${row.lat} on ${day}`);
    for (const { net, pieces } of rows)
      assert.ok(Math.abs(pieces.reduce((sum, piece) => sum + piece.km, 0) - net) < 0.002);
  }
  assert.ok(said.shift.some(({ counts }) => counts[1] > 100));
});

test('territory is the zone less the sea, its outer rings to the left', () => {
  /** @type {(ring: [number, number][]) => number} */
  const signed = (ring) =>
    ring.slice(1).reduce((sum, [x, y], k) => sum + (ring[k][0] * y - x * ring[k][1]) / 2, 0);
  for (const { zone: id, square_degrees } of said.territory) {
    const zone = atlas.zones.find((one) => one.id === id);
    assert.ok(zone?.area, id);
    const parts = territory(atlas, zone).coordinates;
    for (const [outer, ...holes] of parts) {
      assert.ok(signed(outer) > 0, id);
      for (const hole of holes) assert.ok(signed(hole) < 0, id);
      for (const ring of [outer, ...holes]) assert.deepEqual(ring[0], ring.at(-1));
    }
    const area = parts.flat().reduce((sum, ring) => sum + signed(ring), 0);
    assert.ok(Math.abs(area - square_degrees) < 1e-4, `${id}: ${area} for ${square_degrees}`);
  }
  assert.ok(atlas.zones.some((zone) => zone.shore));
});
