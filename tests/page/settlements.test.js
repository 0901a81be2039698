import assert from 'node:assert/strict';
import test from 'node:test';

import { isSure, nearestBorder, zonesWithin } from '../../geo/page/assets/answer.js';
import { zoneAt } from '../../geo/page/assets/atlas.js';
import { readCoordinates } from '../../geo/page/assets/coordinates.js';
import { openAtlas } from '../../geo/page/assets/mapdata.js';
import { weighed } from '../../geo/page/assets/namesakes.js';
import { nearestOf } from '../../geo/page/assets/reach.js';
import { openSettlements } from '../../geo/page/assets/settlements.js';
import { holding } from '../../geo/page/assets/tenure.js';
import { toldShort } from '../../geo/page/assets/words.js';
import { vectors } from './vectors.js';

/** @typedef {{ holder: string, status: string, since: string, act: string, border_km: number | null, sigma_km: number | null,
 *   sure: boolean }} Held */
/** @typedef {{ name: string, how: string, bears: string, cognate: boolean, district: string, country: string, lon: number, lat: number,
 *   sigma_m: number, told: string, else_told: string[], days: Record<string, Held> }} Told */
/** @typedef {{ asked: string, bearers: Told[], weighed: number[], inside: number, unheeded: string[], idle: string[], outside: string, meant: number, beside: Beside[], notes: string[], like: Told[] }} Case */
/** @typedef {{ where: string, towns: string[], reach_km: number, understood: boolean, far: { town: string, km: number }[] }} Beside */

const block = (/** @type {{ head: any, bytes: string }} */ { head, bytes }) => ({ head, bytes: Uint8Array.from(Buffer.from(bytes, 'base64')) });

/** @type {{ head: any, bytes: string, cases: Case[], seasons: { text: string, is_one: boolean }[] }} */
const said = vectors('settlements');
const atlas = openAtlas(block(vectors('wire'))),
  { head, bytes } = block(said),
  settlements = await openSettlements(head, bytes, atlas, async () => undefined);

const plain = /** @type {import('../../geo/page/assets/words.js').Words} */ (
  /** @type {unknown} */ ({ holders: {}, nobody: 'nobody', days: new Proxy({}, { get: (_, day) => day }), told_from: '{holder} from {day}', told_always: '{holder} throughout' })
);

/** @param {import('../../geo/page/assets/settlements.js').Bearer} bearer */
function told({ place, how, bears, cognate = false }) {
  const { name, district, country, lon, lat, sigma } = place,
    zone = zoneAt(atlas, lon, lat);
  assert.ok(zone);
  const short = toldShort(plain, atlas, zone.tenure),
    around = sigma < 2500 ? [] : zonesWithin(atlas, lon, lat, 2 * sigma).map((one) => toldShort(plain, atlas, one.tenure));
  return { name, how, bears, cognate, district, country, lon, lat, sigma_m: sigma, told: short, else_told: [...new Set(around)].filter((one) => one !== short).sort() };
}

/** @param {import('../../geo/page/assets/reach.js').Beside} beside @param {import('../../geo/page/assets/settlements.js').Bearer[]} first */
function besideTold({ where, towns, reach, understood }, first) {
  const far = towns.length ? first.map(({ place }) => nearestOf(towns, place)) : [];
  return {
    where,
    towns: towns.map(({ name, lat, lon }) => `${name}, ${lat}, ${lon}`).sort(),
    reach_km: reach / 1000,
    understood,
    far: far.map(({ town, metres }) => ({ town: town.name, km: Math.round(metres / 1000) })),
  };
}

const without = (/** @type {Told} */ one) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'days'));

for (const { asked, bearers, weighed: kept, inside, unheeded, idle, outside, meant, beside, notes, like } of said.cases)
  test(`the same places bear ${asked || 'no name'} as in the program, in the same order`, () => {
    const found = settlements.find(asked);
    assert.deepEqual(found.bearers.map(told), bearers.map(without));
    assert.deepEqual([found.inside, found.unheeded, found.idle, found.outside], [inside, unheeded, idle, outside]);
    const plainly = settlements.meant(found);
    assert.equal(plainly ? found.bearers.indexOf(plainly) : -1, meant);
    assert.deepEqual(weighed(settlements, found).map((one) => found.bearers.indexOf(one)), kept);
    assert.deepEqual(found.beside.map((one) => besideTold(one, found.bearers.slice(0, 1))), beside);
    assert.deepEqual(settlements.notes(found, 'en', "'{where}' points to none"), notes);
    assert.deepEqual(settlements.notes(found, 'xx', "'{where}' points to none"), notes); // of no catalogue
    if (!bearers.length) assert.deepEqual(settlements.like(found.name).map(told), like.map(without));
  });

test('holder, title, act, error and whether it is sure are those of the program on every day', () => {
  for (const { bearers } of said.cases)
    for (const [k, { place }] of bearers.map((one, at) => /** @type {const} */ ([at, { place: one }])))
      for (const [day, held] of Object.entries(place.days)) {
        const { lon, lat, sigma_m: sigma, name } = place,
          zone = zoneAt(atlas, lon, lat),
          border = nearestBorder(atlas, lon, lat, day);
        assert.ok(zone);
        const span = holding(zone, day);
        const found = { holder: atlas.holders[span.holder], status: span.status, since: span.start, act: span.event?.id ?? '', sure: isSure(border, sigma) };
        const { border_km, sigma_km, ...rest } = held;
        assert.deepEqual(found, rest, `${k} ${name} ${day}`);
        assert.ok(border ? Math.abs(border.metres / 1000 - Number(border_km)) < 0.002 : border_km === null, `${name} ${day}`);
        assert.equal(border ? Number(border.arc.sigma) / 1000 : null, sigma_km, `${name} ${day}`);
      }
});

test('a name is found by how it begins, by a later word, the larger first, and what is not shown is counted', () => {
  const names = (/** @type {string} */ typed, most = 9) => settlements.begin(typed, most).begun.map(({ place, bears }) => `${place.name}/${bears}`);
  assert.deepEqual(names('nowa w').slice(2), ['Nowa Wieś Wielka/Nowa Wieś Wielka']);
  assert.deepEqual(names('wielka'), ['Nowa Wieś Wielka/Nowa Wieś Wielka']);
  assert.deepEqual(names('ГОРОД').slice(0, 2), ['Городниця/Городниця', 'Городниця/Городниця']);
  assert.deepEqual(names('litov'), ['Brześć/Brest-Litovsk']);
  assert.equal(settlements.begin('h', 1).count, 3);
  assert.deepEqual(settlements.begin('', 5), { begun: [], count: 0 });
});

test('the town of a name is plainly meant beside hamlets that only may be called like it, and of equals none is', () => {
  const meant = (/** @type {string} */ name) => settlements.meant(settlements.find(name))?.place.name;
  assert.deepEqual(['Soroca', 'Husjatin', 'Nowa Wieś', 'Soroca, Nowhere', 'Upton'].map(meant), ['Soroca', undefined, undefined, undefined, 'Upton']);
});

test('a season or a decade is read as the program reads it, alone and beside a place', () => {
  for (const { text, is_one: isOne } of said.seasons) {
    assert.deepEqual(settlements.season(text), isOne ? { date: text, rest: '', day: null } : null, text);
    if (isOne) for (const typed of [`Brody, ${text}`, `${text} Brody`]) assert.deepEqual(settlements.season(typed), { date: text, rest: 'Brody', day: null }, typed);
  }
});

test('coordinates are read as the program reads them', () => {
  /** @type {{ text: string, found: [number, number] | null }[]} */
  const cases = vectors('coordinates');
  for (const { text, found } of cases) {
    const read = readCoordinates(text);
    assert.deepEqual(read && [Number(read.lat.toFixed(9)), Number(read.lon.toFixed(9))], found, text);
  }
});
