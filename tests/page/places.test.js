import assert from 'node:assert/strict';
import test from 'node:test';

import { findPlaces, fold, indexed } from '../../geo/page/assets/places.js';
import { vectors } from './vectors.js';

/** @typedef {{ name: string, then: string, rank: number, also: string[] }} Named */
/** @typedef {{ places: Named[], towns: Named[], cases: { asked: string, meant: string[], besides: string[] }[] }} Search */

test('names are folded as Python folds them', () => {
  /** @type {{ name: string, folded: string }[]} */
  const cases = vectors('fold');
  for (const { name, folded } of cases) assert.equal(fold(name), folded, name);
});

/** @type {Search} */
const { places, towns, cases } = vectors('search');
const index = indexed(places, towns),
  found = (/** @type {string} */ typed) => findPlaces(index, typed).map(({ name }) => name);

test('those that bear a name come first, those that are meant before the others', () => {
  for (const { asked, meant, besides } of cases) {
    const names = found(asked);
    assert.deepEqual(names.slice(0, meant.length).sort(), [...meant].sort(), asked);
    assert.deepEqual(names.slice(meant.length, meant.length + besides.length).sort(), [...besides].sort(), asked);
  }
});

test('then those in which it begins a name, a word, or stands within', () => {
  assert.deepEqual(found('lod'), ['Volodymyr', 'Lodomeria', 'Łódź']);
  assert.deepEqual(found('brest').slice(3), ['Brestovets', 'Stary Brest']);
  assert.deepEqual(found('odo'), ['Volodymyr', 'Lodomeria']);
  assert.deepEqual(found('od'), []);
});

test('nothing typed finds nothing, and no more are found than asked for', () => {
  for (const typed of ['', ' ', '\u0301']) assert.deepEqual(found(typed), []);
  assert.equal(findPlaces(index, 'b', 2).length, 2);
});
