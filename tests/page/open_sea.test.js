import assert from 'node:assert/strict';
import test from 'node:test';

import { offShore } from '../../geo/page/assets/open_sea.js';
import { vectors } from './vectors.js';

/**
 * @typedef {object} Waters
 * @property {number} off_km
 * @property {[number, number, number, number]} frame
 * @property {[number, number][][]} rings
 * @property {{ lon: number, lat: number, shore_km: number | null }[]} cases
 */

/** @type {Waters} */
const { off_km, frame, rings, cases } = vectors('sea');

test('the open sea is where the program says, and land as far', () => {
  const sea = [{ off_km, rings: rings.map((ring) => Float64Array.from(ring.flat())) }];
  for (const { lon, lat, shore_km } of cases) {
    const found = offShore({ sea, sea_frame: frame }, lon, lat);
    if (shore_km === null || found === null) assert.equal(found, shore_km, `${lat} ${lon}`);
    else assert.ok(Math.abs(found - shore_km) < 0.002, `${lat} ${lon}: ${found} for ${shore_km}`);
  }
  assert.ok(cases.some(({ shore_km }) => shore_km === null) && cases.some(({ shore_km }) => shore_km !== null));
});
