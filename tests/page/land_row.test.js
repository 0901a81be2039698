// Where along a row rings go round its places.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { landAlong } from '../../geo/page/assets/land_row.js';

/** @type {(west: number, north: number, east: number, south: number) => number[]} */
const box = (west, north, east, south) => [west, north, east, north, east, south, west, south];

test('a place is on land where some ring goes round it, though another touches or overlaps it', () => {
  const rings = [box(0, 0, 10, 10), box(8, 2, 20, 8), box(30, 0, 40, 4)];
  const landed = (/** @type {number} */ y) => [-1, 5, 9, 15, 25, 35, 45].filter(landAlong(rings, y));
  assert.deepEqual(landed(3), [5, 9, 15, 35]);
  assert.deepEqual(landed(6), [5, 9, 15]);
  assert.deepEqual(landed(9), [5, 9]);
  assert.deepEqual(landed(11), []);
});

test('a row through a corner crosses its ring as often as it enters and leaves it', () => {
  const ring = [0, 0, 10, 5, 0, 10, 3, 5]; // an arrowhead, whose tip and notch lie on the row
  assert.deepEqual([1, 2.9, 3.1, 9.9, 10.1].filter(landAlong([ring], 5)), [3.1, 9.9]);
});
