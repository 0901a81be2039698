import assert from 'node:assert/strict';
import test from 'node:test';

import { direct, geodesic, inverse, metresPerDegree, nearable, nearestOf } from '../../geo/page/assets/geodesy.js';
import { vectors } from './vectors.js';

/**
 * @typedef {object} Case
 * @property {[number, number, number, number]} ends
 * @property {number} metres
 * @property {{ azimuth: number, metres: number, lon: number, lat: number }} third
 */

const MILLIMETRE = 0.001;

/** @type {Case[]} */
const cases = vectors('geodesics');

/** @type {(a: readonly number[], b: readonly number[]) => number} */
const apart = ([lon1, lat1], [lon2, lat2]) => inverse(lon1, lat1, lon2, lat2).metres;

test('every distance is that of PROJ, to a millimetre, also between places nearly opposite each other', () => {
  for (const { ends, metres } of cases) assert.ok(Math.abs(inverse(...ends).metres - metres) < MILLIMETRE, `${ends}`);
  assert.ok(cases.some(({ metres }) => metres > 19_970_000));
});

test('the azimuth of the inverse leads to the other place', () => {
  for (const { ends } of cases) {
    const [lon1, lat1, lon2, lat2] = ends,
      { azimuth, metres } = inverse(...ends);
    assert.ok(apart(direct(lon1, lat1, azimuth, metres), [lon2, lat2]) < MILLIMETRE, `${ends}`);
  }
});

test('a way of a given length and azimuth ends where PROJ has it', () => {
  for (const { ends, third } of cases) {
    const found = direct(ends[0], ends[1], third.azimuth, third.metres);
    assert.ok(apart(found, [third.lon, third.lat]) < MILLIMETRE, `${ends}`);
  }
});

test('a way is the same from either end, and from one place to itself there is none', () => {
  for (const { ends } of cases) {
    const [lon1, lat1, lon2, lat2] = ends;
    assert.ok(Math.abs(inverse(lon2, lat2, lon1, lat1).metres - inverse(...ends).metres) < MILLIMETRE, `${ends}`);
  }
  assert.deepEqual(inverse(24, 55, 24, 55), { metres: 0, azimuth: 0 });
});

test('a geodesic is drawn from end to end in steps no longer than asked', () => {
  const line = geodesic(174.81, -41.32, -5.5, 40.96, 50_000);
  assert.deepEqual([line[0], line.at(-1)], [
    [174.81, -41.32],
    [-5.5, 40.96],
  ]);
  for (let k = 1; k < line.length; k++) assert.ok(apart(line[k - 1], line[k]) < 50_000 + MILLIMETRE);
  assert.deepEqual(geodesic(24, 55, 24, 55), [
    [24, 55],
    [24, 55],
  ]);
});

test('a degree of a parallel is what lies between two meridians, for a small step', () => {
  for (const lat of [0, 45, 55.5, 71])
    assert.ok(Math.abs(inverse(24, lat, 24.0001, lat).metres - metresPerDegree(lat) / 10_000) < 1e-6);
});

test('the nearest of several lines', () => {
  const lines = [
    [20, 50, 20, 60],
    [30, 50, 30, 52],
  ].map(nearable);
  const near = nearestOf(lines, 21, 55);
  assert.equal(near?.which, 0);
  assert.ok(Math.abs(/** @type {number} */ (near?.metres) - 63_970) < 100);
  assert.equal(nearestOf(lines, 30.5, 53)?.lat, 52);
  assert.equal(nearestOf([], 21, 55), null);
});
