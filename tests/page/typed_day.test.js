// Days as people type them.

import assert from 'node:assert/strict';
import test from 'node:test';

import { typedDay } from '../../geo/page/assets/typed_day.js';

const days = { from: '1939-08-23', last: '1941-06-21' },
  said = (/** @type {string} */ iso) => new Date(`${iso}T00:00:00Z`).toLocaleDateString('fi', { dateStyle: 'long', timeZone: 'UTC' });

test('a day is read as it is written, in figures and in words', () => {
  for (const typed of ['1940-01-01', '1.1.1940', '01. 01. 1940', '1. Tammikuuta 1940']) assert.equal(typedDay(typed, days, said), '1940-01-01', typed);
});

test('what is no day of the atlas is none', () => {
  for (const typed of ['1938-01-01', '1940-02-30', '1940', 'Brody', '52.1 23.7']) assert.equal(typedDay(typed, days, said), null, typed);
});
