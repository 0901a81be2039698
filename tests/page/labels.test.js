// Which names stand, and where.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Labels } from '../../geo/page/assets/labels.js';
import { Occupied } from '../../geo/page/assets/occupied.js';

/** @import { Candidate, Rect } from '../../geo/page/assets/labels.js' */

// a map of 200 by 100 pixels, on which a letter is 10 pixels wide and 10 high
const element = () => ({ style: {}, textContent: '', firstChild: true, setAttribute() {}, append() {}, remove() {}, get offsetWidth() { return 10 * this.textContent.length; }, offsetHeight: 10 }),
  point = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y, round: () => ({ x, y }) }),
  map = /** @type {L.Map} */ (/** @type {unknown} */ ({
    getPane: element,
    on() {},
    getSize: () => ({ x: 200, y: 100 }),
    latLngToContainerPoint: (/** @type {[number, number]} */ [lat, lon]) => point(lon, lat),
    containerPointToLayerPoint: (/** @type {[number, number]} */ [x, y]) => point(x, y),
  }));
Object.assign(globalThis, { L: { DomUtil: { create: element } } });

/** @type {(candidates: Partial<Candidate>[], hidden?: Rect[]) => string[]} */
const standing = (candidates, hidden) =>
  new Labels(map, '').place(candidates.map((each) => ({ text: 'abc', kind: 'state', lat: 50, lon: 100, places: [[0, 0, 0, 0]], ...each })), hidden).map(({ text, line }) => (line ? `${text}→` : text));

test('a name that leaves its land stands with a line or, far off it, not at all', () => {
  const lead = () => ({ from: /** @type {[number, number]} */ ([100, 50]), to: /** @type {[number, number]} */ ([150, 20]) }),
    rooms = (/** @type {number} */ snug, /** @type {number} */ most) => () => /** @type {[number, number]} */ ([snug, most]);
  assert.deepEqual(standing([{ rooms: rooms(30, 30) }]), ['abc']);
  assert.deepEqual(standing([{ rooms: rooms(20, 25), lead }]), ['abc→']);
  assert.deepEqual(standing([{ rooms: rooms(20, 25), lead: () => null }]), []);
  assert.deepEqual(standing([{ rooms: rooms(20, 35), lead: () => null }]), ['abc']);
  assert.deepEqual(standing([{ rooms: rooms(20, 35), firm: true }]), []);
});

test('a name is rather led to than on the largest arrow, and on another rather than led to', () => {
  /** @type {Rect[]} */
  const arrow = [[0, 49, 200, 51]],
    lead = () => ({ from: /** @type {[number, number]} */ ([100, 50]), to: /** @type {[number, number]} */ ([150, 20]) });
  assert.deepEqual(standing([{ shun: arrow, firm: true }]), []);
  assert.deepEqual(standing([{ shun: arrow, lead }]), ['abc→']);
  assert.deepEqual(standing([{ shun: arrow, lead: () => null }]), ['abc']);
  assert.deepEqual(standing([{ avoid: arrow, lead }]), ['abc']);
});

test('what is far off waits for what is near', () => {
  const near = { text: 'near', slot: 'near' },
    far = { text: 'far', lat: 20, after: ['near'] };
  assert.deepEqual(standing([near, far]), ['near', 'far']);
  assert.deepEqual(standing([near, far], [[90, 40, 110, 60]]), []);
});

test('what is taken is known however many squares it lies in', () => {
  const taken = new Occupied({ x: 200, y: 100 });
  taken.take([-Infinity, -Infinity, 70, 40]);
  taken.take([100, 60, 101, 61]);
  assert.equal(taken.free([69, 39, 90, 90]), false);
  assert.equal(taken.free([70, 40, 99, 99]), true);
  assert.equal(taken.free([100.5, 10, 190, 99]), false);
  assert.equal(taken.free([101, 0, 199, 99]), true);
});
