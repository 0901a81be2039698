import assert from 'node:assert/strict';
import test from 'node:test';

import { areaWords, fill, heldWords, inWords, kilometres, latWords, lonWords, number, sentence, thousands, together } from '../../geo/page/assets/words.js';
import { vectors } from './vectors.js';

/** @typedef {import('../../geo/page/assets/words.js').Words} Words */
/** @typedef {{ angle: number, digits: number, lat: string, lon: string }} Angle */
/** @typedef {{ numbers: { value: number, digits: number, text: string }[], areas: { value: number, text: string }[], angles: Angle[] }} Numbers */
/**
 * @typedef {object} Sentences
 * @property {{ text: string, values: Record<string, string | number>, filled: string }[]} filled
 * @property {{ day: string, words: string }[]} days
 * @property {{ text: string, said: string }[]} said
 * @property {{ text: string, pieces: string[] }[]} pieces
 * @property {Words} texts
 */

test('numbers are written as Python writes them', () => {
  /** @type {Numbers} */
  const { numbers, areas, angles } = vectors('numbers');
  for (const { value, digits, text } of numbers) assert.equal(number(value, digits), text, `${value} ${digits}`);
  for (const { value, text } of areas) assert.equal(areaWords(value), text, `${value} km²`);
  for (const { angle, digits, lat, lon } of angles)
    assert.deepEqual([latWords(angle, digits), lonWords(angle, digits)], [lat, lon]);
  assert.deepEqual([kilometres(-6.703), kilometres(6.7, 0), thousands(202145.4)], ['\u22126.7', '7', '202\u202f145']);
});

/** @type {Sentences} */
const { filled, days, said, pieces, texts } = vectors('sentences');

test('texts are filled in as Python fills them in', () => {
  for (const each of filled) assert.equal(fill(each.text, each.values), each.filled);
  assert.equal(fill('{toString} {km}', {}), '{toString} {km}');
});

test('sentences have one capital and one full stop', () => {
  for (const each of said) assert.equal(sentence(each.text), each.said);
});

test('a line ends between the same words', () => {
  for (const each of pieces) assert.deepEqual(together(each.text), each.pieces);
});

test('days in words', () => {
  for (const { day, words } of days) assert.equal(inWords(texts, day), words);
  assert.equal(inWords({ ...texts, days: { '1939-08-23': 'old.geojson' } }, '1939-08-23'), 'old.geojson');
});

test('who holds a zone, and by what title', () => {
  const words = /** @type {Words} */ ({
    ...texts,
    held: '{holder} ({status})',
    held_by: '{holder} ({status} by {by})',
    holders: { Finland: 'Suomi' },
    status: { leased: 'vuokrattu' },
  });
  const atlas = { holders: ['USSR', 'Finland'] };
  assert.equal(heldWords(words, atlas, { holder: 1, status: 'sovereign', occupier: '' }), 'Suomi');
  assert.equal(heldWords(words, atlas, { holder: 0, status: 'leased', occupier: '' }), 'USSR (vuokrattu)');
  assert.equal(heldWords(words, atlas, { holder: 0, status: 'occupied', occupier: 'x' }), 'USSR (occupied by x)');
});
