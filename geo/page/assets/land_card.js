// What the card says of a region: whose it was on a day, how much of it there is, how far the border moved there.

/** @import { Land } from './lands.js' */
/** @import { Dated, PlaceCard } from './place_card.js' */

import { cited, make } from './elements.js';
import { epochOn } from './shift.js';
import { heldOn, holding, stateNamed } from './tenure.js';
import { areaWords, fill, inWords, kilometres, thousands } from './words.js';

/** @type {(value: string, sigma: number | null, least: number, say: (value: number) => string) => string} */
const withError = (value, sigma, least, say) => (sigma === null ? value : `${value}\u00a0±\u00a0${say(Math.max(sigma, least))}`);

/** A number is not parted from its unit. @type {(text: string) => string} */
const whole = (text) => text.replaceAll(' km', '\u00a0km').replaceAll(' км', '\u00a0км');

/**
 * What was measured in it up to the day: a sentence for each region that it has.
 * @param {PlaceCard['page']} page
 * @param {Land} land
 */
function measured({ atlas, words, state }, { zones }) {
  const own = new Set(zones.map(({ region }) => region)),
    found = epochOn(atlas, state.day).regions.filter(({ region }) => own.has(region));
  const told = found.map(({ name, ...row }) =>
    fill(words.measured, {
      name,
      area: withError(areaWords(row.area_km2), row.sigma_area_km2, 1, thousands),
      mean: withError(kilometres(row.mean_km), row.sigma_mean_km, 0.1, kilometres),
      max: kilometres(row.max_km),
    }),
  );
  const lakes = found.reduce((sum, { lake_km2: lake }) => sum + (lake ?? 0), 0),
    area = found.reduce((sum, { area_km2: km2 }) => sum + km2, 0);
  if (!told.length) return [words.profile_none];
  return lakes ? [...told, fill(words.lakes_share, { lake: thousands(lakes), sum: thousands(area + lakes) })] : told;
}

/**
 * Rows of several zones as those of one: what holds of all of them stands once, else each with its name.
 * @param {[name: string, rows: Dated[]][]} each
 * @returns {Dated[]}
 */
function together(each) {
  /** @type {Map<string, { row: Dated, names: string[] }>} */
  const found = new Map();
  for (const [name, rows] of each)
    for (const row of rows) {
      const key = JSON.stringify(row),
        { names } = found.get(key) ?? { names: [] };
      found.set(key, { row, names: [...names, name] });
    }
  return [...found.values()]
    .map(({ row, names }) => (names.length < each.length ? { ...row, told: `${names.join(', ')}: ${row.told}` } : row))
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/**
 * @param {PlaceCard} card
 * @param {Land} land
 * @returns {(Node | string)[]}
 */
export function landLines(card, land) {
  const { page } = card,
    { atlas, words, state } = page,
    { name, what, zones } = land;
  const held = zones.map((zone) => ({ zone, told: heldOn(words, atlas, zone, state.day) })),
    all = new Set(held.map(({ told }) => told)),
    whose = all.size === 1 ? [held[0].told] : held.map(({ zone, told }) => `${zone.name}: ${told}`);
  const armies = new Set(
    zones.flatMap((zone) => {
      const { holder, occupier } = holding(zone, state.day);
      return atlas.armies
        .filter(({ zone: at, start, last, state: of }) => at === zone.number && start <= state.day && state.day <= last && of !== atlas.holders[holder] && of !== occupier)
        .map(({ state: of }) => of);
    }),
  );
  const events = [...new Set(zones.map((zone) => holding(zone, state.day).event))].flatMap((event) => event ?? []),
    lines = atlas.arcs.filter(({ left, right, kind }) => kind !== 'sea' && zones.some(({ number }) => number === left || number === right)),
    sources = [...new Set(lines.map(({ source }) => source))].filter(Boolean);
  return [
    card.closer(),
    make('h2', { tabindex: '-1' }, name),
    make('p', { class: 'bs-small' }, what),
    make('p', { class: 'bs-answer' }, make('span', {}, fill(words.on_day, { day: inWords(words, state.day) })), make('strong', {}, whose.join('; '))),
    ...[...armies].map((who) => make('p', { class: 'bs-warn' }, fill(words.army, { who: stateNamed(words, atlas, who) }))),
    ...measured(page, land).map((said) => make('p', {}, whole(said))),
    card.table(together(zones.map((zone) => [zone.name, card.dated(zone)]))),
    make(
      'details',
      {},
      make('summary', {}, words.sources),
      ...events.map(({ title, citation }) => make('p', { class: 'bs-small' }, make('b', {}, `${words.act}: `), `${title}. `, cited(citation))),
      ...(sources.length ? [make('p', { class: 'bs-small' }, make('b', {}, `${words.line_source}: `), cited(sources.join('; ')))] : []),
    ),
  ];
}
