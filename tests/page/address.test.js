import assert from 'node:assert/strict';
import test from 'node:test';

import { ALL_PARTS } from '../../geo/page/assets/parts.js';
import { readAddress, writeAddress } from '../../geo/page/assets/address.js';

const atlas = { days: { dated: true, first: '1939-08-23', from: '1939-08-23', last: '1941-06-22', before: '1939-08-23', after: '1941-06-21' } },
  read = (/** @type {string} */ hash) => readAddress(hash, atlas);

test('an address that was written is read back', () => {
  const parts = { ...ALL_PARTS, shift: false, sea: false },
    shown = { ...parts, tiles: false },
    place = { lat: 52.1, lon: 23.7, name: 'Brest / Брэст & Co' },
    at = { zoom: 6.25, lat: 53.5, lon: -0.125 };
  /** @type {import('../../geo/page/assets/page.js').State} */
  const state = { view: 'swipe', day: '1940-06-28', lat: null, chapter: null, focus: '', divider: 0.25, fade: 0.5, ...shown };
  const hash = writeAddress(state, at, { ...place, place });
  assert.equal(hash, '#v=swipe&d=1940-06-28&s=0.25&l=change,names&h=sea&m=6.25/53.500/-0.125&p=52.1000,23.7000&n=Brest%20%2F%20%D0%91%D1%80%D1%8D%D1%81%D1%82%20%26%20Co');
  assert.deepEqual(read(hash), { state: { view: 'swipe', day: '1940-06-28', divider: 0.25, ...parts }, at, place });
  assert.deepEqual(read(writeAddress({ ...state, view: 'fade', fade: 1 }, at, null)).state.fade, 1);
});

test('what cannot be believed is left out', () => {
  const nothing = { state: {}, at: null, place: null };
  for (const hash of ['', '#', '#nonsense', '#v=globe&d=yesterday&s=2&f=-1&m=1/2&p=5', '#s=&f=&m=&p=', '#m=5/89/20'])
    assert.deepEqual(read(hash), nothing, hash);
  for (const day of ['1939-08-22', '1941-06-23', '1940-02-30', '1940-13-01', '1940-99-99', '1940-1-1'])
    assert.deepEqual(read(`#d=${day}`).state, {}, day);
  assert.deepEqual(read('#l=').state, { change: false, shift: false, names: false });
});
