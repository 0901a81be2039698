// What a stretch of a parallel ends at, as its tip says it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { endWords } from '../../geo/page/assets/pointed.js';

/** @type {(west: number, ends: Record<string, string>) => string} */
const said = (west, ends) => {
  const atlas = /** @type {any} */ ({ window: [18, 43, 42, 71], places: [] }),
    words = /** @type {any} */ ({ coast: 'the coast', ends, sides: { e: 'E' } });
  return endWords(atlas, words, /** @type {any} */ ({ lat: 52, west, east: 26 }), 'west').act;
};

test('land that goes on beyond the atlas ends at its edge, and other land without an arc at the coast', () => {
  assert.equal(said(18, { edge: 'the edge' }), 'the edge');
  assert.equal(said(18.5, { edge: 'the edge' }), 'the coast');
  assert.equal(said(18, {}), 'the coast'); // of files, which end where they do
});
