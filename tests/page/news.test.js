// What the line under the slider tells: of the page's own part of the border, and what goes on.

import assert from 'node:assert/strict';
import test from 'node:test';

import { goingOn, newsOn, turnsOf } from '../../geo/page/assets/news.js';
import { hatchedOn } from '../../geo/page/assets/tenure.js';

const event = (/** @type {string} */ date) => ({ id: date, date, title: date, changed: '', lon: null, lat: null, citation: '', known: '' }),
  events = ['1939-08-23', '1939-11-30', '1940-03-13', '1940-06-15', '1940-06-28', '1940-08-03', '1940-09-07'].map(event),
  on = (/** @type {string} */ date) => events.find((each) => each.date === date) ?? null,
  span = (/** @type {number} */ holder, /** @type {string} */ start, /** @type {string} */ end, more = {}) => ({
    ...{ holder, start, end, status: '', edtf: start, event: on(start), occupier: '', entry: '' },
    ...more,
  });

/** Land in the north that an army enters before it is handed over, a state that is occupied first, land in the south. */
const zones = [
  { region: 'north', number: 0, tenure: [span(1, '', '1940-03-13'), span(0, '1940-03-13', '', { entry: '1939-11-30', edtf: '1940-03-13/1940-03-26' })] },
  { region: 'west', number: 1, tenure: [span(2, '', '1940-06-15'), span(2, '1940-06-15', '1940-08-03', { occupier: 'A' }), span(0, '1940-08-03', '')] },
  { region: 'south', number: 2, tenure: [span(3, '', '1940-06-28'), span(0, '1940-06-28', '')] },
  { region: 'far', number: 3, tenure: [span(3, '', '1940-09-07'), span(1, '1940-09-07', '', { edtf: '1940-09-07/1940-10-01' })] },
];
const days = { dated: true, first: '1939-08-23', from: '1939-08-23', last: '1941-06-21', before: '1939-08-23', after: '1941-06-21' },
  atlas = (regions = /** @type {string[]} */ ([])) =>
    /** @type {any} */ ({ days, events, holders: ['A', 'B', 'C', 'D'], state: 0, armies: [], view: { id: '', title: '', regions }, zones }),
  told = (/** @type {string} */ day, /** @type {string[]} */ ...regions) => {
    const { event: what, how } = newsOn(atlas(regions), day);
    return [how, what?.date ?? ''];
  };

test('a war that goes on is told, and then by what the border moved', () => {
  assert.deepEqual(told('1939-08-23'), ['today', '1939-08-23']);
  assert.deepEqual(told('1939-09-10'), ['lately', '1939-08-23']);
  assert.deepEqual(told('1940-02-01'), ['lately', '1939-11-30']);
  assert.deepEqual(told('1940-03-20'), ['moved', '1940-03-13']);
  assert.deepEqual(told('1940-06-20'), ['lately', '1940-06-15']);
  assert.deepEqual(told('1940-07-01'), ['moved', '1940-06-28']);
  assert.deepEqual(told('1940-12-01'), ['moved', '1940-08-03']); // what passed between others since moved no border of the state
  assert.equal(goingOn(atlas(), '1941-01-01'), undefined);
});

test('a page of one part of the border tells what happened there', () => {
  assert.deepEqual(told('1940-02-01', 'south'), ['none', '']);
  assert.deepEqual(told('1940-07-01', 'north'), ['moved', '1940-03-13']);
  assert.deepEqual(told('1940-07-01', 'west'), ['lately', '1940-06-15']);
  assert.deepEqual(told('1940-06-28', 'north'), ['today', '1940-06-28']);
  assert.deepEqual(turnsOf(atlas(['west', 'south'])).map(({ day }) => day), ['1940-06-28', '1940-08-03']);
});

test('land that is being handed over is hatched as such, and no more as land that its holder is not', () => {
  const seen = (/** @type {string} */ day) => hatchedOn(atlas(), day).map(({ zone, own, passes }) => [zone.number, own, passes]);
  assert.deepEqual(seen('1939-11-29'), []);
  assert.deepEqual(seen('1940-02-01'), [[0, true, false]]);
  assert.deepEqual(seen('1940-03-13'), [[0, true, true]]);
  assert.deepEqual(seen('1940-03-27'), []);
  assert.deepEqual(seen('1940-09-08'), [[3, false, true]]);
});
