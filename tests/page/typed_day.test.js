// Days as people type them, alone and beside a place.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { typedDay } from '../../geo/page/assets/typed_day.js';
import { vectors } from './vectors.js';

const days = { from: '1939-08-23', last: '1941-06-21' },
  spoken = (/** @type {string} */ tag) => JSON.parse(readFileSync(new URL(`../../data/languages/${tag}.json`, import.meta.url), 'utf8')).page,
  finnish = spoken('fi'),
  lithuanian = spoken('lt');

const WRITTEN = ['1940-01-01', '1.1.1940', '01. 01. 1940', '1. Tammikuuta 1940', '1/1/1940', '1 stycznia 1940 r.', '1 Jan 1940', 'January 1st, 1940', '1.I.1940', '1 января 1940'];

test('a day is read as it is written, in figures and in words, alone and beside a place', () => {
  for (const date of WRITTEN) {
    assert.deepEqual(typedDay(date, finnish, days), { date, rest: '', day: '1940-01-01' });
    for (const typed of [`Nowa Wieś, Lida, ${date}`, `Nowa Wieś, Lida ${date}`, `${date} Nowa Wieś, Lida`])
      assert.deepEqual(typedDay(typed, finnish, days), { date, rest: 'Nowa Wieś, Lida', day: '1940-01-01' }, typed);
  }
  assert.equal(typedDay('1940 m. sausio 1 d. Vilnius', lithuanian, days)?.day, '1940-01-01');
  assert.deepEqual(typedDay('52.1 23.7 13/01/1940', finnish, days), { date: '13/01/1940', rest: '52.1 23.7', day: '1940-01-13' });
});

test('what is not one day of the atlas is told from the place, and is no day', () => {
  for (const date of ['1938-01-01', '1940-02-30', '30.2.1940', '1940', '1940-05', '3/4/1940', 'May 1940'])
    assert.deepEqual(typedDay(`Brody ${date}`, finnish, days), { date, rest: 'Brody', day: null }, date);
});

test('a day or a month within a sentence is read as Python reads it, in the page of its language', () => {
  for (const { tag, text, day } of /** @type {{ tag: string, text: string, day: string | null }[]} */ (vectors('days'))) {
    const words = tag === 'en' ? finnish : spoken(tag);
    assert.deepEqual(typedDay(text, words, days), { date: text, rest: '', day }, text);
    assert.deepEqual(typedDay(`Brody ${text}`, words, days), { date: text, rest: 'Brody', day }, text);
  }
});

test('where nothing is like a day there is none', () => {
  for (const typed of ['Brody', '52.1 23.7', '54.6892 25.2798', 'Nowa 17', 'x19400']) assert.equal(typedDay(typed, finnish, days), null, typed);
});
