import assert from 'node:assert/strict';
import test from 'node:test';

import { findPlaces, fold, indexed } from '../../geo/page/assets/places.js';
import { vectors } from './vectors.js';

/** @typedef {{ name: string, then: string, rank: number }} Named */
/** @typedef {{ places: Named[], cases: { asked: string, meant: string[], besides: string[] }[] }} Search */

test('names are folded as Python folds them', () => {
  /** @type {{ name: string, folded: string }[]} */
  const cases = vectors('fold');
  for (const { name, folded } of cases) assert.equal(fold(name), folded, name);
});

/** @type {Search} */
const { places, cases } = vectors('search');
const index = indexed(places),
  found = (/** @type {string} */ typed) => findPlaces(index, typed).map(({ name }) => name);

test('those that bear a name come first, those that are meant before the others', () => {
  for (const { asked, meant, besides } of cases) {
    const names = found(asked);
    assert.deepEqual(names.slice(0, meant.length).sort(), [...meant].sort(), asked);
    assert.deepEqual(names.slice(meant.length, meant.length + besides.length).sort(), [...besides].sort(), asked);
  }
});

test('then those of which a name begins so, or a word of it; not those in which it only occurs', () => {
  assert.deepEqual(found('lod'), []);
  assert.deepEqual(found('brest').slice(2), ['Brestovets', 'Stary Brest']);
  assert.deepEqual(found('bug'), ['Brest (Bug)']);
  assert.deepEqual(found('litewski'), ['Brest (Bug)']);
  assert.deepEqual(found('odzim'), []);
});

test('nothing typed finds nothing, and no more are found than asked for', () => {
  for (const typed of ['', ' ', '\u0301']) assert.deepEqual(found(typed), []);
  assert.equal(findPlaces(index, 'b', 2).length, 2);
});
