// States and regions as somebody who seeks names them.

/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { heldBy } from './atlas.js';
import { grouped } from './grouping.js';
import { fold } from './places.js';
import { fill, holderName, inWords } from './words.js';

/** @typedef {{ name: string, what: string, zones: Zone[] }} Land */

/**
 * States of the day, else of the page's two, and regions, of which the name or a word of it begins so.
 * @param {Page} page
 * @param {string} typed
 * @returns {Land[]}
 */
export function findLands({ atlas, words, state }, typed) {
  const asked = fold(typed);
  if (!asked) return [];
  const begins = (/** @type {string} */ name) => ` ${fold(name)}`.includes(` ${asked}`),
    /** @type {Land[]} */
    found = [];
  const regions = grouped(
    atlas.zones.flatMap((zone) => (atlas.labels[zone.region] ?? []).map((name) => ({ name, zone }))),
    ({ name }) => name,
  );
  for (const [name, parts] of regions)
    if (name && begins(name)) found.push({ name, what: words.region_of, zones: parts.map(({ zone }) => zone) });
  const seen = new Set();
  for (const day of [state.day, atlas.days.before, atlas.days.after])
    for (const [holder, zones] of heldBy(atlas, day)) {
      const name = holderName(words, atlas, holder);
      if (holder < 0 || seen.has(holder) || !begins(name)) continue;
      seen.add(holder);
      found.push({ name, what: fill(words.state_on, { day: inWords(words, day) }), zones });
    }
  return found;
}
