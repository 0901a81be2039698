// States and regions as somebody who seeks names them.

/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { heldBy } from './atlas.js';
import { grouped } from './grouping.js';
import { fold } from './places.js';
import { holding } from './tenure.js';
import { fill, heldWords, holderName, inWords } from './words.js';

/** @typedef {{ name: string, what: string, held: string, zones: Zone[], whole: boolean, region: boolean }} Land whether it is called just so; whether it is a region */

/** @param {Zone} one @param {Zone} other */
const larger = (one, other) => {
  const [a, b] = [one, other].map(({ box: [west, south, east, north] }) => (east - west) * (north - south));
  return b - a;
};

/**
 * States of the day, else of the page's two, and regions, of which the name or a word of it begins so; and lands of that
 * very name, with the zones that they have a part in. Of regions and lands it is said who holds them.
 * @param {Page} page
 * @param {string} typed
 * @param {string} day
 * @param {Record<string, string[]>} lands by their names, folded
 * @param {Record<string, string>} named regions by theirs, in every language
 * @returns {Land[]}
 */
export function findLands({ atlas, words, state }, typed, day, lands, named) {
  const asked = fold(typed);
  if (!asked) return [];
  const begins = (/** @type {string} */ name) => ` ${fold(name)}`.includes(` ${asked}`),
    /** @type {Land[]} */
    found = [],
    held = (/** @type {Zone[]} */ zones) => [...new Set([...zones].sort(larger).map((zone) => heldWords(words, atlas, holding(zone, day))))].join('; ');
  const regions = grouped(
    atlas.zones.flatMap((zone) => (atlas.labels[zone.region] ?? []).map((name = '') => ({ name, zone }))),
    ({ name }) => name,
  );
  for (const [name, parts] of regions) {
    const zones = parts.map(({ zone }) => zone);
    if (name && begins(name)) found.push({ name, what: words.region_of, held: held(zones), zones, whole: fold(name) === asked, region: true });
  }
  const key = named[asked.replace(/^the /, '')]; // as the program asks
  if (!found.length && key !== undefined) {
    const zones = atlas.zones.filter(({ region }) => region === key),
      [label, , name] = atlas.labels[key] ?? [];
    if (zones.length) found.push({ name: label || name || typed, what: words.region_of, held: held(zones), zones, whole: true, region: true });
  }
  if (!found.length && Object.hasOwn(lands, asked)) {
    const zones = atlas.zones.filter(({ id }) => lands[asked].includes(id));
    if (zones.length) found.push({ name: typed, what: words.region_of, held: held(zones), zones, whole: true, region: false });
  }
  const seen = new Set();
  for (const date of new Set([day, state.day, atlas.days.before, atlas.days.after]))
    for (const [holder, zones] of heldBy(atlas, date)) {
      const name = holderName(words, atlas, holder);
      if (holder < 0 || seen.has(holder) || !begins(name)) continue;
      seen.add(holder);
      found.push({ name, what: fill(words.state_on, { day: inWords(words, date) }), held: '', zones, whole: fold(name) === asked, region: false });
    }
  return found.sort((a, b) => Number(b.whole) - Number(a.whole));
}
