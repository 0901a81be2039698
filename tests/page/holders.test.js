import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { zoneAt } from '../../geo/page/assets/atlas.js';
import { turned } from '../../geo/page/assets/change.js';
import { armyNear, heldOn, holding, ofState } from '../../geo/page/assets/tenure.js';
import { fill } from '../../geo/page/assets/words.js';
import { vectors } from './vectors.js';

const texts = JSON.parse(readFileSync(new URL('../../geo/page/assets/texts.en.json', import.meta.url), 'utf8'));

/** @typedef {import('../../geo/page/assets/mapdata.js').Box} Box */
/** @typedef {{ spans: [string, string][], day: string, holds: number | null }} Held */
/** @typedef {{ id: string, rings: number[][] }} Face */
/** @typedef {{ arcs: [number, number][][], zones: Face[], cases: { lon: number, lat: number, zone: string | null }[] }} Zones */

test('the span that holds a day is the one Python finds', () => {
  /** @type {Held[]} */
  const cases = vectors('tenure');
  for (const { spans, day, holds } of cases) {
    const tenure = spans.map(([start, end], k) => ({ start, end, k }));
    assert.equal(holding({ tenure }, day)?.k ?? null, holds, day);
  }
});

/**
 * @param {[number, number][][]} lines
 * @param {Face[]} faces
 */
function arrangement(lines, faces) {
  const zones = faces.map(({ id, rings }) => {
    const places = rings[0].flatMap((k) => lines[k < 0 ? ~k : k]),
      [lons, lats] = [0, 1].map((axis) => places.map((place) => place[axis]));
    /** @type {Box} */
    const box = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    return { id, rings, box };
  });
  return { arcs: lines.map((line) => ({ line: line.flat() })), zones };
}

test('the zone of a place is the one Python finds, also on edges and vertices', () => {
  /** @type {Zones} */
  const { arcs, zones, cases } = vectors('zones');
  const atlas = arrangement(arcs, zones);
  for (const { lon, lat, zone } of cases) assert.equal(zoneAt(atlas, lon, lat)?.id ?? null, zone, `${lon} ${lat}`);
});

test('a zone with another inside it ends where that begins', () => {
  /** @type {[number, number][][]} */
  const lines = [
    [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]],
    [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]],
  ];
  const atlas = arrangement(lines, [
    { id: 'inner', rings: [[1]] },
    { id: 'outer', rings: [[0], [~1]] },
  ]);
  const at = (/** @type {number} */ lon, /** @type {number} */ lat) => zoneAt(atlas, lon, lat)?.id;
  assert.deepEqual([at(1, 4), at(4, 4), at(8, 4), at(4, 8), at(10, 4)], ['outer', 'inner', 'outer', 'outer', undefined]);
  assert.deepEqual([at(3, 4), at(6, 6), at(0, 9)], ['inner', 'inner', 'outer']);
});

test('a zone is gained, lost, or neither', () => {
  const span = { status: '', edtf: '', event: null, occupier: '', entry: '' };
  const tenure = [
    { ...span, holder: 0, start: '', end: '1940-01-01' },
    { ...span, holder: 1, start: '1940-01-01', end: '' },
  ];
  assert.equal(turned({ state: 1 }, { tenure }, '1939-12-31', '1940-01-01'), 1);
  assert.equal(turned({ state: 0 }, { tenure }, '1939-12-31', '1940-01-01'), -1);
  assert.equal(turned({ state: 2 }, { tenure }, '1939-12-31', '1940-01-01'), 0);
});

test('the army that is near a place is the one Python finds, and so are the words for whose land it was', () => {
  const { holders, named, armies, tenure, asked } = vectors('armies'),
    days = new Proxy({}, { get: (_, day) => day }), // days as the program writes them
    words = /** @type {import('../../geo/page/assets/words.js').Words} */ (/** @type {unknown} */ ({ ...texts, days }));
  for (const { lon, lat, day, zone, army, held } of asked) {
    const of = { number: zone, tenure: tenure.filter((/** @type {any} */ span) => span.zone === zone) },
      at = `${lat} ${lon} ${day}`;
    assert.equal(armyNear({ holders, armies }, of, day, { lon, lat })?.places ?? '', army, at);
    assert.equal(heldOn(words, { holders, named, armies }, of, day, { lon, lat }), held, at);
  }
  const german = { ...words, holders: { USSR: 'UdSSR' }, genitives: { USSR: 'der UdSSR' } };
  assert.deepEqual(
    ['USSR', 'Poland'].map((state) => fill('eine Armee {by:gen}', { by: ofState(german, { holders, named }, state) })),
    ['eine Armee der UdSSR', 'eine Armee Poland'],
  );
});
